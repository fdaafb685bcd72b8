import { describe, expect, test } from "vitest";
import { receiveError, sendError } from "../../../src/apply/workers/sent-error.ts";
import { LabelingError } from "../../../src/errors.ts";

const sent = (error: unknown): Error => receiveError(structuredClone(sendError(error)));

describe("an error on its way through threads", () => {
  test("stays a labeling error with all that it says", () => {
    const cause = new RangeError("boom");
    const error = new LabelingError("function_failed", {
      where: 'labeling function "f", row 3',
      got: "it threw RangeError: boom",
      expected: "a vote",
      remedy: "Mend it!",
      details: { function: "f", row: 3 },
      cause,
    });
    const received = sent(error);
    expect(received).toBeInstanceOf(LabelingError);
    expect(received).toMatchObject({
      message: error.message,
      code: error.code,
      where: error.where,
      details: error.details,
      stack: error.stack,
      cause,
    });
  });

  test("keeps message, stack and cause where it is of another kind", () => {
    const error = new TypeError("no such thing", { cause: { at: 3 } });
    const received = sent(error);
    expect(received).toMatchObject({ message: "no such thing", stack: error.stack, cause: { at: 3 } });
    expect(LabelingError.is(received)).toBe(false);
  });

  test("becomes words where it cannot be sent", () => {
    expect(sent("stop").message).toBe('"stop"');
    expect(sent(new Error("x", { cause: () => 1 })).cause).toBe("a function");
    const details = { column: "a", type: Symbol("t") };
    expect(sent(new LabelingError("wrong_type", { where: "here", got: "that", details }))).toMatchObject({
      details: { column: "a", type: "a symbol" },
    });
  });
});

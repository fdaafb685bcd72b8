import { describe, expect, test } from "vitest";

import { LabelingError } from "../../src/errors.ts";
import { BallotBox, BallotTurn, type FailureHandler } from "../../src/functions/ballot.ts";
import { defineTask } from "../../src/labels/task.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
const box = (onFailure: FailureHandler, rows = 4): BallotBox =>
  new BallotBox({ name: "f", task, labels: null }, rows, onFailure);
const throws: FailureHandler = (_, error) => {
  throw error;
};

describe("BallotBox", () => {
  test("holds a code for each row of the table, abstentions at first", () => {
    expect(box(throws).votes).toEqual(Int8Array.of(-1, -1, -1, -1));
    const many = defineTask({ labels: Array.from({ length: 128 }, (_, i) => `label ${i}`), columns: { text: "utf8" } });
    const ballots = new BallotBox({ name: "f", task: many, labels: null }, 2, throws).open(0, 2);
    ballots.cast(1, "label 127");
    expect(ballots.votes).toEqual(Int16Array.of(-1, 127));
  });

  test("counts rows from the start of its window", () => {
    const ballots = box(throws).open(2, 2);
    ballots.cast(0, "spam");
    ballots.cast(1, "ham");
    expect(ballots.votes).toEqual(Int8Array.of(-1, -1, 1, 0));
    expect(ballots.length).toBe(2);
  });

  test("refuses rows outside its window", () => {
    const ballots = box(throws).open(2, 2);
    for (const [row, place] of [
      [2, 4],
      [-1, 1],
      [NaN, NaN],
      [0.5, 2.5],
    ] as const) {
      // prettier-ignore
      expect(() => ballots.cast(row, "spam")).toThrow(
        `labeling function "f", row ${place}: it voted on row ${row}; expected a row from 0 to 1.`,
      );
    }
  });

  test("lets the last vote on a row count, and a vote without confidence is sure", () => {
    const ballots = box(throws).open(0, 4);
    ballots.cast(0, "spam", 0.5);
    ballots.cast(0, "ham");
    ballots.cast(1, "ham", 0.25);
    ballots.cast(2, "ham", undefined);
    expect(ballots.votes).toEqual(Int8Array.of(0, 0, 0, -1));
    expect(ballots.confidences).toEqual(Float32Array.of(1, 0.25, 1, 1));
  });

  test("casts one vote wherever a mask says so, and leaves the other rows as they are", () => {
    const ballots = box(throws, 6).open(1, 4);
    ballots.cast(1, "spam");
    ballots.castWhere(Uint8Array.of(1, 0, 0, 1), "ham");
    expect(ballots.votes).toEqual(Int8Array.of(-1, 0, 1, -1, 0, -1));
    expect(ballots.confidences).toBeNull();
    ballots.castWhere(Uint8Array.of(0, 0, 1, 1), { label: "spam", confidence: 0.5 });
    expect(ballots.votes).toEqual(Int8Array.of(-1, 0, 1, 1, 1, -1));
    expect(ballots.confidences).toEqual(Float32Array.of(1, 1, 1, 0.5, 0.5, 1));
    ballots.castWhere(Uint8Array.of(0, 0, 0, 1), "spam");
    expect(ballots.confidences).toEqual(Float32Array.of(1, 1, 1, 0.5, 1, 1));
    expect(() => ballots.castWhere(Uint8Array.of(0, 1, 0, 0), "eggs")).toThrow(
      'labeling function "f", row 2: it voted "eggs"',
    );
  });

  test("takes votes on rows with nulls back", () => {
    const ballots = box(throws).open(1, 3);
    for (let row = 0; row < 3; row++) ballots.cast(row, "spam", 0.5);
    ballots.clearNulls(null);
    ballots.clearNulls(Uint8Array.of(1, 0, 1));
    expect(ballots.votes).toEqual(Int8Array.of(-1, 1, -1, 1));
    expect(ballots.confidences).toEqual(Float32Array.of(1, 0.5, 1, 0.5));
  });

  test("reports failures with the row's number in the table, the function, and the error underneath", () => {
    const reported: [number, LabelingError][] = [];
    const ballots = box((row, error) => reported.push([row, error])).open(2, 2);
    const cause = new TypeError("no");
    ballots.cast(1, "spam");
    ballots.fail(1, cause);
    const [failure] = reported;
    expect(failure?.[0]).toBe(3);
    expect(failure?.[1]).toMatchObject({ code: "function_failed", cause, details: { function: "f", row: 3 } });
    expect(ballots.votes[3]).toBe(-1);
  });

  test("once its handler has thrown, throws that error and reports nothing more", () => {
    const stop = new LabelingError("function_failed", { where: "run", got: "too many" });
    let calls = 0;
    const ballots = box(() => {
      calls++;
      throw stop;
    }).open(0, 4);
    expect(() => ballots.cast(0, "eggs")).toThrow(stop);
    expect(() => ballots.fail(0, stop)).toThrow(stop);
    expect(() => ballots.checkStopped()).toThrow(stop);
    expect(calls).toBe(1);
  });
});

describe("BallotTurn", () => {
  test("casts until its end", () => {
    const ballots = box(throws).open(0, 4);
    const turn = new BallotTurn(ballots);
    expect(turn.length).toBe(4);
    turn.cast(0, "spam", 0.5);
    turn.cast(1, null);
    turn.end();
    ballots.open(2, 2);
    expect(() => turn.cast(0, "spam")).toThrow("ballot: a vote on row 0 after the function had returned.");
    expect(ballots.votes).toEqual(Int8Array.of(1, -1, -1, -1));
  });
});

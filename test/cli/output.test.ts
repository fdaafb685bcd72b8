import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { prettyJson, printable } from "../../src/cli/output.ts";

describe("prettyJson", () => {
  test.prop([fc.jsonValue()])("says the same as JSON.stringify", (value) => {
    expect(JSON.parse(prettyJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  test("sets lists of plain values on one line, and leaves out undefined", () => {
    expect(prettyJson({ a: [1, 2], b: [{ c: [] }], d: undefined, e: {} })).toBe(
      '{\n  "a": [1,2],\n  "b": [\n    {\n      "c": []\n    }\n  ],\n  "e": {}\n}',
    );
  });
});

describe("printable", () => {
  test("keeps text, tabs and line breaks, and replaces other control characters", () => {
    expect(printable("é\t\n\u001b[0m\u0007\u009b")).toBe("é\t\n\ufffd[0m\ufffd\ufffd");
  });
});

import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { labelSet, maxLabels, sameLabels } from "../../src/labels/label-set.ts";
import { caught } from "../util/caught.ts";

describe("labelSet", () => {
  test("numbers labels in the order given; null is -1", () => {
    const labels = labelSet(["ham", "spam", "eggs"]);
    expect(labels.size).toBe(3);
    expect([labels.code("ham"), labels.code("spam"), labels.code("eggs"), labels.code(null)]).toEqual([0, 1, 2, -1]);
    expect([0, 1, 2, -1].map((code) => labels.label(code))).toEqual(["ham", "spam", "eggs", null]);
  });

  test("is frozen, and does not change with the array it was made of", () => {
    const names = ["a", "b"];
    const labels = labelSet(names);
    names[0] = "changed";
    expect(labels.names).toEqual(["a", "b"]);
    expect(Object.isFrozen(labels) && Object.isFrozen(labels.names)).toBe(true);
  });

  test("has() knows its labels and nothing else", () => {
    const labels = labelSet(["ham", "spam"]);
    expect(["ham", "spam", "eggs", null, undefined, 0, "toString"].map((value) => labels.has(value))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test.prop([
    fc.uniqueArray(
      fc.string({ unit: "grapheme", minLength: 1 }).filter((s) => s.trim() !== ""),
      { minLength: 2 },
    ),
  ])("code and label are inverse to each other, whatever the names", (names) => {
    const labels = labelSet(names);
    expect(names.map((name) => labels.label(labels.code(name)))).toEqual(names);
  });

  test("takes 2 to 32,767 labels", () => {
    const names = Array.from({ length: maxLabels }, (_, i) => `label ${i}`);
    const labels = labelSet(names);
    expect(labels.size).toBe(32_767);
    expect(labels.code("label 32766")).toBe(32_766);
  });

  test.each([
    [[], "labels: 0 labels; expected an array of 2 to 32767 labels."],
    [
      ["spam"],
      "labels: 1 label; expected an array of 2 to 32767 labels. A task with one label wants a second one for everything else.",
    ],
    [Array.from({ length: 32_768 }, (_, i) => `${i}`), "labels: 32768 labels; expected an array of 2 to 32767 labels."],
    ["ham,spam", 'labels: "ham,spam"; expected an array of 2 to 32767 labels.'],
    [["ham", ""], 'labels: ""; expected text that is not empty.'],
    [["ham", " "], 'labels: " "; expected text that is not empty.'],
    [["ham", null], "labels: null; expected text that is not empty."],
    [["ham", 1], "labels: 1; expected text that is not empty."],
    [["ham", "spam", "ham"], 'labels: "ham" more than once; expected each name once. Remove the repetition.'],
  ])("refuses %j", (names, message) => {
    expect(caught(() => labelSet(names as string[])).message).toBe(message);
  });

  test("code() of a label that is none names the labels there are", () => {
    const error = caught(() => labelSet(["ham", "spam"]).code("Spam" as "spam"));
    expect(error.message).toBe('label set: "Spam"; expected one of "ham", "spam", or null to abstain.');
    expect(error).toMatchObject({ code: "unknown_label", details: { label: "Spam" } });
  });

  test.each([[2], [-2], [0.5], [NaN]])("label(%s) of two labels is an error", (code) => {
    expect(() => labelSet(["ham", "spam"]).label(code)).toThrow(
      `label set: ${code}; expected one of "ham", "spam", or null to abstain.`,
    );
  });

  test("sets are the same when they have the same labels in the same order", () => {
    expect(sameLabels(labelSet(["a", "b"]), labelSet(["a", "b"]))).toBe(true);
    expect(sameLabels(labelSet(["a", "b"]), labelSet(["b", "a"]))).toBe(false);
    expect(sameLabels(labelSet(["a", "b,c"]), labelSet(["a,b", "c"]))).toBe(false);
  });
});

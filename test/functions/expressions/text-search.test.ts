import { describe, expect, test } from "vitest";
import { expression } from "../../../src/functions/expression.ts";
import { literalIn } from "../../../src/functions/expressions/text-search.ts";
import { textSearchOf } from "../../../src/functions/text-scan/text-search.ts";
import { defineTask } from "../../../src/labels/task.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", tags: "list<utf8>" } });

const literalOf = (when: string, nulls: "abstain" | "pass" = "abstain"): string | undefined =>
  textSearchOf(expression(task, { name: "e", when, label: "spam", nulls }))?.any[0]?.text;

describe("what a condition looks for in text", () => {
  test.each<[string, string | undefined]>([
    ['contains(text, "Free Gift")', "free gift"],
    ['contains(lower(text), "free")', "free"],
    ['contains(upper(text), "FREE")', undefined],
    ['contains("free gift", text)', undefined],
    ['not contains(text, "free")', undefined],
    ['contains(text, "a")', undefined],
    ['contains(text, "!!")', "!!"],
    ['contains(text, "  two\\n  words ")', "two words"],
  ])("%s: %s", (when, literal) => {
    expect(literalOf(when)).toBe(literal);
  });

  test("is nothing where nulls take part", () => {
    expect(literalOf('contains(text, "free")', "pass")).toBeUndefined();
  });

  test("leaves out what composition and case may change", () => {
    expect(literalIn("café au lait", false)).toBe("au lait");
    expect(literalIn("hi", false)).toBe("hi");
    expect(literalIn("hi", true)).toBeNull();
    expect(literalIn("taxi", true)).toBe("tax");
    expect(literalIn("\u0130\u00df", true)).toBeNull();
  });
});

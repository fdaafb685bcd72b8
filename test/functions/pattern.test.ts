import { tableFromArrays } from "apache-arrow";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";

import { pattern, type PatternSpec } from "../../src/functions/pattern.ts";
import { defineTask } from "../../src/labels/task.ts";
import { run, votesOf } from "./run.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", tags: "list<utf8>" } });
type Options = Partial<PatternSpec<typeof task, "p">>;

const make = (options: Options): ReturnType<typeof pattern<typeof task, "p">> =>
  pattern(task, { name: "p", column: "text", pattern: /x/, label: "spam", ...options });

describe("pattern", () => {
  const table = tableFromArrays({ text: ["ab", "AB", "a\nb", null, "xab"] });
  test.each<[string, Options, readonly (string | null)[]]>([
    ["a regular expression, anywhere in the text", { pattern: /ab/ }, ["spam", null, null, null, "spam"]],
    ["its flags", { pattern: /AB/i }, ["spam", "spam", null, null, "spam"]],
    ["the source of one", { pattern: "^a.b$", flags: "s" }, [null, null, "spam", null, null]],
    ["flags instead of its own", { pattern: /AB/i, flags: "" }, [null, "spam", null, null, null]],
    ["the label it is given", { pattern: /^x/, label: "ham" }, [null, null, null, null, "ham"]],
  ])("takes %s", async (_, options, votes) => {
    expect(await votesOf(make(options), table)).toEqual(votes);
  });

  test("votes the same whatever came before, with the flag g too, and leaves the given expression alone", async () => {
    const given = /a/g;
    given.lastIndex = 5;
    const func = make({ pattern: given });
    expect(await votesOf(func, tableFromArrays({ text: ["a", "a", "a", "ba", "a"] }))).toEqual(
      Array.from({ length: 5 }, () => "spam"),
    );
    expect(given.lastIndex).toBe(5);
    expect(func.terms).toEqual({ source: "a", flags: "" });
  });

  test("does not compose letters: the text is taken as it stands", async () => {
    expect(await votesOf(make({ pattern: /é/ }), tableFromArrays({ text: ["caf\u00e9", "cafe\u0301"] }))).toEqual([
      "spam",
      null,
    ]);
  });

  test("takes a regular expression of another realm", async () => {
    const foreign = runInNewContext("/a+/i") as RegExp;
    expect(await votesOf(make({ pattern: foreign }), tableFromArrays({ text: ["A", "b"] }))).toEqual(["spam", null]);
  });

  test("keeps source and flags, sorted, as terms", () => {
    expect(make({ pattern: /a\/b/giu })).toMatchObject({
      kind: "pattern",
      columns: ["text"],
      labels: ["spam"],
      terms: { source: "a\\/b", flags: "iu" },
    });
    expect(make({ pattern: "a/b", flags: "ui" }).fingerprint).toBe(make({ pattern: /a\/b/iu }).fingerprint);
    expect(make({ pattern: "a", flags: "i" }).fingerprint).not.toBe(make({ pattern: "a" }).fingerprint);
  });

  test("says in the error's details which part can take for ever, and on what", () => {
    expect(() => make({ pattern: "cash|(a|aa)+$" })).toThrow(
      expect.objectContaining({ code: "bad_option", details: { part: "(a|aa)+", text: "aaa" } }) as Error,
    );
  });

  test("with linearTime it takes what would be refused for its time, and is the same function otherwise", async () => {
    const texts = tableFromArrays({ text: [`${"a ".repeat(5_000)}!`, "a b", null] });
    expect(await votesOf(make({ pattern: /^(\w+\s?)*$/, linearTime: true }), texts)).toEqual([null, "spam", null]);
    expect(make({ linearTime: true }).fingerprint).toBe(make({}).fingerprint);
    expect(() => make({ pattern: /(a)\1/, linearTime: true })).toThrow(
      'labeling function "p", pattern: it has \\1, which refers back to what a group has matched; expected an expression that can be searched for in time linear in the text.',
    );
    expect(() => make({ linearTime: 1 as never })).toThrow(
      'labeling function "p", linearTime: 1; expected true or false.',
    );
  });

  test("votes with a confidence", async () => {
    const { confidences } = await run(make({ pattern: /a/, confidence: 0.5 }), table);
    expect(confidences).toEqual([0.5, 1, 0.5, 1, 0.5]);
  });

  const p = 'labeling function "p"';
  test.each([
    [{ pattern: "(" }, `${p}, pattern: Invalid regular expression: /(/: Unterminated group; expected a valid regular expression. In text between quotes a backslash is written twice: a RegExp between slashes needs one.`], // prettier-ignore
    [{ pattern: "a", flags: "k" }, `${p}, pattern: Invalid flags supplied to RegExp constructor 'k'; expected a valid regular expression. In text between quotes a backslash is written twice: a RegExp between slashes needs one.`], // prettier-ignore
    [{ pattern: /a/y }, `${p}, flags: "y"; expected text such as "i" or "iu", without y. Instead of y, begin the pattern with ^ to match at the start of the text.`], // prettier-ignore
    [{ pattern: "" }, `${p}, pattern: ""; expected a regular expression, or text with its source.`],
    [{ pattern: 3 }, `${p}, pattern: 3; expected a regular expression, or text with its source.`],
    [{ pattern: /^hi (\w+\s?)*$/ }, `${p}, pattern: (\\w+\\s?)*, which can match text such as "aa" in several ways: each repetition of "a" doubles the time; expected repetitions that can match a text in one way only. Write a+ for (a+)+, \\w+(?:\\s\\w+)* for (?:\\w+\\s?)+, [ab] for (?:a|[ab]). Or set linearTime: true.`], // prettier-ignore
    [{ column: "tags" }, `${p}, column: "tags" is list<utf8>; expected a text column: "text". Functions of kind row, batch and expression read columns of every type.`], // prettier-ignore
  ])("refuses %j", (options, message) => {
    expect(() => make(options as Options)).toThrow(
      expect.objectContaining({ message, name: "LabelingError" }) as Error,
    );
  });
});

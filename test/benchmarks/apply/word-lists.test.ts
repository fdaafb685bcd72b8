import { describe, expect, it } from "vitest";
import { textTable } from "../../../benchmarks/apply/text.ts";
import { fiftyLists, patterns, thousandTerms } from "../../../benchmarks/apply/word-lists.ts";

describe("word lists", () => {
  it("are fifty, each of another name, with three to six terms", () => {
    expect(new Set(fiftyLists.map(([name]) => name)).size).toBe(50);
    for (const [name, , words] of fiftyLists) expect([3, 4, 5, 6], name).toContain(words.length);
  });
  it("and a thousand terms, each once and the same each time", () => {
    expect(new Set(thousandTerms()).size).toBe(1000);
    expect(thousandTerms()).toEqual(thousandTerms());
  });
});

describe("the regular expressions", () => {
  const texts = Array.from(textTable({ rows: 20_000, nonAscii: 0.05, seed: 1 }).getChild("text") ?? [], String);
  it.each(patterns)("%s matches some comments and not others", (_name, _label, pattern) => {
    expect(new Set(texts.map((text) => pattern.test(text))).size).toBe(2);
  });
});

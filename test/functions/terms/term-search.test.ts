import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { comparableTerms } from "../../../src/functions/terms/comparable-terms.ts";
import { termMatcher } from "../../../src/functions/terms/term-search.ts";
import { normalizeText } from "../../../src/functions/text-fold.ts";

const pieces = ["a", "b", "ab", "A", "É", "e\u0301", "é", "ſ", "s", "\u212a", "k", "_", "1", "+", "c++", "-", " ", "  ", "\n", "\u00a0", "中", "文", "ア", "👍", "👍🏽", "\u0301", ".", "ß", "ẞ", "İ"]; // prettier-ignore
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(""));
const term = text.map((each) => each.trim()).filter((each) => each !== "");
const terms = fc.array(term, { maxLength: 5 });

/** Terms that occur in no text of the test, so many that all are looked for in one pass. */
const others = Array.from({ length: 100 }, (_, i) => `zzz${i}`);

describe("termMatcher", () => {
  test("finds the same with many terms, in one pass, as with few, by regular expressions", () => {
    let hits = 0;
    const agree = fc.property(
      terms,
      terms,
      terms,
      text,
      text,
      fc.boolean(),
      fc.boolean(),
      (any, all, none, before, after, wholeWord, caseSensitive) => {
        // prettier-ignore
        const compare = (given: readonly string[]): readonly string[] =>
        given.length === 0 ? [] : comparableTerms(given, "test", caseSensitive);
        const wanted = { any: compare(any), all: compare(all), none: compare(none) };
        const rules = { wholeWord, caseSensitive };
        const few = termMatcher(wanted, rules);
        const many = termMatcher({ ...wanted, none: [...wanted.none, ...others] }, rules);
        for (const each of [...any, ...all, ...none, ""]) {
          const whole = normalizeText(before + each + after);
          if (few(whole)) hits++;
          expect({ whole, found: many(whole) }).toEqual({ whole, found: few(whole) });
        }
      },
    );
    fc.assert(agree, { numRuns: 1_500 });
    expect(hits).toBeGreaterThan(500);
  });

  test("finds one of many, wherever it begins in another", () => {
    const rules = { wholeWord: false, caseSensitive: false };
    const all = ["she", "he", "hers", "his", ...others].sort();
    const found = (whole: string): readonly string[] =>
      all.filter((each) => termMatcher({ any: [each, ...others.filter((other) => other !== each)], all: [], none: [] }, rules)(whole)); // prettier-ignore
    expect(found("ushers")).toEqual(["he", "hers", "she"]);
    expect(termMatcher({ any: [], all: ["she", "hers", ...others], none: [] }, rules)(`ushers ${others.join(" ")}`)).toBe(true); // prettier-ignore
    expect(termMatcher({ any: [], all: ["she", "hers", ...others], none: [] }, rules)(`usher ${others.join(" ")}`)).toBe(false); // prettier-ignore
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { findBlowUp } from "../../../src/functions/regular-expressions/blow-up.ts";
import { countSteps } from "./count-steps.ts";
import { loops } from "./generate.ts";

/** Steps of a search beyond which it counts as endless: some texts of 40 characters would take years. */
const limit = 50_000;

describe("findBlowUp finds", () => {
  // The text before the loop, and a text on which the search fails once the loop has been passed.
  test.each<[RegExp, string, string, string]>([
    [/(a+)+$/, "(a+)+", "", "!"],
    [/(a|a)*b/, "(a|a)*", "", ""],
    [/(a|aa)+$/, "(a|aa)+", "", "!"],
    [/(a*)*b/, "(a*)*", "", ""],
    [/(x+x+)+y/, "(x+x+)+", "", ""],
    [/(\w+\s?)*$/, String.raw`(\w+\s?)*`, "", "!"],
    [/^(\d+)*$/, String.raw`(\d+)*`, "", "!"],
    [/^(?:(?:a+)+,)+$/, "(?:(?:a+)+,)+", "", ""],
    [/"(?:[^"\\]+|\\.)*"/, String.raw`(?:[^"\\]+|\\.)*`, '"', ""],
    [/(?:[^,]+,?)*;/, "(?:[^,]+,?)*", "", ""],
    [/cash|(?:[a-z]+\s*)+\./, String.raw`(?:[a-z]+\s*)+`, "", ""],
    [/(?:\s|\n)*x/, String.raw`(?:\s|\n)*`, "", ""],
    [/(?:.|\n)*x/s, String.raw`(?:.|\n)*`, "", ""],
    [/(?:<[^>]+>\s*|\s+)*z/, String.raw`(?:<[^>]+>\s*|\s+)*`, "<", ""],
    [/(?:,?\d+)+\.\d\d/, String.raw`(?:,?\d+)+`, "", ""],
    [/(?:x(?:|))*y/, "(?:x(?:|))*", "", ""],
    [/\b(?:[a-z]+[ -]?)+\b/, "(?:[a-z]+[ -]?)+", "", "_"],
    [/(?=(a+)+b)/, "(a+)+", "", ""],
    [/(?:(a+)+b)?c/, "(a+)+", "", ""],
    [/(?:(?:\w+\s?)*,){2}/, String.raw`(?:\w+\s?)*`, "", ""],
    [/(?:\w{1,20}\s?){1,10}$/, String.raw`(?:\w{1,20}\s?){1,10}`, "", "!"],
    [/^(?:K|k)+x/iu, "(?:K|k)+", "k", ""],
    [/(?:\p{L}+\p{M}*)+x/u, String.raw`(?:\p{L}+\p{M}*)+`, "", ""],
    [new RegExp("(?:[[a-f]--c]|a)+x", "v"), "(?:[[a-f]--c]|a)+", "a", ""],
  ])("%s", (regExp, part, before, after) => {
    const found = findBlowUp(regExp);
    expect(found?.part).toBe(part);
    const steps = [4, 8, 40].map((times) =>
      countSteps(regExp, before + (found?.text ?? "").repeat(times) + after, 20 * limit),
    );
    expect(steps[2]).toBe(20 * limit);
    expect(steps[1]).toBeGreaterThan(8 * (steps[0] ?? 0));
  });
});

/** Regular expressions as people write them to label text, and texts that might be hard for them. */
const ordinary: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?:\w+\s){2,}/, ["a", "a "]],
  [/(ab|cd)+/, ["ab", "abcd"]],
  [/(\d{3}-)*\d{4}/, ["123-", "1"]],
  [/^[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}$/, ["a", "a@a.", "a.", "a@"]],
  [/https?:\/\/(?:www\.)?[-\w@:%.+~#=]{1,256}\.[a-z]{1,6}\b(?:[-\w()@:%+.~#?&/=]*)/i, ["http://a.", "a."]],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/, ["1", "1."]],
  [/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?\b/, ["1", "1-"]],
  [/\$\d+(,?\d+)*(\.\d+)?/, ["1", "$1", "1,"]],
  [/(?:\b\w+\b\s*)*$/, ["a", "a "]],
  [/^(?:\b\w+\b\s?)+$/, ["a", "a "]],
  [/(?:a+)+/, ["a"]],
  [/(?:\w+\s?)*/, ["a"]],
  [/(?:(?:a|a)b)*/, ["a", "ab"]],
  [/<!--(?:(?!-->)[^])*-->/, ["<!--", "a"]],
  [/"(?:[^"\\]|\\.)*"/, ['"', "a", '"a']],
  [/^(?:>.*\r?\n)+$/m, [">a\n", ">"]],
  [/(?:^.+$\n?)+!/m, ["a", "a\n"]],
  [/\b[A-Z][a-z]+(?:\s+[A-Z][a-z]+)+\b/, ["A", "Ab", "Ab "]],
  [/\bfree\W+(?:\w+\W+){0,5}?cash\b/, ["free ", "a "]],
  [/(?:very\s+)+good/, ["very "]],
  [/(?:\w+(?:ing|ed)\s)+x/, ["ing", "ing ", "a"]],
  [/(?:a{3}|b)*c/, ["a", "aaa"]],
  [/(\d{12},?)*z/, ["1", "1,"]],
  [/(?:\d{3}-?){12}x/, ["1", "111-"]],
  [/(?:x|)*y/, ["x"]],
  [/(?:#\w+\s*){3,}$/, ["#a", "#a "]],
  [/(?:\d+(?:\.\d+)?\s*(?:kg|g|lb),\s*)+x/, ["1", "1g,", "1 "]],
  [/(?:a(?=b)|a(?=c)|b|c)*x/, ["ab", "ac"]],
  [/(?:(?<!a)b|(?<=a)b|a)*x/, ["ab", "b"]],
  [/(?:\p{L}+\p{M}*\s)+x/u, ["a", "a "]],
  [/(?:(\w)\1)+x/, ["aa"]],
];

describe("findBlowUp lets pass", () => {
  test.each(ordinary)("%s", (regExp, texts) => {
    expect(findBlowUp(regExp)).toBeNull();
    if (/\\1|\?</.test(regExp.source)) return; // Not counted here.
    for (const text of texts) {
      for (const after of ["", "!", "\n!"]) {
        const short = countSteps(regExp, text.repeat(10) + after, limit);
        expect(countSteps(regExp, text.repeat(20) + after, limit)).toBeLessThan(20 * short);
      }
    }
  });

  test("polynomial time: it takes long texts to be slow", () => {
    for (const regExp of [/.*a.*b/, /\s+$/, /(?:\w+\s?){2,5}$/, /\w*\w*\w*x/]) expect(findBlowUp(regExp)).toBeNull();
  });

  test("regular expressions too large to be looked at, soon", () => {
    const words = Array.from({ length: 2_000 }, (_, i) => `word${i}`);
    expect(findBlowUp(new RegExp(`(?:${words.join("|")})+x`))).toBeNull();
    expect(findBlowUp(new RegExp(`(?:${"a?".repeat(500)})+x`))).toBeNull();
    expect(findBlowUp(new RegExp(`(?:${"(?:|)".repeat(50)}a)+x`))).toBeNull();
  });
});

test("a loop that findBlowUp lets pass does not double its steps with each repetition of a text", () => {
  let grown = 0;
  fc.assert(
    fc.property(loops, (source) => {
      const regExp = new RegExp(`^${source}$`);
      const found = findBlowUp(regExp);
      for (const text of found === null ? ["a", "b", "c", "ab", "ac", "bc", "aab", "abb", "aac"] : [found.text]) {
        for (const before of ["", "a", "b"]) {
          const [few = 0, more = 0, most = 0] = [6, 12, 24].map((times) =>
            countSteps(regExp, `${before}${text.repeat(times)}?`, limit),
          );
          const doubles = most === limit && (more === limit || more > 30 * few);
          if (found !== null) grown += Number(doubles);
          else if (doubles) throw new Error(`${String(regExp)} passes, but not on ${text}`);
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(grown).toBeGreaterThan(50);
});

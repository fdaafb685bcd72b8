import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { linearTest } from "../../../../src/functions/regular-expressions/linear/linear-test.ts";
import { NotLinear } from "../../../../src/functions/regular-expressions/linear/not-linear.ts";
import { loops, regExps } from "../generate.ts";

/** Whether a text matches in linear time; null for an expression that is refused. */
function matcher(regExp: RegExp): ((text: string) => boolean) | null {
  try {
    return linearTest(regExp);
  } catch (error) {
    if (error instanceof NotLinear) return null;
    throw error;
  }
}

const faces = "😀😁"; // without the flag u, four units

describe("linearTest answers as JavaScript does", () => {
  test("on expressions and texts of all kinds", () => {
    let compared = 0;
    const agree = fc.property(regExps, ({ regExp, texts }) => {
      const matches = matcher(regExp);
      for (const text of matches === null ? [] : texts) {
        compared++;
        expect({ regExp, text, found: matches?.(text) }).toEqual({ regExp, text, found: regExp.test(text) });
      }
    });
    fc.assert(agree, { numRuns: 3_000 });
    expect(compared).toBeGreaterThan(2_000);
  });

  test("on loops within loops", () => {
    const texts = fc.array(fc.constantFrom("a", "b", "c", "ab", " "), { maxLength: 8 }).map((parts) => parts.join(""));
    const agree = fc.property(
      loops,
      fc.constantFrom("", "^", "x"),
      fc.constantFrom("", "$", "c"),
      texts,
      (loop, before, after, text) => {
        // prettier-ignore
        const regExp = new RegExp(before + loop + after);
        expect({ regExp, text, found: matcher(regExp)?.(text) }).toEqual({ regExp, text, found: regExp.test(text) });
      },
    );
    fc.assert(agree, { numRuns: 2_000 });
  });

  test.each<[RegExp, readonly string[]]>([
    [/^.$/, ["😀", "a", "", "\n", "\ud83d", "ab"]],
    [/^.$/u, ["😀", "a", "", "\n", "\ud83d", "\ude00", "😀😀"]],
    [/^.$/s, ["\n", "\u2028"]],
    [/\ude00/u, ["😀", "\ude00", "a\ude00"]],
    [/\ude00/, ["😀", "\ude00"]],
    // eslint-disable-next-line no-misleading-character-class -- what is told apart here
    [new RegExp(`[${faces}]`), ["😀", "\ud83d", "a"]],
    [/[^😀]/u, ["😀", "😁", ""]],
    [/^b/m, ["a\nb", "a\u2028b", "a\rb", "ab", "b"]],
    [/a$/m, ["a\nb", "a\u2029", "ab", "a"]],
    [/\bs/iu, ["ſ", "aſ", " ſ", "\u212as"]],
    [/\bs/i, ["ſ", "s", "ſs"]],
    [/\Bk/iu, ["\u212a", "a\u212a"]],
    [/\w/iu, ["ſ", "\u212a", "é"]],
    [/σ/i, ["ς", "Σ", "σ"]],
    [/ß/i, ["ẞ", "ss", "ß"]],
    [/İ/iu, ["i", "İ", "i\u0307"]],
    [/(?:a{2}){2,3}b/, ["aaaab", "aaab", "aaaaaab", "aaaaab"]],
    [/a{0}b/, ["b", "ab"]],
    [/(?:)*x/, ["x", ""]],
    [/(?:\b)+a/, ["a", "ba"]],
    [/(?=\s|$)b?(?<=^|\s)c/, ["c", "a c", "abc"]],
    [/(?!)a/, ["a"]],
    [/a|^$/, ["", "b", "a"]],
    [new RegExp("[]"), ["a", ""]],
    [/[^]/, ["\n", ""]],
    [/\p{L}\p{M}/u, ["e\u0301", "é"]],
    [/(?<year>\d{4})-\d\d/, ["2024-01", "224-01"]],
    [/[\d-x]/, ["-", "x", "y"]],
    [/\0\x41\u0042\cJ/, ["\0AB\n"]],
    [/\//, ["/"]],
  ])("%s", (regExp, texts) => {
    const matches = linearTest(regExp);
    expect(texts.map(matches)).toEqual(texts.map((text) => regExp.test(text)));
  });

  test("whatever it has been asked before, and however little it remembers", () => {
    const regExp = /[ab]*a[ab]{11}c/; // some thousand states, of which it must forget
    const matches = linearTest(regExp);
    const next = (n: number): number => (n * 48271) % 2147483647;
    let n = 7;
    for (let round = 0; round < 50; round++) {
      let text = "";
      for (let k = 0; k < 2_000; k++) text += "ab"[(n = next(n)) & 1] ?? "";
      text += round % 2 === 0 ? "c" : "";
      expect(matches(text)).toBe(/a[ab]{11}c$/.test(text));
    }
  });
});

describe("linearTest refuses", () => {
  test.each<[RegExp, string]>([
    [/(a)\1/, String.raw`has \1, which refers back to what a group has matched`],
    [/(?<x>a)\k<x>/, String.raw`has \k<x>, which refers back to what a group has matched`],
    [/(?=ab)c/, "has (?=ab), which looks at more than one character"],
    [/(?<!a*)c/, "has (?<!a*), which looks at more than one character"],
    [/(?:a{100}){100}/, "takes more than 2000 places once its repetitions are written out"],
    [/(?:(?:){1000}){1000}/, "takes more than 2000 places once its repetitions are written out"],
    [/(?:(?:(?:){1000000}){1000000}){1000000}/, "takes more than 2000 places once its repetitions are written out"],
    [/a{1,1000000000}/, "takes more than 2000 places once its repetitions are written out"],
    [new RegExp("[a--b]", "v"), "has the flag v"],
  ])("%s", (regExp, message) => {
    expect(() => linearTest(regExp)).toThrow(message);
  });
});

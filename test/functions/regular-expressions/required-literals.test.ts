import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { requiredLiterals } from "../../../src/functions/regular-expressions/required-literals.ts";
import { regExps } from "./generate.ts";

describe("requiredLiterals", () => {
  test.each<[string, RegExp, readonly string[] | null]>([
    ["plain text", /cash/, ["cash"]],
    ["lower case", /Free CASH/i, ["free cash"]],
    ["one space for white space", /free\s+ \n cash/, ["free cash"]],
    ["no white space at the ends", / \tcash\s/, ["cash"]],
    ["white space outside ASCII as a space", /free\u00a0cash/, ["free cash"]],
    ["white space that may be missing", /free\s*cash/, ["freecash", "free cash"]],
    ["white space or a hyphen", /free[\s-]cash/, ["free cash", "free-cash"]],
    ["the better part around what can be anything", /hi.*everyone.+you/s, ["everyone"]],
    ["what stands around anchors and boundaries", /^\bfree\b \Bcash$/m, ["free cash"]],
    ["parts beside letters outside ASCII", /café bar/, ["caf"]],
    ["alternatives", /prize|winner|cash/, ["prize", "winner", "cash"]],
    ["alternatives in context", /free (?:cash|gift)s?!/, ["free cash!", "free cashs!", "free gift!", "free gifts!"]],
    ["none where an alternative has none", /prize|\w+/, null],
    ["what others of the set imply only once", /cash|free cash/, ["cash"]],
    ["optional letters", /colou?r/, ["color", "colour"]],
    ["what is repeated", /(?:ha){2,}/, ["haha"]],
    ["what is repeated up to a number of times", /x(?:ab){1,2}y/, ["xaby", "xababy"]],
    ["none of what may be missing", /(?:prize)*(?:cash)?(?:gift){0}(?:winner){0,9}/, null],
    ["small classes", /[bc]at[\dx-]/, ["bat", "cat"]],
    ["letters in both cases as one", /[pP]rize/, ["prize"]],
    ["ranges", /version [1-3]/, ["version 1", "version 2", "version 3"]],
    ["no large classes", /[a-z]oo\w/, ["oo"]],
    ["no negated classes", /[^a]bc/, ["bc"]],
    ["two characters where there is nothing better", /\w+ km/, ["km"]],
    ["no single characters", /a\w+b/, null],
    ["digits, which not every text has", /\d+/, "0123456789".split("")],
    ["symbols, beyond ASCII too", /[$£€]\s?\d+/, ["$", "£", "€"]],
    ["no letters beyond ASCII", /é+\w/, null],
    ["no symbols that have cases", /ⓐ+/i, null],
    ["nothing for nothing", /(?:)/, null],
    ["the literals of a lookahead, apart from what follows", /(?=.*prize)ca/, ["prize"]],
    ["the literals of a lookbehind", /(?<=prize: )\d+/, ["prize:"]],
    ["nothing of a negative lookaround", /(?!prize)(?<!winner)ca/, ["ca"]],
    ["nothing of a backreference", /(ab)\1/, ["ab"]],
    ["escapes", /\u0063\x61\u{73}h\.\/-/u, ["cash./-"]],
    ["groups with names", /(?<first>prize) \k<first>/, ["prize"]],
    ["at most 64 literals", /a[0-9a-f][0-9a-f]bcd/, ["bcd"]],
    ["literals of at most 32 characters", /0123456789012345678901234567890123456789/, ["01234567890123456789012345678901"]], // prettier-ignore
    ["strings in a class", new RegExp(String.raw`[\q{prize|Cash}]`, "v"), ["prize", "cash"]],
    [
      "for a difference of classes those of the first",
      new RegExp("[[a-d]--[bc]]at", "v"),
      ["aat", "bat", "cat", "dat"],
    ],
  ])("gives %s", (_, regExp, literals) => {
    expect(requiredLiterals(regExp)).toEqual(literals);
  });

  /** Text as the literals are looked for in: case folded, a run of white space as one space. */
  const scanned = (text: string): string => text.replace(/\s+/g, " ").replaceAll("ſ", "s").toLowerCase();

  test("gives literals of which every text that matches has one", () => {
    let seen = 0;
    fc.assert(
      fc.property(regExps, ({ regExp, texts }) => {
        const literals = requiredLiterals(regExp);
        for (const text of literals === null ? [] : texts) {
          if (!regExp.test(text)) continue;
          seen++;
          const found = literals?.some((literal) => scanned(text).includes(literal));
          if (found !== true) throw new Error(`${String(regExp)} in ${JSON.stringify(text)}: ${literals?.join()}`);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(seen).toBeGreaterThan(500);
  });

  test("gives literals as promised: ASCII in lower case, up to 32 characters, no letter alone, 64 at most, none in another", () => {
    fc.assert(
      fc.property(regExps, ({ regExp }) => {
        const literals = requiredLiterals(regExp) ?? ["none"];
        expect(literals.length).toBeGreaterThan(0);
        expect(literals.length).toBeLessThanOrEqual(64);
        for (const literal of literals) {
          expect(literal).toMatch(/^(?! )(?:[\0-@[-\x7f]{2,32}|[^a-z])(?<! )$/);
          expect(literal).not.toMatch(/[^\S ]| {2}/);
          expect(literals.filter((other) => literal.includes(other))).toEqual([literal]);
        }
      }),
    );
  });

  test("ends soon for long regular expressions, whatever is in them", () => {
    const nested = `${"(?:[ab]c?".repeat(100)}cash${"){1,9}".repeat(100)}`;
    expect(requiredLiterals(new RegExp(nested))?.every((literal) => literal.endsWith("cash"))).toBe(true);
    expect(requiredLiterals(new RegExp(`${"[ab]".repeat(1_000)}cash`))).toHaveLength(16);
  });
});

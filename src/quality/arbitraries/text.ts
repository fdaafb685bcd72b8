import fc from "fast-check";
import { bare, commonWords, links, markup, punctuation, spaces, unusual, writtenNumbers } from "./text-pieces.ts";
import type { ColumnSeeds } from "./words.ts";

const of = (texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

/** A word as people write it: as it is, in capitals, with a capital, with something stuck to it. */
function written(words: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(words, fc.nat(9), of(punctuation)).map(([word, way, mark]) => {
    if (way < 5) return word;
    if (way === 5) return word.toUpperCase();
    if (way === 6) return word.charAt(0).toUpperCase() + word.slice(1);
    if (way === 7) return `${mark}${word}${mark}`;
    return way === 8 ? word + mark : Array.from(word).slice(0, -1).join("");
  });
}

/** Assertions, which fast-check does not know: word boundaries, and what goes before or after. */
const assertions: readonly RegExp[] = [/\\[bB]/g, /\(\?<?[=!](?:[^()\\]|\\.)*\)/g];

function matchingOne({ source, flags }: RegExp): readonly fc.Arbitrary<string>[] {
  // By itself: what stands around it comes from elsewhere.
  const anchored = `^(?:${source.replace(/^\^/, "").replace(/(?<!\\)\$$/, "")})$`;
  const plainer = assertions.map((_, n) =>
    assertions.slice(0, n + 1).reduce((text, assertion) => text.replace(assertion, ""), anchored),
  );
  for (const each of [anchored, ...plainer]) {
    try {
      const arbitrary = fc.stringMatching(new RegExp(each, flags.replace(/[^su]/g, "")), { size: "small" });
      fc.sample(arbitrary, { numRuns: 1, seed: 0 });
      return [arbitrary];
    } catch {
      // backreferences, and what is no regular expression without its assertions
    }
  }
  return [];
}

/** Texts that some regular expressions match; none where fast-check cannot make them. */
const matching = (patterns: readonly RegExp[]): fc.Arbitrary<string>[] => patterns.flatMap(matchingOne);

const joined = (piece: fc.Arbitrary<string>, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(piece, of(spaces)), { minLength, maxLength, size: "max" })
    .map((parts) => parts.map(([word, space], i) => (i + 1 < parts.length ? word + space : word)).join(""));

/** Any character at all, often of those that many scripts use. fast-check's own takes a second to list them. */
const anyCharacter: fc.Arbitrary<string> = fc
  .oneof(
    fc.integer({ min: 0, max: 0x7f }),
    fc.integer({ min: 0x80, max: 0x24ff }),
    fc.integer({ min: 0, max: 0xffff }),
    fc.integer({ min: 0x1_0000, max: 0x10_ffff }),
    fc.integer({ min: 0x1_f300, max: 0x1_faff }),
  )
  .map((point) => String.fromCodePoint(point));

const anyCharacters: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 30, size: "max" }),
  fc
    .array(fc.oneof(anyCharacter, of(unusual), of(commonWords)), { maxLength: 12, size: "max" })
    .map((all) => all.join("")),
);

/** Length of the longest texts. */
const longest = 20_000;

/** Halves of surrogate pairs, alone. */
const halves = /[\ud800-\udfff]/gu;

/**
 * Text as it comes: sentences of common words and of the words that functions look for, numbers, links, markup, emoji,
 * other scripts; empty, white space alone, and very long.
 */
export function anyText({ words, patterns }: ColumnSeeds): fc.Arbitrary<string> {
  const common = of(commonWords);
  const own = words.length === 0 ? common : fc.oneof(written(of(words)), written(of(words)), common);
  const fromPatterns = matching(patterns);
  const sought = fromPatterns.length === 0 ? own : fc.oneof(own, ...fromPatterns);
  const piece = fc.oneof(
    { weight: 8, arbitrary: written(common) },
    { weight: 8, arbitrary: sought },
    { weight: 2, arbitrary: of(writtenNumbers) },
    { weight: 2, arbitrary: of(punctuation) },
    { weight: 1, arbitrary: of(links) },
    { weight: 1, arbitrary: of(markup) },
    { weight: 1, arbitrary: of(unusual) },
    { weight: 1, arbitrary: fc.nat(99_999).map(String) },
  );
  const repeated = fc
    .tuple(fc.oneof(piece, of(spaces), of(["a", "ab", "1", "(", "<", "é", "😀"])), fc.integer({ min: 20, max: 2000 }))
    .map(([part, times]) => part.repeat(Math.min(times, Math.floor(longest / Math.max(1, part.length)))));
  const text = fc.oneof(
    { weight: 20, arbitrary: joined(piece, 1, 12) },
    { weight: 8, arbitrary: sought },
    { weight: 6, arbitrary: joined(common, 3, 12).map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`) },
    { weight: 4, arbitrary: of(bare) },
    { weight: 4, arbitrary: anyCharacters },
    { weight: 2, arbitrary: joined(piece, 40, 120) },
    { weight: 1, arbitrary: repeated },
  );
  return text.map((each) => each.replace(halves, "\ufffd"));
}

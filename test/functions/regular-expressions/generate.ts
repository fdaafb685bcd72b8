import fc from "fast-check";

/** Part of a regular expression, and texts that it is likely to match. `next` gives one number after another. */
export interface Part {
  readonly source: string;
  readonly sample: (next: () => number) => string;
}

const letters = ["a", "b", "k", "s", "K", "S", "é", "ſ", "\u212a", "0", "-", " ", "\t", "\n", "\u00a0", "😀", "\u0301"];
const words = ["free", "Cash", "prize draw", "kiss", "0-1", "  ", "a\tb"];

const twins: Readonly<Record<string, string>> = { s: "ſ", S: "ſ", ſ: "S", k: "\u212a", K: "\u212a", "\u212a": "k" };

/** Text in other cases here and there, as it may match with flag `i`. */
function vary(text: string, next: () => number): string {
  const change = (character: string): string => {
    const upper = character.toUpperCase();
    return [character, character, upper === character ? character.toLowerCase() : upper, twins[character] ?? character][
      next() % 4
    ] as string;
  };
  return next() % 2 === 0 ? text : Array.from(text, change).join("");
}

const plain = (text: string): Part => ({ source: text, sample: (next) => vary(text, next) });

const sampled = (source: string, texts: readonly string[]): Part => ({
  source,
  sample: (next) => vary(texts[next() % texts.length] ?? "", next),
});

const leaf: fc.Arbitrary<Part> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words).map(plain) },
  { weight: 2, arbitrary: fc.constantFrom(...letters).map(plain) },
  fc.constantFrom(
    sampled(".", letters),
    sampled(String.raw`\d`, ["0", "7"]),
    sampled(String.raw`\w`, ["a", "S", "0"]),
    sampled(String.raw`\s`, [" ", "\n ", "\u00a0"]),
    sampled(String.raw`\S`, ["a", "é"]),
    sampled(String.raw`[\s\-]`, [" ", "-", "\t"]),
    sampled("[a-d]", ["a", "b", "c", "d"]),
    sampled("[^a]", ["b", "é", " "]),
    sampled("[kKé]", ["k", "K", "é"]),
    sampled(String.raw`[\n-k]`, [" ", "A", "k"]),
    sampled(String.raw`\x6b`, ["k"]),
    sampled(String.raw`(?<!a)`, [""]),
    sampled(String.raw`\b`, [""]),
    sampled("^", [""]),
    sampled("$", [""]),
    sampled("", [""]),
  ),
);

const limits: readonly [string, number, number][] = [
  ["*", 0, 3],
  ["+", 1, 3],
  ["+?", 1, 2],
  ["?", 0, 1],
  ["{0}", 0, 0],
  ["{2}", 2, 2],
  ["{1,2}", 1, 2],
  ["{2,}", 2, 4],
  ["{9}", 9, 9],
  ["{0,9}", 0, 9],
];

const { part } = fc.letrec<{ part: Part; sequence: Part }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    { weight: 3, arbitrary: leaf },
    { weight: 3, arbitrary: tie("sequence") },
    fc.array(tie("sequence"), { minLength: 1, maxLength: 4 }).map((choices) => ({
      source: `(?:${choices.map(({ source }) => source).join("|")})`,
      sample: (next: () => number) => choices[next() % choices.length]?.sample(next) ?? "",
    })),
    fc.tuple(tie("sequence"), fc.constantFrom(...limits)).map(([{ source, sample }, [sign, min, max]]) => ({
      source: `(?:${source})${sign}`,
      sample: (next: () => number) => {
        const count = min + (next() % (max - min + 1));
        return Array.from({ length: count }, () => sample(next)).join("");
      },
    })),
    // What the text goes on with is looked at first, and may come once more.
    fc.tuple(tie("sequence"), fc.constantFrom("?=", "?=.*", "?<=", "?!", "?<!")).map(([{ source, sample }, sign]) => ({
      source: `(${sign}${source})`,
      sample: (next: () => number) => (sign.includes("!") ? "" : sample(next)),
    })),
    tie("sequence").map(({ source, sample }) => ({ source: `(${source})`, sample })),
  ),
  sequence: fc.array(tie("part"), { minLength: 1, maxLength: 4 }).map((parts) => ({
    source: parts.map(({ source }) => source).join(""),
    sample: (next) => parts.map(({ sample }) => sample(next)).join(""),
  })),
}));

/** A regular expression, and texts of which it matches some. */
export const regExps: fc.Arbitrary<{ regExp: RegExp; texts: readonly string[] }> = fc
  .record({
    root: part,
    flags: fc.constantFrom("", "i", "u", "iu", "v", "iv", "s", "im"),
    numbers: fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
    around: fc.array(fc.constantFrom("", "", ...letters, ...words), { minLength: 1, maxLength: 8 }),
  })
  .map(({ root, flags, numbers, around }) => {
    let at = 0;
    const next = (): number => numbers[at++ % numbers.length] ?? 0;
    const texts = Array.from({ length: 4 }, (_, k) => {
      const sample = root.sample(next);
      return k === 0 ? sample : `${around[0]}${sample}${around.slice(1).join("")}`;
    });
    const short = [...texts, around.join("")].filter((text) => text.length < 100);
    return { regExp: new RegExp(root.source, flags), texts: short };
  });

/** Sources of loops over some letters, of which some can be passed in many ways. */
export const { loop: loops } = fc.letrec<{ part: string; sequence: string; loop: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 2 },
    { weight: 4, arbitrary: fc.constantFrom("a", "b", "[ab]", "c", "[^b]", "[bc]", String.raw`\b`) },
    { weight: 2, arbitrary: tie("loop") },
    fc.array(tie("sequence"), { minLength: 2, maxLength: 3 }).map((choices) => `(?:${choices.join("|")})`),
  ),
  sequence: fc.array(tie("part"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("")),
  loop: fc
    .tuple(tie("sequence"), fc.constantFrom("*", "+", "*?", "+?", "?", "{2}", "{1,2}", "{2,}"))
    .map(([sequence, sign]) => `(?:${sequence})${sign}`),
}));

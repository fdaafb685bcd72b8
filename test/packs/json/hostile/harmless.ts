import { keywords, repeat, withFunction, written } from "./documents.ts";

/** A pack that loads and may try to take much time or memory, and texts on which it might. */
export interface Harmless {
  readonly what: string;
  readonly content: () => string | Uint8Array;
  readonly texts: () => readonly string[];
  /** How many votes its functions cast on the texts together. */
  readonly votes: number;
}

const many = 300_000;
const pattern = (source: string, flags?: string): string =>
  withFunction({ kind: "pattern", name: "f", column: "text", pattern: source, flags, label: "spam" });
const hard = (what: string, source: string, text: () => string, votes: number, flags?: string): Harmless => ({
  what,
  content: () => pattern(source, flags),
  texts: () => [text()],
  votes,
});

/** Text without a rule to it, of some letters. */
function scramble(letters: string, length: number): string {
  let n = 7;
  let text = "";
  for (let i = 0; i < length; i++) {
    n = (n * 48271) % 2147483647;
    text += letters[n % letters.length] ?? "";
  }
  return text;
}

/** Every character that there is, but for halves. */
function allCharacters(): string {
  let text = "";
  for (let code = 0; code <= 0x10ffff; code++) if (code < 0xd800 || code > 0xdfff) text += String.fromCodePoint(code);
  return text;
}

const prototypeNames = ["__proto__", "constructor", "toString", "hasOwnProperty", "then", "toJSON", "valueOf"];

export const harmless: readonly Harmless[] = [
  hard("loops in loops", "(a+)+$", () => `${repeat("a", many)}!`, 0),
  hard("loops in loops with two ways", "^(a|a)*b", () => repeat("a", many), 0),
  hard("words and spaces in loops", String.raw`^(\w+\s?)*$`, () => `${repeat("a", many)}!`, 0),
  hard("white space before the end", String.raw`\s+$`, () => `${repeat(" ", many)}x`, 0),
  hard("anything, three times", ".*a.*b.*c", () => repeat("ab", many / 2), 0),
  hard("anything, many times", repeat(".*x", 150), () => repeat("y", many), 0),
  hard("a state for each of many texts", "[ab]*a[ab]{400}c", () => scramble("ab", many), 0),
  hard("a state for each of many texts, with classes", String.raw`(?:[a-f]\w){1,30}(?:\d|[e-z]){1,30}[a-m]{400}!`, () => scramble("abcdef0123xyz", many), 0), // prettier-ignore
  hard("classes of letters, on every character", String.raw`(?:\p{L}\p{M}|\p{Sc}\p{Lu}[^\p{Ll}]){20}x`, allCharacters, 0, "iu"), // prettier-ignore
  hard("thirty classes, on every character", `[${Array.from({ length: 30 }, (_, i) => String.fromCharCode(0x4e00 + i * 9)).join("][")}]`, allCharacters, 0, "iu"), // prettier-ignore
  hard("borders everywhere", String.raw`(?:\b\B|\b\w*\b\s*)+!$`, () => `${repeat("ab ", many / 3)}?`, 0),
  {
    what: "500 expressions",
    content: () =>
      written({
        functions: Array.from({ length: 500 }, (_, i) => ({
          kind: "pattern",
          name: `f${i}`,
          column: "text",
          pattern: `[a-z]*${i}[a-z]{20}[0-9]`,
          label: "spam",
        })),
      }),
    texts: () => [scramble("abcxyz0123456789", 20_000)],
    votes: 0,
  },
  {
    what: "20,000 terms, of as many characters as may be",
    content: () => withFunction({ ...keywords, any: Array.from({ length: 20_000 }, (_, i) => `${scramble(`abcdefghijklm${i}`, 10)}${i}`) }), // prettier-ignore
    texts: () => [scramble("abcdefghijklm0123456789 ", many)],
    votes: 0,
  },
  {
    what: "terms of as many characters as there are in Chinese",
    content: () =>
      withFunction({
        ...keywords,
        any: Array.from({ length: 20_000 }, (_, i) => String.fromCodePoint(0x4e00 + i, 0x4e00 + ((i * 7) % 20_000))),
      }),
    texts: () => [scramble("abc 中文", many / 10)],
    votes: 0,
  },
  {
    what: "terms that begin alike, on a text of their beginnings",
    content: () => withFunction({ ...keywords, wholeWord: false, any: Array.from({ length: 499 }, (_, i) => repeat("a", i + 1) + "b") }), // prettier-ignore
    texts: () => [repeat("a", many)],
    votes: 0,
  },
  {
    what: "terms that end in each other",
    content: () =>
      withFunction({
        ...keywords,
        wholeWord: false,
        all: [...Array.from({ length: 498 }, (_, i) => repeat("a", i + 1)), ...Array.from({ length: 340 }, (_, i) => String.fromCodePoint(0x4e00 + i) + repeat("a", 498))], // prettier-ignore
      }),
    texts: () => [repeat("a", many / 10)],
    votes: 0,
  },
  {
    what: "terms of several functions that end in each other",
    content: () =>
      written({
        functions: Array.from({ length: 498 }, (_, i) => ({
          ...keywords,
          name: `f${i}`,
          wholeWord: false,
          any: [repeat("a", i + 1), ...(i < 340 ? [String.fromCodePoint(0x4e00 + i) + repeat("a", 498)] : [])],
        })),
      }),
    texts: () => [repeat("a", many / 10)],
    votes: 498,
  },
  {
    what: "terms with spaces, on a text of spaces",
    content: () => withFunction({ ...keywords, all: ["a b c", "a b d"], caseSensitive: true }),
    texts: () => [`a${repeat(" ", many)}b${repeat(" ", many)}x`],
    votes: 0,
  },
  {
    what: "a lookup of 200,000 entries",
    content: () =>
      withFunction({ kind: "lookup", name: "f", column: "text", in: Array.from({ length: 200_000 }, (_, i) => `k${i}`), label: "ham" }), // prettier-ignore
    texts: () => ["k199999", repeat("k", many)],
    votes: 1,
  },
  {
    what: "a condition of 2,000 characters",
    content: () => withFunction({ kind: "expression", name: "f", when: `${repeat('count(text, "a") > 1 or ', 80)}likes > 1`, label: "ham" }), // prettier-ignore
    texts: () => [repeat("b", many)],
    votes: 0,
  },
  {
    what: "nots without end",
    content: () =>
      withFunction({ kind: "expression", name: "f", when: `${repeat("not ", 490)}(likes > 1)`, label: "ham" }),
    texts: () => ["a"],
    votes: 0,
  },
  {
    what: "names of prototypes' fields, everywhere",
    content: () =>
      written({
        name: "__proto__",
        task: { labels: prototypeNames, columns: Object.fromEntries([...prototypeNames, "text"].map((name) => [name, "utf8"])) }, // prettier-ignore
        functions: [
          ...prototypeNames.map((name) => ({ ...keywords, name, column: "text", any: [name], label: name })),
          {
            kind: "lookup",
            name: "l",
            column: "text",
            in: Object.fromEntries(prototypeNames.map((name) => [name, name])),
          },
          {
            kind: "expression",
            name: "e",
            when: 'col("__proto__") == "x" or contains(constructor, "y")',
            label: "then",
          },
          { kind: "pairs", name: "p", columns: ["__proto__", "toString"], pairs: [["x", "x"]], label: "then" },
          { kind: "ontology", name: "o", column: "text", terms: Object.fromEntries(prototypeNames.map((name) => [name, [name]])) }, // prettier-ignore
        ],
        examples: Object.fromEntries(prototypeNames.map((name) => [name, { votes: Object.fromEntries([[name, [Object.fromEntries([[name, "x"]])]]]) }])), // prettier-ignore
      }),
    texts: () => [...prototypeNames, "isPrototypeOf"],
    votes: 3 * prototypeNames.length + 2, // two of them have a y
  },
  {
    what: "names that look like paths, markup and formulas",
    content: () => {
      const names = [
        "../../etc/passwd",
        "C:\\con",
        "<script>alert(1)</script>",
        "=cmd()",
        "a\u202eb",
        "$(rm -rf)",
        "%s",
      ];
      return written({
        name: "../up",
        version: "../1",
        task: { labels: names, columns: { text: "utf8", likes: "float64" } },
        functions: names.map((name, i) => ({ ...keywords, name, any: [`t${i}`], label: name })),
      });
    },
    texts: () => ["t0", "t1 t2"],
    votes: 3,
  },
  {
    what: "a mark at the beginning",
    content: () => `\ufeff${withFunction(keywords)}`,
    texts: () => ["cash"],
    votes: 1,
  },
];

/** What is refused before it takes time or memory: what it is, the file, and part of the sentence. */
export const tooMuch: readonly (readonly [what: string, content: () => string | Uint8Array, sentence: string])[] = [
  ["a file of 100 MB", () => new Uint8Array(100_000_000).fill(0x20), "100000000 bytes; expected at most 8388608"],
  ["8 MB of brackets", () => repeat("[", 8 << 20), "more than 16 arrays and objects within each other"],
  ["8 MB of objects", () => repeat('{"a":', (8 << 20) / 5), "more than 16 arrays and objects within each other"],
  ["8 MB of quotes", () => `"${repeat(String.raw`\"`, (8 << 19) - 1)}`, "the text ends too early"],
  ["a text of 8 MB", () => withFunction({ ...keywords, description: repeat("x", (8 << 20) - 1000) }), "expected at most 10000"],
  ["8 MB of zeros", () => repeat("[0],".replace("[", ""), 1) && `[${repeat("0,", (8 << 19) - 2)}0]`, "an array of 4194303; expected a rule pack"],
  ["a number of 8 MB", () => `[${repeat("9", (8 << 20) - 2)}]`, "an array of 1; expected a rule pack"],
  ["a million fields", () => `{${Array.from({ length: 700_000 }, (_, i) => `"${i}":0`).join()}}`, 'no "schema"'],
  ["a million terms", () => withFunction({ ...keywords, any: Array.from({ length: 900_000 }, (_, i) => String(i)) }), "900000 terms in all functions until here"],
  ["a million functions", () => written({ functions: Array.from({ length: 80_000 }, (_, i) => ({ ...keywords, name: `f${i}` })) }), "80000 functions; expected at most 500"],
]; // prettier-ignore

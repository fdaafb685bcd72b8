import { fc, test as property } from "@fast-check/vitest";
import {
  Dictionary,
  Int32,
  LargeUtf8,
  makeData,
  RecordBatch,
  Schema,
  Field,
  Struct,
  Table,
  Utf8,
  Utf8View,
  vectorFromArray,
} from "apache-arrow";
import { describe, expect, test } from "vitest";
import { applyLabelingFunctions } from "../../../src/apply/apply.ts";
import { expression } from "../../../src/functions/expression.ts";
import { keywords } from "../../../src/functions/keywords.ts";
import type { LabelingFunction } from "../../../src/functions/labeling-function.ts";
import { pattern } from "../../../src/functions/pattern.ts";
import { defineTask } from "../../../src/labels/task.ts";
import { run } from "../run.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
type Words = LabelingFunction<"ham" | "spam", { readonly text: string }>;

/** Pieces of text that meet in awkward ways: folding, composition, borders of words, white space, other scripts. */
const pieces = [
  ...Array.from("aAbsSkK _-+.1£¨"),
  "\u017f", // long s, which folds to s
  "\u212a", // the sign for kelvin, which composition makes a K
  "é",
  "e\u0301",
  "E\u0301",
  "\u0301",
  "\u0327\u0301",
  "\u0301\u0327",
  "ß",
  "ẞ",
  "ss",
  "σ",
  "ς",
  "Σ",
  "İ",
  "ı",
  "\u0345",
  "\u00a0",
  "\n",
  "  ",
  "\ufeff",
  "中文",
  "の",
  "ー",
  "ก\u0e31",
  "\u1100\u1161",
  "\u11a8",
  "각",
  "가",
  "❤\ufe0f",
  "😂",
  "𝒜",
  "ⅷ",
  "\ufffd",
  "\0",
  "ab",
  "as k",
];

const piece = fc.constantFrom(...pieces);
const text = fc.array(piece, { maxLength: 10 }).map((parts) => parts.join(""));
const term = fc
  .array(piece, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join("").trim())
  .filter((joined) => joined !== "");
const terms = fc.option(fc.uniqueArray(term, { minLength: 1, maxLength: 4 }), { nil: undefined });

const spec = fc
  .record({
    any: terms,
    all: terms,
    none: terms,
    wholeWord: fc.boolean(),
    caseSensitive: fc.boolean(),
    label: fc.constantFrom("ham" as const, "spam" as const),
    confidence: fc.option(fc.constantFrom(0.5, 1), { nil: undefined }),
  })
  .filter(({ any, all }) => any !== undefined || all !== undefined);

const functionsOf = fc
  .array(spec, { minLength: 1, maxLength: 6 })
  .map((specs) => specs.map((each, j) => keywords(task, { name: `f${j}`, column: "text", ...each })));

/** Regular expressions that require literals which folding, composition and white space change. */
const patternsOf = fc
  .record({
    source: fc.array(
      fc.constantFrom(
        "ab",
        "as k",
        "ss",
        "a\\s+b",
        "(?:ab|k)+",
        "[sk]1",
        "\\bk",
        "^a",
        "é?ss",
        "[$£¨]\\s?1",
        "1{2}",
        "K",
        "a\\u0301",
        "e",
      ),
      { minLength: 1, maxLength: 3 },
    ),
    separator: fc.constantFrom("", ".*", "|"),
    flags: fc.constantFrom("", "i", "u", "iu", "iv"),
  })
  .map(({ source, separator, flags }) => new RegExp(source.join(separator), flags));
const patternFunctions = fc
  .array(patternsOf, { minLength: 1, maxLength: 8 })
  .map((list) => list.map((each, j) => pattern(task, { name: `p${j}`, column: "text", pattern: each, label: "ham" })));

const types = {
  utf8: () => new Utf8(),
  "large utf8": () => new LargeUtf8(),
  "utf8 view": () => new Utf8View(),
  dictionary: () => new Dictionary(new Utf8(), new Int32()),
};

/** Expects that functions vote together as each does on its own, by its regular expressions. */
async function expectSameVotes(functions: readonly Words[], table: Table): Promise<void> {
  const together = await applyLabelingFunctions(functions, table);
  for (const [j, func] of functions.entries()) {
    const alone = await run(func, table);
    expect(Array.from(together.votes[j] ?? [], (code) => task.labels.label(code))).toEqual(alone.votes);
    const confidences = together.confidences[j];
    expect(confidences ? Array.from(confidences) : null).toEqual(alone.confidences);
  }
}

describe("keywords that are looked for together", () => {
  const table = fc
    .record({
      type: fc.constantFrom(...(Object.keys(types) as (keyof typeof types)[])),
      texts: fc.array(fc.option(text, { freq: 6 }), { minLength: 1, maxLength: 12 }),
      repeats: fc.integer({ min: 1, max: 3 }),
      skip: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ type, texts, repeats, skip }) => {
      const values = Array.from({ length: repeats }, () => texts).flat();
      return new Table({ text: vectorFromArray(values, types[type]()) }).slice(type === "utf8 view" ? 0 : skip);
    });

  property.prop([functionsOf, table], { numRuns: 150 })("vote as each does alone", expectSameVotes);

  property.prop([functionsOf, patternFunctions, table], { numRuns: 150 })(
    "vote as each does alone beside patterns, which are asked only where their literals occur",
    (words, patterns, rows) => expectSameVotes([...words, ...patterns], rows),
  );

  const conditions = fc
    .array(
      fc.tuple(
        fc.boolean(),
        text.map((part) => part.replaceAll("\0", "")),
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) =>
      parts.map(([inLowerCase, part], j) =>
        expression(task, {
          name: `e${j}`,
          when: `contains(${inLowerCase ? "lower(text)" : "text"}, ${JSON.stringify(part)})`,
          label: "spam",
        }),
      ),
    );

  property.prop([functionsOf, conditions, table], { numRuns: 150 })(
    "so do conditions that look for a text",
    (words, found, rows) => expectSameVotes([...words, ...found], rows),
  );

  property.prop([patternFunctions, table], { numRuns: 150 })("so do patterns among themselves", expectSameVotes);

  test("find nothing across the border of two rows", async () => {
    const words = keywords(task, { name: "w", column: "text", any: ["free gift"], label: "spam" });
    const parts = keywords(task, { name: "p", column: "text", any: ["free", "gift"], wholeWord: false, label: "spam" });
    const texts = new Table({ text: vectorFromArray(["a free", " gift", "fr", "ee", "free\tgift"], new Utf8()) });
    const votes = await applyLabelingFunctions([words, parts], texts);
    expect(votes.votes.map((codes) => Array.from(codes))).toEqual([
      [-1, -1, -1, -1, 1],
      [1, 1, -1, -1, 1],
    ]);
  });

  test("read bytes that are not UTF-8 as the replacement character, as decoding does", async () => {
    const rows = [
      [0x61, 0xff, 0x62],
      [0x61, 0xc3],
      [0xe4, 0xb8],
      [0xed, 0xa0, 0x80],
      [0xc0, 0xaf],
      [0xf5, 0x80, 0x80, 0x80],
      [0x61, 0xe2, 0x28, 0xa1],
    ];
    const valueOffsets = new Int32Array(rows.length + 1);
    rows.forEach((bytes, i) => (valueOffsets[i + 1] = (valueOffsets[i] ?? 0) + bytes.length));
    const data = makeData({ type: new Utf8(), length: rows.length, valueOffsets, data: Uint8Array.from(rows.flat()) });
    const schema = new Schema([new Field("text", new Utf8())]);
    const struct = makeData({ type: new Struct(schema.fields), length: rows.length, nullCount: 0, children: [data] });
    const functions = ["a", "b", "(", "\ufffd", "a\ufffd"].map((each, j) =>
      keywords(task, { name: `f${j}`, column: "text", any: [each], wholeWord: j % 2 === 0, label: "spam" }),
    );
    await expectSameVotes(functions, new Table(schema, [new RecordBatch(schema, struct)]));
  });

  test("vote alike with a thousand terms, of which some begin as others do", async () => {
    const words = Array.from({ length: 1000 }, (_, k) => `w${k.toString(3)}${k % 7 === 0 ? " end" : ""}`);
    const many = keywords(task, { name: "many", column: "text", any: words, label: "spam" });
    const few = keywords(task, { name: "few", column: "text", all: ["w1", "end"], none: ["w2"], label: "ham" });
    const texts = Array.from({ length: 300 }, (_, k) => `x w${(k * 7).toString(3)}  end, w${k.toString(3)} w1`);
    await expectSameVotes([many, few], new Table({ text: vectorFromArray(texts, new Utf8()) }));
  });

  test("vote alike where a function wants more terms at once than share a scan", async () => {
    const words = Array.from({ length: 40 }, (_, k) => `w${k}`);
    const all = keywords(task, { name: "all", column: "text", all: words, label: "spam" });
    const one = keywords(task, { name: "one", column: "text", any: ["w39"], label: "ham" });
    await expectSameVotes(
      [all, one],
      new Table({ text: vectorFromArray([words.join(" "), words.slice(1).join(" ")], new Utf8()) }),
    );
  });
});

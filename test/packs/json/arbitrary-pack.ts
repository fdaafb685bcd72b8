import fc from "fast-check";
import type { PackJson } from "../../../src/packs/json/pack-json.ts";

const columns = { text: "utf8", author: "utf8", likes: "int32", seen: "bool", tags: "list<utf8>", __proto: "float64" };
const labels = ["ham", "spam", "constructor", "__proto__"];

const label = fc.constantFrom(...labels);
const textColumn = fc.constantFrom("text", "author");
const word = fc.constantFrom("cash", "Prize", "free gift", "toString", "__proto__", "é", "c++", "a  b", "中文", "👍");
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 4 });
const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(values, { nil: undefined });

const common = {
  description: maybe(fc.string()),
  version: maybe(fc.constantFrom("1", "2.0")),
  confidence: maybe(fc.double({ min: 0.01, max: 1, noNaN: true })),
};

const keywords = fc
  .record({
    kind: fc.constant("keywords" as const),
    ...common,
    column: textColumn,
    any: maybe(words),
    all: maybe(words),
    none: maybe(words),
    wholeWord: maybe(fc.boolean()),
    caseSensitive: maybe(fc.boolean()),
    label,
  })
  .filter(({ any, all }) => any !== undefined || all !== undefined);

const pattern = fc.record({
  kind: fc.constant("pattern" as const),
  ...common,
  column: textColumn,
  pattern: fc.constantFrom(String.raw`\bcash\b`, "https?://", "^a.*b$", String.raw`(\w+\s?)*!`, "[^a-z]{2,}", "(?!x)é"),
  flags: maybe(fc.constantFrom("i", "iu", "m", "s", "u", "gi")),
  label,
});

const expression = fc.record({
  kind: fc.constant("expression" as const),
  ...common,
  when: fc.constantFrom(
    "likes > 3",
    "not contains(lower(text), 'free')",
    "includes(tags, 'a') or seen",
    "length(author) < 4",
  ),
  nulls: maybe(fc.constantFrom("abstain" as const, "pass" as const)),
  label,
});

const lookup = fc.oneof(
  fc.record({
    kind: fc.constant("lookup" as const),
    ...common,
    column: textColumn,
    caseSensitive: maybe(fc.constant(true)),
    in: words.map((keys) => Object.fromEntries(keys.map((key, i) => [key, labels[i % 2] ?? ""]))),
  }),
  fc.record({
    kind: fc.constant("lookup" as const),
    ...common,
    column: fc.constant("likes"),
    in: fc.uniqueArray(fc.tuple(fc.integer(), label), { minLength: 1, maxLength: 4, selector: ([key]) => key }),
  }),
  fc.record({ kind: fc.constant("lookup" as const), ...common, column: textColumn, in: words, label }),
  fc.record({
    kind: fc.constant("lookup" as const),
    ...common,
    column: fc.constant("seen"),
    in: fc.constant([true]),
    label,
  }),
);

const pairs = fc.record({
  kind: fc.constant("pairs" as const),
  ...common,
  columns: fc.constantFrom(["text", "author"], ["author", "text"]),
  pairs: fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 3 }),
  symmetric: maybe(fc.boolean()),
  caseSensitive: maybe(fc.boolean()),
  label,
});

const byLabel = fc.dictionary(label, words, { minKeys: 1, noNullPrototype: true });
const terms = { ...common, column: textColumn, wholeWord: maybe(fc.boolean()), caseSensitive: maybe(fc.boolean()) };
const ontology = fc.oneof(
  fc.record({ kind: fc.constant("ontology" as const), ...terms, terms: words, label }),
  fc.record({ kind: fc.constant("ontology" as const), ...terms, terms: byLabel }),
);

const cell = fc.constantFrom("cash", "", null);
const rows = fc.array(fc.record({ text: cell, author: cell }, { requiredKeys: [] }), { maxLength: 2 });

/** A document without what is undefined, as JSON has it. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** Packs in JSON that load. */
export const packs: fc.Arbitrary<PackJson> = fc
  .record({
    functions: fc.array(fc.oneof(keywords, pattern, expression, lookup, pairs, ontology), {
      minLength: 1,
      maxLength: 5,
    }),
    names: fc.uniqueArray(fc.constantFrom("f", "g 2", "__proto__", "constructor", "../up", "naïve"), { minLength: 5 }),
    id: maybe(fc.constantFrom("id", "text")),
    description: maybe(fc.string({ unit: "grapheme" })),
    examples: maybe(fc.record({ votes: maybe(fc.record({ spam: rows })), abstains: maybe(rows) })),
  })
  .map(({ functions, names, id, description, examples }) => {
    const named = functions.map((func, i) => ({ ...func, name: names[i] ?? "" }));
    const document = {
      schema: "labelwright.pack/1",
      name: "generated",
      version: "1.0.0",
      description,
      task: { labels, columns, id },
      functions: named,
      examples: examples === undefined ? undefined : Object.fromEntries([[names[0] ?? "", examples]]),
    };
    return asJson(document) as PackJson;
  });

const values = fc.constantFrom<unknown>(null, 0, 1.5, -1, "", " ", "spam", "utf8", "\u0001", true, [], [1], ["a", "a"], [["a", "b", "c"]], {}, { a: 1 }, "i", "ii", "id"); // prettier-ignore
const fields = fc.constantFrom("any", "label", "colum", "kind", "columns", "__proto__", "constructor", "votes", "in", "nulls", "terms", "pairs"); // prettier-ignore

/** Changes one place of a document: puts in another value, takes a field or item away, or adds a field. */
function plant(document: unknown, steps: readonly number[], what: number, value: unknown, field: string): unknown {
  const copy = asJson(document);
  let place = copy as Record<string, unknown>;
  for (const step of steps) {
    const names = Object.keys(place);
    const next = place[names[step % Math.max(1, names.length)] ?? ""];
    if (typeof next !== "object" || next === null) break;
    place = next as Record<string, unknown>;
  }
  const names = Object.keys(place);
  const name = names[what % Math.max(1, names.length)] ?? field;
  if (what % 3 === 0 && !Array.isArray(place)) Reflect.deleteProperty(place, name);
  else if (what % 3 === 1)
    Object.defineProperty(place, name, { value, enumerable: true, configurable: true, writable: true });
  else if (Array.isArray(place)) place.push(value);
  else Object.defineProperty(place, field, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

/** Packs in JSON of which something has been changed: most do not load. */
export const mistaken: fc.Arbitrary<unknown> = fc
  .tuple(packs, fc.array(fc.nat(9), { maxLength: 4 }), fc.nat(30), values, fields)
  .map(([document, steps, what, value, field]) => plant(document, steps, what, value, field));

import { inspect } from "node:util";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import {
  applyLabelingFunctions,
  batchLabelingFunction,
  changelogEntry,
  definePack,
  defineTask,
  expression,
  filterFunctions,
  keywords,
  labelingFunction,
  lookup,
  ontologyFromConcepts,
  ontologyFunction,
  overrideFunctions,
  pattern,
  renameFunctions,
  slicingFunction,
  tableFromRows,
  withParameters,
  type AnyPack,
  type SlicingFunction,
} from "labelwright";
import { rebindFunction } from "../../src/functions/rebind.ts";
import { sliceVotes } from "../../src/functions/slicing.ts";
import { textSearchOf } from "../../src/functions/text-scan/text-search.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });

const ontology = ontologyFromConcepts([
  { concept: "money", label: "money" },
  { concept: "prize", label: ["prize", "award"], broader: "money" },
]);

/** A function of each kind, with names that begin so. */
const functionsOf = (prefix: string) => [
  keywords(task, { name: `${prefix}words`, column: "text", any: ["cash", "prize"], none: ["draw"], label: "spam" }),
  pattern(task, { name: `${prefix}pattern`, column: "text", pattern: /https?:/i, label: "spam", confidence: 0.7 }),
  expression(task, { name: `${prefix}expression`, when: "likes > 3", label: "ham", nulls: "pass" }),
  lookup(task, { name: `${prefix}lookup`, column: "text", in: { hello: "ham", "win cash": "spam" } }),
  ontologyFunction(task, { name: `${prefix}ontology`, column: "text", ontology, concept: "money", label: "spam" }),
  labelingFunction(task, {
    name: `${prefix}row`,
    columns: ["text", "likes"],
    labels: ["spam"],
    vote: ({ text, likes }) => (text.length > likes ? "spam" : null),
  }),
  labelingFunction(task, {
    name: `${prefix}awaited`,
    columns: ["text"],
    async: true,
    version: "7",
    description: "Takes its time.",
    vote: ({ text }) => Promise.resolve(text === "" ? null : "ham"),
  }),
  batchLabelingFunction(task, {
    name: `${prefix}batch`,
    columns: ["likes"],
    vote: ({ likes }, ballot) => {
      for (let row = 0; row < ballot.length; row++) if (likes.values[row] === 1) ballot.cast(row, "ham", 0.5);
    },
  }),
];
const pack = definePack({
  name: "rules",
  version: "1.0.0",
  description: "All kinds.",
  task,
  functions: functionsOf(""),
  examples: { words: { votes: { spam: [{ text: "win cash" }] } }, lookup: { abstains: [{ text: "cash" }] } },
});
const names = (value: AnyPack): readonly string[] => value.functions.map((func) => func.name);
const rows = ["win cash", "HTTP://x", "hello", null, "prize draw"].map((text, i) => ({
  text,
  likes: i === 2 ? null : i,
}));
const table = tableFromRows(rows, { columns: task.columns });

describe("renameFunctions", () => {
  const renamed = renameFunctions(pack, (name) => `my_${name}`);

  test("gives functions the fingerprints of functions made with those names", () => {
    expect(renamed.functions.map((func) => func.fingerprint)).toEqual(
      functionsOf("my_").map((func) => func.fingerprint),
    );
    expect(renamed.fingerprint).toBe(definePack({ ...pack, functions: functionsOf("my_"), examples: {} }).fingerprint);
  });

  test("keeps all else of each kind, and how it votes", async () => {
    const plain = (value: AnyPack): unknown[] =>
      value.functions.map(({ name: _name, fingerprint: _fingerprint, ...others }) => others);
    expect(plain(renamed)).toEqual(plain(pack));
    expect(renamed.functions.map((func) => textSearchOf(func))).toEqual(
      pack.functions.map((func) => textSearchOf(func)),
    );
    const before = await applyLabelingFunctions(pack.functions, table);
    const after = await applyLabelingFunctions(renamed.functions, table);
    expect(after.votes).toEqual(before.votes);
    expect(after.confidences).toEqual(before.confidences);
    expect(after.functions).toEqual(
      before.functions.map((func) => expect.objectContaining({ name: `my_${func.name}` }) as unknown),
    );
  });

  test("takes the examples along", () => {
    expect(renamed.examples).toEqual({ my_words: pack.examples.words, my_lookup: pack.examples.lookup });
  });

  test("by names changes just those, and leaves the others the same values", () => {
    const some = renameFunctions(pack, { words: "money" });
    expect(names(some)).toEqual(["money", "pattern", "expression", "lookup", "ontology", "row", "awaited", "batch"]);
    expect(some.functions.slice(1)).toEqual(pack.functions.slice(1));
    expect(some.functions[1]).toBe(pack.functions[1]);
  });

  test("swaps names", () => {
    const swapped = renameFunctions(pack, { words: "pattern", pattern: "words" });
    expect(names(swapped).slice(0, 2)).toEqual(["pattern", "words"]);
    expect(swapped.examples).toEqual({ pattern: pack.examples.words, lookup: pack.examples.lookup });
  });

  test("leaves the changelog out, which tells of the old names", () => {
    const kept = definePack({ ...pack, changelog: [changelogEntry(pack, "First.")] });
    expect(kept.changelog).not.toBeNull();
    expect(renameFunctions(kept, { words: "money" }).changelog).toBeNull();
  });

  property.prop([fc.stringMatching(/^[a-z]{1,8}$/)])("there and back is the same pack", (prefix) => {
    const there = renameFunctions(pack, (name) => `${prefix}${name}`);
    const back = renameFunctions(there, (name) => name.slice(prefix.length));
    expect(back.fingerprint).toBe(pack.fingerprint);
    expect(back.examples).toEqual(pack.examples);
  });

  test("knows functions that are called as Object's are", () => {
    const odd: AnyPack = definePack({
      ...pack,
      functions: [keywords(task, { name: "__proto__", column: "text", any: ["x"], label: "spam" })],
      examples: JSON.parse('{ "__proto__": { "abstains": [] } }') as object,
    });
    expect(names(renameFunctions(odd, JSON.parse('{ "__proto__": "proto" }') as object))).toEqual(["proto"]);
    const kept = renameFunctions(odd, {});
    expect(names(kept)).toEqual(["__proto__"]);
    expect(Object.keys(kept.examples)).toEqual(["__proto__"]);
    expect(() => renameFunctions(odd, { toString: "x" } as object)).toThrow(
      '"toString"; expected labeling functions of',
    );
  });

  test.each([
    [
      { mony: "cash" },
      'pack "rules", renameFunctions: "mony"; expected labeling functions of pack "rules": "words", "pattern", "expression", "lookup", "ontology", "row", "awaited", "batch". Check the spelling.',
    ],
    [
      { words: "pattern" },
      'pack "rules", names of labeling functions: "pattern" more than once; expected each name once.',
    ],
    [() => "same", 'pack "rules", names of labeling functions: "same" more than once'],
    [{ words: "gold" }, 'labeling function, name: "gold"; expected a name other than "id", "split" and "gold"'],
    [
      () => undefined,
      'pack "rules", renameFunctions, new name of "words": undefined; expected text that is not empty.',
    ],
    [{ words: 3 }, 'pack "rules", renameFunctions, new name of "words": 3; expected text that is not empty.'],
    ["my_", 'pack "rules", renameFunctions: "my_"; expected new names by old ones, { old: new }, or a function'],
    [null, 'pack "rules", renameFunctions: null; expected new names by old ones'],
  ])("refuses %j", (rename, message) => {
    expect(() => renameFunctions(pack, rename as never)).toThrow(message);
  });

  test("refuses what is no pack", () => {
    expect(() => renameFunctions([] as never, {})).toThrow("renameFunctions: an array of 0; expected a rule pack.");
  });
});

describe("filterFunctions", () => {
  test("keeps functions by name, in the order of the pack, with their examples", () => {
    const some = filterFunctions(pack, ["lookup", "pattern"]);
    expect(names(some)).toEqual(["pattern", "lookup"]);
    expect(some.functions).toEqual([pack.functions[1], pack.functions[3]]);
    expect(some.examples).toEqual({ lookup: pack.examples.lookup });
    expect([some.name, some.version, some.description]).toEqual(["rules", "1.0.0", "All kinds."]);
  });

  test("keeps functions by what a predicate says", () => {
    expect(names(filterFunctions(pack, ({ terms }) => terms === null))).toEqual(["row", "awaited", "batch"]);
  });

  test.each([
    [["word"], 'pack "rules", filterFunctions: "word"; expected labeling functions of pack "rules": "words"'],
    [[], 'pack "rules", filterFunctions: no function is kept; expected some of "words", "pattern"'],
    [() => false, 'pack "rules", filterFunctions: no function is kept'],
    ["words", 'pack "rules", filterFunctions: "words"; expected names of functions to keep, or a function'],
    [[3], 'pack "rules", filterFunctions: 3; expected labeling functions of'],
  ])("refuses %j", (keep, message) => {
    expect(() => filterFunctions(pack, keep as never)).toThrow(message);
  });
});

describe("overrideFunctions", () => {
  const texts = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
  const loans = keywords(texts, { name: "words", column: "text", any: ["loan"], label: "spam" });

  test("puts functions in the place of those of their names, on the pack's task, and keeps examples", () => {
    const other = overrideFunctions(pack, [loans]);
    expect(names(other)).toEqual(names(pack));
    expect(other.functions[0]?.terms).toMatchObject({ any: ["loan"] });
    expect(other.functions[0]?.task).toBe(task);
    expect(other.functions[0]?.fingerprint).toBe(
      keywords(task, { name: "words", column: "text", any: ["loan"], label: "spam" }).fingerprint,
    );
    expect(other.functions[1]).toBe(pack.functions[1]);
    expect(other.examples).toEqual(pack.examples);
  });

  test("of nothing is an equal pack", () => {
    expect(overrideFunctions(pack, []).fingerprint).toBe(pack.fingerprint);
  });

  const others = defineTask({ labels: ["ham", "eggs"], columns: { text: "utf8" } });
  const more = defineTask({ labels: ["ham", "spam"], columns: { author: "utf8" } });
  test.each([
    [
      [keywords(texts, { name: "wrds", column: "text", any: ["loan"], label: "spam" })],
      'pack "rules", overrideFunctions: "wrds"; expected labeling functions of pack "rules": "words"',
    ],
    [[loans, loans], 'pack "rules", overrideFunctions: "words" more than once; expected each name once.'],
    [
      [keywords(others, { name: "words", column: "text", any: ["loan"], label: "eggs" })],
      'pack "rules", overrideFunctions: labeling function "words" has the labels "ham", "eggs"; expected the labels of pack "rules": "ham", "spam".',
    ],
    [
      [keywords(more, { name: "words", column: "author", any: ["ann"], label: "spam" })],
      'pack "rules", overrideFunctions: column "author" of labeling function "words"; expected columns of pack "rules": "text", "likes".',
    ],
    [[3], 'pack "rules", overrideFunctions, function 1: 3; expected a labeling function.'],
    [loans, undefined],
  ])("refuses wrong functions (%#)", (functions, message) => {
    const call = (): AnyPack => overrideFunctions(pack, functions as never);
    if (message === undefined) expect(names(call())).toEqual(names(pack));
    else expect(call).toThrow(message);
  });
});

describe("packs made from a pack with parameters", () => {
  const likes = definePack({
    name: "likes",
    version: "1.0.0",
    task,
    parameters: { limit: 3 },
    functions: ({ limit }) => [
      expression(task, { name: "many", when: `likes > ${limit}`, label: "ham" }),
      expression(task, { name: "few", when: `likes < ${limit}`, label: "spam" }),
    ],
  });
  const termsOf = (value: AnyPack): unknown[] => value.functions.map((func) => func.terms);

  test("have them, and change again what they change", () => {
    const renamed = renameFunctions(likes, { many: "lots" });
    expect(renamed.parameters).toEqual({ limit: 3 });
    const set = withParameters(renamed, { limit: 9 });
    expect(names(set)).toEqual(["lots", "few"]);
    expect(termsOf(set)).toEqual([{ when: "likes > 9" }, { when: "likes < 9" }]);
    expect(termsOf(withParameters(filterFunctions(likes, ["few"]), { limit: 9 }))).toEqual([{ when: "likes < 9" }]);
    const few = expression(task, { name: "few", when: "likes == 0", label: "spam" });
    expect(termsOf(withParameters(overrideFunctions(likes, [few]), { limit: 9 }))).toEqual([
      { when: "likes > 9" },
      { when: "likes == 0" },
    ]);
  });

  test("start from the values that were set", () => {
    const renamed = renameFunctions(withParameters(likes, { limit: 9 }), { many: "lots" });
    expect(renamed.parameters).toEqual({ limit: 9 });
    expect(renamed.defaults).toEqual({ limit: 3 });
  });
});

describe("rebindFunction", () => {
  test("keeps what a slicing function is called in messages", async () => {
    const slice = slicingFunction(task, { name: "broken", columns: ["text"], holds: () => 3 as unknown as boolean });
    const renamed = rebindFunction(sliceVotes(slice as unknown as SlicingFunction), { name: "other" });
    await expect(applyLabelingFunctions([renamed], table)).rejects.toThrow('slicing function "other", row 0: it threw');
  });

  test("carries along what a function holds by symbols", () => {
    const key = Symbol("kept");
    const [words] = pack.functions;
    if (words === undefined) throw new Error("no function");
    const copy = Object.create(Object.getPrototypeOf(words) as object, {
      ...Object.getOwnPropertyDescriptors(words),
      [key]: { value: 3 },
    }) as typeof words;
    expect(rebindFunction(copy, { name: "other" })).toMatchObject({ name: "other", [key]: 3 });
    expect(inspect(rebindFunction(copy, { name: "other" }))).toBe('LabelingFunction "other" (keywords) on text');
  });
});

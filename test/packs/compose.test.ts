import { describe, expect, test } from "vitest";
import {
  applyLabelingFunctions,
  batchLabelingFunction,
  changelogEntry,
  composePacks,
  defineMultiLabelTask,
  definePack,
  defineTask,
  expression,
  keywords,
  labelingFunction,
  renameFunctions,
  tableFromRows,
  withParameters,
  type AnyPack,
} from "labelwright";

const texts = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
const counted = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" }, id: "id" });
const words = definePack({
  name: "words",
  version: "1.0.0",
  task: texts,
  functions: [
    keywords(texts, { name: "money", column: "text", any: ["cash"], label: "spam" }),
    labelingFunction(texts, {
      name: "short",
      columns: ["text"],
      vote: ({ text }) => (text.length < 6 ? { label: "ham", confidence: 0.5 } : null),
    }),
  ],
  examples: { money: { votes: { spam: [{ text: "win cash" }] }, abstains: [{ text: "hi" }] } },
});
const numbers = definePack({
  name: "numbers",
  version: "2.0.0",
  task: counted,
  functions: [
    expression(counted, { name: "liked", when: "likes > 3", label: "ham" }),
    batchLabelingFunction(counted, {
      name: "unliked",
      columns: ["likes"],
      vote: ({ likes }, ballot) => {
        for (let row = 0; row < ballot.length; row++) if (likes.values[row] === 0) ballot.cast(row, "spam");
      },
    }),
  ],
  examples: { liked: { votes: { ham: [{ likes: 4 }] } } },
});
const names = (pack: AnyPack): readonly string[] => pack.functions.map((func) => func.name);
const rows = [
  { text: "win cash", likes: 0 },
  { text: "hi", likes: 5 },
  { text: null, likes: 1 },
];

describe("composePacks", () => {
  const all = composePacks({ name: "all", version: "1.0.0", description: "Both.", packs: [words, numbers] });

  test("gives a frozen pack with the functions of all, in order", () => {
    expect(names(all)).toEqual(["money", "short", "liked", "unliked"]);
    expect([all.name, all.version, all.description, all.changelog]).toEqual(["all", "1.0.0", "Both.", null]);
    expect(Object.isFrozen(all) && Object.isFrozen(all.functions)).toBe(true);
    expect(all.task).toBe(counted);
  });

  test("has functions that vote as they did", async () => {
    const votes = await applyLabelingFunctions(all.functions, tableFromRows(rows, { columns: counted.columns }));
    expect(rows.map((_, row) => votes.votesOf(row))).toEqual([
      { money: "spam", unliked: "spam" },
      { short: "ham", liked: "ham" },
      {},
    ]);
    expect(votes.confidences[1]?.[1]).toBe(0.5);
  });

  test("leaves the packs as they are", () => {
    expect(words.functions.every((func) => func.task === texts)).toBe(true);
  });

  test("keeps fingerprints, which are those of functions made on the larger task", () => {
    const made = keywords(counted, { name: "money", column: "text", any: ["cash"], label: "spam" });
    expect(all.functions[0]?.fingerprint).toBe(made.fingerprint);
    expect(all.functions.map((func) => func.fingerprint)).toEqual(
      [...words.functions, ...numbers.functions].map((func) => func.fingerprint),
    );
  });

  test("takes the examples along, and those given in their place", () => {
    expect(all.examples).toEqual({ ...words.examples, ...numbers.examples });
    const other = composePacks({
      name: "all",
      version: "1.0.0",
      packs: [words, numbers],
      examples: { money: { votes: { spam: [{ text: "cash", likes: 0 }] } } },
    });
    expect(other.examples.money).toEqual({ votes: { spam: [{ text: "cash", likes: 0 }] } });
    expect(other.examples.liked).toEqual(numbers.examples.liked);
  });

  test("makes a task of all columns where no pack has them all", () => {
    const authors = defineTask({ labels: ["ham", "spam"], columns: { author: "utf8" } });
    const known = keywords(authors, { name: "known", column: "author", any: ["ann"], label: "ham" });
    const three = composePacks({ name: "three", version: "1.0.0", packs: [words, numbers], functions: [known] });
    expect(three.task.columns).toEqual({ text: "utf8", likes: "float64", author: "utf8" });
    expect(three.task.id).toBe("id");
    expect(names(three)).toEqual(["money", "short", "liked", "unliked", "known"]);
    expect(three.functions.every((func) => func.task === three.task)).toBe(true);
  });

  test("binds to the task that is given", () => {
    const task = defineTask({
      labels: ["spam", "ham"],
      columns: { text: "utf8", likes: "float64", author: "utf8" },
      id: "key",
    });
    const other = composePacks({ name: "all", version: "1.0.0", packs: [words, numbers], task });
    expect(other.task).toBe(task);
    expect(other.functions[0]?.task).toBe(task);
  });

  test("takes labels in another order, and votes for the same", async () => {
    const turned = defineTask({ labels: ["spam", "ham"], columns: { likes: "float64" } });
    const pack = definePack({
      name: "turned",
      version: "1.0.0",
      task: turned,
      functions: [expression(turned, { name: "few", when: "likes < 2", label: "spam" })],
    });
    const both = composePacks({ name: "both", version: "1.0.0", packs: [words, pack] });
    expect(both.task.labels.names).toEqual(["ham", "spam"]);
    const votes = await applyLabelingFunctions(both.functions, tableFromRows(rows, { columns: both.task.columns }));
    expect(votes.votesOf(0)).toEqual({ money: "spam", few: "spam" });
  });

  test("composes composed packs, and binary tasks of a multi-label task", async () => {
    const many = defineMultiLabelTask({ labels: ["sports", "politics"], columns: { text: "utf8" } });
    const more = defineMultiLabelTask({ labels: ["sports", "politics"], columns: { text: "utf8", likes: "float64" } });
    const ball = definePack({
      name: "ball",
      version: "1.0.0",
      task: many.label("sports"),
      functions: [keywords(many.label("sports"), { name: "ball", column: "text", any: ["goal"], label: "sports" })],
    });
    const likes = definePack({
      name: "likes",
      version: "1.0.0",
      task: more.label("sports"),
      functions: [expression(more.label("sports"), { name: "few", when: "likes < 2", label: "not sports" })],
    });
    const inner = composePacks({ name: "inner", version: "1.0.0", packs: [ball] });
    const outer = composePacks({ name: "outer", version: "1.0.0", packs: [inner, likes] });
    expect(outer.task.labels.names).toEqual(["not sports", "sports"]);
    const table = tableFromRows([{ text: "a goal", likes: 1 }]);
    expect((await applyLabelingFunctions(outer.functions, table)).votesOf(0)).toEqual({
      ball: "sports",
      few: "not sports",
    });
  });

  test("keeps the changelog it is given", () => {
    const changelog = [changelogEntry(all, "First.")];
    expect(composePacks({ name: "all", version: "1.0.0", packs: [words, numbers], changelog }).changelog).toEqual(
      changelog,
    );
  });
});

describe("parameters of a composed pack", () => {
  const parameterized = (name: string, limit: number) =>
    definePack({
      name,
      version: "1.0.0",
      task: counted,
      parameters: { limit, [`${name}Word`]: "cash" },
      functions: (values) => [
        expression(counted, { name: `${name}_liked`, when: `likes > ${values["limit"]}`, label: "ham" }),
        keywords(counted, {
          name: `${name}_word`,
          column: "text",
          any: [String(values[`${name}Word`])],
          label: "spam",
        }),
      ],
    });
  const [a, b] = [parameterized("a", 3), parameterized("b", 3)];
  const both: AnyPack = composePacks({ name: "both", version: "1.0.0", packs: [words, a, b] });

  test("are those of its packs; one name is one parameter", () => {
    expect(both.parameters).toEqual({ limit: 3, aWord: "cash", bWord: "cash" });
    const set = withParameters(both, { limit: 9, bWord: "loan" });
    expect(set.functions.map((func) => func.terms)).toMatchObject([
      { any: ["cash"] },
      null,
      { when: "likes > 9" },
      { any: ["cash"] },
      { when: "likes > 9" },
      { any: ["loan"] },
    ]);
    expect(set.defaults).toEqual(both.parameters);
    expect(withParameters(set, { limit: 3, bWord: "cash" }).fingerprint).toBe(both.fingerprint);
  });

  test("have the values that they have in its packs as defaults", () => {
    const later = composePacks({
      name: "later",
      version: "1.0.0",
      packs: [withParameters(a as AnyPack, { limit: 5 })],
    });
    expect(later.defaults).toEqual({ limit: 5, aWord: "cash" });
  });

  test("are renamed with no function", () => {
    const renamed = renameFunctions(both, (name) => `x_${name}`);
    expect(names(withParameters(renamed, { limit: 4 }))).toEqual(names(renamed));
    expect(withParameters(renamed, { limit: 4 }).functions[2]?.terms).toEqual({ when: "likes > 4" });
  });

  test("must agree", () => {
    expect(() => composePacks({ name: "both", version: "1.0.0", packs: [a, parameterized("b", 4)] })).toThrow(
      'pack "both": parameter "limit" is 3 in pack "a", 4 in pack "b"; expected one value: parameters of one name are one parameter of the composed pack. Set it with withParameters before composing.',
    );
  });
});

describe("composePacks refuses", () => {
  const compose = (spec: object): (() => unknown) => {
    const whole = { name: "all", version: "1.0.0", packs: [words], ...spec };
    return () => composePacks(whole as never);
  };
  const task = (columns: object, labels = ["ham", "spam"], id?: string): AnyPack => {
    const made = defineTask({ labels, columns, id } as never);
    const func = labelingFunction(made, { name: "other", columns: Object.keys(columns), vote: () => null });
    return definePack({ name: "others", version: "1.0.0", task: made, functions: [func] });
  };

  test("functions of one name, naming both packs and the remedy", () => {
    const again = definePack({ ...words, name: "again" });
    expect(compose({ packs: [words, again] })).toThrow(
      'pack "all": "money" is a labeling function of pack "words" and of pack "again"; expected each name once. Rename those of one, renameFunctions(pack, (name) => "prefix_" + name), or leave one out with filterFunctions.',
    );
    expect(compose({ packs: [words, words] })).toThrow(
      '"money" is a labeling function of pack "words" (number 1) and of pack "words" (number 2)',
    );
    expect(compose({ functions: [words.functions[0]] })).toThrow(
      '"money" is a labeling function of pack "words" and of functions; expected each name once.',
    );
  });

  test.each([
    [
      "other labels",
      { packs: [words, task({ text: "utf8" }, ["ham", "eggs"])] },
      'pack "all": pack "others" has the labels "ham", "eggs"; expected the labels of pack "words": "ham", "spam". Packs vote together where their tasks have the same labels.',
    ],
    [
      "more labels",
      { packs: [words, task({ text: "utf8" }, ["ham", "spam", "eggs"])] },
      'pack "all": pack "others" has the labels "ham", "spam", "eggs"; expected the labels of pack "words"',
    ],
    [
      "a column of two types",
      { packs: [words, task({ text: "float64" })] },
      'pack "all": column "text" is float64 in pack "others"; expected utf8, as in pack "words". Declare the column with one type in both tasks.',
    ],
    [
      "two columns that name rows",
      { packs: [numbers, task({ text: "utf8" }, ["ham", "spam"], "key")] },
      'pack "all": pack "others" names rows by the column "key"; expected "id", as pack "numbers" does. Give the task of the composed pack: { task }.',
    ],
    [
      "a task without one of the columns",
      { packs: [words, numbers], task: texts },
      'pack "all": column "likes" of pack "numbers"; expected columns of the task: "text". Add the column to the larger task.',
    ],
    ["a task that is none", { task: { labels: [] } }, 'pack "all", task: an object with labels; expected a task.'],
    ["no packs", { packs: [] }, 'pack "all": no packs; expected an array with at least one rule pack.'],
    ["no array", { packs: words }, 'pack "all": packs is an object with name, version, description, task; expected'],
    [
      "what is no pack",
      { packs: [words.functions[0]] },
      'pack "all", pack 1: an object with kind, name, version, description; expected a rule pack. Labeling functions by themselves go into functions.',
    ],
    ["what is no function", { functions: [words] }, 'pack "all", function 1: an object with name, version'],
    ["functions that are no array", { functions: words.functions[0] }, 'pack "all", functions: an object with kind'],
    [
      "examples of a function it does not have",
      { examples: { mony: {} } },
      'pack "all", examples: "mony"; expected one of "money", "short".',
    ],
    ["no name", { name: "" }, 'composePacks, name: ""; expected text that is not empty.'],
    ["no version", { version: undefined }, 'pack "all", version: undefined; expected text that is not empty.'],
  ])("%s", (_title, spec, message) => {
    expect(compose(spec)).toThrow(message);
  });
});

import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  applyLabelingFunctions,
  definePack,
  defineTask,
  expression,
  keywords,
  labelingFunction,
  tableFromRows,
  withParameters,
  type AnyPack,
  type PackParameters,
} from "labelwright";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
const pack = definePack({
  name: "rules",
  version: "1.0.0",
  task,
  parameters: { minLikes: 3, words: ["cash"], strict: false, greeting: "hello" },
  functions: ({ minLikes, words, strict, greeting }) => [
    expression(task, { name: "liked", when: `likes > ${minLikes}`, label: "ham" }),
    keywords(task, { name: "money", column: "text", any: words, label: "spam" }),
    labelingFunction(task, {
      name: "greets",
      columns: ["text"],
      vote: ({ text }) => (text.startsWith(greeting) ? "ham" : null),
    }),
    ...(strict ? [keywords(task, { name: "links", column: "text", any: ["http"], label: "spam" })] : []),
  ],
  examples: { money: { votes: { spam: [{ text: "win cash" }] } } },
});
const names = (value: AnyPack): readonly string[] => value.functions.map((func) => func.name);
const termsOf = (value: AnyPack, name: string): unknown => value.functions.find((func) => func.name === name)?.terms;

describe("a pack with parameters", () => {
  test("has the functions that their defaults make", () => {
    expect(names(pack)).toEqual(["liked", "money", "greets"]);
    expect(termsOf(pack, "liked")).toEqual({ when: "likes > 3" });
    expect(pack.parameters).toEqual({ minLikes: 3, words: ["cash"], strict: false, greeting: "hello" });
    expect(pack.defaults).toBe(pack.parameters);
  });

  test("is frozen, its lists too, and does not change with the array it was given", () => {
    const words = ["cash"];
    const made = definePack({
      name: "rules",
      version: "1.0.0",
      task,
      parameters: { words },
      functions: (given) => [keywords(task, { name: "money", column: "text", any: given.words, label: "spam" })],
    });
    words.push("prize");
    expect(made.parameters.words).toEqual(["cash"]);
    expect(Object.isFrozen(made.parameters) && Object.isFrozen(made.parameters.words)).toBe(true);
  });

  test("prints its parameters, and the defaults of those that were set", () => {
    expect(inspect(withParameters(pack, { minLikes: 10, words: ["cash", "loan"] }))).toBe(
      'Pack "rules" 1.0.0: 3 labeling functions (liked, money, greets); parameters minLikes = 10 (default 3), words = ["cash","loan"] (default ["cash"]), strict = false, greeting = "hello"',
    );
  });

  test("without any prints none", () => {
    const [money] = pack.functions;
    if (money === undefined) throw new Error("no function");
    const plain = definePack({ name: "plain", version: "1.0.0", task, functions: [money] });
    expect(inspect(plain)).toBe('Pack "plain" 1.0.0: 1 labeling functions (liked)');
    expect(plain.parameters).toEqual({});
  });
});

describe("withParameters", () => {
  test("makes the functions anew from the values, and leaves the pack as it is", async () => {
    const other = withParameters(pack, { minLikes: 10, greeting: "hi" });
    expect(termsOf(other, "liked")).toEqual({ when: "likes > 10" });
    expect(termsOf(pack, "liked")).toEqual({ when: "likes > 3" });
    const table = tableFromRows([{ text: "hi there", likes: 5 }]);
    const vote = async (from: typeof pack): Promise<unknown> =>
      (await applyLabelingFunctions(from.functions, table)).votesOf(0);
    expect(await vote(pack)).toEqual({ liked: "ham" });
    expect(await vote(other)).toEqual({ greets: "ham" });
    expect(other.defaults).toEqual(pack.defaults);
    expect(other.examples).toEqual(pack.examples);
  });

  test("keeps values that were set before", () => {
    const twice = withParameters(withParameters(pack, { minLikes: 10 }), { words: ["loan"] });
    expect(twice.parameters).toEqual({ minLikes: 10, words: ["loan"], strict: false, greeting: "hello" });
    expect(withParameters(twice, pack.defaults).fingerprint).toBe(pack.fingerprint);
  });

  test("takes undefined, and no value, for what is set already", () => {
    expect(withParameters(pack, { minLikes: undefined })).toBe(pack);
    expect(withParameters(pack, {})).toBe(pack);
    expect(withParameters(pack, { minLikes: 4, words: undefined }).parameters.words).toEqual(["cash"]);
  });

  test("changes the fingerprint where a function's terms change", () => {
    expect(withParameters(pack, { minLikes: 10 }).fingerprint).not.toBe(pack.fingerprint);
    expect(withParameters(pack, { minLikes: 3 }).fingerprint).toBe(pack.fingerprint);
  });

  test("may add functions, and with them their examples", () => {
    const maker = (examples: object): AnyPack =>
      definePack({
        name: "rules",
        version: "1.0.0",
        task,
        parameters: { strict: true },
        functions: ({ strict }) => [
          keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam" }),
          ...(strict ? [keywords(task, { name: "links", column: "text", any: ["http"], label: "spam" })] : []),
        ],
        examples,
      });
    const strict = maker({ links: { votes: { spam: [{ text: "http" }] } } });
    expect(Object.keys(strict.examples)).toEqual(["links"]);
    expect(Object.keys(withParameters(strict, { strict: false }).examples)).toEqual([]);
    expect(() => maker({ lnks: {} })).toThrow('pack "rules", examples: "lnks"; expected one of "money", "links".');
  });

  test("takes a list where the default has no items", () => {
    const empty = definePack({
      name: "rules",
      version: "1.0.0",
      task,
      parameters: { words: [] as string[] },
      functions: ({ words }) => [
        keywords(task, { name: "money", column: "text", any: [...words, "cash"], label: "spam" }),
      ],
    });
    expect(withParameters(empty, { words: ["loan"] }).parameters).toEqual({ words: ["loan"] });
  });

  const wrong =
    (values: unknown): (() => unknown) =>
    () =>
      withParameters(pack as AnyPack, values as PackParameters);
  test.each([
    [
      { minlikes: 3 },
      'pack "rules", parameters: "minlikes"; expected one of "minLikes", "words", "strict", "greeting". Check the spelling.',
    ],
    [{ minLikes: "10" }, 'pack "rules", parameters, "minLikes": "10"; expected a number, as 3 is.'],
    [{ minLikes: NaN }, 'pack "rules", parameters, "minLikes": NaN; expected a number, as 3 is.'],
    [{ minLikes: null }, 'pack "rules", parameters, "minLikes": null; expected a number, as 3 is.'],
    [{ words: "cash" }, 'pack "rules", parameters, "words": "cash"; expected a list of texts, as ["cash"] is.'],
    [{ words: [1] }, 'pack "rules", parameters, "words": an array of 1; expected a list of texts, as ["cash"] is.'],
    [
      { words: ["a", 1] },
      'pack "rules", parameters, "words": an array of 2; expected a list of texts, as ["cash"] is.',
    ],
    [{ strict: 1 }, 'pack "rules", parameters, "strict": 1; expected true or false, as false is.'],
    [{ greeting: true }, 'pack "rules", parameters, "greeting": true; expected text, as "hello" is.'],
    [[3], 'pack "rules", parameters: an array of 1; expected values by name, such as { minLikes: 3 }.'],
    [null, 'pack "rules", parameters: null; expected values by name, such as { minLikes: 3 }.'],
    [
      JSON.parse('{ "__proto__": 3 }'),
      'pack "rules", parameters: "__proto__"; expected one of "minLikes", "words", "strict", "greeting". Check the spelling.',
    ],
    [
      { toString: "x" },
      'pack "rules", parameters: "toString"; expected one of "minLikes", "words", "strict", "greeting". Check the spelling.',
    ],
  ])("refuses %j", (values, message) => {
    expect(wrong(values)).toThrow(message);
  });

  test("refuses parameters of a pack that has none", () => {
    const money = keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam" });
    const plain: AnyPack = definePack({ name: "plain", version: "1.0.0", task, functions: [money] });
    expect(() => withParameters(plain, { minLikes: 3 })).toThrow(
      'pack "plain", parameters: "minLikes"; expected no parameter: the pack has none. A pack has parameters where definePack is given parameters, and functions made from them.',
    );
  });

  test("refuses what is no pack", () => {
    expect(() => withParameters({ name: "x" } as unknown as AnyPack, {})).toThrow(
      "withParameters: an object with name; expected a rule pack. Make it with definePack, or load it with loadPack.",
    );
  });
});

describe("definePack", () => {
  const define = (parameters: unknown, functions: unknown): (() => unknown) => {
    const spec = { name: "rules", version: "1.0.0", task, parameters, functions } as never;
    return () => definePack(spec);
  };
  test.each([
    [
      { likes: undefined },
      'pack "rules", parameters, "likes": undefined; expected text, a finite number, true or false, or a list of texts or of finite numbers.',
    ],
    [
      { likes: null },
      'pack "rules", parameters, "likes": null; expected text, a finite number, true or false, or a list of texts or of finite numbers.',
    ],
    [
      { likes: Infinity },
      'pack "rules", parameters, "likes": Infinity; expected text, a finite number, true or false, or a list of texts or of finite numbers.',
    ],
    [
      { likes: { min: 3 } },
      'pack "rules", parameters, "likes": an object with min; expected text, a finite number, true or false, or a list of texts or of finite numbers.',
    ],
    [
      { "min=likes": 3 },
      'pack "rules", parameters: the name "min=likes"; expected a letter, then letters, digits, _ and -.',
    ],
    [
      JSON.parse('{ "__proto__": 3 }'),
      'pack "rules", parameters: the name "__proto__"; expected a letter, then letters, digits, _ and -.',
    ],
    ["likes", 'pack "rules", parameters: "likes"; expected values by name, such as { minLikes: 3 }.'],
  ])("refuses the parameters %j", (parameters, message) => {
    expect(define(parameters, () => [])).toThrow(message);
  });

  test("refuses parameters beside functions that do not depend on them", () => {
    expect(define({ likes: 3 }, pack.functions)).toThrow(
      'pack "rules", functions: an array of 3; expected a function that makes them from the parameters, such as ({ minLikes }) => [...]. Leave parameters out where nothing depends on them.',
    );
  });

  test("refuses what its function makes where that is no list of functions", () => {
    expect(define({ likes: 3 }, () => null)).toThrow(
      'pack "rules": functions is null; expected an array with at least one labeling function.',
    );
    expect(define({ likes: 3 }, () => [3])).toThrow(
      'pack "rules", function 1: 3; expected a labeling function of the pack\'s task.',
    );
  });
});

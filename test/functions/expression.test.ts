import { fc, test as property } from "@fast-check/vitest";
import {
  Bool,
  Dictionary,
  Float64,
  Int32,
  Int64,
  List,
  Field,
  Table,
  TimestampSecond,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { describe, expect, test } from "vitest";

import { expression } from "../../src/functions/expression.ts";
import { defineTask } from "../../src/labels/task.ts";
import { run, votesOf } from "./run.ts";

const task = defineTask({
  labels: ["ham", "spam"],
  columns: {
    text: "utf8",
    likes: "float64",
    "likes count": "int32",
    flag: "bool",
    tags: "list<utf8>",
    scores: "list<float64>",
    at: "timestamp",
    größe: "int64",
  },
});

/** One row; missing columns are null. */
interface Row {
  readonly text?: string | null;
  readonly likes?: number | null;
  readonly "likes count"?: number;
  readonly flag?: boolean | null;
  readonly tags?: string[];
  readonly scores?: (number | null)[];
  readonly at?: number;
  readonly größe?: number;
}

function tableOf(rows: readonly Row[]): Table {
  const column = (name: keyof Row): unknown[] => rows.map((row) => row[name] ?? null);
  const sizes = rows.map((row) => (row.größe === undefined ? null : BigInt(row.größe)));
  return new Table({
    text: vectorFromArray(column("text") as string[], new Utf8()),
    likes: vectorFromArray(column("likes") as number[], new Float64()),
    "likes count": vectorFromArray(column("likes count") as number[], new Int32()),
    flag: vectorFromArray(column("flag") as boolean[], new Bool()),
    tags: vectorFromArray(column("tags"), new List(new Field("item", new Utf8()))),
    scores: vectorFromArray(column("scores"), new List(new Field("item", new Float64()))),
    at: vectorFromArray(column("at") as number[], new TimestampSecond()),
    größe: vectorFromArray(sizes, new Int64()),
  } as never);
}

/** Whether the condition holds on each row. */
async function holds(when: string, rows: readonly Row[], nulls?: "pass"): Promise<readonly boolean[]> {
  const func = expression(task, { name: "e", when, label: "spam", nulls });
  return (await votesOf(func, tableOf(rows))).map((vote) => vote === "spam");
}

const row: Row = {
  text: "Free Gift, free!",
  likes: 4.5,
  "likes count": 7,
  flag: true,
  tags: ["a", "b"],
  scores: [1, 2.5, null],
  at: 1_700_000_000_000,
  größe: 12,
};

describe("expression", () => {
  test.each<[string, boolean]>(
    [
      ["likes > 4", true],
      ["likes < 4", false],
      ["likes >= 4.5 and likes <= 4.5", true],
      ["likes == 4.5", true],
      ["likes != 4.5", false],
      ["1 < likes < 5", true],
      ["1 < likes <= 4.5 < größe", true],
      ["1 < likes < 2", false],
      ["flag", true],
      ["not flag", false],
      ["flag == true", true],
      ["flag != true", false],
      ["flag xor likes > 4", false],
      ["flag and likes > 5 or größe == 12", true],
      ["flag and (likes > 5 or größe == 11)", false],
      ["not (likes > 5)", true],
      ["likes > 4 ? flag : größe > 20", true],
      ["(likes > 5 ? 1 : 2) == 2", true],
      ['col("likes count") == 7', true],
      ["col('text') == 'Free Gift, free!'", true],
      ["größe + 2 * 3 == 18", true],
      ["größe - 2 - 3 == 7", true],
      ["größe / 8 == 1.5", true],
      ["größe % 5 == 2", true],
      ["größe mod 5 == 2", true],
      ["-größe % 5 == -2", true],
      ["-2 ^ 2 + größe == 8", true],
      ["2 ^ 3 ^ 0 * größe == 24", true],
      ["+likes == 4.5", true],
      ["größe / 0 > 1e300", true],
      ["größe / 0 == Infinity", true],
      ["abs(-likes) == 4.5", true],
      ["min(likes, 3, größe) == 3", true],
      ["max(likes, 3, größe) == 12", true],
      ["max(likes) == 4.5", true],
      ["round(likes) == 5 and floor(likes) == 4 and ceil(likes) == 5", true],
      ["round(-2.5) + größe == 10", true],
      ["sqrt(größe * 3) == 6", true],
      ["log(exp(likes)) == 4.5", true],
      ["length(text) == 16", true],
      ["length(tags) == 2 and length(scores) == 3", true],
      ["contains(text, 'free')", true],
      ["contains(text, 'FREE')", false],
      ["contains(lower(text), 'free gift')", true],
      ["contains(upper(text), 'FREE GIFT')", true],
      ["startsWith(text, 'Free')", true],
      ["endsWith(text, 'free!')", true],
      ["endsWith(text, 'free')", false],
      ["count(lower(text), 'free') == 2", true],
      ["count('aaaa', 'aa') == 2 and flag", true],
      ["count(text, '') == 0", true],
      ["includes(tags, 'a')", true],
      ["includes(tags, 'c')", false],
      ["includes(scores, 2.5)", true],
      ["includes(scores, größe)", false],
      ["text < 'G'", true],
      ["text >= 'free'", false],
      ["at > 1600000000000", true],
      ['text == "Free Gift, free!"', true],
      ["'it\\'s' != text", true],
      ["likes > 4 # a comment", true],
      ["likes > 4 # don't\n and contains(text, '#') ", false],
      ["\n likes > 4\n\tand flag\r\n", true],
      ["text != 'two\\nlines'", true],
    ].filter(([when]) => !String(when).includes("largest")) as [string, boolean][],
  )("%s is %s", async (when, expected) => {
    expect(await holds(when, [row])).toEqual([expected]);
  });

  test("compares numbers exactly, and with NaN says no", async () => {
    const rows = [{ likes: 0.1 + 0.2 }, { likes: NaN }, { likes: 0.3 }];
    expect(await holds("likes == 0.3", rows)).toEqual([false, false, true]);
    expect(await holds("likes == likes", rows)).toEqual([true, false, true]);
    expect(await holds("likes != 0.3", rows)).toEqual([true, true, false]);
    expect(await holds("likes < 1 or likes >= 1", rows)).toEqual([true, false, true]);
    expect(await holds("not (likes > 1)", rows)).toEqual([true, true, true]);
  });

  test("abstains where a column that it reads is null, and only there", async () => {
    const rows = [{ likes: 5 }, { likes: 5, text: "x" }, { text: "x" }];
    expect(await holds("likes > 3 or text == 'x'", rows)).toEqual([false, true, false]);
    expect(await holds("likes > 3", rows)).toEqual([true, true, false]);
  });

  test('with nulls: "pass", a null makes null whatever it meets, and "and" and "or" decide without it', async () => {
    const rows = [{}, { flag: true }, { likes: 5 }, { flag: true, likes: 5 }, { flag: false, likes: 5 }];
    const pass = (when: string): Promise<readonly boolean[]> => holds(when, rows, "pass");
    expect(await pass("isNull(likes)")).toEqual([true, true, false, false, false]);
    expect(await pass("likes == null")).toEqual([true, true, false, false, false]);
    expect(await pass("null != likes")).toEqual([false, false, true, true, true]);
    expect(await pass("isNull(likes + 1)")).toEqual([true, true, false, false, false]);
    expect(await pass("likes > 3")).toEqual([false, false, true, true, true]);
    expect(await pass("not (likes > 3)")).toEqual([false, false, false, false, false]);
    expect(await pass("1 < likes < 9")).toEqual([false, false, true, true, true]);
    expect(await pass("not (1 < likes < 3)")).toEqual([false, false, true, true, true]);
    expect(await pass("flag or likes > 3")).toEqual([false, true, true, true, true]);
    expect(await pass("likes > 3 or flag")).toEqual([false, true, true, true, true]);
    expect(await pass("not (flag and likes > 3)")).toEqual([false, false, false, false, true]);
    expect(await pass("flag xor likes > 9")).toEqual([false, false, false, true, false]);
    expect(await pass("flag ? likes > 3 : likes > 9")).toEqual([false, false, false, true, false]);
    expect(await pass("isNull(flag ? 1 : 2)")).toEqual([true, false, true, false, false]);
    expect(await pass("isNull(max(likes, 1, 2)) and isNull(text)")).toEqual([true, true, false, false, false]);
    expect(await pass("isNull(text)")).toEqual([true, true, true, true, true]);
  });

  test("looks at each entry of a dictionary column once, with the same votes", async () => {
    const texts = ["free", null, "x", "free", "x", "x", "free", "free"];
    const text = vectorFromArray(texts, new Dictionary(new Utf8(), new Int32()));
    const ofNull = expression(task, { name: "e", when: "isNull(text) or text == 'x'", label: "spam", nulls: "pass" });
    const plain = expression(task, { name: "e", when: "contains(text, 'ee')", label: "spam" });
    expect(await votesOf(ofNull, new Table({ text }))).toEqual(texts.map((each) => (each === "free" ? null : "spam")));
    expect(await votesOf(plain, new Table({ text }))).toEqual(texts.map((each) => (each === "free" ? "spam" : null)));
  });

  test("reads its columns off the condition, each once", () => {
    const func = expression(task, { name: "e", when: "likes > 3 and length(text) > likes", label: "ham" });
    expect(func).toMatchObject({
      kind: "expression",
      columns: ["likes", "text"],
      labels: ["ham"],
      terms: { when: "likes > 3 and length(text) > likes" },
    });
  });

  test("votes with a confidence", async () => {
    const func = expression(task, { name: "e", when: "likes > 3", label: "ham", confidence: 0.5 });
    const { votes, confidences } = await run(func, tableOf([{ likes: 5 }, { likes: 1 }]));
    expect([votes, confidences]).toEqual([["ham", null], [0.5, 1]]); // prettier-ignore
  });

  /** A random condition as text, and what it means. */
  interface Meaning {
    readonly text: string;
    readonly of: (row: Required<Pick<Row, "likes" | "flag">> & { readonly größe: number }) => unknown;
  }
  const { condition } = fc.letrec<{ number: Meaning; condition: Meaning }>((tie) => {
    const both = (
      part: "number" | "condition",
      operators: Readonly<Record<string, (a: never, b: never) => unknown>>,
    ): fc.Arbitrary<Meaning> =>
      fc.tuple(tie(part), fc.constantFrom(...Object.keys(operators)), tie(part)).map(([a, operator, b]) => ({
        text: `(${a.text} ${operator} ${b.text})`,
        of: (values) => operators[operator]?.(a.of(values) as never, b.of(values) as never),
      }));
    return {
      number: fc.oneof(
        { depthSize: "small" },
        fc.constant<Meaning>({ text: "likes", of: ({ likes }) => likes }),
        fc.constant<Meaning>({ text: "größe", of: ({ größe }) => größe }),
        fc.integer({ min: 0, max: 9 }).map<Meaning>((n) => ({ text: String(n), of: () => n })),
        both("number", {
          "+": (a: number, b: number) => a + b,
          "-": (a: number, b: number) => a - b,
          "*": (a: number, b: number) => a * b,
          "/": (a: number, b: number) => a / b,
          "%": (a: number, b: number) => a % b,
        }),
        tie("number").map<Meaning>(({ text, of }) => ({ text: `-${text}`, of: (values) => -(of(values) as number) })),
      ),
      condition: fc.oneof(
        { depthSize: "small" },
        fc.constant<Meaning>({ text: "flag", of: ({ flag }) => flag }),
        both("number", {
          "<": (a: number, b: number) => a < b,
          ">=": (a: number, b: number) => a >= b,
          "==": (a: number, b: number) => a === b,
          "!=": (a: number, b: number) => a !== b,
        }),
        both("condition", {
          and: (a: boolean, b: boolean) => a && b,
          or: (a: boolean, b: boolean) => a || b,
          xor: (a: boolean, b: boolean) => a !== b,
        }),
        tie("condition").map<Meaning>(({ text, of }) => ({ text: `not ${text}`, of: (values) => of(values) !== true })),
      ),
    };
  });
  const values = fc.record({
    likes: fc.constantFrom(0, 1, -2.5, 3, NaN, Infinity),
    größe: fc.integer({ min: -3, max: 3 }),
    flag: fc.boolean(),
  });
  property.prop([condition, fc.array(values, { minLength: 1, maxLength: 5 })])(
    "means what it says: any condition on numbers and flags, with either policy for nulls",
    async ({ text, of }, rows) => {
      const when = `flag == flag and ${text}`; // reads a column
      const expected = rows.map(of);
      expect(await holds(when, rows)).toEqual(expected);
      expect(await holds(when, rows, "pass")).toEqual(expected);
    },
  );
});

describe("expression refuses", () => {
  const columns = 'one of the task\'s columns: "text", "likes", "likes count", "flag", "tags", "scores", "at", "größe"';
  const functions = "one of abs, ceil, contains, count, endsWith, exp, floor, includes, length, log, lower, max, min, round, sqrt, startsWith, upper, isNull, col"; // prettier-ignore
  const parts = "columns, numbers, quoted text, operators and functions";
  const operators = "+ - * / % ^, comparisons, and, or, xor, not, or ?:";
  test.each([
    // text that is no expression
    ["  ", `"  "; expected a condition, such as "likes > 3 and not contains(text, 'free')".`],
    ["likes >", '"likes >" cannot be read: Unexpected end of expression (char 8).'],
    ["(flag", '"(flag" cannot be read: Parenthesis ) expected (char 6).'],
    ["flag) or (flag", '"flag) or (flag" cannot be read: Unexpected operator ) (char 5).'],
    ["\n  likes >> > 3", '"\\n  likes >> > 3" cannot be read: Value expected (char 13).'],
    ["flag && flag", '"flag && flag" cannot be read: Value expected (char 7). Write and instead of &&.'],
    ["flag || flag", '"flag || flag" cannot be read: Value expected (char 7). Write or instead of ||.'],
    ["!flag", '"!flag" cannot be read: Value expected (char 1). Write not instead of !.'],
    ["text === '!'", "\"text === '!'\" cannot be read: Value expected (char 8). Write == instead of ===."],
    ["text <> 'a'", "\"text <> 'a'\" cannot be read: Value expected (char 7). Write != instead of <>."],
    // too much
    [`likes > ${"1".repeat(1999)}`, "2007 characters; expected at most 2000."],
    [`${"(".repeat(101)}flag${")".repeat(101)}`, "101 nested parentheses; expected at most 100."],
    [`likes > ${"-".repeat(600)}1`, "602 levels of parts within parts; expected at most 500."],
    // names
    ["likez > 3", `unknown column likez; expected ${columns}. Text stands in quotes.`],
    ["text == free", `unknown column free; expected ${columns}. Text stands in quotes.`],
    ["pi > likes", `unknown column pi; expected ${columns}. Text stands in quotes.`],
    ["contains > 3", `unknown column contains; expected ${columns}. Functions want parentheses: contains(...).`],
    ["__proto__ == 3", `unknown column __proto__; expected ${columns}. Text stands in quotes.`],
    ["col('nope') == 'a'", `unknown column nope; expected ${columns}. Text stands in quotes.`],
    ["col(text) == 'a'", 'col(text); expected col("name of a column").'],
    ["foo(text)", `unknown function in foo(text); expected ${functions}.`],
    ["constructor(text)", `unknown function in constructor(text); expected ${functions}.`],
    ["evaluate('1')", `unknown function in evaluate("1"); expected ${functions}.`],
    ["text.contains('a')", `unknown function in text.contains("a"); expected ${functions}. The function comes first: contains(text, part).`], // prettier-ignore
    // types
    ["likes > 'a'", 'in likes > "a", likes is a number and "a" is text; expected two numbers or two texts.'],
    ["1 < text < 3", "in 1 < text < 3, 1 is a number and text is text; expected two numbers or two texts."],
    ["flag > true", "in flag > true, flag is a boolean and true is a boolean; expected two numbers or two texts."],
    ["flag == 1", "in flag == 1, flag is a boolean and 1 is a number; expected two values of one type: number, text or boolean."], // prettier-ignore
    ["at > '2024'", 'in at > "2024", at is a number and "2024" is text; expected two numbers or two texts. Times are milliseconds since 1970 (UTC).'], // prettier-ignore
    ["tags == 'a'", 'in tags == "a", tags is a list of texts and "a" is text; expected two values of one type: number, text or boolean. Ask a list with includes(list, item) or length(list).'], // prettier-ignore
    ["includes(tags, 3)", "in includes(tags, 3), tags is a list of texts and 3 is a number; expected includes(list, item), the item as in the list. Ask a list with includes(list, item) or length(list)."], // prettier-ignore
    ["text + 'a' == 'b'", 'in text + "a", text is text and "a" is text; expected numbers.'],
    ["-text == 'a'", "in -text, text is text; expected a number."],
    ["not likes > 3", "in not likes, likes is a number; expected a condition. Write not (...): not comes before comparisons."], // prettier-ignore
    ["flag and likes", "in flag and likes, flag is a boolean and likes is a number; expected conditions, which are true or false."], // prettier-ignore
    ["likes ? flag : flag", "in likes ? flag : flag, likes is a number; expected conditions, which are true or false."],
    ["(flag ? 1 : 'a') == 1", 'in flag ? 1 : "a", 1 is a number and "a" is text; expected two values of one type.'],
    ["contains(text)", "in contains(text), text is text; expected contains(text, part)."],
    ["contains(text, 3)", "in contains(text, 3), text is text and 3 is a number; expected contains(text, part)."],
    ["length() > 3", "length() has no arguments; expected length(text) or length(list)."],
    ["max() > 3", "max() has no arguments; expected max(number, ...)."],
    ["round(likes, 2) > 3", "in round(likes, 2), likes is a number and 2 is a number; expected round(number)."],
    ["likes + 1", "likes + 1 is a number; expected a condition on columns, which is true or false."],
    ["text", "text is text; expected a condition on columns, which is true or false."],
    ["1 < 2", "1 < 2 reads no column; expected a condition on columns, which is true or false."],
    ["likes == NaN", "NaN; expected a number, quoted text, true or false."],
    ["undefined == likes", "undefined; expected a number, quoted text, true or false."],
    // nulls
    ["likes == null", 'a test whether likes is null, which never holds: rows with a null abstain. Add the option nulls: "pass".'], // prettier-ignore
    ["isNull(likes)", 'a test whether likes is null, which never holds: rows with a null abstain. Add the option nulls: "pass".'], // prettier-ignore
    ["likes > null", "null among values; expected null only beside == or !=."],
    ["isNull()", "isNull(); expected isNull(value)."],
    // what mathjs has besides
    ["likes count > 3", 'nothing between the parts of likes count; expected an operator. Write col("likes count") for the column of that name.'], // prettier-ignore
    ["2 likes > 3", "nothing between the parts of 2 likes; expected an operator. Write an operator there, or col(...) around the quoted name of a column with spaces."], // prettier-ignore
    ["text == 'it''s'", "nothing between the parts of \"it\"' s'; expected an operator. Put text with a quote in it between quotes of the other kind."], // prettier-ignore
    ["likes = 3", `likes = 3 is no part of a condition; expected ${parts}. Compare with ==.`],
    ["f(x) = x", `f(x) = x is no part of a condition; expected ${parts}.`],
    ["1:100000000", `1:1e+8 is no part of a condition; expected ${parts}. Compare with both ends: 1 <= x <= 3.`],
    ["[1, 2]", `[1, 2] is no part of a condition; expected ${parts}. Compare with each value: x == 1 or x == 2.`],
    ["{a: 1}", `{"a": 1} is no part of a condition; expected ${parts}.`],
    ["tags[1] == 'a'", `tags[1] is no part of a condition; expected ${parts}. Write length(x) for the length of text or a list, and includes(list, item) for items.`], // prettier-ignore
    ["flag; flag", `flag; flag is no part of a condition; expected ${parts}. Write one condition, without semicolons; join two with and.`], // prettier-ignore
    ["likes in [1, 2]", `the operator in in likes in [1, 2]; expected ${operators}. Compare with each value: x == 1 or x == 2. For a list column write includes(list, item).`], // prettier-ignore
    ["flag & flag", `the operator & in flag & flag; expected ${operators}. Write and.`],
    ["flag | flag", `the operator | in flag | flag; expected ${operators}. Write or.`],
    ["likes! > 3", `the operator ! in likes!; expected ${operators}.`],
    ["flag ?? flag", `the operator ?? in flag ?? flag; expected ${operators}.`],
    ["likes > 50%", "a percentage, 50 / 100; expected % between two numbers, for the remainder."],
  ])("%s", (when, message) => {
    expect(() => expression(task, { name: "e", when, label: "ham" })).toThrow(
      expect.objectContaining({ message: `labeling function "e", when: ${message}`, code: "expression" }) as Error,
    );
  });

  test("what is no text, and unknown labels and options", () => {
    const bad =
      (options: object): (() => unknown) =>
      () =>
        expression(task, { name: "e", when: "flag", label: "ham", ...options });
    const e = 'labeling function "e"';
    const expected = `expected a condition, such as "likes > 3 and not contains(text, 'free')".`;
    expect(bad({ when: undefined })).toThrow(`${e}, when: undefined; ${expected}`);
    expect(bad({ label: "eggs" })).toThrow(`${e}, label: "eggs"; expected one of "ham", "spam".`);
    expect(bad({ nulls: "keep" })).toThrow(`${e}, nulls: "keep"; expected one of "abstain", "pass".`);
    expect(bad({ confidence: NaN })).toThrow(`${e}, confidence: NaN; expected a number above 0, at most 1.`);
  });

  test.each([
    ["sums", `likes > ${"1+".repeat(990)}1`],
    ["minuses", `likes > ${"-".repeat(1980)}1`],
    ["powers", `likes > ${"2^".repeat(990)}2`],
    ["negations", `${"not ".repeat(490)}flag`],
    ["chains", `likes ${"< 1 ".repeat(490)}`],
    ["chains inside chains", `${"(1 < ".repeat(30)}likes${" < 2) == flag == flag".repeat(30)}`],
    ["choices", `${"flag ? flag : ".repeat(140)}flag`],
    ["nested calls", `${"abs(".repeat(99)}likes${")".repeat(99)} > 3`],
    ["parentheses never closed", "(".repeat(100)],
    ["brackets", "[".repeat(2000)],
  ])("or makes, but never hangs or overflows: %s", async (_, when) => {
    const outcome = await holds(when, [row]).catch((error: unknown) => error);
    expect(outcome).toSatisfy((it) => Array.isArray(it) || (it as { name?: string }).name === "LabelingError");
  });
});

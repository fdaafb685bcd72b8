import { fc, test as property } from "@fast-check/vitest";
import {
  Bool,
  Dictionary,
  Field,
  Float32,
  Float64,
  Int32,
  Int64,
  List,
  makeData,
  makeVector,
  Table,
  Uint8,
  Utf8,
  vectorFromArray,
  type DataType,
} from "apache-arrow";
import { describe, expect, test } from "vitest";

import { BallotBox } from "../../../src/functions/ballot.ts";
import { expression } from "../../../src/functions/expression.ts";
import { buildTree } from "../../../src/functions/expressions/build.ts";
import { parseExpression } from "../../../src/functions/expressions/parse.ts";
import { voterOf, type NullPolicy } from "../../../src/functions/labeling-function.ts";
import { defineTask } from "../../../src/labels/task.ts";
import { tableWindows } from "../../../src/tables/windows.ts";
import { meaningOf } from "./meaning.ts";

const task = defineTask({
  labels: ["ham", "spam"],
  columns: {
    text: "utf8",
    author: "utf8",
    likes: "float64",
    views: "int32",
    flag: "bool",
    hot: "bool",
    tags: "list<utf8>",
    bits: "list<bool>",
  },
});
type Column = "text" | "author" | "likes" | "views" | "flag" | "hot" | "tags" | "bits";

/** Values that a column may have; few, so that dictionaries repeat. */
const values: Readonly<Record<Column, readonly unknown[]>> = {
  text: [null, "", "a", "A free Gift", "free", "é😀 FREE"],
  author: [null, "a", "b", "free"],
  likes: [null, 0, -0, 1, -2.5, 3, NaN, Infinity, -Infinity],
  views: [null, 0, 1, 3, 200],
  flag: [null, true, false],
  hot: [null, true, false],
  tags: [null, [], ["a"], ["a", "free"]],
  bits: [null, [], [true], [false, true]],
};
const columns = Object.keys(values) as readonly Column[];

const dictionaryOf = (type: DataType): DataType => new Dictionary(type, new Int32());
/** How a column may be stored. */
const types: Readonly<Record<Column, readonly (() => DataType)[]>> = {
  text: [() => new Utf8(), () => dictionaryOf(new Utf8())],
  author: [() => new Utf8(), () => dictionaryOf(new Utf8())],
  likes: [() => new Float64(), () => new Float32(), () => dictionaryOf(new Float64())],
  views: [() => new Int32(), () => new Int64(), () => new Uint8(), () => dictionaryOf(new Int32())],
  flag: [() => new Bool()],
  hot: [() => new Bool()],
  tags: [() => new List(new Field("item", new Utf8()))],
  bits: [() => new List(new Field("item", new Bool()))],
};

type Row = Readonly<Record<Column, unknown>>;
type Storage = Readonly<Record<Column, number>>;

function tableOf(rows: readonly Row[], storage: Storage): Table {
  const vector = (column: Column): unknown => {
    const type = types[column][storage[column] % types[column].length]?.() ?? new Utf8();
    const isBig = type instanceof Int64;
    const cells = rows.map((row) => (isBig && row[column] !== null ? BigInt(row[column] as number) : row[column]));
    return vectorFromArray(cells, type);
  };
  return new Table(Object.fromEntries(columns.map((column) => [column, vector(column)])) as never);
}

const rowsOf = (withNulls: boolean): fc.Arbitrary<Row[]> => {
  const cells = columns.map((column) => [
    column,
    fc.constantFrom(...values[column].filter((value) => withNulls || value !== null)),
  ]);
  return fc.array(fc.record(Object.fromEntries(cells) as Record<Column, fc.Arbitrary<unknown>>), { maxLength: 14 });
};
const rows = fc.boolean().chain(rowsOf);
const storage = fc.record(
  Object.fromEntries(columns.map((column) => [column, fc.nat(3)])) as Record<Column, fc.Arbitrary<number>>,
);

const conditionsFor = (nulls: NullPolicy): fc.Arbitrary<string> =>
  fc.letrec<Record<"number" | "text" | "condition", string>>((tie) => {
    const [n, t, c] = [tie("number"), tie("text"), tie("condition")];
    const infix = (part: fc.Arbitrary<string>, ...operators: string[]): fc.Arbitrary<string> =>
      fc.tuple(part, fc.constantFrom(...operators), part).map(([a, operator, b]) => `(${a} ${operator} ${b})`);
    const call = (names: string[], ...args: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
      fc.tuple(fc.constantFrom(...names), fc.tuple(...args)).map(([name, given]) => `${name}(${given.join(", ")})`);
    const choice = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
      fc.tuple(c, part, part).map(([condition, yes, no]) => `(${condition} ? ${yes} : ${no})`);
    const orders = ["<", "<=", ">", ">=", "==", "!="];
    const depth = { depthSize: "small", withCrossShrink: true } as const;
    const tests = nulls === "pass" ? [fc.oneof(n, t, c).map((part) => `isNull(${part})`)] : [];
    return {
      number: fc.oneof(
        depth,
        fc.constantFrom("likes", "views", "0", "1", "3", "2.5"),
        infix(n, "+", "-", "*", "/", "%", "^"),
        fc.tuple(fc.constantFrom("-", "+"), n).map(([sign, part]) => `(${sign}${part})`),
        call(["abs", "floor", "sqrt", "round", "max", "min"], n),
        call(["max", "min"], n, n),
        call(["max", "min"], n, n, n),
        call(["length"], t),
        call(["length"], fc.constantFrom("tags", "bits")),
        call(["count"], t, t),
        choice(n),
      ),
      text: fc.oneof(
        depth,
        fc.constantFrom("text", "author", "'a'", "'free'", "''"),
        call(["lower", "upper"], t),
        choice(t),
      ),
      condition: fc.oneof(
        depth,
        fc.constantFrom("flag", "hot", "true", "false"),
        infix(n, ...orders),
        infix(t, ...orders),
        infix(c, "and", "or", "xor", "==", "!=", "and", "or"),
        fc.tuple(n, n, t, t).map(([a, b, d, e]) => `(${a} < ${b} <= 3 and ${d} <= ${e} != 'x')`),
        c.map((part) => `(not ${part})`),
        call(["contains", "startsWith", "endsWith"], t, t),
        call(["includes"], fc.constant("tags"), t),
        call(["includes"], fc.constant("bits"), c),
        choice(c),
        ...tests,
      ),
    };
  }).condition;

interface Case {
  readonly nulls: NullPolicy;
  readonly when: string;
}
const cases: fc.Arbitrary<Case> = fc
  .constantFrom<NullPolicy>("abstain", "pass")
  .chain((nulls) => conditionsFor(nulls).map((condition) => ({ nulls, when: `${condition} == flag or ${condition}` })))
  .filter(({ when }) => when.length < 1000);

/** What each row should get: by the meaning of the expression. */
function expected({ nulls, when }: Case, all: readonly Row[], read: readonly string[]): (string | null)[] {
  const tree = buildTree(parseExpression(when, "test"), { columns: task.columns, nulls, where: "test" });
  return all.map((row) => {
    if (nulls === "abstain" && read.some((column) => row[column as Column] === null)) return null;
    return meaningOf(tree, row) === true ? "spam" : null;
  });
}

/** The votes on one table after another, by one voter. */
function votes({ nulls, when }: Case, tables: readonly Table[], windowSize: number): (string | null)[] {
  const func = expression(task, { name: "e", when, label: "spam", nulls });
  const vote = voterOf(func);
  return tables.flatMap((table) => {
    const box = new BallotBox(func, table.numRows, (_, error) => {
      throw error;
    });
    for (const window of tableWindows(table, func.columns, windowSize)) {
      void vote(window, box.open(window.firstRow, window.length));
    }
    return Array.from(box.votes, (code) => task.labels.label(code));
  });
}

describe("an expression on columns", () => {
  property.prop([cases, rows, rows, storage, storage, fc.integer({ min: 1, max: 20 })], { numRuns: 300 })(
    "votes where its meaning holds, however columns are stored and rows are cut into windows and tables",
    (condition, first, second, one, other, windowSize) => {
      const all = [...first, ...second, ...first];
      const tables = [tableOf(first, one), tableOf(second, other), tableOf(first, one)];
      const { columns: read } = expression(task, { name: "e", label: "spam", ...condition });
      expect(votes(condition, tables, windowSize)).toEqual(expected(condition, all, read));
    },
  );

  property.prop([cases, rows, storage, fc.nat(14), fc.nat(14)])(
    "votes on a part of a table as on the rows of it",
    (condition, all, stored, from, length) => {
      const { columns: read } = expression(task, { name: "e", label: "spam", ...condition });
      const part = tableOf(all, stored).slice(from, from + length);
      expect(votes(condition, [part], 5)).toEqual(expected(condition, all.slice(from, from + length), read));
    },
  );
});

describe("an expression on plain text", () => {
  const texts = ["fr", "ee", "", "free", "é free", "xfreefree", null, "FREE", "eef", "ree"];
  const table = new Table({ text: vectorFromArray(texts, new Utf8()) });
  const rowsWhere = (when: string): number[] =>
    votes({ nulls: "abstain", when }, [table], 100).flatMap((vote, row) => (vote === null ? [] : [row]));

  test("finds what stands in one row, though rows are decoded some at a time", () => {
    expect(rowsWhere("contains(text, 'free')")).toEqual([3, 4, 5]);
    expect(rowsWhere("contains(lower(text), 'free')")).toEqual([3, 4, 5, 7]);
    expect(rowsWhere("count(upper(text), 'FREE') == 2")).toEqual([5]);
    expect(rowsWhere("count(text, 'e') == 2")).toEqual([1, 3, 4, 8, 9]);
    expect(rowsWhere("startsWith(text, 'free')")).toEqual([3]);
    expect(rowsWhere("endsWith(text, 'ee')")).toEqual([1, 3, 4, 5, 9]);
    expect(rowsWhere("length(text) == 4")).toEqual([3, 7]);
    expect(rowsWhere("contains(text, '')")).toEqual([0, 1, 2, 3, 4, 5, 7, 8, 9]);
  });
});

describe("an expression on a dictionary column", () => {
  const type = (): Dictionary<Utf8> => new Dictionary(new Utf8(), new Int32());

  test("looks at each entry once, in all batches that share the dictionary, short ones between them too", () => {
    const texts = ["a", "free", null, "free", "a", "a", "a", "free", null, "free"];
    const text = vectorFromArray(texts, type());
    const table = new Table({ text });
    const batches = table.slice(0, 4).concat(table.slice(4, 6)).concat(table.slice(6)); // 2 rows, 2 entries: row by row
    const isFree = texts.map((each) => (each === "free" ? "spam" : null));
    expect(votes({ nulls: "abstain", when: "contains(text, 'ee')" }, [batches], 3)).toEqual(isFree);
    expect(votes({ nulls: "pass", when: "contains(lower(text), 'ee')" }, [batches, batches], 3)).toEqual([
      ...isFree,
      ...isFree,
    ]);
  });

  test("takes a null among the entries for a null", () => {
    const dictionary = vectorFromArray(["a", null, "free"], new Utf8());
    const codes = Int32Array.of(0, 1, 2, 0, 1, 2, 2, 0);
    const nullBitmap = Uint8Array.of(0b01111111); // the last row is null
    const data = makeData({ type: type(), length: codes.length, nullCount: 1, nullBitmap, data: codes, dictionary });
    const table = new Table({
      text: makeVector(data),
      likes: vectorFromArray(Array.from(codes, Number), new Float64()),
    });
    const [n, s] = [null, "spam"];
    const on = (nulls: NullPolicy, when: string): unknown => votes({ nulls, when }, [table], 3);
    expect(on("abstain", "contains(text, 'ee') or true")).toEqual([s, n, s, s, n, s, s, n]);
    expect(on("abstain", "text != 'a' or likes > 0")).toEqual([n, n, s, n, n, s, s, n]);
    expect(on("pass", "isNull(lower(text))")).toEqual([n, s, n, n, s, n, n, s]);
    expect(on("pass", "isNull(text) and likes == 1")).toEqual([n, s, n, n, s, n, n, n]);
    expect(on("pass", "isNull(text) ? likes == 1 : text == 'a'")).toEqual([s, s, n, s, s, n, n, n]);
  });
});

/**
 * Mistakes that the compiler must find. `tsc` checks this file: an `@ts-expect-error` without an error under it is an
 * error itself. Functions that are never called hold what would also fail when it runs.
 */
import { tableFromArrays } from "apache-arrow";
import {
  batchLabelingFunction,
  defineTask,
  expression,
  keywords,
  labelingFunction,
  lookup,
  pattern,
  type AnyTask,
  type ColumnType,
  type ColumnValues,
  type LabelingFunction,
  type TableShape,
} from "labelwright";
import { describe, expect, expectTypeOf, test } from "vitest";

const labels = ["ham", "spam"] as const;
const task = defineTask({
  labels: ["ham", "spam"],
  columns: { text: "utf8", likes: "float64", flag: "bool", tags: "list<utf8>", author: "utf8" },
});

/** What applying functions asks of their types. */
type Names = <L extends string, C extends ColumnValues, N extends string>(
  functions: readonly LabelingFunction<L, C, N>[],
) => readonly N[];
const namesOf: Names = (functions) => functions.map(({ name }) => name);

describe("types find", () => {
  test("a label that the task does not have", () => {
    const misspelled = (): unknown[] => [
      labelingFunction(task, {
        name: "row",
        columns: ["text"],
        // @ts-expect-error "spma" is no label
        vote: ({ text }) => (text === "" ? "spma" : null),
      }),
      labelingFunction(task, {
        name: "row",
        columns: ["text"],
        // @ts-expect-error "spma" is no label
        vote: ({ text }) => (text === "" ? { label: "spma", confidence: 0.5 } : null),
      }),
      batchLabelingFunction(task, {
        name: "batch",
        columns: ["likes"],
        // @ts-expect-error "spma" is no label
        vote: (_, ballot) => ballot.cast(0, "spma"),
      }),
      // @ts-expect-error "spma" is no label
      keywords(task, { name: "keywords", column: "text", any: ["x"], label: "spma" }),
      // @ts-expect-error "spma" is no label
      pattern(task, { name: "pattern", column: "text", pattern: /x/, label: "spma" }),
      // @ts-expect-error "spma" is no label
      expression(task, { name: "expression", when: "likes > 3", label: "spma" }),
      // @ts-expect-error "spma" is no label
      lookup(task, { name: "lookup", column: "text", in: new Set(["x"]), label: "spma" }),
      // @ts-expect-error "spma" is no label
      lookup(task, { name: "lookup", column: "text", in: { x: "spma" } }),
      // @ts-expect-error "spma" is no label
      lookup(task, { name: "lookup", column: "text", in: new Map([["x", "spma"]]) }),
    ];
    expect(misspelled).toThrow('labeling function "keywords", label: "spma"; expected one of "ham", "spam".');
  });

  test("labels declared that the task does not have", () => {
    expect(() =>
      labelingFunction(task, {
        name: "row",
        columns: ["text"],
        // @ts-expect-error "spma" is no label
        labels: ["spma"],
        vote: () => null,
      }),
    ).toThrow('labeling function "row", label: "spma"; expected one of "ham", "spam".');
  });

  test("a column that the task does not have", () => {
    const misspelled = (): unknown[] => [
      // @ts-expect-error "texd" is no column
      keywords(task, { name: "keywords", column: "texd", any: ["x"], label: "spam" }),
      // @ts-expect-error "texd" is no column
      pattern(task, { name: "pattern", column: "texd", pattern: /x/, label: "spam" }),
      // @ts-expect-error "texd" is no column
      lookup(task, { name: "lookup", column: "texd", in: new Set(["x"]), label: "spam" }),
      // @ts-expect-error "texd" is no column
      labelingFunction(task, { name: "row", columns: ["texd"], vote: () => null }),
      // @ts-expect-error "texd" is no column
      batchLabelingFunction(task, { name: "batch", columns: ["texd"], vote: () => undefined }),
    ];
    expect(misspelled).toThrow('labeling function "keywords", columns: "texd"; expected one of the task\'s columns');
  });

  test("a column of the wrong type", () => {
    const mistyped = (): unknown[] => [
      // @ts-expect-error likes is a number
      keywords(task, { name: "keywords", column: "likes", any: ["x"], label: "spam" }),
      // @ts-expect-error tags is a list
      pattern(task, { name: "pattern", column: "tags", pattern: /x/, label: "spam" }),
      // @ts-expect-error tags is a list
      lookup(task, { name: "lookup", column: "tags", in: new Set(["x"]), label: "spam" }),
      // @ts-expect-error the keys are text, the column a number
      lookup(task, { name: "lookup", column: "likes", in: new Set(["x"]), label: "spam" }),
    ];
    expect(mistyped).toThrow('labeling function "keywords", column: "likes" is float64; expected a text column');
  });

  test("a column that is read and not listed", () => {
    labelingFunction(task, {
      name: "row",
      columns: ["text"],
      // @ts-expect-error likes is not listed
      vote: ({ text, likes }) => (text === "" && likes > 3 ? "spam" : null),
    });
    batchLabelingFunction(task, {
      name: "batch",
      columns: ["text"],
      // @ts-expect-error likes is not listed
      vote: ({ likes: _ }) => undefined,
    });
  });

  test("a forgotten return", () => {
    labelingFunction(task, {
      name: "block",
      columns: ["text"],
      // @ts-expect-error nothing is returned
      vote: ({ text }) => {
        text.includes("x");
      },
    });
    labelingFunction(task, {
      name: "branch",
      columns: ["text"],
      // @ts-expect-error one branch returns nothing
      vote: ({ text }) => {
        if (text.includes("x")) return "spam";
      },
    });
  });

  test("a comparison of the wrong types", () => {
    labelingFunction(task, {
      name: "row",
      columns: ["text", "likes"],
      // @ts-expect-error text is no number
      vote: ({ text }) => (text > 3 ? "spam" : null),
    });
    labelingFunction(task, {
      name: "row",
      columns: ["text", "likes"],
      // @ts-expect-error likes is no text
      vote: ({ likes }) => (likes === "3" ? "spam" : null),
    });
  });

  test("a promise that is not declared, and a declaration without a promise", () => {
    // @ts-expect-error async: true is missing
    labelingFunction(task, { name: "promise", columns: ["text"], vote: () => Promise.resolve("spam" as const) });
    // @ts-expect-error the vote is no promise
    labelingFunction(task, { name: "declared", columns: ["text"], async: true, vote: () => "spam" as const });
  });

  test("a null that a function asked for and does not mind", () => {
    labelingFunction(task, {
      name: "row",
      columns: ["text"],
      nulls: "pass",
      // @ts-expect-error text may be null
      vote: ({ text }) => (text.includes("x") ? "spam" : null),
    });
  });

  test("functions of two tasks", () => {
    const own = keywords(task, { name: "own", column: "text", any: ["x"], label: "spam" });
    const otherLabels = defineTask({
      labels: ["ham", "eggs"],
      columns: { text: "utf8", likes: "float64", flag: "bool", tags: "list<utf8>", author: "utf8" },
    });
    const fewerLabels = keywords(otherLabels, { name: "fewer", column: "text", any: ["x"], label: "ham" });
    const otherColumns = defineTask({ labels, columns: { text: "utf8" } });
    const fewerColumns = keywords(otherColumns, { name: "other", column: "text", any: ["x"], label: "spam" });
    const wrongType = defineTask({
      labels,
      columns: { text: "float64", likes: "float64", flag: "bool", tags: "list<utf8>", author: "utf8" },
    });
    const number = expression(wrongType, { name: "number", when: "text > 3", label: "spam" });
    // @ts-expect-error other labels
    namesOf([own, fewerLabels]);
    // @ts-expect-error other columns
    namesOf([own, fewerColumns]);
    // @ts-expect-error other columns, the other way round
    namesOf([fewerColumns, own]);
    // @ts-expect-error a column of another type
    namesOf([own, number]);
  });

  test("a second source of labels in a lookup", () => {
    const table: TableShape = tableFromArrays({ who: ["a"], label: ["spam"] });
    // @ts-expect-error a table wants the name of its key column
    expect(() => lookup(task, { name: "table", column: "text", in: table, value: "label" })).toThrow("option key");
    expect(() =>
      // @ts-expect-error an object has labels of its own
      lookup(task, { name: "both", column: "text", in: { x: "spam" }, label: "ham" }),
    ).toThrow("an object of keys and labels, and a label");
  });
});

describe("types know", () => {
  test("the names of functions, as a union", () => {
    const functions = [
      labelingFunction(task, { name: "a", columns: ["text"], vote: () => null }),
      batchLabelingFunction(task, { name: "b", columns: ["text"], vote: () => undefined }),
      keywords(task, { name: "c", column: "text", any: ["x"], label: "spam" }),
      pattern(task, { name: "d", column: "author", pattern: /x/, label: "spam" }),
      expression(task, { name: "e", when: "likes > 3", label: "ham" }),
      lookup(task, { name: "f", column: "author", in: { x: "spam", y: "ham" } }),
    ];
    const names = namesOf(functions);
    expectTypeOf(names).toEqualTypeOf<readonly ("a" | "b" | "c" | "d" | "e" | "f")[]>();
    expect(names).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  test("the values of a row by its listed columns", () => {
    labelingFunction(task, {
      name: "row",
      columns: ["text", "likes", "tags"],
      vote: (row) => {
        expectTypeOf(row).toEqualTypeOf<{
          readonly text: string;
          readonly likes: number;
          readonly tags: readonly string[];
        }>();
        return null;
      },
    });
    labelingFunction(task, {
      name: "async",
      columns: ["flag"],
      async: true,
      vote: async ({ flag }) => {
        expectTypeOf(flag).toEqualTypeOf<boolean>();
        return Promise.resolve({ label: "spam", confidence: 0.5 });
      },
    });
  });

  test("that values may be null when nulls are passed on", () => {
    labelingFunction(task, {
      name: "row",
      columns: ["text", "likes"],
      nulls: "pass",
      vote: ({ text, likes }) => {
        expectTypeOf(text).toEqualTypeOf<string | null>();
        expectTypeOf(likes).toEqualTypeOf<number | null>();
        return text === null ? "spam" : null;
      },
    });
  });

  test("the columns of a batch", () => {
    batchLabelingFunction(task, {
      name: "batch",
      columns: ["text", "likes"],
      vote: ({ text, likes }, ballot) => {
        expectTypeOf(text.values).toEqualTypeOf<ArrayLike<string>>();
        const first = likes.values[0];
        expectTypeOf(first).toEqualTypeOf<number | undefined>();
        if (first !== undefined && first > 3) ballot.cast(0, "spam", 0.5);
      },
    });
  });

  test("the columns of a table in memory", () => {
    const table = tableFromArrays({ text: ["a"], likes: Float64Array.of(1), counts: Int32Array.of(1), flag: [true] });
    const ofTable = defineTask({ labels: ["ham", "spam"], table });
    labelingFunction(ofTable, {
      name: "row",
      columns: ["text", "likes", "counts", "flag"],
      vote: ({ text, likes, counts, flag }) => {
        expectTypeOf(text).toEqualTypeOf<string>();
        expectTypeOf(likes).toEqualTypeOf<number>();
        expectTypeOf(counts).toEqualTypeOf<number>();
        expectTypeOf(flag).toEqualTypeOf<boolean>();
        return null;
      },
    });
    keywords(ofTable, { name: "keywords", column: "text", any: ["x"], label: "spam" });
    // @ts-expect-error likes is a number
    expect(() => keywords(ofTable, { name: "keywords", column: "likes", any: ["x"], label: "spam" })).toThrow();
  });

  test("nothing of a task whose labels or columns only show at run time, and take any name", () => {
    const columns: Record<string, ColumnType> = { text: "utf8", likes: "float64" };
    const labelsRead: readonly string[] = ["ham", "spam"];
    const untyped: AnyTask = defineTask({ labels: labelsRead, columns });
    const functions = [
      keywords(untyped, { name: "a", column: "text", any: ["x"], label: "spam" }),
      pattern(defineTask({ labels: labelsRead, columns }), { name: "b", column: "text", pattern: /x/, label: "spam" }),
      lookup(untyped, { name: "c", column: "likes", in: new Map([[1, "spam"]]) }),
      labelingFunction(untyped, { name: "d", columns: ["text"], vote: ({ text }) => (text === "" ? "spam" : null) }),
    ];
    expect(functions.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
    expect(() => keywords(untyped, { name: "e", column: "text", any: ["x"], label: "spma" })).toThrow(
      'labeling function "e", label: "spma"; expected one of "ham", "spam".',
    );
  });

  test("every way to write a lookup", () => {
    const pairs: [string, "ham" | "spam"][] = [["x", "spam"]];
    const table = tableFromArrays({ who: ["a"], label: ["spam"] });
    const functions = [
      lookup(task, { name: "map", column: "text", in: new Map([["x", "spam"]]) }),
      lookup(task, { name: "set", column: "likes", in: new Set([1, 2]), label: "spam" }),
      lookup(task, { name: "array", column: "text", in: ["x", "y"], label: "spam" }),
      lookup(task, { name: "pairs", column: "text", in: pairs }),
      lookup(task, { name: "literal_pairs", column: "likes", in: [[1, "spam"], [2, "ham"]] }), // prettier-ignore
      lookup(task, { name: "flags", column: "flag", in: new Map([[true, "spam"]]) }),
      lookup(task, { name: "object", column: "likes", in: { 1: "spam" } }),
      lookup(task, { name: "table", column: "text", in: table, key: "who", value: "label" }),
      lookup(task, { name: "keys", column: "text", in: table, key: "who", label: "ham" }),
    ];
    expect(functions.map(({ labels: votesFor }) => votesFor)).toEqual([
      ...Array.from({ length: 4 }, () => ["spam"]),
      ["ham", "spam"],
      ...Array.from({ length: 3 }, () => ["spam"]),
      ["ham"],
    ]);
  });
});

import {
  Bool,
  Dictionary,
  Field,
  Int32,
  Int64,
  List,
  Table,
  tableFromArrays,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { describe, expect, test } from "vitest";

import { labelingFunction } from "../../src/functions/row.ts";
import type { Vote } from "../../src/functions/vote.ts";
import { defineTask } from "../../src/labels/task.ts";
import { run, votesOf } from "./run.ts";

const task = defineTask({
  labels: ["ham", "spam"],
  columns: { text: "utf8", likes: "float64", count: "int64", flag: "bool", tags: "list<utf8>" },
});
const listOfText = new List(new Field("item", new Utf8()));
const table = new Table({
  text: vectorFromArray(["a", null, "b", "a", "c"], new Utf8()),
  likes: vectorFromArray([1, 2, null, 4, 0]),
  count: vectorFromArray([1n, 2n, 3n, 4n, null], new Int64()),
  flag: vectorFromArray([true, false, null, true, false], new Bool()),
});

/** Votes for "spam" and keeps the rows it was given. */
function recorder(
  columns: readonly ("text" | "likes" | "count" | "flag")[],
  nulls?: "pass",
): {
  readonly rows: unknown[];
  readonly func: ReturnType<typeof labelingFunction<typeof task, "f", (typeof columns)[number]>>;
} {
  const rows: unknown[] = [];
  const vote = (row: object): "spam" => {
    rows.push({ ...row });
    return "spam";
  };
  return { rows, func: labelingFunction(task, { name: "f", columns, nulls: nulls as "abstain", vote }) };
}

describe("labelingFunction", () => {
  test("gets the listed columns of each row and no others, as plain values", async () => {
    const { rows, func } = recorder(["text", "likes", "count", "flag"]);
    await votesOf(func, table);
    expect(rows).toEqual([
      { text: "a", likes: 1, count: 1, flag: true },
      { text: "a", likes: 4, count: 4, flag: true },
    ]);
  });

  test("abstains where a listed column is null, and looks at no other column", async () => {
    expect(await votesOf(recorder(["text"]).func, table)).toEqual(["spam", null, "spam", "spam", "spam"]);
    expect(await votesOf(recorder(["likes", "text"]).func, table)).toEqual(["spam", null, null, "spam", "spam"]);
  });

  test('sees nulls with nulls: "pass"', async () => {
    const one = recorder(["text"], "pass");
    const two = recorder(["text", "likes"], "pass");
    expect(await votesOf(one.func, table)).toEqual(Array.from({ length: 5 }, () => "spam"));
    expect(one.rows).toEqual([{ text: "a" }, { text: null }, { text: "b" }, { text: "a" }, { text: "c" }]);
    await votesOf(two.func, table);
    expect(two.rows.slice(1, 3)).toEqual([{ text: null, likes: 2 }, { text: "b", likes: null }]); // prettier-ignore
  });

  test("gets lists as arrays", async () => {
    const func = labelingFunction(task, {
      name: "f",
      columns: ["tags"],
      vote: ({ tags }) => (tags.includes("x") ? "spam" : null),
    });
    expect(await votesOf(func, new Table({ tags: vectorFromArray([["x", "y"], [], ["y"]], listOfText) }))).toEqual(["spam", null, null]); // prettier-ignore
  });

  test("is called once for each entry of a dictionary that repeats, and once for a plain row", async () => {
    const texts = ["a", "b", null, "a", "a", "b", "a", "b"];
    const calls: string[] = [];
    const func = labelingFunction(task, {
      name: "f",
      columns: ["text"],
      vote: ({ text }) => {
        calls.push(text);
        return text === "a" ? "spam" : null;
      },
    });
    const text = vectorFromArray(texts, new Dictionary(new Utf8(), new Int32()));
    expect(await votesOf(func, new Table({ text }))).toEqual(texts.map((each) => (each === "a" ? "spam" : null)));
    expect(calls).toEqual(["a", "b"]);
    calls.length = 0;
    await votesOf(func, new Table({ text: vectorFromArray(texts, new Utf8()) }));
    expect(calls).toEqual(["a", "b", "a", "a", "b", "a", "b"]);
  });

  test("reports a failure on every row that has the dictionary entry", async () => {
    const func = labelingFunction(task, {
      name: "f",
      columns: ["text"],
      vote: () => {
        throw new Error("no");
      },
    });
    const text = vectorFromArray(["a", "b", "a", null, "a"], new Dictionary(new Utf8(), new Int32()));
    const { failures } = await run(func, new Table({ text }));
    expect(failures.map((failure) => failure.split(":")[0])).toEqual(["0", "1", "2", "4"]);
  });
});

describe("a vote", () => {
  const texts = tableFromArrays({ text: ["a", "b", "c", "d", "e"] });
  /** What becomes of the votes of a function that returns these, row by row. */
  const outcomeOf = async (returned: readonly unknown[], labels?: readonly "spam"[]): ReturnType<typeof run> => {
    let row = 0;
    const func = labelingFunction(task, {
      name: "f",
      columns: ["text"],
      labels,
      vote: () => returned[row++] as Vote<"spam">,
    });
    return run(func, texts);
  };
  const place = (row: number): string => `${row}: labeling function "f", row ${row}`;

  test("may carry a confidence; votes without one count as sure", async () => {
    const { votes, confidences, failures } = await outcomeOf([
      "ham",
      { label: "spam", confidence: 0.5 },
      "spam",
      { label: null, confidence: 0.1 },
      { label: "ham", confidence: 1 },
    ]);
    expect(failures).toEqual([]);
    expect(votes).toEqual(["ham", "spam", "spam", null, "ham"]);
    expect(confidences).toEqual([1, 0.5, 1, 1, 1]);
  });

  test("has no confidences where no function gives one", async () => {
    expect((await outcomeOf(["ham", null, "spam", null, null])).confidences).toBeNull();
  });

  test("with a confidence outside (0, 1] is a failure", async () => {
    const returned = [0, 1.5, NaN, -1, "high"].map((confidence) => ({ label: "spam", confidence }));
    const { votes, failures } = await outcomeOf(returned);
    expect(votes).toEqual([null, null, null, null, null]);
    expect(failures).toEqual(
      ["0", "1.5", "NaN", "-1", '"high"'].map(
        (shown, row) => `${place(row)}: it voted with confidence ${shown}; expected a number above 0, at most 1.`,
      ),
    );
  });

  test("that is no vote is a failure that says what to do", async () => {
    const { votes, failures } = await outcomeOf([undefined, "eggs", 1, { label: "spam" }, { label: "eggs", confidence: 1 }]); // prettier-ignore
    expect(votes).toEqual([null, null, null, null, null]);
    const expected = 'expected one of "ham", "spam", or null. Return null to abstain.';
    expect(failures).toEqual([
      `${place(0)}: it voted undefined; expected a vote. Return null to abstain.`,
      `${place(1)}: it voted "eggs"; ${expected}`,
      `${place(2)}: it voted 1; ${expected}`,
      `${place(3)}: it voted an object with label; ${expected}`,
      `${place(4)}: it voted "eggs"; ${expected}`,
    ]);
  });

  test("for a label outside the declared polarity is a failure", async () => {
    const { failures } = await outcomeOf(["spam", "ham", null, null, null], ["spam"]);
    expect(failures).toEqual([
      `${place(1)}: it voted "ham"; expected one of "spam", or null. Add the label to the function's labels, or drop them to allow all.`,
    ]);
  });

  test("that is an undeclared promise is a failure, whatever becomes of the promise", async () => {
    const promises = [Promise.resolve("spam"), Promise.reject(new Error("later")), null, null, null];
    const { votes, failures } = await outcomeOf(promises);
    await new Promise((resume) => setTimeout(resume, 5)); // a rejection that nobody handles would end the process
    expect(votes).toEqual([null, null, null, null, null]);
    const message = "it voted a promise; expected a vote. Declare the function with async: true.";
    expect(failures).toEqual([`${place(0)}: ${message}`, `${place(1)}: ${message}`]);
  });

  test("that throws is a failure of that row alone, with the error underneath", async () => {
    const func = labelingFunction(task, {
      name: "f",
      columns: ["text", "likes"],
      vote: ({ likes }) => {
        if (likes === 4) throw new RangeError("four");
        return "spam";
      },
    });
    const { votes, failures } = await run(func, table);
    expect(votes).toEqual(["spam", null, null, null, "spam"]);
    expect(failures).toEqual([
      `${place(3)}: it threw RangeError: four. Mend it, or go on without these rows: { faults: "abstain" } keeps each failure with its row.`,
    ]);
  });
});

describe("labelingFunction with async: true", () => {
  test("is awaited, each row an object of its own, nulls as declared", async () => {
    const wait = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));
    const func = labelingFunction(task, {
      name: "f",
      columns: ["likes"],
      async: true,
      vote: async (row) => {
        await wait(10 - row.likes); // rows end in another order than they began
        return row.likes > 1 ? { label: "spam", confidence: 0.5 } : "ham";
      },
    });
    expect(func.async).toBe(true);
    expect(await run(func, table)).toEqual({
      votes: ["ham", "spam", null, "spam", "ham"],
      confidences: [1, 0.5, 1, 0.5, 1],
      failures: [],
    });
  });

  test('sees nulls with nulls: "pass"', async () => {
    const func = labelingFunction(task, {
      name: "f",
      columns: ["likes", "text"],
      async: true,
      nulls: "pass",
      vote: ({ likes, text }) => Promise.resolve(likes === null || text === null ? "spam" : null),
    });
    expect(await votesOf(func, table)).toEqual([null, "spam", "spam", null, null]);
  });

  test("fails on the rows that reject, throw or resolve to no vote", async () => {
    const func = labelingFunction(task, {
      name: "f",
      columns: ["text"],
      async: true,
      nulls: "pass",
      vote: ({ text }) => {
        if (text === null) throw new Error("at once");
        if (text === "b") return Promise.reject(new Error("later"));
        return Promise.resolve((text === "c" ? "eggs" : "spam") as "spam");
      },
    });
    const { votes, failures } = await run(func, table);
    expect(votes).toEqual(["spam", null, null, "spam", null]);
    const remedy = 'Mend it, or go on without these rows: { faults: "abstain" } keeps each failure with its row.';
    expect(failures).toEqual([
      `1: labeling function "f", row 1: it threw Error: at once. ${remedy}`,
      `2: labeling function "f", row 2: it threw Error: later. ${remedy}`,
      '4: labeling function "f", row 4: it voted "eggs"; expected one of "ham", "spam", or null. Return null to abstain.',
    ]);
  });

  test("has a limited number of rows under way at once", async () => {
    let underWay = 0;
    let most = 0;
    const func = labelingFunction(task, {
      name: "f",
      columns: ["likes"],
      async: true,
      vote: async () => {
        most = Math.max(most, ++underWay);
        await Promise.resolve();
        underWay--;
        return "spam";
      },
    });
    const { votes } = await run(func, tableFromArrays({ likes: new Float64Array(500) }), 500);
    expect(votes.every((vote) => vote === "spam")).toBe(true);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(64);
  });
});

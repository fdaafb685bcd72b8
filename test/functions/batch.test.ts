import { Dictionary, Int32, Table, tableFromArrays, Utf8, vectorFromArray } from "apache-arrow";
import { describe, expect, test } from "vitest";

import type { Ballot } from "../../src/functions/ballot.ts";
import { batchLabelingFunction, type BatchSpec } from "../../src/functions/batch.ts";
import { defineTask } from "../../src/labels/task.ts";
import { run, votesOf } from "./run.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
const table = new Table({
  text: vectorFromArray(["a", null, "b", "a", "c"], new Utf8()),
  likes: vectorFromArray([1, 2, null, 4, 0]),
});
type Spec = BatchSpec<typeof task, "f", "text" | "likes">;
const make = (
  vote: Spec["vote"],
  options: Partial<Spec> = {},
): ReturnType<typeof batchLabelingFunction<typeof task, "f", "text" | "likes">> =>
  batchLabelingFunction(task, { name: "f", columns: ["likes"], vote, ...options });

/** Votes for spam on every row. */
const voteOnAll = (_: unknown, ballot: Ballot<"ham" | "spam">): void => {
  for (let row = 0; row < ballot.length; row++) ballot.cast(row, "spam");
};

describe("batchLabelingFunction", () => {
  test("gets values and validity of the listed columns, batch by batch", async () => {
    const seen: unknown[] = [];
    const func = make(
      (columns, ballot) => {
        const { text, likes } = columns;
        seen.push({
          columns: Object.keys(columns),
          text: Array.from(text.values),
          likes: Array.from(likes.values),
          typed: likes.values instanceof Float64Array,
          valid: [text.valid, likes.valid].map((each) => each && Array.from(each)),
          length: ballot.length,
        });
      },
      { columns: ["likes", "text"], nulls: "pass" },
    );
    expect(await votesOf(func, table)).toEqual([null, null, null, null, null]);
    expect(seen).toEqual([
      { columns: ["likes", "text"], text: ["a", "", "b"], likes: [1, 2, 0], typed: true, valid: [[1, 0, 1], [1, 1, 0]], length: 3 },
      { columns: ["likes", "text"], text: ["a", "c"], likes: [4, 0], typed: true, valid: [null, null], length: 2 },
    ]); // prettier-ignore
  });

  test("casts votes by the row's number in its batch; rows without a vote abstain", async () => {
    const func = make(({ likes }, ballot) => {
      for (let row = 0; row < ballot.length; row++) {
        const value = Number(likes.values[row]);
        if (value > 3) ballot.cast(row, "spam", 0.5);
        else if (value > 0) ballot.cast(row, "ham");
        else ballot.cast(row, null);
      }
    });
    expect(await run(func, table)).toEqual({
      votes: ["ham", "ham", null, "spam", null],
      confidences: [1, 1, 1, 0.5, 1],
      failures: [],
    });
  });

  test("gives dictionary columns as text", async () => {
    const texts = ["a", "b", "a", null, "a", "a"];
    const func = make(
      ({ text }, ballot) => {
        for (let row = 0; row < ballot.length; row++) if (text.values[row] === "a") ballot.cast(row, "spam");
      },
      { columns: ["text"] },
    );
    const text = vectorFromArray(texts, new Dictionary(new Utf8(), new Int32()));
    expect(await votesOf(func, new Table({ text }))).toEqual(["spam", null, "spam", null, "spam", "spam"]);
  });

  test("does not count votes on rows with a null in a listed column, unless nulls are passed", async () => {
    expect(await votesOf(make(voteOnAll), table)).toEqual(["spam", "spam", null, "spam", "spam"]);
    expect(await votesOf(make(voteOnAll, { columns: ["likes", "text"] }), table)).toEqual(["spam", null, null, "spam", "spam"]); // prettier-ignore
    const all = Array.from({ length: 5 }, () => "spam");
    expect(await votesOf(make(voteOnAll, { columns: ["likes", "text"], nulls: "pass" }), table)).toEqual(all);
  });

  test("with async: true is awaited", async () => {
    const func = make(
      async (columns, ballot) => {
        await Promise.resolve();
        voteOnAll(columns, ballot);
      },
      { async: true },
    );
    expect(await run(func, table)).toEqual({
      votes: ["spam", "spam", null, "spam", "spam"],
      confidences: null,
      failures: [],
    });
  });

  const remedy = 'Mend it, or go on without these rows: { faults: "abstain" } keeps each failure with its row.';
  const thrown = (rows: readonly number[]): string[] =>
    rows.map((row) => `${row}: labeling function "f", row ${row}: it threw Error: no. ${remedy}`);

  test("fails on every row of a batch that throws, whatever was cast before", async () => {
    const func = make(({ likes }, ballot) => {
      voteOnAll(null, ballot);
      if (likes.values.includes(4)) throw new Error("no");
    });
    const { votes, failures } = await run(func, table);
    expect(votes).toEqual(["spam", "spam", null, null, null]);
    expect(failures).toEqual(thrown([3, 4]));
  });

  test("fails on every row of a batch whose promise rejects", async () => {
    const func = make(({ likes }) => (likes.values.includes(4) ? Promise.reject(new Error("no")) : Promise.resolve()), {
      async: true,
    });
    expect((await run(func, table)).failures).toEqual(thrown([3, 4]));
  });

  test("fails on the row of a wrong vote alone", async () => {
    const func = make((_, ballot) => {
      ballot.cast(0, "ham");
      ballot.cast(1, "eggs" as "spam");
    });
    const { votes, failures } = await run(func, table, 5);
    expect(votes).toEqual(["ham", null, null, null, null]);
    expect(failures).toEqual([
      '1: labeling function "f", row 1: it voted "eggs"; expected one of "ham", "spam", or null. Return null to abstain.',
    ]);
  });

  test("fails when it votes on a row that is not of its batch", async () => {
    const func = make((_, ballot) => ballot.cast(ballot.length, "ham"));
    const { votes, failures } = await run(func, table, 5);
    expect(votes).toEqual([null, null, null, null, null]);
    expect(failures[0]).toBe('0: labeling function "f", row 5: it voted on row 5; expected a row from 0 to 4.');
  });

  test("fails on every row when it returns a promise undeclared, and its later votes count nowhere", async () => {
    const late: unknown[] = [];
    const func = make(async (_, ballot) => {
      ballot.cast(0, "spam");
      await Promise.resolve();
      try {
        ballot.cast(1, "spam");
      } catch (error) {
        late.push((error as Error).message);
      }
    });
    const { votes, failures } = await run(func, table);
    await new Promise((resume) => setTimeout(resume, 5));
    expect(votes).toEqual([null, null, null, null, null]);
    expect(failures).toEqual(
      [0, 1, 2, 3, 4].map(
        (row) =>
          `${row}: labeling function "f", row ${row}: it voted a promise; expected a vote. Declare the function with async: true.`,
      ),
    );
    expect(late[0]).toBe(
      "ballot: a vote on row 1 after the function had returned. Cast all votes before returning, or declare the function with async: true.",
    );
  });

  test("refuses a vote that is no function", () => {
    expect(() => make(undefined as never)).toThrow('labeling function "f", vote: undefined; expected a function.');
  });

  test("is a labeling function of kind batch with declared labels", () => {
    expect(make(voteOnAll, { labels: ["spam"] })).toMatchObject({ kind: "batch", labels: ["spam"], async: false });
    expect(make(voteOnAll).labels).toBeNull();
  });

  test("takes a table in memory whose columns are typed arrays", async () => {
    const counts = tableFromArrays({ likes: Int32Array.of(1, 5, 9) });
    const func = make(({ likes }, ballot) => {
      likes.values.forEach((value, row) => {
        if (value > 3) ballot.cast(row, "ham");
      });
    });
    expect(await votesOf(func, counts)).toEqual([null, "ham", "ham"]);
  });
});

import { fc, test as property } from "@fast-check/vitest";
import { Dictionary, Float64, Int32, Table, Utf8, vectorFromArray } from "apache-arrow";
import { describe, expect, test } from "vitest";

import { BallotBox } from "../../src/functions/ballot.ts";
import type { Voter } from "../../src/functions/labeling-function.ts";
import { jointValidity, listedColumns, rowVoter, valueVoter } from "../../src/functions/voters.ts";
import { defineTask } from "../../src/labels/task.ts";
import { tableWindows } from "../../src/tables/windows.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });

/** The codes that a voter casts on a table, some rows at a time. */
function codes(voter: Voter, table: Table, windowSize: number): number[] {
  const ballots = new BallotBox({ name: "f", task, labels: null }, table.numRows, (_, error) => {
    throw error;
  });
  for (const window of tableWindows(table, ["text", "likes"], windowSize)) {
    void voter(window, ballots.open(window.firstRow, window.length));
  }
  return Array.from(ballots.votes);
}

const texts = fc.array(fc.option(fc.constantFrom("", "a", "b", "é")), { minLength: 1, maxLength: 30 });
const sizes = fc.integer({ min: 1, max: 10 });

function tableOf(values: readonly (string | null)[], type: Utf8 | Dictionary<Utf8>): Table {
  return new Table({
    text: vectorFromArray(values, type as Utf8),
    likes: vectorFromArray(
      values.map((value, i) => (value === "b" ? null : i)),
      new Float64(),
    ),
  });
}
const dictionary = (): Dictionary<Utf8> => new Dictionary(new Utf8(), new Int32());

describe("valueVoter and rowVoter", () => {
  const voteOf = (text: unknown): string | null => (text === null ? "ham" : text === "a" ? "spam" : null);

  property.prop([texts, sizes, sizes, fc.constantFrom("abstain" as const, "pass" as const)])(
    "vote the same on plain and dictionary columns, however rows are cut into windows",
    (values, size, other, nulls) => {
      const expected = values.map((value) => (value === null ? (nulls === "pass" ? 0 : -1) : value === "a" ? 1 : -1));
      const byRow = (): Voter => rowVoter(["text"], nulls, ({ text }) => voteOf(text));
      expect(codes(valueVoter("text", nulls, voteOf), tableOf(values, new Utf8()), size)).toEqual(expected);
      expect(codes(valueVoter("text", nulls, voteOf), tableOf(values, dictionary()), other)).toEqual(expected);
      expect(codes(byRow(), tableOf(values, dictionary()), size)).toEqual(expected);
    },
  );

  test("valueVoter reads what it is told to read instead of the values, entry by entry too", () => {
    const read = ({ values }: { readonly values: ArrayLike<unknown> }): string[] =>
      Array.from(values, (value) => (value === "b" ? "a" : ""));
    const values = ["a", "b", null, "b", "b", "a"];
    for (const table of [tableOf(values, new Utf8()), tableOf(values, dictionary())]) {
      expect(codes(valueVoter("text", "abstain", voteOf, read), table, 4)).toEqual([-1, 1, -1, 1, 1, -1]);
    }
  });

  test("valueVoter looks at an entry once in a run, over all windows", () => {
    const calls: unknown[] = [];
    const voter = valueVoter("text", "pass", (text) => {
      calls.push(text);
      return null;
    });
    codes(voter, tableOf(["a", "b", "a", "b", "a", "b", "a", "a"], dictionary()), 2);
    expect(calls).toEqual(["a", "b"]);
  });

  test("rowVoter passes all rows through one object", () => {
    const rows = new Set<unknown>();
    const voter = rowVoter(["text", "likes"], "abstain", (row) => {
      rows.add(row);
      return "spam";
    });
    expect(codes(voter, tableOf(["a", "b", null, "a"], new Utf8()), 3)).toEqual([1, -1, -1, 1]);
    expect(rows.size).toBe(1);
  });
});

describe("listedColumns and jointValidity", () => {
  test("give the columns in the order listed, and the rows where all have a value", () => {
    const [window] = tableWindows(tableOf(["a", "b", null, "a"], new Utf8()), ["text", "likes"]);
    if (window === undefined) throw new Error("no window");
    const listed = listedColumns(window, ["likes", "text"]);
    expect(listed.map(({ name }) => name)).toEqual(["likes", "text"]);
    expect(jointValidity(listed)).toEqual(Uint8Array.of(1, 0, 0, 1));
    expect(jointValidity([])).toBeNull();
  });
});

import { Float64, Table, vectorFromArray } from "apache-arrow";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";

import { applyLabelingFunctions } from "../../src/apply/apply.ts";
import { keywords } from "../../src/functions/keywords.ts";
import { labelingFunction } from "../../src/functions/row.ts";
import { defineTask } from "../../src/labels/task.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { labelMatrixFromTable } from "../../src/matrix/from-table.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", n: "float64" } });

/** Votes ham after `milliseconds` of work on each row. */
const slow = (name: string, milliseconds: number): ReturnType<typeof labelingFunction<typeof task, string, "n">> =>
  labelingFunction(task, {
    name,
    columns: ["n"],
    vote: () => {
      const end = performance.now() + milliseconds;
      while (performance.now() < end);
      return "ham";
    },
  });

const table = new Table({ n: vectorFromArray([1, 2, 3], new Float64()), text: vectorFromArray(["a", "b", "a b"]) });

test("votes know how long each function took, in order, so that the slow one is found", async () => {
  const { timings } = await applyLabelingFunctions([slow("f", 1), slow("g", 20)], table);
  expect(timings?.map((each) => each.function)).toEqual(["f", "g"]);
  const [f = 0, g = 0] = timings?.map(({ milliseconds }) => milliseconds) ?? [];
  expect([f >= 3, g >= 60]).toEqual([true, true]); // at least as long as the work, however busy the machine
  expect([timings, timings?.[0]].every(Object.isFrozen)).toBe(true);
});

test("what functions do together is shared evenly", async () => {
  const words = ["a", "b", "c"].map((word) =>
    keywords(task, { name: word, column: "text", any: [word], label: "spam" }),
  );
  const { timings } = await applyLabelingFunctions(words, table);
  expect(new Set(timings?.map(({ milliseconds }) => milliseconds)).size).toBe(1);
});

test("times are no part of the votes: what differs in times alone is equal, and no file has them", async () => {
  const votes = await applyLabelingFunctions([slow("f", 0)], table);
  const again = await applyLabelingFunctions([slow("f", 2)], table);
  expect(again.timings).not.toEqual(votes.timings);
  expect(isDeepStrictEqual(again, votes)).toBe(true);
  expect(again).toEqual(votes);
  expect(JSON.stringify(votes)).not.toContain("timings");
  expect(labelMatrixFromTable(votes.toArrow(), { labels: task.labels }).timings).toBeNull();
});

test("votes that were not cast in this run have no times", () => {
  expect(labelMatrix(task.labels, { f: ["ham", null] }).timings).toBeNull();
});

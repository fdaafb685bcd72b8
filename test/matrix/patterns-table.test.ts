import { tableFromArrays, tableFromIPC, tableToIPC } from "apache-arrow";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { labelSet } from "../../src/labels/label-set.ts";
import { votesFromAnswers } from "../../src/matrix/answers.ts";
import { compressVotes } from "../../src/matrix/compress.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { tableOfPatterns, votePatternsFromTable } from "../../src/matrix/patterns-table.ts";

const labels = labelSet(["a", "b", "c"]);
const column = fc.array(fc.constantFrom("a", "b", "c", null), { minLength: 12, maxLength: 12 });

describe("vote patterns as a table", () => {
  test("come back the same through an Arrow file", () => {
    fc.assert(
      fc.property(column, column, (f, g) => {
        const patterns = compressVotes(labelMatrix(labels, { f, g }));
        const bytes = tableToIPC(tableOfPatterns(patterns), "file");
        const read = votePatternsFromTable(tableFromIPC(bytes), { labels });
        expect([read.votes.offsets, read.votes.functions, read.votes.codes, read.counts]).toEqual([
          patterns.votes.offsets,
          patterns.votes.functions,
          patterns.votes.codes,
          patterns.counts,
        ]);
      }),
      { numRuns: 50 },
    );
  });

  test("equal rows of a grouped table add up", () => {
    const table = tableFromArrays({ f: ["a", "b", "a"], count: Float64Array.of(2, 3, 4) });
    const patterns = votePatternsFromTable(table);
    expect([patterns.size, patterns.rows, [...patterns.counts]]).toEqual([2, 9, [6, 3]]);
  });

  test("refuse counts that are no whole numbers, naming the row", () => {
    const table = tableFromArrays({ f: ["a", "b"], count: Float64Array.of(2, 0.5) });
    expect(() => votePatternsFromTable(table)).toThrow(
      'votePatternsFromTable, column "count", row 1: 0.5; expected a whole number of rows.',
    );
  });

  test("refuse a table without counts", () => {
    expect(() => votePatternsFromTable(tableFromArrays({ f: ["a", "b"] }))).toThrow(
      'votePatternsFromTable, column "count": the table has no column "count"; expected one of its columns: f.',
    );
  });

  test("refuse two votes of one worker in a pattern", () => {
    const answers = tableFromArrays({ item: ["1", "1"], worker: ["w", "w"], label: ["a", "b"] });
    expect(() => tableOfPatterns(votesFromAnswers(answers))).toThrow(
      'vote patterns as a table, pattern 0: several votes of "w"; expected at most one vote of each function in a pattern.',
    );
  });
});

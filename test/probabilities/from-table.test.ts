import { tableFromArrays, tableFromIPC, tableToIPC } from "apache-arrow";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { labelSet } from "../../src/labels/label-set.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { majorityVote } from "../../src/label-models/majority.ts";
import { probabilisticLabelsFromTable } from "../../src/probabilities/from-table.ts";

const labels = labelSet(["a", "b", "c"]);
const column = fc.array(fc.constantFrom("a", "b", "c", null), { minLength: 8, maxLength: 8 });

describe("probabilisticLabelsFromTable", () => {
  test("reads back what toArrow wrote, through an Arrow file", () => {
    fc.assert(
      fc.property(column, column, (f, g) => {
        const soft = majorityVote(labelMatrix(labels, { f, g }));
        const read = probabilisticLabelsFromTable(tableFromIPC(tableToIPC(soft.toArrow(), "file")));
        expect(read.labels.names).toEqual(labels.names);
        for (let row = 0; row < soft.rows; row++) {
          expect([...read.row(row), read.covered(row)]).toEqual([...soft.row(row), soft.covered(row)]);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("takes the label order asked for", () => {
    const table = tableFromArrays({ p_a: Float64Array.of(0.3), p_b: Float64Array.of(0.7) });
    expect([...probabilisticLabelsFromTable(table, { labels: labelSet(["b", "a"]) }).row(0)]).toEqual([0.7, 0.3]);
  });

  test("refuses probabilities that do not sum to 1, naming the row", () => {
    const table = tableFromArrays({ p_a: Float64Array.of(0.5, 0.5), p_b: Float64Array.of(0.5, 0.7) });
    expect(() => probabilisticLabelsFromTable(table)).toThrow(
      "probabilisticLabelsFromTable, row 1: probabilities 0.5, 0.7; expected numbers from 0 to 1 that sum to 1.",
    );
  });

  test("refuses a table without probabilities", () => {
    expect(() => probabilisticLabelsFromTable(tableFromArrays({ label: ["a"] }))).toThrow(
      "probabilisticLabelsFromTable: 0 columns of probabilities; expected p_<label> for each of at least 2 labels.",
    );
  });
});

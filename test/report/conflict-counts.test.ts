import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { compressVotes, labelMatrix, labelSet } from "../../src/index.ts";
import { countConflicts } from "../../src/report/conflict-counts.ts";

const labels = labelSet(["a", "b", "c"]);
const column = fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 9, maxLength: 9 });

describe("countConflicts", () => {
  test.prop([fc.array(column, { minLength: 4, maxLength: 4 })])("counts as looking at every row does", (columns) => {
    const matrix = labelMatrix(labels, Object.fromEntries(columns.map((codes, j) => [`f${j}`, Int8Array.from(codes)])));
    const chosen = [3, 0, 2];
    const { together, differing } = countConflicts(compressVotes(matrix), chosen);
    chosen.forEach((j, a) =>
      chosen.forEach((k, b) => {
        if (a === b) return;
        const both = columns[j]?.map((code, row) => [code, columns[k]?.[row] ?? -1]) ?? [];
        const met = both.filter((pair) => !pair.includes(-1));
        expect(together[a * 3 + b]).toBe(met.length);
        expect(differing[a * 3 + b]).toBe(met.filter(([x, y]) => x !== y).length);
      }),
    );
  });
});

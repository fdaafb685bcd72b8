import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { posteriorsOf } from "../../src/label-models/posteriors.ts";
import type { CompactTable, DenseTable } from "../../src/label-models/score-table.ts";
import { compressVotes } from "../../src/matrix/compress.ts";
import { arbitraryRows, labelsOf, matrixOfRows, randomRows } from "../util/arbitrary-votes.ts";
import { expectClose } from "../util/compare.ts";

/** The dense table that says what a compact one says. */
function asDense({ hit, miss }: CompactTable, k: number): DenseTable {
  const cells = Float64Array.from({ length: hit.length * k }, (_, cell) => {
    const jv = Math.floor(cell / k);
    return (jv % k === cell % k ? hit[jv] : miss[jv]) ?? NaN;
  });
  return { form: "dense", cells };
}

const cases = arbitraryRows({ minRows: 1, labels: 5, functions: 5, rows: 20 }).chain((each) => {
  const [k, m] = [each.labels.size, each.functions];
  const numbers = (length: number, size: number): fc.Arbitrary<number[]> =>
    fc
      .array(fc.integer({ min: -1000, max: 1000 }), { minLength: length, maxLength: length })
      .map((all) => all.map((x) => (x * size) / 1000));
  return fc.record({
    each: fc.constant(each),
    hit: numbers(m * k, 9),
    miss: numbers(m * k, 9),
    weights: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: k, maxLength: k }),
    scale: fc.constantFrom(0.1, 1, 100, 1000),
  });
});

describe("posteriors from a compact table", () => {
  test.prop([cases])("are those of the dense table that says the same, however large scores are", (each) => {
    const { labels, rows } = each.each;
    const k = labels.size;
    const sum = each.weights.reduce((a, b) => a + b, 0);
    const classBalance = Float64Array.from(each.weights, (weight) => weight / sum);
    const bias = classBalance.map(Math.log);
    const table: CompactTable = {
      form: "compact",
      hit: Float64Array.from(each.hit, (x) => x * each.scale),
      miss: Float64Array.from(each.miss, (x) => x * each.scale),
    };
    const { votes } = compressVotes(matrixOfRows(labels, rows));
    const compact = posteriorsOf(votes, { classBalance, bias, table, subtypes: 1 });
    const dense = posteriorsOf(votes, { classBalance, bias, table: asDense(table, k), subtypes: 1 });
    expect(compact.every(Number.isFinite)).toBe(true);
    expectClose([Array.from(compact)], [Array.from(dense)], 1e-9);
  });

  test("of 1,500 labels sum to 1 on every pattern", () => {
    const rows = randomRows(2, { rows: 50, functions: 15, labels: 1500, coverage: 0.5 });
    const { votes, size } = compressVotes(matrixOfRows(labelsOf(1500), rows));
    const classBalance = new Float64Array(1500).fill(1 / 1500);
    const table: CompactTable = {
      form: "compact",
      hit: new Float64Array(15 * 1500).fill(Math.log(0.7)),
      miss: new Float64Array(15 * 1500).fill(Math.log(0.3 / 1499)),
    };
    const posteriors = posteriorsOf(votes, { classBalance, bias: classBalance.map(Math.log), table, subtypes: 1 });
    for (let u = 0; u < size; u++) {
      const row = posteriors.subarray(u * 1500, (u + 1) * 1500);
      expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    }
  });
});

describe("posteriors with subtypes", () => {
  test("sum the states of each label", () => {
    const { votes } = compressVotes(matrixOfRows(labelsOf(2), [[0], [1]]));
    const classBalance = Float64Array.of(0.4, 0.6);
    const bias = Float64Array.of(0.1, 0.3, 0.2, 0.4).map(Math.log);
    const chances = [0.9, 0.7, 0.2, 0.5]; // of a vote for label 0, in each state
    const cells = Float64Array.from([...chances, ...chances.map((p) => 1 - p)], Math.log);
    const posteriors = posteriorsOf(votes, { classBalance, bias, table: { form: "dense", cells }, subtypes: 2 });
    const zero = [0.1 * 0.9 + 0.3 * 0.7, 0.2 * 0.2 + 0.4 * 0.5];
    const one = [0.1 * 0.1 + 0.3 * 0.3, 0.2 * 0.8 + 0.4 * 0.5];
    const share = ([a = 0, b = 0]: number[]): number[] => [a / (a + b), b / (a + b)];
    expectClose([Array.from(posteriors)], [[...share(zero), ...share(one)]], 1e-12);
  });
});

import { describe, expect, test } from "vitest";

import { range } from "../../../benchmarks/scenarios/plan.ts";
import { fitLabelModel } from "../../../src/label-models/fit.ts";
import type { LabelModel } from "../../../src/label-models/label-model.ts";
import { openScan } from "../../../src/label-models/scan/scan.ts";
import { compressVotes } from "../../../src/matrix/compress.ts";
import { LabelMatrix } from "../../../src/matrix/label-matrix.ts";
import { sourceOfName } from "../../../src/matrix/vote-source.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { labelsOf, matrixOfRows } from "../../util/arbitrary-votes.ts";
import { simulateVotes } from "../../util/simulated-votes.ts";

const drawMatrix = (rows: number, functions: number, coverage: number): LabelMatrix =>
  simulateVotes(1, {
    rows,
    balance: [0.6, 0.4],
    functions: range(functions).map((j) => ({ coverage, accuracy: 0.6 + 0.02 * (j % 15) })),
  }).votes;

/** The largest difference of two models' probabilities on the same rows. */
function difference(a: LabelModel, b: LabelModel, votes: LabelMatrix): number {
  const [p, q] = [a.predict(votes).probabilities, b.predict(votes).probabilities];
  return p.reduce((largest, x, i) => Math.max(largest, Math.abs(x - (q[i] ?? NaN))), 0);
}

/** The rounds of which a fit tells. */
function roundsTold(votes: LabelMatrix): number[] {
  const told: number[] = [];
  fitLabelModel(votes, {
    maxIterations: 3,
    onProgress: ({ task, done }) => {
      if (task.endsWith("round")) told.push(done);
    },
  });
  return told;
}

describe("a fit", () => {
  const small = drawMatrix(2000, 8, 0.5);

  test("is the same bits every time", () => {
    expect(JSON.stringify(fitLabelModel(small))).toBe(JSON.stringify(fitLabelModel(small)));
  });

  test("is the same from a matrix and from its patterns", () => {
    expect(difference(fitLabelModel(small), fitLabelModel(compressVotes(small)), small)).toBeLessThan(1e-9);
  });

  test("is the same in whatever order the functions stand", () => {
    const order = [3, 1, 7, 0, 2, 6, 4, 5];
    const rows = range(2000).map((row) => small.votes.map((column) => column[row] ?? -1));
    const turned = matrixOfRows(
      labelsOf(2),
      rows.map((row) => order.map((j) => row[j] ?? -1)),
    );
    const [a, b] = [fitLabelModel(small).predict(small), fitLabelModel(turned).predict(turned)];
    range(2000).forEach((row) =>
      expect(Math.abs(a.probability(row, "label 0") - b.probability(row, "label 0"))).toBeLessThan(1e-6),
    );
  });

  test("of rows that hardly repeat, scanned in blocks, is close to that of their patterns", () => {
    const large = drawMatrix(30_000, 12, 0.6);
    expect(openScan(large).kind).toBe("blocks");
    // Not nearer: the temperature is chosen on some of the rows, or of the patterns.
    expect(difference(fitLabelModel(large), fitLabelModel(compressVotes(large)), large)).toBeLessThan(0.02);
  });

  test("starts from a sample where there are 262,144 rows or more, not below", () => {
    const random = makeRandom(1, "large");
    const column = (accuracy: number, truth: Int8Array): Int8Array =>
      truth.map((y) => (random() < 0.5 ? -1 : random() < accuracy ? y : 1 - y));
    const truth = new Int8Array(262_144).map(() => (random() < 0.5 ? 0 : 1));
    const columns = range(16).map((j) => column(0.6 + 0.02 * j, truth));
    const take = (rows: number): LabelMatrix =>
      new LabelMatrix({
        labels: labelsOf(2),
        functions: range(16).map((j) => sourceOfName(`lf ${j}`)),
        votes: columns.map((each) => each.subarray(0, rows)),
      });
    expect(roundsTold(take(262_143))).toEqual([1, 2, 3]);
    expect(roundsTold(take(262_144))).toEqual([1, 2, 3, 1, 2, 3]);
  });
});

import { featureMatrix, labelSet, type FeatureMatrix, type ProbabilisticLabels } from "../../../src/index.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { softLabels } from "../../util/soft-labels.ts";

/** Rows of features and soft labels that depend on them, as plain numbers. */
export interface PlainData {
  readonly x: readonly (readonly number[])[];
  readonly q: readonly (readonly number[])[];
}

/** The same data at every call: half of the values 0, labels from random weights. */
export function randomData(seed: number, rows: number, columns: number, k: number): PlainData {
  const random = makeRandom(seed, "data of a test");
  const draw = (length: number): number[] => Array.from({ length }, () => Math.round((random() - 0.5) * 16) / 4);
  const weights = Array.from({ length: k }, () => draw(columns));
  const x = Array.from({ length: rows }, () => draw(columns).map((value) => (random() < 0.5 ? 0 : value)));
  const q = x.map((row) => {
    const powers = weights.map((w) => Math.exp(0.5 * w.reduce((sum, each, d) => sum + each * (row[d] ?? 0), 0)));
    const sum = powers.reduce((all, power) => all + power, 0);
    return powers.map((power) => power / sum);
  });
  return { x, q };
}

/** Data as a learner takes it. */
export function encoded({ x, q }: PlainData): {
  readonly features: FeatureMatrix;
  readonly labels: ProbabilisticLabels;
} {
  const names = labelSet(Array.from({ length: q[0]?.length ?? 2 }, (_, y) => `label ${y}`));
  return { features: featureMatrix(x), labels: softLabels(q, names) };
}

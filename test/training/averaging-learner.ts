import type { FeatureMatrix } from "../../src/training/features/feature-matrix.ts";
import type { Learner } from "../../src/training/learner.ts";
import { predictedLabels } from "../../src/training/predicted-labels.ts";

/** Which rows a fit of `averagingLearner` was given: their value of feature 0. */
export interface SeenRows {
  readonly fits: number[][];
  readonly seeds: unknown[];
}

/**
 * A learner for tests: gives any row the mean, by weight, of the labels it was trained on. Feature 0 of a row is its
 * name; which names each fit saw is written down.
 */
export function averagingLearner(seen: SeenRows = { fits: [], seeds: [] }): Learner<FeatureMatrix> {
  const namesOf = (input: FeatureMatrix): number[] =>
    Array.from({ length: input.rows }, (_, row) => input.values[input.offsets[row] ?? 0] ?? NaN);
  return {
    name: "average",
    fromJson: null,
    fit: ({ input, labels, weights }, options) => {
      seen.fits.push(namesOf(input));
      seen.seeds.push(options?.seed);
      const mean = new Float64Array(labels.labels.size);
      let total = 0;
      for (let row = 0; row < labels.rows; row++) {
        const weight = weights?.[row] ?? 1;
        labels.row(row).forEach((p, y) => (mean[y] = (mean[y] ?? 0) + weight * p));
        total += weight;
      }
      const shares = mean.map((sum) => sum / total);
      return Promise.resolve({
        learner: "average",
        labels: labels.labels,
        predict: (rows: FeatureMatrix) =>
          predictedLabels(
            labels.labels,
            Float64Array.from(Array.from({ length: rows.rows }, () => Array.from(shares)).flat()),
          ),
        toJSON: () => null,
      });
    },
  };
}

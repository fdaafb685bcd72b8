import type { Table } from "apache-arrow";

import { isFeatureMatrix, type LearnerFunctions, type LearnerInput } from "../../../src/index.ts";

/** The mean point of each label. */
export type Centroids = readonly (readonly number[])[];

/** The rows of an input of two columns or features, as plain numbers. */
export function pointsOf(input: LearnerInput): number[][] {
  if (!isFeatureMatrix(input)) {
    const table: Table = input;
    const columns = ["x", "z"].map((name) => table.getChild(name));
    return Array.from({ length: table.numRows }, (_, i) => columns.map((column) => Number(column?.get(i))));
  }
  return Array.from({ length: input.rows }, (_, i) => {
    const point = new Array<number>(input.columns).fill(0);
    for (let e = input.offsets[i] ?? 0; e < (input.offsets[i + 1] ?? 0); e++) {
      point[input.indices[e] ?? 0] = input.values[e] ?? 0;
    }
    return point;
  });
}

/** Probabilities that fall with the squared distance to each label's mean. */
export function nearest(centroids: Centroids, points: readonly (readonly number[])[]): number[][] {
  return points.map((point) => {
    const powers = centroids.map((mean) => Math.exp(-mean.reduce((sum, m, d) => sum + (m - (point[d] ?? 0)) ** 2, 0)));
    const sum = powers.reduce((all, power) => all + power, 1e-300);
    return powers.map((power) => (power + 1e-300 / powers.length) / sum);
  });
}

/** A learner of two functions: the nearest mean. */
export function centroidFunctions<X extends LearnerInput>(name = "centroids"): LearnerFunctions<X, Centroids> {
  return {
    name,
    fit: ({ input, labels, weights }) => {
      const points = pointsOf(input);
      return labels.labels.names.map((_, y) => {
        const weight = points.map((_point, i) => (weights?.[i] ?? 1) * (labels.row(i)[y] ?? 0) ** 4);
        const total = weight.reduce((sum, each) => sum + each, 0);
        return (points[0] ?? []).map(
          (_x, d) => points.reduce((sum, p, i) => sum + (weight[i] ?? 0) * (p[d] ?? 0), 0) / total,
        );
      });
    },
    predict: (model, input) => nearest(model, pointsOf(input)),
    toJson: (model) => model,
    fromJson: (json) => json as Centroids,
  };
}

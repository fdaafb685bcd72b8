import {
  FeatureMatrix,
  fitLabelModel,
  labelMatrix,
  labelSet,
  type LabelMatrix,
  type ProbabilisticLabels,
} from "../../../src/index.ts";
import { makeRandom } from "../../../src/util/random.ts";

/** Rows with words that tell the label, and labeling functions that err and often abstain. */
export interface PlantedRows {
  readonly features: FeatureMatrix;
  readonly votes: LabelMatrix<"a" | "b">;
  readonly labels: ProbabilisticLabels<"a" | "b">;
  readonly gold: ("a" | "b")[];
}

/** Draws rows: four words of ten that are likelier with the label, and three functions right on 70 % of half the rows. */
export function plantedRows(rows: number, seed: number): PlantedRows {
  const random = makeRandom(seed, "planted rows");
  const gold = Array.from({ length: rows }, () => (random() < 0.5 ? ("a" as const) : ("b" as const)));
  const indices: number[] = [];
  const offsets = [0];
  for (const label of gold) {
    for (let word = 0; word < 20; word++) {
      const own = word < 10 === (label === "a");
      if (random() < (own ? 0.35 : 0.15)) indices.push(word);
    }
    offsets.push(indices.length);
  }
  const vote = (): ("a" | "b" | null)[] =>
    gold.map((label) => {
      if (random() < 0.5) return null;
      if (random() < 0.7) return label;
      return label === "a" ? "b" : "a";
    });
  const votes = labelMatrix(labelSet(["a", "b"]), { first: vote(), second: vote(), third: vote() });
  const features = new FeatureMatrix({
    columns: 20,
    offsets: Float64Array.from(offsets),
    indices: Int32Array.from(indices),
    values: new Float32Array(indices.length).fill(1),
    fingerprint: null,
  });
  const labels = fitLabelModel(votes, { onProgress: () => undefined }).predict(votes);
  return { features, votes, labels, gold };
}

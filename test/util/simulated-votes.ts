import type { LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { makeRandom } from "../../src/util/random.ts";
import { labelsOf, matrixOfRows } from "./arbitrary-votes.ts";

/** Functions that vote independently of each other given the truth. */
export interface Plan {
  readonly rows: number;
  readonly balance: readonly number[];
  /** For each function how often it votes, and how often its votes are right. */
  readonly functions: readonly { readonly coverage: number; readonly accuracy: number }[];
}

/** Seeded votes with known truth. */
export function simulateVotes(seed: number, plan: Plan): { readonly votes: LabelMatrix; readonly truth: Int16Array } {
  const random = makeRandom(seed, "simulated votes");
  const k = plan.balance.length;
  const drawLabel = (): number => {
    let rest = random();
    return Math.max(
      0,
      plan.balance.findIndex((p) => (rest -= p) < 0),
    );
  };
  const truth = Int16Array.from({ length: plan.rows }, drawLabel);
  const rows = Array.from(truth, (label) =>
    plan.functions.map(({ coverage, accuracy }) => {
      if (random() >= coverage) return -1;
      return random() < accuracy ? label : (label + 1 + Math.floor(random() * (k - 1))) % k;
    }),
  );
  return { votes: matrixOfRows(labelsOf(k), rows), truth };
}

import type { PatternProbabilities } from "../pattern-probabilities.ts";
import { tieTolerance } from "../ties.ts";
import type { CodedRule } from "./check-rule.ts";
import { thresholdOfLargestF1 } from "./expected-f1.ts";

/** What each label is worth on each pattern: the best one is taken, -Infinity never. */
export interface Worths {
  /** U x K. */
  readonly values: Float64Array;
  /** Labels whose worth is within this of the best are as good as it. */
  readonly tolerance: number;
}

/** Rows of each pattern that can be decided. */
function rowsOfPatterns({ rows, rowPatterns }: PatternProbabilities, decidable: Uint8Array): Float64Array {
  const weights = new Float64Array(decidable.length);
  for (let row = 0; row < rows; row++) {
    const u = rowPatterns?.[row] ?? row;
    weights[u] = (weights[u] ?? 0) + (decidable[u] ?? 0);
  }
  return weights;
}

/** `label` alone from a threshold on, and never below it. */
function splitAt(soft: PatternProbabilities, label: number, threshold: number): Worths {
  const k = soft.labels.size;
  const values = soft.probabilities.map((p, i) => {
    const y = i % k;
    const reached = (soft.probabilities[i - y + label] ?? 0) >= threshold;
    return reached === (y === label) ? p : -Infinity;
  });
  return { values, tolerance: tieTolerance };
}

/** All labels where the best reaches a threshold, else none. */
function keepFrom({ labels, probabilities }: PatternProbabilities, threshold: number): Worths {
  const values = probabilities.slice();
  for (let from = 0; from < values.length; from += labels.size) {
    const row = values.subarray(from, from + labels.size);
    if (!row.some((p) => p >= threshold)) row.fill(-Infinity);
  }
  return { values, tolerance: tieTolerance };
}

/** Expected costs, negated. */
function negativeCosts(
  { labels, probabilities }: PatternProbabilities,
  costs: Float64Array,
  abstain: number | null,
): Worths {
  const k = labels.size;
  // What counts as equal in probability counts as equal in cost, whatever the unit of costs.
  const tolerance = tieTolerance * (costs.reduce((a, b) => Math.max(a, b)) - costs.reduce((a, b) => Math.min(a, b)));
  const values = new Float64Array(probabilities.length);
  for (let from = 0; from < values.length; from += k) {
    const row = values.subarray(from, from + k);
    for (let truth = 0; truth < k; truth++) {
      const p = probabilities[from + truth] ?? 0;
      if (p === 0) continue;
      for (let y = 0; y < k; y++) row[y] = (row[y] ?? 0) - p * (costs[truth * k + y] ?? 0);
    }
    if (abstain !== null && row.every((worth) => worth < -abstain - tolerance)) row.fill(-Infinity);
  }
  return { values, tolerance };
}

/** What a rule makes of probabilities. `decidable` patterns are those that get a label at all. */
export function worthsOf(rule: CodedRule, soft: PatternProbabilities, decidable: Uint8Array): Worths {
  switch (rule.kind) {
    case "argmax":
      return { values: soft.probabilities, tolerance: tieTolerance };
    case "costs":
      return negativeCosts(soft, rule.costs, rule.abstain);
    case "threshold":
      return rule.label === null ? keepFrom(soft, rule.threshold) : splitAt(soft, rule.label, rule.threshold);
    case "f1": {
      const k = soft.labels.size;
      const ofLabel = Float64Array.from(decidable, (_, u) => soft.probabilities[u * k + rule.label] ?? 0);
      return splitAt(soft, rule.label, thresholdOfLargestF1(ofLabel, rowsOfPatterns(soft, decidable)));
    }
  }
}

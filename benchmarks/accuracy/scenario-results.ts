import { halfInterval, mean } from "../util/statistics.ts";
import { measuredMethod, plainMethod } from "./methods.ts";
import { groupBySeed, resultOf, type SetResult } from "./results.ts";

/** What a method reached on the seeds of a scenario: means. */
export interface ScenarioMethod {
  readonly method: string;
  readonly score: number;
  readonly ms: number;
}

/** A scenario over its seeds. Scores are shares, 0 to 1. */
export interface ScenarioResult {
  readonly name: string;
  readonly seeds: number;
  readonly rows: number;
  readonly functions: number;
  /** Mean accuracy of the best rule that takes functions as independent. */
  readonly truth: number | null;
  /** Mean of the accuracies to reach; null where there is no target. */
  readonly target: number | null;
  readonly methods: readonly ScenarioMethod[];
  /** Half the width of the 95 % interval of the measured method's mean; null of one seed. */
  readonly interval: number | null;
  /** The measured method against each seed's own target, mean over seeds and its half-width; null without target. */
  readonly aboveTarget: number | null;
  readonly aboveTargetInterval: number | null;
  /** The seed on which it misses its own target most, or passes it least. */
  readonly worst: { readonly seed: string; readonly aboveTarget: number } | null;
  /** The measured method's mean less that of majority vote. */
  readonly aboveMajority: number;
}

const intervalOf = (values: readonly number[]): number | null => (values.length < 2 ? null : halfInterval(values));

const meanOrNull = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
};

function summarize(name: string, sets: readonly SetResult[]): ScenarioResult {
  const scoresOf = (method: string): number[] => sets.map((set) => resultOf(set, method).score);
  const scores = scoresOf(measuredMethod);
  const above = sets.flatMap(({ target }, i) => (target === null ? [] : [(scores[i] ?? NaN) - target]));
  const least = Math.min(...above);
  const methods = (sets[0]?.methods ?? []).map(({ method }) => ({
    method,
    score: mean(scoresOf(method)),
    ms: mean(sets.map((set) => resultOf(set, method).ms)),
  }));
  return {
    name,
    seeds: sets.length,
    rows: sets[0]?.rows ?? 0,
    functions: sets[0]?.functions ?? 0,
    truth: meanOrNull(sets.map(({ truth }) => truth)),
    target: meanOrNull(sets.map(({ target }) => target)),
    methods,
    interval: intervalOf(scores),
    aboveTarget: above.length === 0 ? null : mean(above),
    aboveTargetInterval: intervalOf(above),
    worst:
      above.length === 0 ? null : { seed: sets[above.indexOf(least)]?.name.split(".").pop() ?? "", aboveTarget: least },
    aboveMajority: mean(scores) - mean(scoresOf(plainMethod)),
  };
}

/** A result for each scenario, from those of its seeds, which are named `NAME.SEED`. */
export function summarizeScenarios(sets: readonly SetResult[]): readonly ScenarioResult[] {
  return groupBySeed(sets).map(({ name, sets: group }) => summarize(name, group));
}

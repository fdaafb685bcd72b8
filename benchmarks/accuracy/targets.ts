import { mean } from "../util/statistics.ts";
import { formatTarget, isMet, type Target } from "../util/targets.ts";
import { measuredMethod, plainMethod } from "./methods.ts";
import { resultOf, type SetResult } from "./results.ts";
import type { ScenarioResult } from "./scenario-results.ts";

/** How far the worst seed of a scenario may be from its own target. */
const worstSeedLimit = -0.03;

/** How far a set, or the mean of a scenario, may be below majority vote, in points. */
const majorityLimit = -0.5;

const points = (value: number): string => value.toFixed(2);
const target = (name: string, value: number, wanted: number, format = points): Target => ({
  name,
  value,
  target: wanted,
  good: "above",
  format,
});

/** The entry with the least value; undefined of none. */
function leastOf<T>(items: readonly T[], valueOf: (item: T) => number): T | undefined {
  return items.toSorted((a, b) => valueOf(a) - valueOf(b))[0];
}

/** The targets for the means of the measured method; empty kinds have none. */
export function meanTargets(sets: readonly SetResult[]): readonly Target[] {
  const wanted = [
    ["labeling functions", "mean of LF sets", 71.5],
    ["crowd", "mean of crowd sets", 87.5],
  ] as const;
  return wanted.flatMap(([kind, name, least]) => {
    const scores = sets.filter((set) => set.kind === kind).map((set) => resultOf(set, measuredMethod).score);
    return scores.length === 0 ? [] : [target(`${measuredMethod}, ${name}`, 100 * mean(scores), least)];
  });
}

/** The target for the LF set on which the measured method is farthest below majority vote. */
export function majorityTargets(sets: readonly SetResult[]): readonly Target[] {
  const above = (set: SetResult): number =>
    100 * (resultOf(set, measuredMethod).score - resultOf(set, plainMethod).score);
  const worst = leastOf(
    sets.filter(({ kind }) => kind === "labeling functions"),
    above,
  );
  if (worst === undefined) return [];
  return [target(`${measuredMethod} against majority vote, worst LF set (${worst.name})`, above(worst), majorityLimit)];
}

/** Whether a seed is near enough to its target; on few rows differences are round numbers, up to rounding. */
export const isWorstMet = (aboveTarget: number): boolean => aboveTarget >= worstSeedLimit - 1e-9;

/** Whether a scenario's mean reaches its target, with no seed too far under; true where it has none. */
export function isScenarioMet({ aboveTarget, worst }: ScenarioResult): boolean {
  return aboveTarget === null || worst === null || (aboveTarget >= 0 && isWorstMet(worst.aboveTarget));
}

/** The targets for scenarios; without scenarios there are none. */
export function scenarioTargets(scenarios: readonly ScenarioResult[]): readonly Target[] {
  const known = scenarios.filter(({ aboveTarget }) => aboveTarget !== null);
  const reached = known.filter(({ aboveTarget }) => (aboveTarget ?? 0) >= 0).length;
  const worst = leastOf(known, (each) => each.worst?.aboveTarget ?? 0);
  const lowest = leastOf(known, (each) => each.aboveMajority);
  if (worst?.worst == null || lowest === undefined) return [];
  const { seed, aboveTarget } = worst.worst;
  return [
    target("scenarios whose mean over seeds reaches its target", reached, known.length, String),
    target(
      `worst seed against its own target (${worst.name}.${seed})`,
      Number((100 * aboveTarget).toFixed(6)),
      100 * worstSeedLimit,
    ),
    target(
      `${measuredMethod} against majority vote, worst scenario (${lowest.name})`,
      100 * lowest.aboveMajority,
      majorityLimit,
    ),
  ];
}

/** The targets, a line each, and whether all are met. */
export function formatTargets(targets: readonly Target[]): { readonly text: string; readonly met: boolean } {
  return { text: targets.map(formatTarget).join("\n"), met: targets.every(isMet) };
}

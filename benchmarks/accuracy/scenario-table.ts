import { formatTextTable } from "../../src/util/text-table.ts";
import { mean } from "../util/statistics.ts";
import { measuredMethod } from "./methods.ts";
import type { ScenarioResult } from "./scenario-results.ts";
import { isScenarioMet, isWorstMet } from "./targets.ts";
import { percent, right } from "./columns.ts";

const withInterval = (value: number, interval: number | null, digits = 1): string =>
  interval === null ? percent(value, digits) : `${percent(value, digits)} ± ${percent(interval, digits)}`;

const signed = (share: number, digits = 1): string => `${share < 0 ? "" : "+"}${percent(share, digits)}`;

const optional = (share: number | null): string => (share === null ? "" : percent(share));

function verdictOf(scenario: ScenarioResult): string {
  const { aboveTarget, aboveTargetInterval, worst } = scenario;
  if (aboveTarget === null || worst === null) return "";
  const against = `${aboveTarget < 0 ? "" : "+"}${withInterval(aboveTarget, aboveTargetInterval, 2)}`;
  if (isScenarioMet(scenario)) return `met ${against}`;
  return `MISSED ${against}${isWorstMet(worst.aboveTarget) ? "" : ", seed"}`;
}

function scoresOf({ methods, interval }: ScenarioResult): string[] {
  return methods.map(({ method, score }) =>
    method === measuredMethod ? withInterval(score, interval) : percent(score),
  );
}

/** The mean of each method over scenarios. */
function meanRow(title: string, scenarios: readonly ScenarioResult[]): string[][] {
  if (scenarios.length === 0) return [];
  const meanOf = (values: readonly (number | null)[]): string =>
    values.every((value) => value !== null) ? percent(mean(values), 2) : "";
  const scores = (scenarios[0]?.methods ?? []).map((_, i) => meanOf(scenarios.map((s) => s.methods[i]?.score ?? null)));
  const [truth, target] = [meanOf(scenarios.map((s) => s.truth)), meanOf(scenarios.map((s) => s.target))];
  return [[title, "", truth, target, ...scores, "", ""]];
}

/**
 * A row for each scenario: means over seeds, for the measured method with the half-width of the 95 % interval, and how
 * far it is from each seed's own target: on the worst seed, and on average. Then the means over scenarios with a
 * target and over those without, and what a fit takes.
 */
export function formatScenarios(scenarios: readonly ScenarioResult[]): string {
  const names = scenarios[0]?.methods.map(({ method }) => method) ?? [];
  const columns = [
    { title: "scenario" },
    ...["seeds", "truth", "target", ...names, "worst seed"].map(right),
    { title: `${measuredMethod} against target` },
  ];
  const rows = scenarios.map((scenario) => {
    const { name, seeds, truth, target, worst } = scenario;
    const scores = scoresOf(scenario);
    const last = worst === null ? "" : `${signed(worst.aboveTarget)} (${worst.seed})`;
    return [name, String(seeds), optional(truth), optional(target), ...scores, last, verdictOf(scenario)];
  });
  const times = names.map((_, i) => mean(scenarios.map((s) => s.methods[i]?.ms ?? NaN)).toFixed(1));
  return formatTextTable(columns, [
    ...rows,
    ...meanRow(
      "mean with target",
      scenarios.filter(({ target }) => target !== null),
    ),
    ...meanRow(
      "mean without",
      scenarios.filter(({ target }) => target === null),
    ),
    ["ms for fit and predict", "", "", "", ...times, "", ""],
  ]);
}

import { formatTextTable, type TextColumn } from "../../src/util/text-table.ts";
import { formatTarget, isMet, type Target } from "../util/targets.ts";
import { halfInterval, mean } from "../util/statistics.ts";
import { measuredMethod } from "./methods.ts";
import { resultOf, type MethodResult, type SetResult } from "./results.ts";

const percent = (share: number, digits = 1): string => (100 * share).toFixed(digits);

const right = (title: string): TextColumn => ({ title, align: "right" });

const methodNames = (sets: readonly SetResult[]): readonly string[] =>
  sets[0]?.methods.map(({ method }) => method) ?? [];

/** How the measured method's rounds ended. */
function roundsOf({ converged, rounds }: MethodResult): string {
  return converged === true ? `converged, ${rounds}` : `stopped, ${rounds}`;
}

/** A row for each set: its size, each method's score, how the measured method's fit went. */
export function formatSets(sets: readonly SetResult[]): string {
  const names = methodNames(sets);
  const columns = [
    { title: "set" },
    ...["rows", "scored", "LFs", "patterns"].map(right),
    { title: "metric" },
    ...names.map(right),
    right("rounds"),
    right("ms"),
  ];
  const rows = sets.map((set) => {
    const measured = resultOf(set, measuredMethod);
    const sizes = [set.rows, set.scoredRows, set.functions, set.patterns].map(String);
    const scores = names.map((name) => percent(resultOf(set, name).score));
    return [set.name, ...sizes, set.metric, ...scores, roundsOf(measured), measured.ms.toFixed(0)];
  });
  const means = (kind: SetResult["kind"], title: string): string[][] => {
    const some = sets.filter((set) => set.kind === kind);
    if (some.length === 0) return [];
    const scores = names.map((name) => percent(mean(some.map((set) => resultOf(set, name).score)), 2));
    return [[title, "", "", "", "", "", ...scores, "", ""]];
  };
  return formatTextTable(columns, [
    ...rows,
    ...means("labeling functions", "mean LF"),
    ...means("crowd", "mean crowd"),
  ]);
}

/** Measures of how well probabilities fit gold. */
const calibrationMeasures = [
  ["Log loss", (result: MethodResult) => result.logLoss, (value: number) => value.toFixed(3)],
  ["Brier score, 0 to 2", (result: MethodResult) => result.brier, (value: number) => value.toFixed(3)],
  [
    "Expected calibration error, %",
    (result: MethodResult) => result.calibrationError,
    (value: number) => percent(value),
  ],
] as const;

/**
 * How well probabilities are calibrated: a table for each measure, a column for each method; scenarios by their mean
 * over seeds. Less is better.
 */
export function formatCalibration(sets: readonly SetResult[]): string {
  const names = methodNames(sets);
  const tables = calibrationMeasures.map(([title, measure, write]) => {
    const meanOf = (some: readonly SetResult[], name: string): string =>
      write(mean(some.map((set) => measure(resultOf(set, name)))));
    const rows = groupBySeed(sets).map((group) => [group.name, ...names.map((name) => meanOf(group.sets, name))]);
    return `${title}\n\n${formatTextTable([{ title: "set" }, ...names.map(right)], rows)}`;
  });
  return tables.join("\n\n");
}

/** The targets for the means of the measured method; empty kinds have none. */
export function meanTargets(sets: readonly SetResult[]): readonly Target[] {
  const wanted = [
    ["labeling functions", "mean of LF sets", 70.2],
    ["crowd", "mean of crowd sets", 86],
  ] as const;
  return wanted.flatMap(([kind, name, target]) => {
    const scores = sets.filter((set) => set.kind === kind).map((set) => resultOf(set, measuredMethod).score);
    if (scores.length === 0) return [];
    const format = (value: number): string => value.toFixed(2);
    return [{ name: `${measuredMethod}, ${name}`, value: 100 * mean(scores), target, good: "above" as const, format }];
  });
}

/** One scenario: sets of equal make and different seeds. */
interface Scenario {
  readonly name: string;
  readonly sets: readonly SetResult[];
}

function groupBySeed(sets: readonly SetResult[]): readonly Scenario[] {
  const groups = new Map<string, SetResult[]>();
  for (const set of sets) {
    const name = set.target === null ? set.name : set.name.replace(/\.[^.]*$/, "");
    groups.set(name, [...(groups.get(name) ?? []), set]);
  }
  return Array.from(groups, ([name, group]) => ({ name, sets: group }));
}

const withInterval = (scores: readonly number[], digits = 1): string =>
  scores.length < 2
    ? percent(mean(scores), digits)
    : `${percent(mean(scores), digits)} ± ${percent(halfInterval(scores), digits)}`;

const present = (values: readonly (number | null)[]): string => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? "" : percent(mean(known));
};

/** The seed on which the measured method misses its target most (or passes it least), and the mean distance to it. */
function againstTarget(sets: readonly SetResult[]): readonly [worst: string, verdict: string] {
  const above = sets.map((set) => resultOf(set, measuredMethod).score - (set.target ?? NaN));
  if (above.some(Number.isNaN)) return ["", ""];
  const least = Math.min(...above);
  const seed = sets[above.indexOf(least)]?.name.split(".").pop() ?? "";
  const verdict = `${mean(above) >= 0 ? "PASS" : "MISS"} by ${withInterval(above, 2).replace(/^-/, "")}`;
  return [`${least < 0 ? "" : "+"}${percent(least)} (${seed})`, verdict];
}

/**
 * A row for each scenario: the mean over seeds with the half-width of its 95 % interval for each method, and how far
 * the measured method is from each seed's own target: on the worst seed, and on average.
 */
export function formatScenarios(sets: readonly SetResult[]): string {
  const names = methodNames(sets);
  const columns = [
    { title: "scenario" },
    ...["seeds", "truth", "target", ...names, "worst seed"].map(right),
    { title: `${measuredMethod} against target` },
  ];
  const rows = groupBySeed(sets).map(({ name, sets: group }) => [
    name,
    String(group.length),
    present(group.map((set) => set.truth)),
    present(group.map((set) => set.target)),
    ...names.map((method) => withInterval(group.map((set) => resultOf(set, method).score))),
    ...againstTarget(group),
  ]);
  return formatTextTable(columns, rows);
}

/** The targets, a line each, and whether all are met. */
export function formatTargets(targets: readonly Target[]): { readonly text: string; readonly met: boolean } {
  return { text: targets.map(formatTarget).join("\n"), met: targets.every(isMet) };
}

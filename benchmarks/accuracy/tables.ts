import { formatTextTable, type TextColumn } from "../../src/util/text-table.ts";
import { mean } from "../util/statistics.ts";
import { measuredMethod } from "./methods.ts";
import { groupBySeed, resultOf, type MethodResult, type SetResult } from "./results.ts";

/** A share in %; a dash where a method failed. */
export const percent = (share: number, digits = 1): string =>
  Number.isNaN(share) ? "—" : (100 * share).toFixed(digits);

/** A column of figures. */
export const right = (title: string): TextColumn => ({ title, align: "right" });

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

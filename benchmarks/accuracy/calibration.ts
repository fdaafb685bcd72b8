import type { ReliabilityBin } from "labelwright";
import { describeReliability } from "../../src/probabilities/calibration.ts";
import { formatTextTable } from "../../src/util/text-table.ts";
import { mean } from "../util/statistics.ts";
import { groupBySeed, methodNames, resultOf, type MethodResult, type SetResult } from "./results.ts";
import { percent, right } from "./columns.ts";

const number = (value: number): string => (Number.isNaN(value) ? "—" : value.toFixed(3));

/** Measures of how well probabilities fit gold. */
const measures = [
  ["Log loss", (result: MethodResult) => result.logLoss, number],
  ["Brier score, 0 to 2", (result: MethodResult) => result.brier, number],
  [
    "Expected calibration error, %",
    (result: MethodResult) => result.calibrationError,
    (value: number) => percent(value),
  ],
] as const;

/** Reliability tables of several sets as one, over all their rows. All have bins of the same width. */
export function poolReliability(tables: readonly (readonly ReliabilityBin[])[]): readonly ReliabilityBin[] {
  const pooled = new Map<number, ReliabilityBin>();
  for (const bin of tables.flat()) {
    const before = pooled.get(bin.from);
    const rows = bin.rows + (before?.rows ?? 0);
    const share = bin.rows / rows;
    pooled.set(bin.from, {
      ...bin,
      rows,
      meanConfidence: share * bin.meanConfidence + (1 - share) * (before?.meanConfidence ?? 0),
      accuracy: share * bin.accuracy + (1 - share) * (before?.accuracy ?? 0),
    });
  }
  return Array.from(pooled.values()).sort((a, b) => a.from - b.from);
}

/**
 * How well probabilities are calibrated: a table for each measure, a column for each method, scenarios by their mean
 * over seeds, the mean last; then a reliability table for each method, over the rows of all sets. Less is better.
 */
export function formatCalibration(sets: readonly SetResult[]): string {
  const names = methodNames(sets);
  const groups = groupBySeed(sets);
  const tables = measures.map(([title, measure, write]) => {
    const values = groups.map((group) =>
      names.map((name) => mean(group.sets.map((set) => measure(resultOf(set, name))))),
    );
    const rows = groups.map((group, g) => [group.name, ...(values[g] ?? []).map(write)]);
    const means = names.map((_, column) => write(mean(values.map((row) => row[column] ?? NaN))));
    const columns = [{ title: "set" }, ...names.map(right)];
    return `${title}\n\n${formatTextTable(columns, [...rows, ["mean", ...means]])}`;
  });
  const reliabilities = names.map((name) => {
    const pooled = poolReliability(sets.map((set) => resultOf(set, name).reliability));
    return `Reliability of ${name}, rows of all sets together\n\n${describeReliability(pooled)}`;
  });
  return [...tables, ...reliabilities].join("\n\n");
}

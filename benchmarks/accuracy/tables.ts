import { formatTextTable } from "../../src/util/text-table.ts";
import { mean } from "../util/statistics.ts";
import { percent, right } from "./columns.ts";
import { measuredMethod } from "./methods.ts";
import { methodNames, resultOf, type MethodResult, type SetResult } from "./results.ts";

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

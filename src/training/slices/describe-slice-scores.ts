import { formatTextTable, shorten } from "../../util/text-table.ts";
import { differenceText } from "../evaluation/describe-comparison.ts";
import { isLoss, levelText, measureText, measureTitles, numberColumn } from "../evaluation/describe-evaluation.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import type { Difference } from "../evaluation/interval.ts";
import type { MainMeasure } from "../evaluation/measures.ts";
import type { SliceScores } from "./slice-scores.ts";

/** Scores of slices as a table: the worst first, all rows last. */
export function describeSliceScores({ whole, slices, by }: SliceScores): string {
  const measures = [...new Set<MainMeasure>(["accuracy", "macroF1", "logLoss", by])];
  const line = (name: string, size: string, evaluation: Evaluation | null, gap: Difference | null): string[] => [
    shorten(name, 40),
    size,
    evaluation === null ? "0" : String(evaluation.rows),
    ...measures.map((measure) =>
      evaluation === null ? "–" : measureText(measure, evaluation[measure], evaluation.intervals[measure]),
    ),
    differenceText(gap, isLoss(by)),
  ];
  const rows = slices.map(({ name, size, evaluation, gap }) => line(name, String(size), evaluation, gap[by]));
  const titles = [
    "rows",
    "scored",
    ...measures.map((measure) => measureTitles[measure]),
    `gap in ${measureTitles[by]}`,
  ];
  const table = formatTextTable(
    [{ title: "slice" }, ...titles.map(numberColumn)],
    [...rows, line("all rows", "", whole, null)],
  );
  return `${table}\n${levelText(whole.level)} intervals from ${whole.resamples} resamples; the gap is that to all rows`;
}

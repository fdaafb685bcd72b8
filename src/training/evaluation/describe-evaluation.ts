import { describeReliability } from "../../probabilities/calibration.ts";
import { formatTextTable, shorten, type TextColumn } from "../../util/text-table.ts";
import { describeConfusion } from "./confusion.ts";
import type { Evaluation, LabelEvaluation } from "./evaluation.ts";
import type { Interval } from "./interval.ts";
import type { MainMeasure } from "./measures.ts";

/** What measures are called in tables. */
export const measureTitles: Readonly<Record<MainMeasure, string>> = {
  accuracy: "accuracy",
  macroF1: "macro F1",
  logLoss: "log loss",
  brier: "Brier",
};

/** Whether a measure is a loss: the less the better, and no share. */
export const isLoss = (measure: MainMeasure): boolean => measure === "logLoss" || measure === "brier";

/** A share, such as `84.0 %`. */
export const percentText = (share: number | null): string =>
  share === null || Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)} %`;

/** A share and its interval, such as `84.0 % (79.2 to 88.4)`. */
export function shareText(share: number | null, interval: Interval | null): string {
  if (interval === null || Number.isNaN(interval.lower)) return percentText(share);
  return `${percentText(share)} (${(100 * interval.lower).toFixed(1)} to ${(100 * interval.upper).toFixed(1)})`;
}

/** A measure of the whole and its interval. */
export function measureText(measure: MainMeasure, value: number, interval: Interval): string {
  if (!isLoss(measure)) return shareText(value, interval);
  return `${value.toFixed(3)} (${interval.lower.toFixed(3)} to ${interval.upper.toFixed(3)})`;
}

/** A column of numbers. */
export const numberColumn = (title: string): TextColumn => ({ title, align: "right" });

/** How sure intervals are, such as `95 %`. */
export const levelText = (level: number): string => `${Number((100 * level).toFixed(2))} %`;

const mostShown = 12;

function labelsTable(evaluation: Evaluation): string {
  const all = Object.entries<LabelEvaluation>(evaluation.byLabel);
  const rows = all
    .slice(0, mostShown)
    .map(([label, { support, precision, recall, f1, intervals }]) => [
      shorten(label, 24),
      String(support),
      shareText(precision, intervals.precision),
      shareText(recall, intervals.recall),
      shareText(f1, intervals.f1),
    ]);
  const titles = ["support", "precision", "recall", "F1"];
  const table = formatTextTable([{ title: "label" }, ...titles.map(numberColumn)], rows);
  return all.length > mostShown ? `${table}\n… and ${all.length - mostShown} more labels` : table;
}

/** An evaluation as a report. */
export function describeEvaluation(evaluation: Evaluation): string {
  const { rows, known, coverage, level, resamples, intervals, calibrationError } = evaluation;
  const counted = rows === known ? `${rows} rows` : `${rows} of ${known} rows with gold`;
  const main = (measure: MainMeasure): string =>
    `  ${measureTitles[measure].padEnd(10)}${measureText(measure, evaluation[measure], intervals[measure])}`;
  return [
    `Evaluation on ${counted} (coverage ${percentText(coverage)}; ${levelText(level)} intervals from ${resamples} resamples)`,
    main("accuracy"),
    main("macroF1"),
    main("logLoss"),
    main("brier"),
    `  calibration error ${percentText(calibrationError)}`,
    "",
    labelsTable(evaluation),
    "",
    describeConfusion(evaluation.confusion),
    "",
    describeReliability(evaluation.reliability),
  ].join("\n");
}

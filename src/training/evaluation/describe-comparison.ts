import { formatTextTable, shorten } from "../../util/text-table.ts";
import type { Candidate, Comparison } from "./comparison.ts";
import {
  isLoss,
  levelText,
  measureText,
  measureTitles,
  numberColumn,
  percentText,
  shareText,
} from "./describe-evaluation.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Difference } from "./interval.ts";
import { mainMeasures, type MainMeasure } from "./measures.ts";

/** The label whose F1 is shown beside the macro F1: of two labels the second, of more none. */
function shownLabel(evaluation: Evaluation | undefined): string | null {
  const names = evaluation?.confusion.labels.names ?? [];
  return names.length === 2 ? (names[1] ?? null) : null;
}

const signed = (value: number, digits: number): string => (value > 0 ? "+" : "") + value.toFixed(digits);

/** A difference of shares in points, of losses as it is; with its interval. */
export function differenceText(difference: Difference | null, loss = false): string {
  if (difference === null) return "–";
  const text = (value: number): string => (loss ? signed(value, 3) : signed(100 * value, 1));
  return `${text(difference.value)} (${text(difference.lower)} to ${text(difference.upper)})`;
}

/** A comparison as text: what each candidate reaches, then how far it differs from the baseline. */
export function describeComparison(comparison: Comparison): string {
  const { rows, known, baseline, level, resamples, uncovered } = comparison;
  const all = Object.entries<Candidate>(comparison.candidates);
  const label = shownLabel(all[0]?.[1].evaluation);
  const columns: readonly MainMeasure[] = mainMeasures;
  const titles = [
    ...columns.map((measure) => measureTitles[measure]),
    ...(label === null ? [] : [`F1 ${shorten(label, 16)}`]),
  ];
  const values = all.map(([name, { evaluation }]) => [
    shorten(name, 32),
    percentText(evaluation.coverage),
    ...columns.map((measure) => measureText(measure, evaluation[measure], evaluation.intervals[measure])),
    ...(label === null ? [] : [f1Text(evaluation, label)]),
  ]);
  const differences = all.flatMap(([name, { difference }]) =>
    difference === null
      ? []
      : [
          [
            shorten(name, 32),
            difference.accuracy === null ? "–" : percentText(difference.accuracy.wins),
            ...columns.map((measure) => differenceText(difference[measure], isLoss(measure))),
            ...(label === null ? [] : [differenceText(difference.f1[label] ?? null)]),
          ],
        ],
  );
  const treated = {
    "leave-out": "only rows that all candidates cover count",
    wrong: "a row without cover gets no label",
    guess: "a row without cover gets its most probable label",
  }[uncovered];
  const counted = rows === known ? `${rows} rows` : `${rows} of ${known} rows with gold`;
  const parts = [
    `Comparison on ${counted} (${treated}; ${levelText(level)} intervals from ${resamples} resamples)`,
    formatTextTable([{ title: "candidate" }, ...["coverage", ...titles].map(numberColumn)], values),
  ];
  if (differences.length === 0) return parts.join("\n");
  const head = [{ title: `less ${shorten(baseline, 27)}` }, ...["wins", ...titles].map(numberColumn)];
  return [...parts, "", formatTextTable(head, differences)].join("\n");
}

function f1Text(evaluation: Evaluation, label: string): string {
  const found = evaluation.byLabel[label];
  return shareText(found?.f1 ?? null, found?.intervals.f1 ?? null);
}

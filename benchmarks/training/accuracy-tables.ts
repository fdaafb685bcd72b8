import type { TableFormat } from "../util/tables.ts";
import type { Target } from "../util/targets.ts";
import type { Scored, SetResult, SplitResult } from "./accuracy.ts";
import { methods } from "./methods.ts";

const figure = ({ value, lower, upper }: Scored): string =>
  `${value.toFixed(1)} (${lower.toFixed(1)} to ${upper.toFixed(1)})`;
const signed = ({ value, lower, upper }: Scored): string =>
  [value, lower, upper].map((each) => (each < 0 ? each.toFixed(1) : `+${each.toFixed(1)}`)).join(" / ");

/** All methods side by side on one kind of split. */
export function formatAccuracy(
  sets: readonly SetResult[],
  pick: (set: SetResult) => SplitResult | null,
  format: TableFormat,
): string {
  const titles = ["", ...sets.map(({ name, measure }) => `${name}, ${measure}`)];
  const results = sets.map(pick);
  const cells = (text: (result: SplitResult) => string): string[] =>
    results.map((result) => (result === null ? "" : text(result)));
  const rows = methods.map((method) => [method, ...cells(({ scores }) => figure(scores[method]))]);
  const gain = ["gain of self-training, lower, upper", ...cells((result) => signed(result.gain))];
  return format(titles, [...rows, gain]);
}

/** How often pseudo-labels are right, by round. */
export function formatPrecision(sets: readonly SetResult[], format: TableFormat): string {
  const rounds = Math.max(0, ...sets.map(({ precision }) => precision.length));
  const cell = (share: number | null | undefined): string => (share == null ? "" : (100 * share).toFixed(1));
  return format(
    ["round", ...sets.map(({ name }) => name)],
    Array.from({ length: rounds }, (_, round) => [
      String(round),
      ...sets.map(({ precision }) => cell(precision[round])),
    ]),
  );
}

const points = (value: number): string => value.toFixed(1);
const wanted: Readonly<Record<string, number>> = { youtube: 92, sms: 90, trec: 68 };

/** What must be reached. */
export function accuracyTargets(sets: readonly SetResult[]): Target[] {
  const best = sets.map(({ name, official }) => ({
    name: `${name}: label model + self-training`,
    value: official.scores["label model + self-training"].value,
    target: wanted[name] ?? 0,
    good: "above" as const,
    format: points,
  }));
  const drawn = sets.flatMap(({ name, resampled }) => (resampled === null ? [] : [{ name, gain: resampled.gain }]));
  const losses = drawn.map(({ name, gain }) => ({
    name: `${name}: lower end of the gain of self-training over random splits`,
    value: gain.lower,
    target: -1,
    good: "above" as const,
    format: points,
  }));
  const gains = drawn.map(({ gain }) => gain.value).sort((a, b) => b - a);
  if (gains.length < 3) return [...best, ...losses];
  return [
    ...best,
    ...losses,
    {
      name: "mean gain of self-training on the second best set",
      value: gains[1] ?? 0,
      target: 1,
      good: "above" as const,
      format: points,
    },
  ];
}

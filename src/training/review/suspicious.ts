import { LabelingError } from "../../errors.ts";
import { goldCodes, type Gold } from "../../labels/gold.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import { isProbabilisticLabels, type ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { printAs } from "../../util/brands.ts";
import { checkChoice, checkNumber, describe } from "../../util/checks.ts";
import { formatTextTable } from "../../util/text-table.ts";
import { calibrateJoint, countConfident, type GivenLabels } from "./confident-joint.ts";

/** A given label that is likely wrong. */
export interface SuspiciousLabel<L extends string = string> {
  readonly row: number;
  /** The label it has. */
  readonly given: L;
  /** The label it is confidently predicted to have. */
  readonly suggested: L;
  /** The predicted probability of the given label ("self-confidence"). */
  readonly givenProbability: number;
  /** That, less the highest predicted probability of another label: -1 to 1 ("normalized margin", before it is moved to 0 to 1). */
  readonly margin: number;
}

/** What predictions say of given labels. Prints as a table. */
export interface SuspiciousLabels<L extends string = string> {
  /** The labels, in the order of `joint`. */
  readonly labels: LabelSet<L>;
  /** Number of rows that have a label. */
  readonly rows: number;
  /** The estimated share of them whose label is wrong. */
  readonly noise: number;
  /** The estimated share of wrong labels among those given each label; null where it is never given. */
  readonly noiseOf: Readonly<Record<L, number | null>>;
  /** For each label the probability from which on a row is taken to have it; null where it is never given. */
  readonly thresholds: Readonly<Record<L, number | null>>;
  /** K x K: the estimated share of rows by given label, then true label. Sums to 1. */
  readonly joint: Float64Array;
  /** How many given labels are suspicious; `suspicious` lists them as far as `limit` allows. */
  readonly found: number;
  /** The suspicious labels, the worst first. */
  readonly suspicious: readonly SuspiciousLabel<L>[];
}

/** How suspicious labels are listed. */
export interface SuspiciousOptions {
  /** By what they are ranked; equals by row number. @defaultValue "margin" */
  readonly rank?: "margin" | "self-confidence" | undefined;
  /** Most labels to list. @defaultValue all */
  readonly limit?: number | undefined;
}

/**
 * Finds given labels that are likely wrong, by confident learning (Northcutt, Jiang and Chuang, "Confident Learning:
 * Estimating Uncertainty in Dataset Labels", 2021; the labels off the diagonal of the confident joint). A label counts
 * as predicted with confidence where its probability reaches what rows given that label have in the mean, so that
 * learners which are too sure, or not sure enough, of a label do no harm.
 *
 * The predictions must come from a model that has not seen the row's own label: `crossPredict` makes them. O(N K).
 *
 * @param predicted The probability of each label on each row. Rows that are not covered do not count.
 * @param given The labels in question, gold or others, null where there is none.
 * @throws LabelingError for arguments that do not fit, `empty` when no row counts.
 *
 * @example
 * ```ts
 * import { findSuspiciousLabels, probabilisticLabelsFromTable, tableFromRows } from "labelwright";
 *
 * const predicted = probabilisticLabelsFromTable(
 *   tableFromRows([0.9, 0.8, 0.95, 0.1, 0.2].map((p) => ({ p_ham: p, p_spam: 1 - p }))),
 * );
 * const result = findSuspiciousLabels(predicted, ["ham", "ham", "spam", "spam", "spam"]);
 * console.log(result.suspicious[0]?.row); // 2: 95 % ham, and given as spam
 * console.log(result); // the share of wrong labels, label by label, and the list
 * ```
 */
export function findSuspiciousLabels<L extends string>(
  predicted: ProbabilisticLabels<L>,
  given: Gold<L>,
  options: SuspiciousOptions = {},
): SuspiciousLabels<L> {
  const where = "findSuspiciousLabels";
  const probabilities = checkPredicted(predicted, where);
  const codes = goldCodes(given, predicted.labels, predicted.rows, where);
  for (let row = 0; row < codes.length; row++) if (!predicted.covered(row)) codes[row] = -1;
  if (codes.every((code) => code < 0)) {
    throw new LabelingError("empty", { where, got: "no predicted row with a label", expected: "at least one" });
  }
  return suspectLabels(
    predicted.labels,
    { predicted: probabilities, given: codes, labels: predicted.labels.size, thresholds: null },
    options,
    where,
  );
}

/** The probabilities row by row. @throws LabelingError `bad_option` for what are no labels, or hold NaN */
export function checkPredicted(predicted: ProbabilisticLabels, where: string): Float64Array {
  if (!isProbabilisticLabels(predicted)) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(predicted),
      expected: "predictions as probabilistic labels, then the labels in question",
      remedy: "Make them with crossPredict(learner, features, labels).",
    });
  }
  const k = predicted.labels.size;
  const out = new Float64Array(predicted.rows * k);
  for (let row = 0; row < predicted.rows; row++) {
    const probabilities = predicted.row(row);
    if (probabilities.some((p) => !(p >= 0 && p <= 1))) {
      throw new LabelingError("bad_option", {
        where: `${where}, predictions of row ${row}`,
        got: Array.from(probabilities).join(", "),
        expected: "probabilities",
      });
    }
    out.set(probabilities, row * k);
  }
  return out;
}

/** The suspicious among labels that are checked. Some row has one. */
export function suspectLabels<L extends string>(
  labels: LabelSet<L>,
  rows: GivenLabels,
  options: SuspiciousOptions,
  where: string,
): SuspiciousLabels<L> {
  const rank = checkChoice(options.rank, "margin", ["margin", "self-confidence"], `${where}, rank`);
  const limit = checkNumber(options.limit, Infinity, { where: `${where}, limit`, min: 0, whole: true });
  const k = labels.size;
  const { thresholds, joint, confident } = countConfident(rows);
  const calibrated = calibrateJoint(joint, rows.given, k);
  const suspects: SuspiciousLabel<L>[] = [];
  rows.given.forEach((code, row) => {
    const best = confident[row] ?? -1;
    if (code < 0 || best < 0 || best === code) return;
    const suspect = suspectAt(labels, rows, row, best);
    if (suspect !== null) suspects.push(suspect);
  });
  const worth = (each: SuspiciousLabel): number => (rank === "margin" ? each.margin : each.givenProbability);
  suspects.sort((a, b) => worth(a) - worth(b) || a.row - b.row);
  const byName = (value: (y: number) => number): Readonly<Record<L, number | null>> =>
    Object.freeze(
      Object.fromEntries(labels.names.map((name, y) => [name, Number.isNaN(thresholds[y]) ? null : value(y)])),
    ) as Readonly<Record<L, number | null>>;
  const rightOf = (y: number): number => calibrated[y * k + y] ?? 0;
  const shareOf = (y: number): number => calibrated.subarray(y * k, (y + 1) * k).reduce((sum, p) => sum + p, 0);
  const result: SuspiciousLabels<L> = {
    labels,
    rows: rows.given.filter((code) => code >= 0).length,
    noise: Math.max(0, 1 - labels.names.reduce((sum, _, y) => sum + rightOf(y), 0)),
    noiseOf: byName((y) => 1 - rightOf(y) / shareOf(y)),
    thresholds: byName((y) => thresholds[y] ?? 0),
    joint: calibrated,
    found: suspects.length,
    suspicious: Object.freeze(suspects.slice(0, limit)),
  };
  printAs(result, () => describeSuspicious(result));
  return Object.freeze(result);
}

/** A row whose confident label is not its given one; null where the given one is the most probable all the same. */
function suspectAt<L extends string>(
  labels: LabelSet<L>,
  { predicted, given }: GivenLabels,
  row: number,
  best: number,
): SuspiciousLabel<L> | null {
  const k = labels.size;
  const code = given[row] ?? 0;
  const own = predicted[row * k + code] ?? 0;
  let other = 0;
  for (let y = 0; y < k; y++) if (y !== code) other = Math.max(other, predicted[row * k + y] ?? 0);
  if (own > other || (own === other && code < best)) return null;
  const [from, to] = [labels.names[code], labels.names[best]];
  if (from === undefined || to === undefined) return null;
  return Object.freeze({ row, given: from, suggested: to, givenProbability: own, margin: own - other });
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What was found, as text. */
export function describeSuspicious({ rows, noise, found, suspicious, noiseOf }: SuspiciousLabels): string {
  const noises = Object.entries(noiseOf).flatMap(([name, share]) =>
    share === null ? [] : [`${name} ${percent(share)}`],
  );
  const shown = suspicious.slice(0, 20);
  const table = formatTextTable(
    [
      { title: "row", align: "right" },
      { title: "given" },
      { title: "suggested" },
      { title: "p of given", align: "right" },
      { title: "margin", align: "right" },
    ],
    shown.map(({ row, given, suggested, givenProbability, margin }) => [
      String(row),
      given,
      suggested,
      givenProbability.toFixed(3),
      margin.toFixed(3),
    ]),
  );
  return [
    `SuspiciousLabels: ${found} of ${rows} labels are suspicious; about ${percent(noise)} are wrong`,
    `  of those given: ${noises.slice(0, 8).join(", ")}${noises.length > 8 ? ", …" : ""}`,
    ...(found > 0 ? [table] : []),
    ...(found > shown.length ? [`… and ${found - shown.length} more`] : []),
  ].join("\n");
}

import { LabelingError } from "../../errors.ts";
import { printAs } from "../../util/brands.ts";
import { describe } from "../../util/checks.ts";
import { formatTextTable } from "../../util/text-table.ts";
import type { FeatureMatrix } from "../features/feature-matrix.ts";
import type { LogisticRegressionParts } from "./parts.ts";
import { probabilitiesOfRows } from "./predict-kernel.ts";

/** What one feature of a row adds to the scores. */
export interface FeaturePart {
  /** The feature's number, from 0. */
  readonly feature: number;
  /** Its value on the row. */
  readonly value: number;
  /** What it adds to the score of each label, in label order. */
  readonly scores: readonly number[];
}

/** Why a row gets its probabilities. */
export interface FeatureExplanation<L extends string = string> {
  /** The labels, in the order of scores and probabilities. */
  readonly labels: readonly L[];
  /** The probability of each label. */
  readonly probabilities: readonly number[];
  /** The score of each label on a row without features. */
  readonly intercepts: readonly number[];
  /** What each feature of the row adds, those that set the labels furthest apart first. */
  readonly parts: readonly FeaturePart[];
}

const spread = ({ scores }: FeaturePart): number => Math.max(...scores) - Math.min(...scores);

/** What each feature of a row adds to the scores. O(entries of the row x K). */
export function explainFeatures<L extends string>(
  parts: LogisticRegressionParts<L>,
  input: FeatureMatrix,
  row: number,
): FeatureExplanation<L> {
  if (!(Number.isInteger(row) && row >= 0 && row < input.rows)) {
    throw new LabelingError("bad_option", {
      where: "logistic regression, explain",
      got: describe(row),
      expected: input.rows === 0 ? "no row, as there is none" : `a row from 0 to ${input.rows - 1}`,
    });
  }
  const { labels, weights, intercepts } = parts;
  const one = input.takeRows([row]);
  const entries = Array.from(one.indices, (feature, e) => {
    const value = one.values[e] ?? 0;
    const scores = labels.names.map((_, y) => value * (weights[feature * labels.size + y] ?? 0));
    return Object.freeze({ feature, value, scores: Object.freeze(scores) });
  });
  const explanation: FeatureExplanation<L> = {
    labels: labels.names,
    probabilities: Object.freeze([...probabilitiesOfRows(one, weights, intercepts)]),
    intercepts: Object.freeze([...intercepts]),
    parts: Object.freeze(entries.sort((a, b) => spread(b) - spread(a) || a.feature - b.feature)),
  };
  printAs(explanation, () => describeExplanation(explanation));
  return Object.freeze(explanation);
}

function describeExplanation({ labels, probabilities, intercepts, parts }: FeatureExplanation): string {
  const shown = parts.slice(0, 12);
  const rows = [
    ["probability", "", ...probabilities.map((p) => p.toFixed(3))],
    ["intercept", "", ...intercepts.map((score) => score.toFixed(2))],
    ...shown.map(({ feature, value, scores }) => [
      `feature ${feature}`,
      String(Number(value.toPrecision(3))),
      ...scores.map((score) => score.toFixed(2)),
    ]),
  ].map((cells) => cells.slice(0, 10));
  const columns = [{ title: "" }, { title: "value", align: "right" as const }];
  const table = formatTextTable(
    [...columns, ...labels.slice(0, 8).map((title) => ({ title, align: "right" as const }))],
    rows,
  );
  return parts.length > shown.length ? `${table}\n… and ${parts.length - shown.length} more features` : table;
}

import { printAs } from "../util/brands.ts";
import { formatTextTable } from "../util/text-table.ts";
import type { LabelSet } from "../labels/label-set.ts";

/** What one source adds to the scores of a row's labels. */
export interface ExplanationPart<L extends string = string> {
  /** The labeling function's name, or what else it is. */
  readonly source: string;
  /**
   * The class balance; a vote; what it means that functions abstain; or what is left over, in models whose scores
   * are no plain sum over votes.
   */
  readonly kind: "balance" | "vote" | "silence" | "rest";
  /** The label voted for; null where the source is no vote. */
  readonly vote: L | null;
  /** K numbers that sum to 0: how far it raises the log probability of each label above their mean. */
  readonly scores: readonly number[];
}

/**
 * Why a row gets its probabilities. The scores of all parts add up to the logarithms of the probabilities, less their
 * mean; the difference of a part's scores of two labels is its contribution to their log odds. Prints as a table.
 */
export interface Explanation<L extends string = string> {
  /** The most probable label; null for a tie, and where no function voted. */
  readonly label: L | null;
  /** The probability of each label, in label order. */
  readonly probabilities: readonly number[];
  /** The class balance first, then a part for each vote, then what else counts. */
  readonly parts: readonly ExplanationPart<L>[];
  /** Safety rules that fire on this row, in words. */
  readonly rules: readonly string[];
}

/** An explanation as a frozen value. */
export function makeExplanation<L extends string>(labels: LabelSet<L>, parts: Explanation<L>): Explanation<L> {
  const explanation: Explanation<L> = {
    label: parts.label,
    probabilities: Object.freeze([...parts.probabilities]),
    parts: Object.freeze(
      parts.parts.map((part) => Object.freeze({ ...part, scores: Object.freeze([...part.scores]) })),
    ),
    rules: Object.freeze([...parts.rules]),
  };
  printAs(explanation, () => describeExplanation(labels, explanation));
  return Object.freeze(explanation);
}

/** Labels that fit side by side into a terminal. */
const shownLabels = 6;

const signed = (score: number): string =>
  `${score < -0.005 ? "" : "+"}${score.toFixed(2)}`.replace(/^[+-]0\.00$/, "0.00");

/** A table with a line for each part and a column for each label, the most probable ones where there are many. */
function describeExplanation(labels: LabelSet, { label, probabilities, parts, rules }: Explanation): string {
  const order = labels.names
    .map((_, y) => y)
    .sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b);
  const shown = order.slice(0, shownLabels).sort((a, b) => a - b);
  const head = [{ title: "source" }, { title: "vote" }];
  const columns = shown.map((y) => ({ title: labels.names[y] ?? "", align: "right" as const }));
  const rows = parts.map(({ source, vote, scores }) => [
    source,
    vote ?? "",
    ...shown.map((y) => signed(scores[y] ?? 0)),
  ]);
  const sums = shown.map((y) => signed(parts.reduce((sum, { scores }) => sum + (scores[y] ?? 0), 0)));
  const share = shown.map((y) => `${(100 * (probabilities[y] ?? 0)).toFixed(1)} %`);
  const more = order.length > shown.length ? [`… and ${order.length - shown.length} less probable labels`] : [];
  return [
    `label: ${label ?? "none"}`,
    formatTextTable([...head, ...columns], [...rows, ["sum", "", ...sums], ["probability", "", ...share]]),
    ...more,
    ...rules.map((rule) => `rule: ${rule}`),
  ].join("\n");
}

import type { Outcomes } from "../../analysis/outcomes.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import { printAs } from "../../util/brands.ts";
import { formatTextTable, shorten } from "../../util/text-table.ts";

/** How many rows of each true label got each label. Where several labels are tied, each counts by its share. Prints as a table. */
export interface Confusion<L extends string = string> {
  readonly labels: LabelSet<L>;
  /** K x K numbers of rows: the true label, then the one that was predicted. */
  readonly counts: Float64Array;
  /** K: rows of each true label that got none. */
  readonly unlabeled: Float64Array;
  /** Rows whose true label is `gold` and that got `predicted`; null for those that got no label. */
  count(gold: L, predicted: L | null): number;
}

/** Counts the cases listed in `which`, each as often as `weights` says. */
export function confusionOf<L extends string>(
  labels: LabelSet<L>,
  outcomes: Outcomes,
  which: Int32Array,
  weights: Float64Array,
): Confusion<L> {
  const k = labels.size;
  const counts = new Float64Array(k * k);
  const unlabeled = new Float64Array(k);
  for (const c of which) {
    const y = outcomes.truth[c] ?? 0;
    const weight = weights[c] ?? 0;
    const [start, end] = [outcomes.offsets[c] ?? 0, outcomes.offsets[c + 1] ?? 0];
    if (start === end) unlabeled[y] = (unlabeled[y] ?? 0) + weight;
    for (let i = start; i < end; i++) {
      const cell = y * k + (outcomes.predicted[i] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + weight / (end - start);
    }
  }
  const count = (gold: L, predicted: L | null): number => {
    const y = labels.code(gold);
    return (predicted === null ? unlabeled[y] : counts[y * k + labels.code(predicted)]) ?? 0;
  };
  const confusion: Confusion<L> = { labels, counts, unlabeled, count };
  printAs(confusion, () => describeConfusion(confusion));
  return Object.freeze(confusion);
}

const mostShown = 12;

/** Number of rows; with a digit after the point where ties were shared. */
const rowsText = (rows: number): string => (Number.isInteger(rows) ? String(rows) : rows.toFixed(1));

/** A confusion as a text table; of many labels the first ones. */
export function describeConfusion({ labels, counts, unlabeled }: Confusion): string {
  const shown = labels.names.slice(0, mostShown);
  const someUnlabeled = unlabeled.some((rows) => rows > 0);
  const titles = [...shown.map((name) => shorten(name, 16)), ...(someUnlabeled ? ["no label"] : [])];
  const rows = shown.map((name, y) => [
    shorten(name, 16),
    ...shown.map((_, v) => rowsText(counts[y * labels.size + v] ?? 0)),
    ...(someUnlabeled ? [rowsText(unlabeled[y] ?? 0)] : []),
  ]);
  const table = formatTextTable(
    [{ title: "gold \\ got" }, ...titles.map((title) => ({ title, align: "right" as const }))],
    rows,
  );
  const more = labels.size - shown.length;
  return more > 0 ? `${table}\n… and ${more} more labels` : table;
}

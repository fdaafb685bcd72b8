import type { HardOptions } from "../probabilities/decisions/rule.ts";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { formatTextTable } from "../util/text-table.ts";

/** How many rows got which label. */
export interface LabelCounts {
  readonly rows: number;
  /** Rows that some labeling function covers. */
  readonly covered: number;
  /** Covered rows without a label: several are equally good, or none is good enough for the rule. */
  readonly undecided: number;
  /** Rows by label. */
  readonly labels: Readonly<Record<string, number>>;
}

/** Counts hard labels. O(N). */
export function countLabels(soft: ProbabilisticLabels, options: HardOptions): LabelCounts {
  const byCode = new Array<number>(soft.labels.size).fill(0);
  let covered = 0;
  let labeled = 0;
  for (const [row, code] of soft.hardCodes(options).entries()) {
    if (soft.covered(row)) covered++;
    if (code < 0) continue;
    labeled++;
    byCode[code] = (byCode[code] ?? 0) + 1;
  }
  const labels = Object.fromEntries(soft.labels.names.map((name, y) => [name, byCode[y] ?? 0]));
  return { rows: soft.rows, covered, undecided: covered - labeled, labels };
}

/** Label counts as a text table. */
export function describeCounts({ rows, covered, undecided, labels }: LabelCounts): string {
  const share = (count: number): string => (rows === 0 ? "–" : `${((100 * count) / rows).toFixed(1)} %`);
  const lines = Object.entries(labels).map(([name, count]) => [name, String(count), share(count)]);
  if (undecided > 0) lines.push(["(undecided, no label)", String(undecided), share(undecided)]);
  lines.push(["(no vote, no label)", String(rows - covered), share(rows - covered)]);
  return formatTextTable(
    [{ title: "label" }, { title: "rows", align: "right" }, { title: "share", align: "right" }],
    lines,
  );
}

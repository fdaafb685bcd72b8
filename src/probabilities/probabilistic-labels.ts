import type { Table } from "apache-arrow";

import { LabelingError } from "../errors.ts";
import type { LabelSet } from "../labels/label-set.ts";
import type { VoteArray } from "../matrix/vote-array.ts";
import { brandAs, brands, hasBrand } from "../util/brands.ts";
import { describe, listNames } from "../util/checks.ts";
import { decideCodes } from "./decisions/decide.ts";
import type { HardOptions } from "./decisions/rule.ts";
import { tableOfLabels } from "./labels-table.ts";

/** The parts of probabilistic labels. */
export interface ProbabilisticLabelsParts<L extends string> {
  readonly labels: LabelSet<L>;
  /** U x K, pattern by pattern; each sums to 1. */
  readonly probabilities: Float64Array;
  /** Whether a pattern has any vote: U bytes. */
  readonly covered: Uint8Array;
  /** The pattern of each row; null where each pattern is one row. */
  readonly rowPatterns: Int32Array | null;
}

/** How probabilistic labels become a table. */
export interface LabelsTableOptions<L extends string = string> extends HardOptions<L> {
  /** Names of the rows. @defaultValue row numbers from 0 */
  readonly ids?: Iterable<string | number | null> | undefined;
}

/** Rows that some labeling function covers. */
export interface CoveredLabels<L extends string> {
  /** Their row numbers, rising. */
  readonly rows: Int32Array;
  /** Their probabilistic labels, in the same order. */
  readonly labels: ProbabilisticLabels<L>;
}

/**
 * A probability for each label on each row. Rows with the same votes share their probabilities: memory is
 * proportional to the distinct vote patterns, and 4 bytes a row.
 */
export class ProbabilisticLabels<L extends string = string> {
  /** The labels; the order of the probabilities. */
  readonly labels: LabelSet<L>;
  /** Number of rows (N). */
  readonly rows: number;
  /** U x K, pattern by pattern. */
  readonly probabilities: Float64Array;
  /** Whether a pattern has any vote: U bytes. */
  readonly coveredPatterns: Uint8Array;
  /** The pattern of each row; null where each pattern is one row. */
  readonly rowPatterns: Int32Array | null;

  constructor(parts: ProbabilisticLabelsParts<L>) {
    this.labels = parts.labels;
    this.probabilities = parts.probabilities;
    this.coveredPatterns = parts.covered;
    this.rowPatterns = parts.rowPatterns;
    this.rows = parts.rowPatterns?.length ?? parts.covered.length;
    brandAs(this, brands.probabilisticLabels, () => describeLabels(this));
    Object.freeze(this);
  }

  /** The pattern of a row. @throws LabelingError `bad_option` for a number that is no row */
  patternOf(row: number): number {
    if (Number.isInteger(row) && row >= 0 && row < this.rows) return this.rowPatterns?.[row] ?? row;
    throw new LabelingError("bad_option", {
      where: "probabilistic labels, row",
      got: describe(row),
      expected: `a whole number from 0 to ${this.rows - 1}`,
    });
  }

  /** The probabilities of a row's labels: K numbers that sum to 1, in memory shared with other rows. */
  row(row: number): Float64Array {
    const from = this.patternOf(row) * this.labels.size;
    return this.probabilities.subarray(from, from + this.labels.size);
  }

  /** The probability of one label on a row. */
  probability(row: number, label: L): number {
    return this.row(row)[this.labels.code(label)] ?? 0;
  }

  /** Whether any labeling function voted on a row. The others have the class balance as their probabilities. */
  covered(row: number): boolean {
    return this.coveredPatterns[this.patternOf(row)] === 1;
  }

  /** The code of each row's label, as `hard` gives it; -1 for none. */
  hardCodes(options: HardOptions<L> = {}): VoteArray {
    return decideCodes(this, options);
  }

  /**
   * A label for each row: by default the most probable one, else as `rule` says. `null` for rows that no function
   * covers, whatever the rule, for rows whose probabilities are not numbers, by default for ties, and where a rule finds
   * no label good enough. O(N + U K); with costs O(N + U K²).
   *
   * @throws LabelingError for costs or labels that do not fit, a threshold out of range, an unknown tie policy.
   *
   * @example
   * ```ts
   * import { probabilisticLabelsFromTable, tableFromRows } from "labelwright";
   *
   * const soft = probabilisticLabelsFromTable(
   *   tableFromRows([
   *     { p_ham: 0.9, p_spam: 0.1 },
   *     { p_ham: 0.6, p_spam: 0.4 },
   *     { p_ham: 0.2, p_spam: 0.8 },
   *   ]),
   * );
   * console.log(soft.hard()); // [ "ham", "ham", "spam" ]
   * console.log(soft.hard({ rule: { threshold: 0.7 } })); // [ "ham", null, "spam" ]
   * console.log(soft.hard({ rule: { maximizeF1: "spam" } })); // [ "ham", "spam", "spam" ]
   * const costs = { ham: { ham: 0, spam: 10 }, spam: { ham: 1, spam: 0 } }; // truth, then decision
   * console.log(soft.hard({ rule: { costs } })); // [ "ham", "ham", "ham" ]: a lost letter is worse than spam
   * ```
   */
  hard(options: HardOptions<L> = {}): (L | null)[] {
    return Array.from(this.hardCodes(options), (code) => this.labels.label(code));
  }

  /** The probability of each row's most probable label, N numbers. */
  confidences(): Float64Array {
    const { size } = this.labels;
    const best = Float64Array.from(this.coveredPatterns, (_, u) => {
      let max = 0;
      for (let i = u * size; i < (u + 1) * size; i++) max = Math.max(max, this.probabilities[i] ?? 0);
      return max;
    });
    return Float64Array.from({ length: this.rows }, (_, row) => best[this.rowPatterns?.[row] ?? row] ?? 0);
  }

  /** The rows that some labeling function covers, to train on. `takeRows(table, rows)` takes them from a table. */
  filterUncovered(): CoveredLabels<L> {
    const rows = Int32Array.from({ length: this.rows }, (_, row) => row).filter(
      (row) => this.coveredPatterns[this.rowPatterns?.[row] ?? row] === 1,
    );
    const labels = new ProbabilisticLabels({
      labels: this.labels,
      probabilities: this.probabilities,
      covered: this.coveredPatterns,
      rowPatterns: rows.map((row) => this.rowPatterns?.[row] ?? row),
    });
    return Object.freeze({ rows, labels });
  }

  /**
   * As an Arrow table: `id` (row number where there is none), `label` (a dictionary column; null as in `hard`),
   * `confidence` (the probability of that label; of the most probable one where it is null), `covered`, and `p_<label>` for
   * each label. O(N K).
   */
  toArrow(options: LabelsTableOptions<L> = {}): Table {
    const { ids } = options;
    return tableOfLabels(this, this.hardCodes(options), ids === undefined ? undefined : Array.from(ids));
  }
}

function describeLabels(soft: ProbabilisticLabels): string {
  const { rows, labels } = soft;
  const shown = Math.min(rows, 5);
  const lines = Array.from({ length: shown }, (_, row) => {
    const numbers = Array.from(soft.row(row), (p, y) => `${labels.names[y]} ${p.toFixed(3)}`);
    return `  ${row}: ${numbers.slice(0, 8).join("  ")}${numbers.length > 8 ? "  …" : ""}`;
  });
  const more = rows > shown ? [`  … and ${rows - shown} more`] : [];
  return [`ProbabilisticLabels: ${rows} rows, labels ${listNames(labels.names)}`, ...lines, ...more].join("\n");
}

/** Whether a value is probabilistic labels, of this or another copy of the package. */
export function isProbabilisticLabels(value: unknown): value is ProbabilisticLabels {
  return hasBrand(value, brands.probabilisticLabels);
}

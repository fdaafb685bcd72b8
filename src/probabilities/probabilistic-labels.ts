import type { Table } from "apache-arrow";

import { LabelingError } from "../errors.ts";
import type { LabelSet } from "../labels/label-set.ts";
import { makeVotes, type VoteArray } from "../matrix/vote-array.ts";
import { brandAs, brands, hasBrand } from "../util/brands.ts";
import { checkChoice, describe, listNames } from "../util/checks.ts";
import { tableOfLabels } from "./labels-table.ts";
import { chooserOf, type TiePolicy } from "./ties.ts";

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

/** How hard labels are taken from probabilities. */
export interface HardOptions {
  /** What a row gets whose most probable labels are equally probable. @defaultValue "abstain" */
  readonly ties?: TiePolicy | undefined;
  /** Seed of `ties: "random"`. @defaultValue 0 */
  readonly seed?: number | string | undefined;
}

/** How probabilistic labels become a table. */
export interface LabelsTableOptions extends HardOptions {
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

  /** The code of each row's most probable label; -1 for rows no function covers and, by default, for ties. O(N + U K). */
  hardCodes(options: HardOptions = {}): VoteArray {
    const policy = checkChoice(options.ties, "abstain", ["abstain", "random", "first"], "hard labels, ties");
    const choose = chooserOf(policy, options.seed ?? 0);
    const { size } = this.labels;
    const once = policy !== "random" && this.rowPatterns !== null;
    const byPattern = once ? new Int32Array(this.coveredPatterns.length).fill(-2) : null;
    const codes = makeVotes(this.rows, size);
    for (let row = 0; row < this.rows; row++) {
      const u = this.rowPatterns?.[row] ?? row;
      if (this.coveredPatterns[u] !== 1) continue;
      const known = byPattern?.[u] ?? -2;
      const code = known === -2 ? choose(row, this.probabilities, u * size, size) : known;
      if (byPattern !== null) byPattern[u] = code;
      codes[row] = code;
    }
    return codes;
  }

  /** The most probable label of each row; `null` for rows no function covers and, by default, for ties. */
  hard(options: HardOptions = {}): (L | null)[] {
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
   * As an Arrow table: `id` (row number where there is none), `label` (a dictionary column; null where no function
   * covers the row, and for ties), `confidence`, `covered`, and `p_<label>` for each label. O(N K).
   */
  toArrow(options: LabelsTableOptions = {}): Table {
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

import type { Table } from "apache-arrow";

import { LabelingError } from "../../errors.ts";
import { sameLabels, type LabelSet } from "../../labels/label-set.ts";
import { binaryLabels, checkLabelKeys, unknownLabelOf, type ForOrAgainst } from "../../labels/multi-label-task.ts";
import { brandAs, brands, hasBrand } from "../../util/brands.ts";
import { checkNumber, describe, listNames } from "../../util/checks.ts";
import { isProbabilisticLabels, type ProbabilisticLabels } from "../probabilistic-labels.ts";
import { tieTolerance } from "../ties.ts";
import { tableOfMultiLabels } from "./labels-table.ts";

/** The probabilities of each label: binary probabilistic labels over `not <label>` and `<label>`. */
export type ProbabilitiesByLabel<L extends string = string> = {
  readonly [Y in L]: ProbabilisticLabels<ForOrAgainst<Y>>;
};

/** The parts of the probabilities of a multi-label task. */
export interface MultiLabelProbabilitiesParts<L extends string> {
  readonly labels: LabelSet<L>;
  /** One for each label, all of the same rows. */
  readonly byLabel: ProbabilitiesByLabel<L>;
}

/** How labels are taken from the probabilities of a multi-label task. */
export interface MultiLabelHardOptions<L extends string = string> {
  /**
   * The probability, from 0 to 1, that a label must reach; one number, or one for each label.
   * @defaultValue a label must be more probable than not: above 0.5, as a tie gives no label
   */
  readonly threshold?: number | Readonly<Partial<Record<L, number>>> | undefined;
}

/** How the probabilities of a multi-label task become a table. */
export interface MultiLabelTableOptions<L extends string = string> extends MultiLabelHardOptions<L> {
  /** Names of the rows. @defaultValue row numbers from 0 */
  readonly ids?: Iterable<string | number | null> | undefined;
}

const where = "multi-label probabilities";

/** Above 0.5, not just by rounding: a tie gives no label. */
const aboveHalf = 0.5 + tieTolerance;

/**
 * The probability of each label on each row of a multi-label task. Labels do not exclude each other: a row's
 * probabilities do not sum to 1. Each label's are those of its own binary label model. Frozen.
 */
export class MultiLabelProbabilities<L extends string = string> {
  /** The labels; the order of the probabilities. */
  readonly labels: LabelSet<L>;
  /** Number of rows (N). */
  readonly rows: number;
  /** Each label's own probabilities. */
  readonly byLabel: ProbabilitiesByLabel<L>;

  /** @throws LabelingError for a label without its probabilities, ones of other labels, or of other rows. */
  constructor(parts: MultiLabelProbabilitiesParts<L>) {
    const { labels, byLabel } = parts;
    this.labels = labels;
    this.rows = checkByLabel(labels, byLabel);
    this.byLabel = Object.freeze(Object.fromEntries(labels.names.map((name) => [name, byLabel[name]]))) as never;
    brandAs(this, brands.multiLabelProbabilities, () => describeProbabilities(this));
    Object.freeze(this);
  }

  /**
   * The binary probabilistic labels of one label, over `not <label>` and `<label>`: to score, or to train one
   * classifier.
   *
   * @throws LabelingError `unknown_label`
   */
  label<Y extends string>(label: Y & L): ProbabilisticLabels<ForOrAgainst<Y>> {
    if (!this.labels.has(label)) throw unknownLabelOf(this.labels, label, where);
    // `Y & L` and `Y` are the same name, which the compiler cannot see.
    return this.byLabel[label] as unknown as ProbabilisticLabels<ForOrAgainst<Y>>;
  }

  /** The probability that a row carries a label, 0 to 1. */
  probability(row: number, label: L): number {
    const soft: ProbabilisticLabels = this.label(label);
    return soft.row(row)[1] ?? 0;
  }

  /** The probabilities that a row carries each label: K numbers from 0 to 1, which need not sum to 1. O(K). */
  row(row: number): Float64Array {
    return Float64Array.from(this.labels.names, (name) => this.probability(row, name));
  }

  /** Whether any labeling function voted on a row: on the given label, or without one on any label. */
  covered(row: number, label?: L): boolean {
    if (label !== undefined) return this.label(label).covered(row);
    return this.labels.names.some((name) => this.label(name).covered(row));
  }

  /**
   * The labels of each row: those on which some function voted and which are more probable than not, or reach the
   * threshold, in label order; none is an empty array. `null` for rows on which no function voted at all. O(N K).
   *
   * @throws LabelingError for thresholds outside 0 to 1 or for unknown labels.
   */
  hard(options: MultiLabelHardOptions<L> = {}): (L[] | null)[] {
    const limits = thresholdsOf(this.labels, options.threshold);
    const out = Array.from({ length: this.rows }, (): L[] | null => null);
    this.labels.names.forEach((name, y) => {
      const limit = limits[y] ?? 0;
      const { probabilities, coveredPatterns, rowPatterns }: ProbabilisticLabels = this.byLabel[name];
      for (let row = 0; row < out.length; row++) {
        const u = rowPatterns?.[row] ?? row;
        if (coveredPatterns[u] !== 1) continue;
        const labels = (out[row] ??= []);
        if ((probabilities[2 * u + 1] ?? 0) >= limit) labels.push(name);
      }
    });
    return out;
  }

  /**
   * As an Arrow table: `id` (row number where there is none), `labels` (a list; null where no function covers the row),
   * `covered`, and `p_<label>` for each label. O(N K).
   */
  toArrow(options: MultiLabelTableOptions<L> = {}): Table {
    const { ids } = options;
    return tableOfMultiLabels(this, this.hard(options), ids === undefined ? undefined : Array.from(ids));
  }
}

function thresholdsOf(labels: LabelSet, threshold: MultiLabelHardOptions["threshold"]): readonly number[] {
  const place = `${where}, threshold`;
  const given = typeof threshold === "object" && (threshold as unknown) !== null ? threshold : null;
  checkLabelKeys(given, labels, place);
  return labels.names.map((name) => {
    const one =
      given === null ? (threshold as number | undefined) : Object.hasOwn(given, name) ? given[name] : undefined;
    return checkNumber(one, aboveHalf, { where: given === null ? place : `${place} of "${name}"`, min: 0, max: 1 });
  });
}

function checkByLabel(labels: LabelSet, byLabel: Readonly<Record<string, unknown>>): number {
  checkLabelKeys(byLabel, labels, where);
  let rows: number | undefined;
  for (const name of labels.names) {
    const soft = Object.hasOwn(byLabel, name) ? byLabel[name] : undefined;
    const expected = `probabilistic labels over ${listNames(binaryLabels(name).names)}`;
    if (!isProbabilisticLabels(soft) || !sameLabels(soft.labels, binaryLabels(name))) {
      const got = isProbabilisticLabels(soft) ? `ones over ${listNames(soft.labels.names)}` : describe(soft);
      throw new LabelingError("incompatible", { where: `${where}, label "${name}"`, got, expected });
    }
    rows ??= soft.rows;
    if (soft.rows === rows) continue;
    throw new LabelingError("incompatible", {
      where: `${where}, label "${name}"`,
      got: `${soft.rows} rows`,
      expected: `${rows} rows, as for "${labels.names[0]}"`,
    });
  }
  return rows ?? 0;
}

function describeProbabilities(soft: MultiLabelProbabilities): string {
  const { rows, labels } = soft;
  const shown = Math.min(rows, 5);
  const lines = Array.from({ length: shown }, (_, row) => {
    const numbers = Array.from(soft.row(row), (p, y) => `${labels.names[y]} ${p.toFixed(3)}`);
    return `  ${row}: ${numbers.slice(0, 8).join("  ")}${numbers.length > 8 ? "  …" : ""}`;
  });
  const more = rows > shown ? [`  … and ${rows - shown} more`] : [];
  return [`MultiLabelProbabilities: ${rows} rows, labels ${listNames(labels.names)}`, ...lines, ...more].join("\n");
}

/** Whether a value is the probabilities of a multi-label task, of this or another copy of the package. */
export function isMultiLabelProbabilities(value: unknown): value is MultiLabelProbabilities {
  return hasBrand(value, brands.multiLabelProbabilities);
}

import type { Table } from "apache-arrow";

import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import { brandAs, brands, hasBrand } from "../../util/brands.ts";
import { checkNumber } from "../../util/checks.ts";
import { tableOfAnswers } from "./answers-table.ts";

/** Answers as JSON. */
export interface ReviewAnswersJson {
  readonly format: "labelwright.review-answers";
  readonly version: 1;
  readonly labels: readonly string[];
  /** Row numbers, rising. */
  readonly rows: readonly number[];
  /** The code of each answer; -1 where the person could not tell. */
  readonly codes: readonly number[];
}

/** How answers become a table. */
export interface AnswersTableOptions {
  /** Names of all rows, of which the answered ones are written. @defaultValue row numbers */
  readonly ids?: readonly (string | number | null)[] | undefined;
}

/**
 * What people answered when asked for the labels of rows: one label a row, or null where they could not tell. Frozen;
 * `addAnswers` gives a new value. Rows rise.
 */
export class ReviewAnswers<L extends string = string> {
  /** The labels that answers choose from. */
  readonly labels: LabelSet<L>;
  /** Number of rows answered, those included where the person could not tell. */
  readonly size: number;
  /** The rows answered, rising. */
  readonly rows: Int32Array;
  /** The code of each answer; -1 where the person could not tell. */
  readonly codes: Int32Array;

  /** Takes what `reviewAnswers` and `addAnswers` have checked and sorted. */
  constructor(labels: LabelSet<L>, rows: Int32Array, codes: Int32Array) {
    this.labels = labels;
    this.rows = rows;
    this.codes = codes;
    this.size = rows.length;
    brandAs(this, brands.reviewAnswers, () => describeAnswers(this));
    Object.freeze(this);
  }

  /** Whether a row was answered, be it by "cannot tell". O(log of the answers). */
  has(row: number): boolean {
    return this.#placeOf(row) >= 0;
  }

  /** The answer for a row; null where there is none, or the person could not tell. */
  label(row: number): L | null {
    const place = this.#placeOf(row);
    return place < 0 ? null : this.labels.label(this.codes[place] ?? -1);
  }

  /**
   * The answers as gold for `fitLabelModel`, `scoreLabels` and others: a label for each of so many rows, null where there
   * is no answer.
   *
   * @throws LabelingError `incompatible` for answers to later rows.
   */
  gold(rows: number): (L | null)[] {
    checkNumber(rows, 0, { where: "review answers, gold", min: 0, whole: true });
    checkWithin(this, rows, "review answers, gold");
    const gold = new Array<L | null>(rows).fill(null);
    this.rows.forEach((row, i) => (gold[row] = this.labels.label(this.codes[i] ?? -1)));
    return gold;
  }

  /** As an Arrow table: `id` (row number where no names are given) and `label`, null where the person could not tell. */
  toArrow(options: AnswersTableOptions = {}): Table {
    return tableOfAnswers(this, options.ids);
  }

  /** As JSON; `reviewAnswersFromJson` reads it back. */
  toJSON(): ReviewAnswersJson {
    return {
      format: "labelwright.review-answers",
      version: 1,
      labels: this.labels.names,
      rows: Array.from(this.rows),
      codes: Array.from(this.codes),
    };
  }

  #placeOf(row: number): number {
    let [low, high] = [0, this.size - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = this.rows[middle] ?? 0;
      if (at === row) return middle;
      if (at < row) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

/** @throws LabelingError `incompatible` for answers to rows that are not there */
export function checkWithin({ rows }: ReviewAnswers, count: number, where: string): void {
  const last = rows[rows.length - 1] ?? -1;
  if (last < count) return;
  throw new LabelingError("incompatible", {
    where,
    got: `an answer for row ${last}`,
    expected: `answers for some of ${count} rows, numbered from 0`,
    remedy: "Answers belong to row numbers: keep the rows in the order in which they were asked.",
  });
}

function describeAnswers(answers: ReviewAnswers): string {
  const { labels, codes, size } = answers;
  const counts = labels.names.map((name, y) => ({ name, count: codes.filter((code) => code === y).length }));
  const shown = counts.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  const parts = shown.slice(0, 8).map(({ name, count }) => `${count} ${name}`);
  const unknown = codes.filter((code) => code < 0).length;
  if (unknown > 0) parts.push(`${unknown} could not be told`);
  return `ReviewAnswers: ${size} row${size === 1 ? "" : "s"}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}`;
}

/** Whether a value is review answers, of this or another copy of the package. */
export function isReviewAnswers(value: unknown): value is ReviewAnswers {
  return hasBrand(value, brands.reviewAnswers);
}

import { LabelingError } from "../errors.ts";
import { labelSet, maxLabels, type LabelSet } from "../labels/label-set.ts";
import type { TableShape } from "../tables/arrow-shape.ts";
import { listItemType } from "../tables/column-types.ts";
import { typeOfColumn } from "../tables/schema.ts";
import { tableWindows, type ColumnWindow } from "../tables/windows.ts";
import { describe, listNames } from "../util/checks.ts";
import { compareCodePoints } from "../util/code-points.ts";

/** Checks that a column exists and holds single values, which read as names: text, numbers or booleans. */
export function checkNameColumn(table: TableShape, column: string, where: string): void {
  const type = typeOfColumn(table, column, where);
  if (listItemType(type) === null) return;
  throw new LabelingError("wrong_type", {
    where,
    got: `column "${column}" is ${type}`,
    expected: "one name a row",
    remedy: "Leave the column out, or split it into columns of single names.",
    details: { column, type },
  });
}

/** How label names are read from columns. */
export interface LabelReading {
  /** The labels to expect, in order; undefined = those that occur, sorted by code point. */
  readonly labels?: LabelSet | undefined;
  /** Spellings of abstention besides null and the empty text. */
  readonly abstain: readonly string[];
  /** The caller, for messages. */
  readonly where: string;
}

/** Turns the names in one or more columns into numbers as they come; the labels' order is settled at the end. */
class NameCounter {
  readonly #numbers = new Map<unknown, number>();
  readonly names: string[] = [];

  constructor(abstain: readonly string[]) {
    for (const spelling of ["", ...abstain]) this.#numbers.set(spelling, -1);
  }

  /** Numbers and booleans count as their text: votes may be spelled 0 and 1. */
  numberOf(value: unknown): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    if (typeof value !== "string") {
      const number = this.numberOf(typeof value === "number" && Number.isNaN(value) ? "" : String(value));
      this.#numbers.set(value, number);
      return number;
    }
    const number = this.names.push(value) - 1;
    this.#numbers.set(value, number);
    return number;
  }
}

function readWindow(column: ColumnWindow, names: NameCounter, out: Int32Array, first: number): void {
  const { dictionary } = column;
  if (dictionary !== null) {
    const { codes, valid, entries } = dictionary;
    const numbers = Array.from(entries.values as ArrayLike<unknown>, () => -2);
    for (let i = 0; i < column.length; i++) {
      const code = codes[i] ?? 0;
      if (valid?.[i] === 0 || entries.valid?.[code] === 0) continue;
      if (numbers[code] === -2) numbers[code] = names.numberOf(entries.values[code]);
      out[first + i] = numbers[code] ?? -1;
    }
    return;
  }
  const { values, valid } = column;
  for (let i = 0; i < column.length; i++) {
    if (valid === null || valid[i] === 1) out[first + i] = names.numberOf(values[i]);
  }
}

function orderedLabels(
  names: readonly string[],
  columns: readonly string[],
  { labels, where }: LabelReading,
): LabelSet {
  if (labels !== undefined) return labels;
  if (names.length > maxLabels) {
    throw new LabelingError("bad_table", {
      where,
      got: `${names.length} different values in ${listNames(columns)}`,
      expected: "label names, at most 32,767 of them",
      remedy: "Leave out the columns that hold no votes (ignore).",
    });
  }
  const distinct = [...names].sort(compareCodePoints);
  if (distinct.length >= 2) return labelSet(distinct);
  throw new LabelingError("empty", {
    where,
    got: distinct.length === 0 ? "no votes at all" : `votes for ${describe(distinct[0])} alone`,
    expected: "votes for at least 2 labels",
    remedy: "Name the labels (labels), or check the columns and the spelling of abstentions.",
  });
}

/** Columns of label names as codes, -1 where there is none. */
export interface ReadLabels {
  readonly labels: LabelSet;
  /** Codes by column, then row. */
  readonly codes: readonly Int32Array[];
}

/**
 * Reads columns of label names, all against one label set. One pass over the columns.
 *
 * @throws LabelingError `unknown_label`, naming column, row and the labels; `empty` when labels cannot be told.
 */
export function readLabelColumns(table: TableShape, columns: readonly string[], reading: LabelReading): ReadLabels {
  const names = new NameCounter(reading.abstain);
  const numbers = columns.map(() => new Int32Array(table.numRows).fill(-1));
  for (const window of tableWindows(table, columns)) {
    columns.forEach((name, j) => {
      const column = window.columns.get(name);
      const out = numbers[j];
      if (column !== undefined && out !== undefined) readWindow(column, names, out, window.firstRow);
    });
  }
  const labels = orderedLabels(names.names, columns, reading);
  const codeOf = Int32Array.from(names.names, (name) => (labels.has(name) ? labels.code(name) : -2));
  const codes = numbers.map((column, j) =>
    column.map((number, row) => {
      const code = number < 0 ? -1 : (codeOf[number] ?? -2);
      if (code !== -2) return code;
      throw new LabelingError("unknown_label", {
        where: `${reading.where}, column "${columns[j]}", row ${row}`,
        got: describe(names.names[number]),
        expected: `one of ${listNames(labels.names)}, or nothing to abstain`,
        remedy: "Mend the value, add the label, or name it as a spelling of abstention.",
        details: { column: columns[j], row, label: names.names[number] },
      });
    }),
  );
  return { labels, codes };
}

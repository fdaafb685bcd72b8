import { LabelingError } from "../../errors.ts";
import { labelSet, type LabelSet } from "../../labels/label-set.ts";
import { checkNameColumn, readLabelColumns } from "../../matrix/label-codes.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { checkTable } from "../../tables/schema.ts";
import { tableWindows } from "../../tables/windows.ts";
import { describe } from "../../util/checks.ts";
import { reviewAnswers } from "./add-answers.ts";
import type { ReviewAnswers, ReviewAnswersJson } from "./answers.ts";

/** How answers are read from a table. */
export interface ReadAnswersOptions<L extends string> {
  /** The labels that answers choose from. */
  readonly labels: LabelSet<L>;
  /** The names of all rows, in order, by which the table's ids are found. @defaultValue ids are row numbers */
  readonly ids?: Iterable<string | number | null> | undefined;
  /** The column of ids. @defaultValue "id" */
  readonly id?: string | undefined;
  /** The column of labels; rows without one are left out. @defaultValue "label" */
  readonly label?: string | undefined;
}

const where = "reviewAnswersFromTable";

/**
 * Reads answers from a table with a column of ids and one of labels: a review list that people have filled in, or what
 * `answers.toArrow()` gave, in any file format. A row without a label counts as not answered.
 *
 * @throws LabelingError for missing columns, ids that are no row, unknown labels, two different answers to a row.
 *
 * @example
 * ```ts
 * import { labelSet, reviewAnswersFromTable, tableFromRows } from "labelwright";
 *
 * const table = tableFromRows([{ id: "b", label: "spam" }, { id: "a", label: null }]);
 * const answers = reviewAnswersFromTable(table, { labels: labelSet(["ham", "spam"]), ids: ["a", "b", "c"] });
 * console.log(answers.label(1)); // "spam"
 * ```
 */
export function reviewAnswersFromTable<L extends string>(
  table: TableShape,
  options: ReadAnswersOptions<L>,
): ReviewAnswers<L> {
  const { labels, ids, id = "id", label = "label" } = options;
  checkTable(table, where);
  for (const name of [id, label]) checkNameColumn(table, name, where);
  const { codes } = readLabelColumns(table, [label], { labels, abstain: [], where });
  const rowsOf = ids === undefined ? null : numberIds(ids);
  const answers: [number, L][] = [];
  for (const { firstRow, length, columns } of tableWindows(table, [id])) {
    const { values, valid } = columns.get(id) ?? { values: [], valid: null };
    for (let i = 0; i < length; i++) {
      const name = labels.label(codes[0]?.[firstRow + i] ?? -1);
      if (name === null) continue;
      const value: unknown = valid?.[i] === 0 ? null : values[i];
      answers.push([rowOf(value, rowsOf, `${where}, column "${id}", row ${firstRow + i}`), name]);
    }
  }
  return reviewAnswers<L>(labels, answers);
}

function numberIds(ids: Iterable<string | number | null>): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  for (const [row, id] of Array.from(ids).entries()) {
    if (id === null) continue;
    const before = rows.get(String(id));
    if (before !== undefined) {
      throw new LabelingError("duplicate_name", {
        where: `${where}, ids`,
        got: `the id ${describe(id)} for rows ${before} and ${row}`,
        expected: "each id once",
      });
    }
    rows.set(String(id), row);
  }
  return rows;
}

function rowOf(value: unknown, rows: ReadonlyMap<string, number> | null, place: string): number {
  if (rows !== null && (typeof value === "string" || typeof value === "number" || typeof value === "bigint")) {
    const row = rows.get(String(value));
    if (row !== undefined) return row;
  }
  const number = typeof value === "bigint" || typeof value === "string" ? Number(value) : value;
  const isRow = typeof number === "number" && Number.isInteger(number) && number >= 0 && value !== "";
  if (rows === null && isRow) return number;
  throw new LabelingError(value === null ? "null_value" : "bad_option", {
    where: place,
    got: describe(value),
    expected: rows === null ? "the number of a row, from 0" : "the id of one of the rows",
    ...(rows === null ? { remedy: "Where rows have names, give all of them, in order, as `ids`." } : {}),
  });
}

/**
 * Reads answers back from what `toJSON` gave.
 *
 * @throws LabelingError `unsupported_format` for other JSON, or of a later version.
 *
 * @example
 * ```ts
 * import { labelSet, reviewAnswers, reviewAnswersFromJson } from "labelwright";
 *
 * const answers = reviewAnswers(labelSet(["ham", "spam"]), [[3, "spam"]]);
 * console.log(reviewAnswersFromJson(JSON.parse(JSON.stringify(answers))).label(3)); // "spam"
 * ```
 */
export function reviewAnswersFromJson<L extends string = string>(json: unknown): ReviewAnswers<L> {
  const given = (typeof json === "object" && json !== null ? json : {}) as Partial<ReviewAnswersJson>;
  const { format, version, labels, rows, codes } = given;
  const isWhole =
    format === "labelwright.review-answers" &&
    (version as number) === 1 &&
    Array.isArray(labels) &&
    Array.isArray(rows) &&
    Array.isArray(codes) &&
    rows.length === codes.length;
  if (!isWhole) {
    throw new LabelingError("unsupported_format", {
      where: "reviewAnswersFromJson",
      got: format === "labelwright.review-answers" ? `version ${describe(version)}, or parts missing` : describe(json),
      expected: "version 1 of what toJSON of review answers gave",
    });
  }
  const set = labelSet(labels as L[]);
  return reviewAnswers<L>(
    set,
    (rows as number[]).map((row, i) => [row, set.label((codes as number[])[i] ?? -1)] as const),
  );
}

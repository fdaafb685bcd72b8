import type { Table } from "apache-arrow";
import { LabelingError } from "../errors.ts";
import { describe } from "../util/checks.ts";
import { assembleTable } from "./build/column-builder.ts";
import { checkColumnType, type ColumnType } from "./column-types.ts";
import { columnFromValues, type NumberReading } from "./build/value-inference.ts";

/** Options of `tableFromRows`. */
export interface TableFromRowsOptions {
  /** Types of columns. Those not named get their type from their values. @defaultValue `{}` */
  readonly columns?: Readonly<Record<string, ColumnType>> | undefined;
}

/** How objects become a table. */
export interface RecordReading {
  /** The file, or the function that was given the rows. */
  readonly where: string;
  /** The place of a row in the source. */
  readonly place: (row: number) => string;
  readonly declared: ReadonlyMap<string, ColumnType>;
  readonly inferTypes: boolean;
  readonly reading: NumberReading;
  /** Names of the columns wanted, in this order, whether a row has them or not; null for those there are. */
  readonly only?: readonly string[] | null;
  /** How many rows of the source come before. @defaultValue 0 */
  readonly firstRow?: number;
}

/** The columns whose types are declared, each type checked. */
export function checkDeclared(
  columns: Readonly<Record<string, ColumnType>> | undefined,
): ReadonlyMap<string, ColumnType> {
  return new Map(Object.entries(columns ?? {}).map(([name, type]) => [name, checkColumnType(type, name)]));
}

/** A table of objects, with a column for each key in the order of first sight, or for those that are wanted. */
export function tableFromRecords(records: readonly Readonly<Record<string, unknown>>[], reading: RecordReading): Table {
  const { only = null, firstRow = 0 } = reading;
  const columns = new Map<string, unknown[]>((only ?? []).map((name) => [name, []]));
  for (const [row, record] of records.entries()) {
    for (const name of Object.keys(record)) {
      let values = columns.get(name);
      if (values === undefined) {
        if (only !== null) continue;
        values = [];
        columns.set(name, values);
      }
      while (values.length < row) values.push(null);
      values.push(record[name]);
    }
  }
  const built = Array.from(columns, ([name, values]) => {
    while (values.length < records.length) values.push(null);
    const source = { column: name, where: reading.where, place: reading.place, firstRow };
    const type = reading.declared.get(name) ?? (reading.inferTypes ? undefined : "utf8");
    return { name, data: columnFromValues(values, type, source, reading.reading) };
  });
  return assembleTable(built, records.length);
}

function checkRow(row: unknown, index: number): Readonly<Record<string, unknown>> {
  if (typeof row === "object" && row !== null && !Array.isArray(row)) return row as Readonly<Record<string, unknown>>;
  throw new LabelingError("bad_table", {
    where: `tableFromRows, row ${index}`,
    got: describe(row),
    expected: 'an object, such as { text: "hello" }',
    details: { row: index },
  });
}

/**
 * Makes an Arrow table from plain objects, one a row.
 *
 * The columns are the keys, in the order in which they first appear; a key that a row lacks, null and undefined are
 * null. Without a declared type numbers become `float64`, bigints `int64`, text `utf8`, booleans `bool`, dates
 * `timestamp` in milliseconds, arrays lists; a column of nulls becomes `utf8`. With one, what can be read as that type
 * without loss is: text `"12"` in an `int64` column, an object as JSON text in a `utf8` column. Declared columns that no
 * row has are left out, unless there are no rows at all.
 *
 * @param rows Any iterable of objects; taken once.
 * @returns A table of one batch. Costs time and memory in proportion to the values.
 * @throws LabelingError `wrong_type` naming row and column for values of different kinds in one column, nested objects,
 * and values that do not fit a declared type; `bad_table` for a row that is no object; `bad_option` for an unknown type.
 *
 * @example
 * ```ts
 * import { tableFromRows } from "labelwright";
 *
 * const table = tableFromRows(
 *   [{ text: "free prize", likes: 3 }, { text: "see you", likes: null }],
 *   { columns: { likes: "int32" } },
 * );
 * console.log(table.numRows, String(table.schema)); // 2 Schema<{ 0: text: Utf8, 1: likes: Int32 }>
 * ```
 */
export function tableFromRows(
  rows: Iterable<Readonly<Record<string, unknown>>>,
  options: TableFromRowsOptions = {},
): Table {
  const declared = checkDeclared(options.columns);
  const records = Array.from(rows, checkRow);
  const where = "tableFromRows";
  const place = (row: number): string => `row ${row}`;
  const reading: RecordReading = { where, place, declared, inferTypes: true, reading: "float64" };
  if (records.length > 0) return tableFromRecords(records, reading);
  const empty = Array.from(declared, ([column, type]) => {
    return { name: column, data: columnFromValues([], type, { column, where, place }, "float64") };
  });
  return assembleTable(empty, 0);
}

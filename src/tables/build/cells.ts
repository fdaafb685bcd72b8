import type { Data } from "apache-arrow";
import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";
import { arrowTypeFor, buildData, buildLists, itemsOf } from "./column-builder.ts";
import { listItemType, type ColumnType, type ScalarType } from "../column-types.ts";
import type { ScalarValue } from "./text-values.ts";
import { toTicks, type ParsedTime } from "./times.ts";

/** Where a column's cells come from, for messages. */
export interface CellSource {
  readonly column: string;
  /** The file, or the function that was given the rows. */
  readonly where: string;
  /** The place of a row in the source: `"row 3 (line 5)", rows counted from 0`. */
  readonly place: (row: number) => string;
  /** How many rows of the source come before the first. @defaultValue 0 */
  readonly firstRow?: number;
}

/** A cell on its way into a column: null, one value, or a list of values. */
export type Cell = ScalarValue | readonly (ScalarValue | null)[] | null;

/** An error about one cell. */
export function cellError(
  source: CellSource,
  row: number,
  got: string,
  expected: string,
  remedy: string,
): LabelingError {
  return new LabelingError("wrong_type", {
    where: `${source.where}, ${source.place(row)}, column ${JSON.stringify(source.column)}`,
    got,
    expected,
    remedy,
    details: { file: source.where, row: (source.firstRow ?? 0) + row, column: source.column },
  });
}

/** What a user writes to have a column read as a type. */
export const declaration = (column: string, type: ColumnType): string =>
  `{ columns: { ${JSON.stringify(column)}: "${type}" } }`;

/** A cell that does not fit the type its column is declared to have. */
export function misfit(source: CellSource, row: number, value: unknown, type: ColumnType): LabelingError {
  const remedy =
    type === "utf8"
      ? "Give it as text."
      : `Correct it, or read the column as text: ${declaration(source.column, "utf8")}.`;
  return cellError(source, row, describe(value), type, remedy);
}

function timesColumn(times: readonly (ParsedTime | null)[], where: string): Data | null {
  const ticks = toTicks(times);
  if (ticks === null) return null;
  const moments = times.filter((time) => time !== null);
  const zone = moments.length > 0 && moments.every((time) => time.zoned) ? "UTC" : undefined;
  return buildData(arrowTypeFor("timestamp", ticks.unit, zone), ticks.ticks, where);
}

/**
 * A column of cells that fit its type. Timestamps get the coarsest unit from milliseconds up that keeps them exactly,
 * and the time zone UTC if every one of them names its offset.
 *
 * @returns null if timestamps need nanoseconds and lie outside the years that nanoseconds reach, 1677 to 2262.
 */
export function buildColumn(type: ColumnType, cells: readonly Cell[], where: string): Data | null {
  const item = listItemType(type);
  if (item !== null) {
    const lists = cells as readonly (readonly ScalarValue[] | null)[];
    const items = buildColumn(item, itemsOf(lists) as Cell[], where);
    return items === null ? null : buildLists(lists, items);
  }
  if (type === "timestamp") return timesColumn(cells as readonly (ParsedTime | null)[], where);
  return buildData(arrowTypeFor(type as ScalarType), cells, where);
}

/** As `buildColumn`, for a column whose type was declared: there is no other type to fall back to. */
export function buildDeclared(type: ColumnType, cells: readonly Cell[], source: CellSource): Data {
  const where = `${source.where}, column ${JSON.stringify(source.column)}`;
  const data = buildColumn(type, cells, where);
  if (data !== null) return data;
  throw new LabelingError("wrong_type", {
    where,
    got: "times given to the nanosecond before 1677 or after 2262",
    expected: `times that 64 bits can hold as ${type}`,
    remedy: `Give them to the microsecond, or read the column as text: ${declaration(source.column, "utf8")}.`,
    details: { file: source.where, column: source.column },
  });
}

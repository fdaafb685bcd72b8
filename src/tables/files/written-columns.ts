import { LabelingError } from "../../errors.ts";
import { typeIds, type TableShape, type TypeShape } from "../arrow-shape.ts";
import { columnTypeOf } from "../arrow-types.ts";
import { listItemType, type ScalarType } from "../column-types.ts";
import { leafType } from "../decode/column-values.ts";

/** A column as the writers of Parquet, CSV and JSON Lines see it. */
export interface WrittenColumn {
  readonly name: string;
  /** The type of its values, or of its lists' items. */
  readonly type: ScalarType;
  readonly isList: boolean;
  /** The Arrow time unit of a timestamp: 0 seconds, 1 milliseconds, 2 microseconds, 3 nanoseconds. */
  readonly unit: 0 | 1 | 2 | 3;
  /** Whether a timestamp names a time zone, which makes it a moment in UTC. */
  readonly zoned: boolean;
}

function wrongType(file: string, name: string, type: TypeShape, ending: string): LabelingError {
  return new LabelingError("wrong_type", {
    where: `${file}, column ${JSON.stringify(name)}`,
    got: String(type),
    expected: `text, numbers, booleans, timestamps, dates, or lists of them, which are all that a ${ending} file can hold`,
    remedy: "Leave out or convert the column, or write an .arrow file.",
    details: { file, column: name, type: String(type) },
  });
}

function checkName(name: string, seen: ReadonlySet<string>, file: string): void {
  if (name !== "" && !seen.has(name)) return;
  throw new LabelingError(name === "" ? "bad_table" : "duplicate_name", {
    where: file,
    got: name === "" ? "a column without a name" : `${JSON.stringify(name)} more than once`,
    expected: name === "" ? "a name for every column" : "each name once",
    remedy: "Rename the column.",
    details: { file, name },
  });
}

/**
 * The columns of a table that is to be written to a file which is not Arrow.
 *
 * @throws LabelingError `wrong_type` for a column that such a file cannot hold, `duplicate_name`, `bad_table` for a
 * table without columns or a column without a name.
 */
export function writtenColumns(table: TableShape, file: string, ending: string): WrittenColumn[] {
  const seen = new Set<string>();
  const columns = table.schema.fields.map(({ name, type }): WrittenColumn => {
    checkName(name, seen, file);
    seen.add(name);
    const columnType = columnTypeOf(type);
    if (columnType === null) throw wrongType(file, name, type, ending);
    const item = listItemType(columnType);
    const scalar = item ?? (columnType as ScalarType);
    const leaf = leafType(type);
    const { unit = 0, timezone } = leaf as TypeShape & { timezone?: string | null };
    // A date in milliseconds may hold a time of day.
    const time = scalar === "timestamp" || (leaf.typeId === typeIds.date && unit === 1);
    return {
      name,
      type: time ? "timestamp" : scalar,
      isList: item !== null,
      unit: (time ? unit : 0) as WrittenColumn["unit"],
      zoned: typeof timezone === "string" && timezone !== "",
    };
  });
  if (columns.length > 0) return columns;
  throw new LabelingError("bad_table", {
    where: file,
    got: "a table without columns",
    expected: "at least one column",
  });
}

/** A time that text cannot say: beyond the year 275760, or before -271821. */
export function timeBeyondText(file: string, column: WrittenColumn, value: unknown): LabelingError {
  return new LabelingError("wrong_type", {
    where: `${file}, column ${JSON.stringify(column.name)}`,
    got: `the time ${String(value)}`,
    expected: "times from the year -271821 to 275760, which are all that text can say",
    remedy: "Write an .arrow or .parquet file.",
    details: { file, column: column.name },
  });
}

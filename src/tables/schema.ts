import { LabelingError } from "../errors.ts";
import { describe } from "../util/checks.ts";
import { isTable, type FieldShape, type TableShape } from "./arrow-shape.ts";
import { columnTypeOf } from "./arrow-types.ts";
import { acceptsType, type ColumnType } from "./column-types.ts";

/** `value` as a table; `where` names the caller. */
export function checkTable(value: unknown, where: string): TableShape {
  if (isTable(value)) return value;
  throw new LabelingError("bad_table", {
    where,
    got: describe(value),
    expected: "an Arrow table",
    remedy: "Make one with tableFromRows(rows), readTable(file), or apache-arrow's tableFromArrays.",
  });
}

/** The field of a column. */
export function fieldOf(table: TableShape, column: string, where: string): FieldShape {
  const fields = table.schema.fields.filter((field) => field.name === column);
  const [field] = fields;
  if (field !== undefined && fields.length === 1) return field;
  const names = table.schema.fields.map((each) => each.name);
  throw new LabelingError(field === undefined ? "missing_column" : "duplicate_name", {
    where,
    got:
      field === undefined
        ? `the table has no column "${column}"`
        : `the table has ${fields.length} columns "${column}"`,
    expected: field === undefined ? `one of its columns: ${names.join(", ") || "none"}` : "one",
    remedy: field === undefined ? "Check the spelling, or rename the column." : "Rename all but one of them.",
    details: { column, columns: names },
  });
}

/** The type a column reads as. */
export function typeOfColumn(table: TableShape, column: string, where: string): ColumnType {
  const { type } = fieldOf(table, column, where);
  const columnType = columnTypeOf(type);
  if (columnType !== null) return columnType;
  throw new LabelingError("wrong_type", {
    where,
    got: `column "${column}" is ${String(type)}`,
    expected: "text, numbers, booleans, times, dates, or lists of them",
    remedy: "Cast the column, or take what you need out of it, before labeling.",
    details: { column, type: String(type) },
  });
}

/**
 * Checks that a table has every column with a type that can be read as declared.
 *
 * @throws LabelingError `missing_column`, `duplicate_name` or `wrong_type`, naming the column, its type and the type expected.
 */
export function checkColumns(table: TableShape, columns: Readonly<Record<string, ColumnType>>, where: string): void {
  for (const [column, declared] of Object.entries(columns)) {
    const { type } = fieldOf(table, column, where);
    const actual = typeOfColumn(table, column, where);
    // A column of nulls alone has no type of its own.
    if (type.typeId === 1 || acceptsType(declared, actual)) continue;
    throw new LabelingError("wrong_type", {
      where,
      got: `column "${column}" is ${actual} in the table`,
      expected: declared,
      remedy: `Convert the column, or declare it as "${actual}" in defineTask.`,
      details: { column, actual, declared },
    });
  }
}

import { LabelingError } from "../../errors.ts";
import { listNames } from "../../util/checks.ts";
import { typeIds, type TypeShape } from "../arrow-shape.ts";
import { columnTypeOf } from "../arrow-types.ts";
import { scalarTypes, listItemType, valueKind, type ColumnType, type ScalarType } from "../column-types.ts";
import type { FileColumns, PartReading } from "./parted-file.ts";

/** A type as it is listed: a column type, or Arrow's own name for one that this package does not read. */
export const typeName = (type: TypeShape): string =>
  type.typeId === typeIds.null ? "null" : (columnTypeOf(type) ?? String(type));

/** Types of one kind stand in for each other when labeling functions read them. */
function kindOf(type: string): string {
  const item = listItemType(type as ColumnType) ?? type;
  return scalarTypes.includes(item as ScalarType) ? valueKind(type as ColumnType) : type;
}

/** Checks that the files of a data set have the same columns, as far as they are wanted. */
export class ColumnAgreement {
  readonly #reading: PartReading;
  #first: { readonly path: string; readonly columns: ReadonlyMap<string, string> } | null = null;

  constructor(reading: PartReading) {
    this.#reading = reading;
  }

  /**
   * @throws LabelingError `missing_column` where a file lacks a column that is wanted or that the first file has, or has
   * one more; `wrong_type` where a column has another kind of values than in the first file.
   */
  check(path: string, columns: FileColumns): void {
    const { only, declared } = this.#reading;
    if (columns === null) {
      // JSON Lines: any row may lack any key, but what is read has the types that are declared.
      if (only !== null) this.#checkTypes(path, new Map(only.map((name) => [name, declared.get(name) ?? "utf8"])));
      return;
    }
    for (const name of only ?? []) if (!columns.has(name)) throw lacks(path, name, [...columns.keys()]);
    if (only === null && this.#first !== null) {
      const { path: other, columns: expected } = this.#first;
      for (const name of expected.keys()) if (!columns.has(name)) throw differs(path, name, other);
      for (const name of columns.keys()) if (!expected.has(name)) throw differs(other, name, path);
    }
    this.#checkTypes(path, only === null ? columns : new Map(only.map((name) => [name, columns.get(name) ?? ""])));
  }

  #checkTypes(path: string, columns: ReadonlyMap<string, string>): void {
    this.#first ??= { path, columns };
    for (const [name, type] of columns) {
      const expected = this.#first.columns.get(name) ?? type;
      if (type === "null" || expected === "null" || kindOf(type) === kindOf(expected)) continue;
      throw new LabelingError("wrong_type", {
        where: path,
        got: `column "${name}" is ${type}`,
        expected: `${expected}, as in ${this.#first.path}`,
        remedy: "Give the column the same type in all files, or read them one by one.",
        details: { path, column: name, type, expected, other: this.#first.path },
      });
    }
  }
}

function lacks(path: string, column: string, columns: readonly string[]): LabelingError {
  return new LabelingError("missing_column", {
    where: path,
    got: `the file has no column "${column}"`,
    expected: `one of its columns: ${listNames(columns) || "none"}`,
    remedy: "Check the spelling, or rename the column.",
    details: { path, column },
  });
}

function differs(path: string, column: string, other: string): LabelingError {
  return new LabelingError("missing_column", {
    where: path,
    got: `the file has no column "${column}"`,
    expected: `the same columns as in ${other}`,
    remedy: `Name the columns to read: { only: [...] }.`,
    details: { path, column, other },
  });
}

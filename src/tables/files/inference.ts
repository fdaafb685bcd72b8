import type { Data } from "apache-arrow";
import { convertValue } from "../build/convert-value.ts";
import { buildColumn, buildDeclared, misfit, type Cell, type CellSource } from "../build/cells.ts";
import { listItemType, type ColumnType, type ScalarType } from "../column-types.ts";
import { decodeText } from "../decode/decode-text.ts";
import { readValidity } from "../decode/validity.ts";
import { parseJson } from "../build/json-text.ts";
import { kindOfText, parseText, type ScalarValue, type TextKind } from "../build/text-values.ts";

/**
 * The type of a column of text cells, from all of them: `bool`, `int64`, `float64`, `date` or `timestamp` if every
 * cell reads as one and nothing is lost, else `utf8`. Whole numbers beyond 2^53 and text such as `007` or `+1` stay
 * `utf8`; so do times of which only some name an offset from UTC, and columns of nulls. Empty cells say nothing.
 */
export function inferTextType(cells: readonly (string | null)[]): ScalarType {
  const kinds = new Set<TextKind>();
  for (const cell of cells) {
    if (cell === null || cell === "") continue;
    const kind = kindOfText(cell);
    if (kind === "utf8") return "utf8";
    kinds.add(kind);
  }
  const only = (...allowed: TextKind[]): boolean => [...kinds].every((kind) => allowed.includes(kind));
  if (kinds.size === 0) return "utf8";
  if (only("bool")) return "bool";
  if (only("int64")) return "int64";
  if (kinds.has("float64") && only("int64", "float64", "whole float")) return "float64";
  if (only("date")) return "date";
  return only("date", "naive") || only("zoned") ? "timestamp" : "utf8";
}

function parseList(type: ScalarType, text: string): readonly (ScalarValue | null)[] | undefined {
  let list: unknown;
  try {
    list = parseJson(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(list)) return undefined;
  const items = list.map((item: unknown) => convertValue(type, item));
  return items.includes(undefined) ? undefined : (items as (ScalarValue | null)[]);
}

function parseCells(type: ColumnType, cells: readonly (string | null)[], source: CellSource): Cell[] {
  const item = listItemType(type);
  return cells.map((text, row) => {
    if (text === null || (text === "" && type !== "utf8")) return null;
    const value = item === null ? parseText(type as ScalarType, text) : parseList(item, text);
    if (value === undefined) throw misfit(source, row, text, type);
    return value;
  });
}

/**
 * A column from one of text, as `columnFromText` makes it of its cells.
 *
 * @throws LabelingError `wrong_type` for a cell that does not fit the declared type, naming row and column.
 */
export function columnFromTextColumn(text: Data, declared: ColumnType | undefined, source: CellSource): Data {
  if (declared === "utf8") return text;
  const valid = readValidity(text, 0, text.length);
  const texts = decodeText(text, 0, text.length, valid);
  const cells = valid === null ? texts : texts.map((cell, row) => (valid[row] === 0 ? null : cell));
  if (declared === undefined && inferTextType(cells) === "utf8") return text;
  return columnFromText(cells, declared, source);
}

/**
 * A column from text cells: as `declared`, else as `inferTextType` says. Lists are JSON text. An empty cell is text
 * only in a `utf8` column, elsewhere it is null.
 *
 * @throws LabelingError `wrong_type` for a cell that does not fit the declared type, naming row and column.
 */
export function columnFromText(
  cells: readonly (string | null)[],
  declared: ColumnType | undefined,
  source: CellSource,
): Data {
  if (declared !== undefined) return buildDeclared(declared, parseCells(declared, cells, source), source);
  const type = inferTextType(cells);
  return buildColumn(type, parseCells(type, cells, source), source.where) ?? buildDeclared("utf8", cells, source);
}

import { typeIds, type TypeShape } from "./arrow-shape.ts";
import type { ColumnType, ScalarType } from "./column-types.ts";

const floatTypes: Readonly<Record<number, ScalarType>> = { 0: "float32", 1: "float32", 2: "float64" };

function scalarTypeOf(type: TypeShape): ScalarType | null {
  switch (type.typeId) {
    case typeIds.utf8:
    case typeIds.largeUtf8:
    case typeIds.utf8View:
    case typeIds.null: // a column of nulls alone reads as text that is always null
      return "utf8";
    case typeIds.bool:
      return "bool";
    case typeIds.int:
      return `${type.isSigned === true ? "" : "u"}int${type.bitWidth ?? 32}` as ScalarType;
    case typeIds.float:
      return floatTypes[type.precision ?? 2] ?? null;
    case typeIds.date:
      return "date";
    case typeIds.timestamp:
      return "timestamp";
    case typeIds.dictionary:
      return type.dictionary === undefined ? null : scalarTypeOf(type.dictionary);
    default:
      return null;
  }
}

const isList = (type: TypeShape): boolean =>
  type.typeId === typeIds.list || type.typeId === typeIds.largeList || type.typeId === typeIds.fixedSizeList;

/** The column type an Arrow type reads as, or null where this package cannot read it (structs, maps, binary, decimals). */
export function columnTypeOf(type: TypeShape): ColumnType | null {
  if (!isList(type)) return scalarTypeOf(type);
  const item = type.children?.[0]?.type;
  const scalar = item === undefined ? null : scalarTypeOf(item);
  return scalar === null ? null : `list<${scalar}>`;
}

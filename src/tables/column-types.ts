import { LabelingError } from "../errors.ts";

/** Types of a column's single values. */
export type ScalarType =
  | "utf8"
  | "bool"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "float32"
  | "float64"
  | "timestamp"
  | "date";

/** The type of a column, as a task declares it. */
export type ColumnType = ScalarType | `list<${ScalarType}>`;

/**
 * What a labeling function sees for one value of a column type: text as string, every number as number
 * (int64 too, as long as it is exact), times and dates as milliseconds since 1970 (UTC), lists as arrays.
 */
export type ColumnValue<T extends ColumnType> = T extends "utf8"
  ? string
  : T extends "bool"
    ? boolean
    : T extends "list<utf8>"
      ? readonly string[]
      : T extends "list<bool>"
        ? readonly boolean[]
        : T extends `list<${string}>`
          ? ArrayLike<number>
          : number;

/** The kinds of JavaScript value a column can give. Types of one kind stand in for each other when a table is read. */
export type ValueKind = "text" | "flag" | "number" | "time" | "text list" | "flag list" | "number list" | "time list";

const scalarKinds: Readonly<Record<ScalarType, "text" | "flag" | "number" | "time">> = {
  utf8: "text",
  bool: "flag",
  int8: "number",
  int16: "number",
  int32: "number",
  int64: "number",
  uint8: "number",
  uint16: "number",
  uint32: "number",
  uint64: "number",
  float32: "number",
  float64: "number",
  timestamp: "time",
  date: "time",
};

/** The names of all scalar types, for messages. */
export const scalarTypes: readonly ScalarType[] = Object.freeze(Object.keys(scalarKinds) as ScalarType[]);

const isScalarType = (type: string): type is ScalarType => Object.hasOwn(scalarKinds, type);

/** The scalar type inside `list<...>`, or null for a scalar type. */
export function listItemType(type: ColumnType): ScalarType | null {
  const match = /^list<(.+)>$/.exec(type);
  return match === null ? null : (match[1] as ScalarType);
}

/** The kind of value a column type gives. */
export function valueKind(type: ColumnType): ValueKind {
  const item = listItemType(type);
  return item === null ? scalarKinds[type as ScalarType] : `${scalarKinds[item]} list`;
}

const isInteger = (type: ColumnType): boolean => /^u?int\d+$/.test(listItemType(type) ?? type);

/** Whether a table column of type `actual` can be read where a task declares `declared`: same kind of value, and no fractions for whole numbers. */
export function acceptsType(declared: ColumnType, actual: ColumnType): boolean {
  if (isInteger(declared) && !isInteger(actual)) return false;
  return valueKind(declared) === valueKind(actual);
}

/**
 * `type` as a column type.
 *
 * @throws LabelingError `bad_option` for any other value, naming the column.
 */
export function checkColumnType(type: unknown, column: string): ColumnType {
  if (typeof type === "string") {
    const item = /^list<(.+)>$/.exec(type)?.[1] ?? type;
    if (isScalarType(item)) return type as ColumnType;
  }
  throw new LabelingError("bad_option", {
    where: `column "${column}"`,
    got: `type ${JSON.stringify(type)}`,
    expected: `one of ${scalarTypes.join(", ")}, or a list such as list<utf8>`,
    details: { column, type },
  });
}

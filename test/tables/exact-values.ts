import { DataType, DateUnit, Vector, type Field, type Table } from "apache-arrow";

const ticksPerSecond = [1n, 1_000n, 1_000_000n, 1_000_000_000n];

/** One value in a form that tells all differences but those of integer width and time unit. */
function exact(value: unknown, type: DataType): unknown {
  if (value === null || value === undefined) return null;
  if (value instanceof Vector) return vectorValues(value);
  if (typeof value === "number" && DataType.isInt(type)) return BigInt(value);
  if (typeof value === "number" && DataType.isDate(type) && type.unit === DateUnit.MILLISECOND)
    return BigInt(value) * 1_000_000n;
  return value;
}

/** The type of a vector's single values: of a dictionary's entries, where it is one. */
const plainType = (type: DataType): DataType => (DataType.isDictionary(type) ? (type.dictionary as DataType) : type);

function timestamps(vector: Vector): unknown[] {
  const unit = (vector.type as unknown as { unit: number }).unit;
  const raw = vector.data.flatMap((data) => Array.from((data.values as BigInt64Array).subarray(0, data.length)));
  return raw.map((value, i) => (vector.isValid(i) ? (value * 1_000_000_000n) / (ticksPerSecond[unit] ?? 1n) : null));
}

/** All values of a column, exactly: integers as bigints, times in nanoseconds, days in milliseconds. */
export function vectorValues(vector: Vector): unknown[] {
  const type = vector.type as DataType;
  if (DataType.isTimestamp(type)) return timestamps(vector);
  return Array.from({ length: vector.length }, (_, i) => exact(vector.get(i), plainType(type)));
}

/** All values of a table, column by column. */
export function tableValues(table: Table): Record<string, unknown[]> {
  return Object.fromEntries(
    table.schema.fields.map((field: Field, i) => {
      const vector = table.getChildAt(i);
      return [field.name, vector === null ? [] : vectorValues(vector)];
    }),
  );
}

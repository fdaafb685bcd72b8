import type { DecodedArray, SchemaElement } from "hyparquet";
import type { ScalarType } from "../column-types.ts";
import { ValueWindows, type ValueWindow } from "../decode/column-values.ts";
import type { Tables } from "./same-columns.ts";
import { writtenColumns, type WrittenColumn } from "./written-columns.ts";

const elements: Readonly<Record<Exclude<ScalarType, "timestamp">, Pick<SchemaElement, "type" | "converted_type">>> = {
  utf8: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  bool: { type: "BOOLEAN" },
  int8: { type: "INT32", converted_type: "INT_8" },
  int16: { type: "INT32", converted_type: "INT_16" },
  int32: { type: "INT32" },
  int64: { type: "INT64" },
  uint8: { type: "INT32", converted_type: "UINT_8" },
  uint16: { type: "INT32", converted_type: "UINT_16" },
  uint32: { type: "INT32", converted_type: "UINT_32" },
  uint64: { type: "INT64", converted_type: "UINT_64" },
  float32: { type: "FLOAT" },
  float64: { type: "DOUBLE" },
  date: { type: "INT32", converted_type: "DATE" },
};

// Parquet has no seconds: they are written as milliseconds.
const timeUnits = ["MILLIS", "MILLIS", "MICROS", "NANOS"] as const;

function leafElement(column: WrittenColumn, name: string): SchemaElement {
  const { type, unit, zoned } = column;
  if (type !== "timestamp") return { name, repetition_type: "OPTIONAL", ...elements[type] };
  const logical_type = { type: "TIMESTAMP", isAdjustedToUTC: zoned, unit: timeUnits[unit] } as const;
  return { name, repetition_type: "OPTIONAL", type: "INT64", logical_type };
}

/** The schema elements of a column: one, or the three of a list. */
function elementsOf(column: WrittenColumn): SchemaElement[] {
  if (!column.isList) return [leafElement(column, column.name)];
  return [
    {
      name: column.name,
      repetition_type: "OPTIONAL",
      num_children: 1,
      converted_type: "LIST",
      logical_type: { type: "LIST" },
    },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    leafElement(column, "element"),
  ];
}

function toParquet(values: readonly unknown[], column: WrittenColumn): DecodedArray {
  if (column.type !== "timestamp" || column.unit !== 0) return values as unknown[];
  const one = (value: unknown): unknown => (value === null ? null : (value as bigint) * 1000n);
  return values.map((value) => (column.isList ? ((value as unknown[] | null)?.map(one) ?? null) : one(value)));
}

/** Negative zeros would meet zero in the writer's dictionary and lose their sign there. */
const hasNegativeZero = (values: readonly unknown[], column: WrittenColumn): boolean =>
  column.type.startsWith("float") && values.flat().some((value) => Object.is(value, -0));

/**
 * Tables of equal columns as a Parquet file, piece by piece; compressed with Snappy, in row groups of `groupRows` rows.
 * Dictionary columns become text, timestamps in seconds milliseconds.
 *
 * @throws LabelingError `wrong_type` for a column that is not text, numbers, booleans, times, dates or lists of them.
 */
export async function* writeParquet(tables: Tables, file: string, groupRows = 100_000): AsyncGenerator<Uint8Array> {
  const { ByteWriter, ParquetWriter } = await import("hyparquet-writer");
  const writer = new ByteWriter();
  const windows = new ValueWindows(groupRows);
  let columns: WrittenColumn[] = [];
  let parquet: InstanceType<typeof ParquetWriter> | null = null;
  const written = function* (): Generator<Uint8Array> {
    yield writer.getBytes().slice();
    writer.index = 0; // its offset goes on: the places of all row groups are written at the end
  };
  const writeGroup = async ({ columns: values, length }: ValueWindow): Promise<void> => {
    const columnData = columns.map((column, c) => {
      const given = values[c] ?? [];
      const data = toParquet(given, column);
      return { name: column.name, data, ...(hasNegativeZero(given, column) ? { encoding: "PLAIN" as const } : {}) };
    });
    await parquet?.write({ columnData, rowGroupSize: length });
  };
  for await (const table of tables) {
    if (parquet === null) {
      columns = writtenColumns(table, file, ".parquet");
      const schema: SchemaElement[] = [{ name: "root", num_children: columns.length }, ...columns.flatMap(elementsOf)];
      parquet = new ParquetWriter({ writer, schema, createdBy: "labelwright" });
    }
    for (const window of windows.add(table)) {
      await writeGroup(window);
      yield* written();
    }
    // Rows of several tables are put together only where they would make up small groups: it costs copies.
    if (windows.waiting < groupRows / 2) continue;
    for (const window of windows.rest()) await writeGroup(window);
  }
  for (const window of windows.rest()) await writeGroup(window);
  await parquet?.finish();
  yield* written();
}

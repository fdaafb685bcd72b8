import { open, type FileHandle } from "node:fs/promises";
import { type Data, type DataType, Field, List, type Table, Utf8 } from "apache-arrow";
import type { AsyncBuffer, DecodedArray, FileMetaData, ParquetParsers, SchemaElement, SchemaTree } from "hyparquet";
import { LabelingError } from "../errors.ts";
import { assembleBatches, buildData } from "./column-builder.ts";
import type { ColumnType } from "./column-types.ts";
import { corruptFile, fileError } from "./file-errors.ts";
import { toJson } from "./json-text.ts";
import { leafReading, type LeafReading } from "./parquet-types.ts";

const magic = "PAR1";
const expected = "a whole Parquet file";

/** How a column is read: single values, lists of them, or anything nested deeper, which becomes JSON text. */
interface ColumnReading {
  readonly name: string;
  readonly form: "single" | "list" | "nested";
  readonly leaf: LeafReading;
  readonly type: DataType;
}

// Times arrive as the integers that the file holds; text as its bytes.
const parsers: Partial<ParquetParsers> = { timestampFromNanoseconds: (nanos) => nanos };

function openBuffer(handle: FileHandle, size: number): AsyncBuffer {
  return {
    byteLength: size,
    // As ArrayBuffer.slice, less where less is there: an error now would be one that nobody waits for.
    async slice(start, end = size) {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - Math.max(start, 0)));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
        if (bytesRead === 0) return bytes.buffer.slice(0, filled);
        filled += bytesRead;
      }
      return bytes.buffer;
    },
  };
}

const leafPaths = (node: SchemaTree): string[] =>
  node.children.length === 0 ? [node.path.join("\n")] : node.children.flatMap(leafPaths);

/** Whether every row group has the columns of the schema, in its order. */
function hasAllColumns(root: SchemaTree, metadata: FileMetaData): boolean {
  const paths = leafPaths(root).join("\n\n");
  return metadata.row_groups.every(
    ({ columns }) => columns.map(({ meta_data }) => meta_data?.path_in_schema.join("\n")).join("\n\n") === paths,
  );
}

/** The column's single values, if it is a plain column or a list of plain values. */
function leafOf(node: SchemaTree): { form: "single" | "list"; element: SchemaElement } | null {
  if (node.children.length === 0) {
    return { form: node.element.repetition_type === "REPEATED" ? "list" : "single", element: node.element };
  }
  const { converted_type: converted, logical_type: logical } = node.element;
  const [repeated] = node.children;
  if ((converted !== "LIST" && logical?.type !== "LIST") || repeated === undefined) return null;
  if (repeated.element.repetition_type !== "REPEATED" || node.children.length > 1) return null;
  const [item] = repeated.children;
  if (item === undefined) return { form: "list", element: repeated.element };
  if (repeated.children.length > 1 || item.children.length > 0) return null;
  return item.element.repetition_type === "REPEATED" ? null : { form: "list", element: item.element };
}

/**
 * How each column is read. Annotations of the values that are converted here are taken out of `metadata`, so that they
 * arrive as the file holds them, exact to the last digit.
 */
function readingsOf(
  root: SchemaTree,
  metadata: FileMetaData,
  declared: ReadonlyMap<string, ColumnType>,
): ColumnReading[] {
  const plain = new Set<SchemaElement>();
  const readings = root.children.map((node): ColumnReading => {
    const { name } = node.element;
    const found = leafOf(node);
    if (found === null) return { name, form: "nested", leaf: { type: new Utf8(), convert: null }, type: new Utf8() };
    plain.add(found.element);
    const { form, element } = found;
    const bytes = element.type === "BYTE_ARRAY" && !element.converted_type && !element.logical_type;
    const text = bytes && declared.get(name)?.includes("utf8") === true;
    const leaf = text ? { type: new Utf8(), convert: null } : leafReading(element);
    return { name, form, leaf, type: form === "list" ? new List(new Field("item", leaf.type, true)) : leaf.type };
  });
  metadata.schema = metadata.schema.map((element) => {
    const { converted_type, logical_type, ...rest } = element;
    if (plain.has(element)) return rest;
    // Newer files may leave out the older of the two ways to say that a column is a list.
    if (logical_type?.type === "LIST" || logical_type?.type === "MAP") {
      return { ...element, converted_type: logical_type.type };
    }
    return converted_type === undefined && logical_type === undefined ? rest : element;
  });
  return readings;
}

const isNull = (value: unknown): boolean => value === null || value === undefined;

function toData(reading: ColumnReading, parts: readonly DecodedArray[], file: string): Data {
  const [first] = parts;
  let values: ArrayLike<unknown> =
    parts.length === 1 && first !== undefined ? first : parts.flatMap((part) => Array.from(part as unknown[]));
  const { convert, type: leafType } = reading.leaf;
  if (reading.form === "nested") values = Array.from(values, (value) => (isNull(value) ? null : toJson(value)));
  else if (convert !== null) {
    const one = (value: unknown): unknown => (isNull(value) ? null : convert(value));
    const all = (value: unknown): unknown =>
      reading.form === "list" ? (value as unknown[] | null)?.map(one) : one(value);
    values = Array.from(values, all);
  }
  return buildData(reading.form === "list" ? reading.type : leafType, values, `${file}, column "${reading.name}"`);
}

async function readGroups(
  handle: FileHandle,
  size: number,
  file: string,
  declared: ReadonlyMap<string, ColumnType>,
): Promise<Table> {
  const { parquetMetadataAsync, parquetRead, parquetSchema } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const buffer = openBuffer(handle, size);
  const metadata = await parquetMetadataAsync(buffer, { geoparquet: false });
  const root = parquetSchema(metadata);
  // hyparquet would start reading before it finds out.
  if (!hasAllColumns(root, metadata))
    throw corruptFile(file, "a row group without all columns of the schema", expected);
  const readings = readingsOf(root, metadata, declared);
  const batches: { chunks: Data[]; length: number }[] = [];
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const length = Number(group.num_rows);
    const parts = new Map<string, DecodedArray[]>(readings.map(({ name }) => [name, []]));
    await parquetRead({
      file: buffer,
      metadata,
      rowStart,
      rowEnd: rowStart + length,
      compressors,
      utf8: false,
      parsers,
      geoparquet: false,
      onChunk: ({ columnName, columnData }) => parts.get(columnName)?.push(columnData),
    });
    const chunks = readings.map((reading) => {
      const data = toData(reading, parts.get(reading.name) ?? [], file);
      if (data.length === length) return data;
      throw corruptFile(file, `${data.length} of ${length} values in column "${reading.name}"`, expected);
    });
    batches.push({ chunks, length });
    rowStart += length;
  }
  if (rowStart !== Number(metadata.num_rows)) {
    throw corruptFile(file, `${rowStart} of its ${metadata.num_rows} rows`, expected);
  }
  return assembleBatches(readings, batches);
}

/**
 * Reads a Parquet file, a batch for each of its row groups, in any of the usual compressions. Decimals become floats,
 * UUIDs text, and columns of structs, maps and lists of lists JSON text.
 *
 * @throws LabelingError `corrupt_file` where the file is damaged or cut short, `file_failed` where it cannot be read.
 */
export async function readParquet(file: string, declared: ReadonlyMap<string, ColumnType>): Promise<Table> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const ends = Buffer.alloc(8);
    await handle.read(ends, 0, 4, 0);
    await handle.read(ends, 4, 4, Math.max(0, size - 4));
    const end = ends.toString("latin1");
    if (end.endsWith("PARE")) {
      const got = "an encrypted Parquet file";
      throw new LabelingError("unsupported_format", { where: file, got, expected: "Parquet that is not encrypted" });
    }
    if (!end.startsWith(magic)) throw corruptFile(file, "no Parquet data", expected);
    if (size < 12 || !end.endsWith(magic)) throw corruptFile(file, "a file whose end is missing", expected);
    return await readGroups(handle, size, file, declared);
  } catch (error) {
    const known = fileError(error, file, "read");
    if (LabelingError.is(known)) throw known;
    throw corruptFile(file, error instanceof Error ? error.message : String(error), expected, error);
  } finally {
    await handle.close();
  }
}

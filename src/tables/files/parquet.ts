import { open, type FileHandle } from "node:fs/promises";
import type { Data, Table } from "apache-arrow";
import type { AsyncBuffer, ColumnMetaData, Compressors, DecodedArray, ParquetParsers, SchemaTree } from "hyparquet";
import { LabelingError } from "../../errors.ts";
import { checkDistinct } from "../../util/checks.ts";
import { assembleBatches, buildData } from "../build/column-builder.ts";
import type { ColumnType } from "../column-types.ts";
import { corruptFile, fileError } from "./file-errors.ts";
import { toJson } from "../build/json-text.ts";
import { hasAllColumns, readingsOf, type ColumnReading } from "./parquet-columns.ts";
import { checkPages, levelsOf } from "./parquet-pages.ts";

const magic = "PAR1";
const expected = "a whole Parquet file";

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

/** The leaves under a column, each with the nodes that lead to it. */
const leavesOf = (node: SchemaTree, above: readonly SchemaTree[] = []): SchemaTree[][] =>
  node.children.length === 0 ? [[...above, node]] : node.children.flatMap((child) => leavesOf(child, [...above, node]));

/** Part of a file in memory; the rest is read as it is asked for. */
function cached(file: AsyncBuffer, start: number, part: ArrayBuffer): AsyncBuffer {
  return {
    byteLength: file.byteLength,
    slice(from, to = file.byteLength) {
      const inside = from >= start && to <= start + part.byteLength;
      return inside ? part.slice(from - start, to - start) : file.slice(from, to);
    },
  };
}

interface Chunk {
  readonly file: AsyncBuffer;
  readonly compressors: Compressors;
}

/** The chunk of a column with one leaf, its pages checked; any other column is read as it is. */
async function openChunk(file: AsyncBuffer, column: SchemaTree, metas: readonly ColumnMetaData[]): Promise<Chunk> {
  const { parquetHeader } = await import("hyparquet/src/column.js");
  const { compressors } = await import("hyparquet-compressors");
  const [meta] = metas;
  const [nodes] = leavesOf(column);
  if (meta === undefined || nodes === undefined || metas.length > 1) return { file, compressors };
  const start = Number(meta.dictionary_page_offset ?? meta.data_page_offset);
  const part = await file.slice(start, start + Number(meta.total_compressed_size));
  const levels = levelsOf(nodes);
  const checked = checkPages(new Uint8Array(part), meta, levels, parquetHeader, compressors);
  return { file: cached(file, start, part), compressors: checked };
}

async function readGroups(
  handle: FileHandle,
  size: number,
  file: string,
  declared: ReadonlyMap<string, ColumnType>,
): Promise<Table> {
  const { parquetMetadataAsync, parquetRead, parquetSchema } = await import("hyparquet");
  const buffer = openBuffer(handle, size);
  const metadata = await parquetMetadataAsync(buffer, { geoparquet: false });
  const root = parquetSchema(metadata);
  // hyparquet would start reading before it finds out.
  if (!hasAllColumns(root, metadata))
    throw corruptFile(file, "a row group without all columns of the schema", expected);
  checkDistinct(
    root.children.map(({ element }) => element.name),
    file,
    "Rename one of the columns.",
  );
  const readings = readingsOf(root, metadata, declared);
  const batches: { chunks: Data[]; length: number }[] = [];
  let rowStart = 0;
  for (const { num_rows, columns } of metadata.row_groups) {
    const length = Number(num_rows);
    const chunks: Data[] = [];
    for (const [i, reading] of readings.entries()) {
      const { name } = reading;
      const metas = columns.flatMap(({ meta_data }) => (meta_data?.path_in_schema[0] === name ? meta_data : []));
      const column = root.children[i];
      if (column === undefined || (reading.form === "single" && Number(metas[0]?.num_values) !== length)) {
        throw corruptFile(file, `not ${length} values in column "${name}"`, expected);
      }
      const parts: DecodedArray[] = [];
      await parquetRead({
        ...(await openChunk(buffer, column, metas)),
        metadata,
        columns: [name],
        rowStart,
        rowEnd: rowStart + length,
        utf8: false,
        parsers,
        geoparquet: false,
        onChunk: ({ columnData }) => parts.push(columnData),
      });
      const data = toData(reading, parts, file);
      if (data.length !== length)
        throw corruptFile(file, `${data.length} of ${length} values in column "${name}"`, expected);
      chunks.push(data);
    }
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

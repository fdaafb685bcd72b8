import type { Data } from "apache-arrow";
import type { AsyncBuffer, ColumnMetaData, Compressors, DecodedArray, ParquetParsers, SchemaTree } from "hyparquet";
import { LabelingError } from "../../errors.ts";
import { checkDistinct } from "../../util/checks.ts";
import { buildData } from "../build/column-builder.ts";
import { toJson } from "../build/json-text.ts";
import type { ColumnType } from "../column-types.ts";
import { corruptFile, fileError } from "./file-errors.ts";
import { hasAllColumns, readingsOf, type ColumnReading } from "./parquet-columns.ts";
import { checkPages, levelsOf } from "./parquet-pages.ts";

const magic = "PAR1";
const expected = "a whole Parquet file";
// Times arrive as the integers that the file holds; text as its bytes.
const parsers: Partial<ParquetParsers> = { timestampFromNanoseconds: (nanos) => nanos };

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

/** The rows of a row group. */
export interface GroupBatch {
  readonly chunks: Data[];
  readonly length: number;
}

/** A row group as the file's footer describes it. */
export interface RowGroup {
  readonly rows: number;
  /** Bytes of its values before compression, about. */
  readonly bytes: number;
  /** The bytes of the file that hold each column, from the first to the one after the last. */
  readonly ranges: readonly (readonly [start: number, end: number])[];
}

/** A Parquet file whose footer has been read. */
export interface ParquetFile {
  readonly columns: readonly ColumnReading[];
  readonly groups: readonly RowGroup[];
  /** The schema, as text. */
  readonly schema: string;
  /** Some columns of a row group, from a buffer over the file that need hold only their bytes. */
  read(group: number, columns: readonly ColumnReading[], buffer: AsyncBuffer): Promise<GroupBatch>;
}

async function checkEnds(buffer: AsyncBuffer, file: string): Promise<void> {
  const size = buffer.byteLength;
  const text = async (start: number): Promise<string> =>
    Buffer.from(await buffer.slice(start, start + 4)).toString("latin1");
  const [begin, end] = [await text(0), await text(Math.max(0, size - 4))];
  if (end === "PARE") {
    const got = "an encrypted Parquet file";
    throw new LabelingError("unsupported_format", { where: file, got, expected: "Parquet that is not encrypted" });
  }
  if (begin !== magic) throw corruptFile(file, "no Parquet data", expected);
  if (size < 12 || end !== magic) throw corruptFile(file, "a file whose end is missing", expected);
}

const rangeOf = (metas: readonly ColumnMetaData[]): [start: number, end: number] => {
  const starts = metas.map((meta) => Number(meta.dictionary_page_offset ?? meta.data_page_offset));
  const ends = metas.map((meta, i) => (starts[i] ?? 0) + Number(meta.total_compressed_size));
  return [Math.min(...starts), Math.max(...ends)];
};

/**
 * Reads the footer of a Parquet file.
 *
 * @throws LabelingError `corrupt_file` where the file is damaged or cut short, `unsupported_format` where it is encrypted.
 */
export async function openParquet(
  buffer: AsyncBuffer,
  file: string,
  declared: ReadonlyMap<string, ColumnType>,
): Promise<ParquetFile> {
  const { parquetMetadataAsync, parquetRead, parquetSchema } = await import("hyparquet");
  await checkEnds(buffer, file);
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
  const schema = JSON.stringify(metadata.schema);
  const columns = readingsOf(root, metadata, declared);
  const metasOf = (group: number, name: string): ColumnMetaData[] =>
    (metadata.row_groups[group]?.columns ?? []).flatMap(({ meta_data }) =>
      meta_data?.path_in_schema[0] === name ? meta_data : [],
    );
  const starts: number[] = [];
  let total = 0;
  const groups = metadata.row_groups.map(({ num_rows, total_byte_size }, group): RowGroup => {
    starts.push(total);
    total += Number(num_rows);
    const ranges = columns.map(({ name }) => rangeOf(metasOf(group, name)));
    return { rows: Number(num_rows), bytes: Number(total_byte_size), ranges };
  });
  if (total !== Number(metadata.num_rows)) {
    throw corruptFile(file, `${total} of its ${metadata.num_rows} rows`, expected);
  }

  async function readColumn(group: number, reading: ColumnReading, from: AsyncBuffer): Promise<Data> {
    const { name } = reading;
    const metas = metasOf(group, name);
    const length = groups[group]?.rows ?? 0;
    const column = root.children.find(({ element }) => element.name === name);
    if (column === undefined || (reading.form === "single" && Number(metas[0]?.num_values) !== length)) {
      throw corruptFile(file, `not ${length} values in column "${name}"`, expected);
    }
    const rowStart = starts[group] ?? 0;
    const parts: DecodedArray[] = [];
    await parquetRead({
      ...(await openChunk(from, column, metas)),
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
    return data;
  }

  return {
    columns,
    groups,
    schema,
    async read(group, wanted, from) {
      const chunks: Data[] = [];
      for (const reading of wanted) chunks.push(await readColumn(group, reading, from));
      return { chunks, length: groups[group]?.rows ?? 0 };
    },
  };
}

/** What went wrong while a Parquet file was read, as a labeling error. */
export function parquetError(error: unknown, file: string): LabelingError {
  const known = fileError(error, file, "read");
  if (LabelingError.is(known)) return known;
  return corruptFile(file, error instanceof Error ? error.message : String(error), expected, error);
}

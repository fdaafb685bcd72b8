import type { AsyncBuffer } from "hyparquet";
import type { TypeShape } from "../arrow-shape.ts";
import { assembleBatches } from "../build/column-builder.ts";
import { sha256 } from "../../util/hash.ts";
import { corruptFile } from "../files/file-errors.ts";
import { openParquet, parquetError, type GroupBatch, type ParquetFile } from "../files/parquet-groups.ts";
import { typeName } from "./agreement.ts";
import type { ByteRange } from "./part.ts";
import type { PartBytes, PartedFile, PartReading, PartTarget } from "./parted-file.ts";
import type { SourceFile } from "./source-file.ts";

/** Hex digits of the hash of a column in a row group. */
const hashDigits = 32;

/** A Parquet file. Its parts are whole row groups, of which only the columns wanted are kept in memory. */
export async function openParquetParts(source: SourceFile, reading: PartReading): Promise<PartedFile> {
  const { path } = source;
  const { only, declared } = reading;
  const parquet = await openParquet(bufferOver(source), path, declared).catch((error: unknown) => {
    throw parquetError(error, path);
  });
  checkRanges(parquet, source);
  const { columns } = parquet;
  const wanted = only?.flatMap((name) => columns.find((column) => column.name === name) ?? []) ?? columns;
  const isWanted = columns.map((column) => wanted.includes(column));
  const none = Buffer.alloc(0);
  return {
    prefix: Buffer.from(parquet.schema),
    columns: new Map(columns.map(({ name, type }) => [name, typeName(type as TypeShape)])),
    async *sections(target, last) {
      for (const [first, end] of groupsOf(parquet, target, last?.place.groups?.[1] ?? 0)) {
        const groups = parquet.groups.slice(first, end);
        const ranges = groups.flatMap((group) => group.ranges);
        const hashes: string[] = [];
        const bytes: Buffer[] = [];
        for (const [i, range] of ranges.entries()) {
          const piece = await source.read([range]);
          hashes.push(sha256([piece]).slice(0, hashDigits));
          bytes.push(isWanted[i % columns.length] === true ? piece : none);
        }
        const rows = groups.reduce((sum, group) => sum + group.rows, 0);
        yield { place: { ranges, groups: [first, end], hashes }, rows, bytes };
      }
    },
    async load({ place }) {
      const bytes: Buffer[] = [];
      for (const [i, range] of place.ranges.entries()) {
        bytes.push(isWanted[i % columns.length] === true ? await source.read([range]) : none);
      }
      return bytes;
    },
    async table(bytes, { place }) {
      const [first, end] = place.groups ?? [0, 0];
      const buffer = bufferOf(source.size, place.ranges, bytes);
      const batches: GroupBatch[] = [];
      try {
        for (let group = first; group < end; group++) batches.push(await parquet.read(group, wanted, buffer));
      } catch (error) {
        throw parquetError(error, path);
      }
      return assembleBatches(wanted, batches);
    },
  };
}

/** Row groups that make up parts, the first of each and the one after its last. */
function* groupsOf(
  { groups }: ParquetFile,
  target: PartTarget,
  start: number,
): Generator<readonly [first: number, end: number]> {
  let first = start;
  let rows = 0;
  let bytes = 0;
  for (let group = start; group < groups.length; group++) {
    const next = groups[group] ?? { rows: 0, bytes: 0 };
    if (group > first && (rows + next.rows > target.rows || bytes + next.bytes > target.bytes)) {
      yield [first, group];
      [first, rows, bytes] = [group, 0, 0];
    }
    rows += next.rows;
    bytes += next.bytes;
  }
  if (first < groups.length || groups.length === 0) yield [first, groups.length];
}

/** A damaged footer may claim bytes that are not there, and more than memory holds. */
function checkRanges(parquet: ParquetFile, { path, size }: SourceFile): void {
  for (const { ranges } of parquet.groups) {
    if (ranges.every(([start, end]) => start >= 0 && start <= end && end <= size)) continue;
    throw corruptFile(path, "columns that lie beyond its end", "a whole Parquet file");
  }
}

const exactBuffer = (bytes: Buffer): ArrayBuffer => bytes.buffer as ArrayBuffer;

function bufferOver(source: SourceFile): AsyncBuffer {
  return {
    byteLength: source.size,
    slice: async (start, end = source.size) =>
      exactBuffer(await source.read([[Math.max(0, start), Math.min(end, source.size)]])),
  };
}

/** Parts of a file in memory. */
function bufferOf(size: number, ranges: readonly ByteRange[], bytes: PartBytes): AsyncBuffer {
  return {
    byteLength: size,
    slice(start, end = size) {
      const i = ranges.findIndex(([from, to], r) => from <= start && end <= to && (bytes[r]?.length ?? 0) > 0);
      const [from] = ranges[i] ?? [0];
      return exactBuffer(bytes[i] ?? Buffer.alloc(0)).slice(start - from, end - from);
    },
  };
}

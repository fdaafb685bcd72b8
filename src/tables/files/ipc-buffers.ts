import type { Table } from "apache-arrow";
import { typeIds, type DataShape } from "../arrow-shape.ts";

const isBits = (type: number): boolean => type === typeIds.bool;

/** Types whose values have offsets into bytes or into a child. */
const withOffsets: ReadonlySet<number> = new Set([
  typeIds.utf8,
  typeIds.binary,
  typeIds.largeUtf8,
  typeIds.largeBinary,
  typeIds.list,
  typeIds.largeList,
  17, // map
]);

/** Types that are one number, or a few, for each row. */
const fixedWidth: ReadonlySet<number> = new Set([
  typeIds.int,
  typeIds.float,
  typeIds.decimal,
  typeIds.date,
  typeIds.time,
  typeIds.timestamp,
  typeIds.fixedSizeBinary,
  typeIds.duration,
  typeIds.dictionary,
  11, // interval
]);

function checkOffsets(data: DataShape): string | null {
  const { valueOffsets, length } = data;
  if (length === 0) return null;
  if (valueOffsets === undefined || valueOffsets.length <= length) return "offsets are missing";
  const end = data.children.length > 0 ? (data.children[0]?.length ?? 0) : (data.values?.length ?? 0);
  let last = valueOffsets[0] ?? 0;
  if (last < 0) return "an offset is negative";
  for (let i = 1; i <= length; i++) {
    const next = valueOffsets[i] ?? 0;
    if (next < last) return "offsets run backwards";
    last = next;
  }
  return last > end ? "an offset lies beyond the values" : null;
}

function isValid(data: DataShape, row: number): boolean {
  if (data.nullCount === 0 || data.nullBitmap === undefined || data.nullBitmap.length === 0) return true;
  const bit = data.offset + row;
  return (((data.nullBitmap[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
}

function checkCodes(data: DataShape): string | null {
  const entries = data.dictionary?.length ?? 0;
  const codes = data.values ?? [];
  for (let i = 0; i < data.length; i++) {
    const code = codes[i] ?? 0;
    if ((code < 0 || code >= entries) && isValid(data, i)) return "a dictionary has no such entry";
  }
  return data.dictionary?.data.map(checkData).find((problem) => problem !== null) ?? null;
}

function checkViews(data: DataShape): string | null {
  const bytes = data.values as unknown as Uint8Array | undefined;
  if ((bytes?.length ?? 0) < data.length * 16) return "values are missing";
  if (bytes === undefined) return null;
  const views = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < data.length; i++) {
    const size = views.getInt32(i * 16, true);
    if (size <= 12 || !isValid(data, i)) continue;
    const end = views.getInt32(i * 16 + 12, true) + size;
    if (end > (data.variadicBuffers?.[views.getInt32(i * 16 + 8, true)]?.length ?? -1))
      return "text lies beyond its buffer";
  }
  return null;
}

function checkData(data: DataShape): string | null {
  const { length, offset, nullCount, nullBitmap } = data;
  const { typeId } = data.type;
  if (nullCount > length) return "more nulls than rows";
  if (nullCount > 0 && typeId !== typeIds.null && (nullBitmap?.length ?? 0) * 8 < offset + length) {
    return "validity bits are missing";
  }
  const values = data.values?.length ?? 0;
  const stride = (data as { stride?: number }).stride ?? 1;
  if (isBits(typeId) && values * 8 < offset + length) return "values are missing";
  if (fixedWidth.has(typeId) && values < length * stride) return "values are missing";
  if (typeId === typeIds.fixedSizeList && (data.children[0]?.length ?? 0) < length * (data.type.listSize ?? 0)) {
    return "items are missing";
  }
  const problem = withOffsets.has(typeId)
    ? checkOffsets(data)
    : typeId === typeIds.dictionary
      ? checkCodes(data)
      : typeId === typeIds.utf8View || typeId === 23
        ? checkViews(data)
        : null;
  return problem ?? data.children.map(checkData).find((each) => each !== null) ?? null;
}

/**
 * Checks that what the columns of a table point at is there: buffers as long as the rows need, offsets and dictionary
 * codes within them. A damaged file would otherwise read as a wrong table.
 *
 * @returns What is wrong, naming the column, or null.
 */
export function checkBuffers(table: Table): string | null {
  for (const batch of table.batches) {
    for (const [i, data] of batch.data.children.entries()) {
      const problem = checkData(data);
      if (problem !== null) return `column ${JSON.stringify(table.schema.fields[i]?.name)} in which ${problem}`;
    }
  }
  return null;
}

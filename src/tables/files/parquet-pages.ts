/**
 * Checks the pages of a Parquet column before and while hyparquet reads them. It trusts the counts that it finds there,
 * and one damaged byte can make it fill all memory.
 */
import type { ColumnMetaData, Compressors, PageHeader, SchemaTree } from "hyparquet";

/** Reads a page header, and moves the reader behind it. */
export type HeaderReader = (reader: { view: DataView; offset: number }) => PageHeader;

/** What the pages of a column are like: its deepest repetition and definition level, and whether its values are bits. */
export interface LeafLevels {
  readonly repetition: number;
  readonly definition: number;
  readonly isBoolean: boolean;
}

/** The levels of a column whose only leaf is at the end of `nodes`. */
export function levelsOf(nodes: readonly SchemaTree[]): LeafLevels {
  const kinds = nodes.map(({ element }) => element.repetition_type);
  return {
    repetition: kinds.filter((kind) => kind === "REPEATED").length,
    definition: kinds.filter((kind) => kind !== "REQUIRED").length,
    isBoolean: nodes.at(-1)?.element.type === "BOOLEAN",
  };
}

/** Padding that writers put behind the last values that are packed in bits. */
const padding = 512;

/** Runs of repeated or bit-packed numbers: none may be longer than the page. */
function checkRuns(bytes: Uint8Array, start: number, width: number, count: number): void {
  let at = start;
  for (let seen = 0; seen < count && at < bytes.length;) {
    let header = 0;
    let byte = 128;
    for (let shift = 0; byte >= 128 && shift < 35; shift += 7) {
      byte = bytes[at++] ?? 0;
      header += (byte & 127) * 2 ** shift;
    }
    const packed = header % 2 === 1;
    const run = Math.floor(header / 2) * (packed ? 8 : 1);
    if (run > count + (packed ? padding : 0)) throw new RangeError("a run of values is longer than its page");
    at += packed ? (run / 8) * width : (width + 7) >> 3;
    seen += run;
  }
}

const bitWidth = (level: number): number => 32 - Math.clz32(level);

function checkValues(bytes: Uint8Array, start: number, encoding: string, count: number, isBoolean: boolean): void {
  if (encoding === "RLE" && isBoolean) checkRuns(bytes, start + 4, 1, count);
  else if (encoding.endsWith("_DICTIONARY") || encoding === "RLE")
    checkRuns(bytes, start + 1, bytes[start] ?? 0, count);
}

/** A page of values as it is after decompression; of the second version only the values are compressed. */
function checkPage(header: PageHeader, page: Uint8Array, levels: LeafLevels): void {
  const { data_page_header: first, data_page_header_v2: second } = header;
  if (second !== undefined) checkValues(page, 0, second.encoding, second.num_values, levels.isBoolean);
  if (first === undefined) return;
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  let at = 0;
  for (const level of [levels.repetition, levels.definition]) {
    if (level === 0) continue;
    checkRuns(page, at + 4, bitWidth(level), first.num_values);
    at += 4 + view.getUint32(at, true);
  }
  checkValues(page, at, first.encoding, first.num_values, levels.isBoolean);
}

/** Checks the levels of a page of the second version, which are never compressed, and gives the rest of the page. */
function checkLevels(header: PageHeader, payload: Uint8Array, levels: LeafLevels): Uint8Array {
  const { data_page_header_v2: page } = header;
  if (page === undefined) return payload;
  const { repetition_levels_byte_length: repetitions, definition_levels_byte_length: definitions } = page;
  const inside = repetitions >= 0 && definitions >= 0 && repetitions + definitions <= payload.length;
  if (!inside || !(page.num_nulls >= 0 && page.num_nulls <= page.num_values)) {
    throw new RangeError("a page with impossible counts");
  }
  if (levels.repetition > 0) checkRuns(payload, 0, bitWidth(levels.repetition), page.num_values);
  if (levels.definition > 0) checkRuns(payload, repetitions, bitWidth(levels.definition), page.num_values);
  return payload.subarray(repetitions + definitions);
}

/**
 * Checks the headers of all pages of a column chunk, and whatever in them is not compressed.
 *
 * @returns The decompressors to read the chunk with; they check the rest, page by page in the order of the chunk.
 * @throws RangeError for counts that cannot be.
 */
export function checkPages(
  chunk: Uint8Array,
  meta: ColumnMetaData,
  levels: LeafLevels,
  readHeader: HeaderReader,
  compressors: Compressors,
): Compressors {
  const reader = { view: new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength), offset: 0 };
  const compressed: PageHeader[] = [];
  const count = Number(meta.num_values);
  let seen = 0;
  while (seen < count) {
    const header = readHeader(reader);
    const { compressed_page_size: size, dictionary_page_header: dictionary } = header;
    // A damaged header may lack any of its numbers, so that what is checked is what must hold.
    if (!(size >= 0 && reader.offset + size <= chunk.length)) throw new RangeError("a page that is cut short");
    const payload = chunk.subarray(reader.offset, reader.offset + size);
    reader.offset += size;
    const page = header.data_page_header ?? header.data_page_header_v2;
    const values = page?.num_values ?? dictionary?.num_values ?? 0;
    if (!(values >= 0 && values <= count)) throw new RangeError("a page with more values than its column");
    if (page !== undefined) seen += values;
    const rest = checkLevels(header, payload, levels);
    const plain = meta.codec === "UNCOMPRESSED" || header.data_page_header_v2?.is_compressed === false;
    if (plain) checkPage(header, rest, levels);
    else compressed.push(header);
  }
  if (seen !== count) throw new RangeError("pages with more values than their column");
  const decompress = compressors[meta.codec];
  if (decompress === undefined) return compressors;
  let next = 0;
  return {
    ...compressors,
    [meta.codec]: (input: Uint8Array, outputLength: number) => {
      const page = decompress(input, outputLength);
      const header = compressed[next++];
      if (header !== undefined) checkPage(header, page, levels);
      return page;
    },
  };
}

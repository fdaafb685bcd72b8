import { LabelingError } from "../../errors.ts";
import { typeIds, type DataShape } from "../arrow-shape.ts";

/** ASCII rows decoded by one call: most of the cost is the call, and cutting an ASCII string is nearly free. */
const groupSize = 16;

// `ignoreBOM` keeps a byte order mark inside a cell: it is text there.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Text as it lies in memory: row i is the UTF-8 from `offsets[i]` up to `offsets[i + 1]` of `bytes`. */
export interface TextBytes {
  readonly bytes: Uint8Array;
  /** One more than there are rows. */
  readonly offsets: Int32Array | Float64Array;
  readonly valid: Uint8Array | null;
}

/** Where the texts of `length` rows from `start` of a utf8 or large utf8 column begin, and where the last one ends. */
export function offsetsOf(data: DataShape, start: number, length: number): Int32Array | Float64Array {
  const offsets = data.valueOffsets;
  if (offsets instanceof Int32Array) return offsets.subarray(start, start + length + 1);
  const numbers = new Float64Array(length + 1);
  for (let i = 0; i <= length; i++) numbers[i] = Number(offsets?.[start + i] ?? 0);
  return numbers;
}

const highBits = 0x80808080 | 0;

/** Tells of ranges of bytes whether they are ASCII, four bytes at a time: bytes just before and after may count too. */
class AsciiTest {
  readonly #words: Int32Array;
  readonly #shift: number;

  constructor(bytes: Uint8Array) {
    this.#shift = bytes.byteOffset & 3;
    const length = (bytes.byteLength + this.#shift) >> 2;
    this.#words = new Int32Array(bytes.buffer, bytes.byteOffset - this.#shift, length);
  }

  holds(from: number, to: number): boolean {
    const words = this.#words;
    const end = (to + this.#shift + 3) >> 2;
    if (end > words.length) return false; // the last bytes of all are left to the decoder
    let all = 0;
    for (let w = (from + this.#shift) >> 2; w < end; w++) all |= words[w] ?? 0;
    return (all & highBits) === 0;
  }
}

function decodeOffsets({ bytes, offsets, valid }: TextBytes): string[] {
  const length = Math.max(0, offsets.length - 1); // a column without rows may have no offsets
  const out = new Array<string>(length);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ascii = new AsciiTest(bytes);
  for (let first = 0; first < length;) {
    const base = offsets[first] ?? 0;
    let end = first;
    while (end < length && end - first < groupSize && ascii.holds(offsets[end] ?? 0, offsets[end + 1] ?? 0)) end++;
    if (end === first) {
      out[first] = valid?.[first] === 0 ? "" : buffer.toString("utf8", base, offsets[first + 1]);
      end = first + 1;
    } else {
      const text = buffer.toString("latin1", base, offsets[end]);
      for (let i = first; i < end; i++) {
        out[i] = valid?.[i] === 0 ? "" : text.slice((offsets[i] ?? 0) - base, (offsets[i + 1] ?? 0) - base);
      }
    }
    first = end;
  }
  return out;
}

/** Decodes rows one by one, each once. Rows without a value give what their bytes say, if any. */
export function textReader({ bytes, offsets }: TextBytes): (row: number) => string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts = new Array<string | undefined>(offsets.length);
  return (row) => (texts[row] ??= buffer.toString("utf8", offsets[row], offsets[row + 1]));
}

/** Views are 16 bytes: the length, then up to 12 bytes of text, or a prefix, the number of a buffer and an offset in it. */
function decodeViews(data: DataShape, start: number, length: number, valid: Uint8Array | null): string[] {
  const bytes = data.values as unknown as Uint8Array;
  const views = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < (start + length) * 16 && valid?.includes(1) !== false)
    throw cutViews(bytes.length, start + length);
  return Array.from({ length }, (_, i) => {
    if (valid !== null && valid[i] === 0) return "";
    const at = (start + i) * 16;
    const size = views.getInt32(at, true);
    if (size <= 12) return decoder.decode(bytes.subarray(at + 4, at + 4 + size));
    const buffer = data.variadicBuffers?.[views.getInt32(at + 8, true)] ?? new Uint8Array();
    const from = views.getInt32(at + 12, true);
    return decoder.decode(buffer.subarray(from, from + size));
  });
}

function cutViews(bytes: number, rows: number): LabelingError {
  return new LabelingError("bad_table", {
    where: "a utf8 view column",
    got: `${bytes} bytes of views for ${rows} rows`,
    expected: "16 bytes a row",
    remedy: "apache-arrow 21 writes slices of such columns wrongly: cast the column to utf8 before writing it.",
  });
}

/**
 * The text of `length` rows from `start` of a utf8, large utf8 or utf8 view column. Rows without a value give "".
 */
export function decodeText(data: DataShape, start: number, length: number, valid: Uint8Array | null): string[] {
  if (data.type.typeId === typeIds.null) return new Array<string>(length).fill("");
  if (data.type.typeId === typeIds.utf8View) return decodeViews(data, start, length, valid);
  const bytes = data.values as unknown as Uint8Array;
  return decodeOffsets({ bytes, offsets: offsetsOf(data, start, length), valid });
}

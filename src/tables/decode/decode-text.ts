import { LabelingError } from "../../errors.ts";
import { typeIds, type DataShape } from "../arrow-shape.ts";
import { cutRuns, decodeRuns, type TextBytes } from "./text-runs.ts";

// `ignoreBOM` keeps a byte order mark inside a cell: it is text there.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Where the texts of `length` rows from `start` of a utf8 or large utf8 column begin, and where the last one ends. */
export function offsetsOf(data: DataShape, start: number, length: number): Int32Array | Float64Array {
  const offsets = data.valueOffsets;
  if (offsets instanceof Int32Array) return offsets.subarray(start, start + length + 1);
  const numbers = new Float64Array(length + 1);
  for (let i = 0; i <= length; i++) numbers[i] = Number(offsets?.[start + i] ?? 0);
  return numbers;
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
  const text = { bytes, offsets: offsetsOf(data, start, length), valid };
  return cutRuns(text, decodeRuns(text));
}

/** ASCII rows decoded by one call: most of the cost is the call, and cutting an ASCII string is nearly free. */
const groupSize = 16;

/** Text as it lies in memory: row i is the UTF-8 from `offsets[i]` up to `offsets[i + 1]` of `bytes`. */
export interface TextBytes {
  readonly bytes: Uint8Array;
  /** One more than there are rows. */
  readonly offsets: Int32Array | Float64Array;
  readonly valid: Uint8Array | null;
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

/** Texts that follow each other, decoded as one: of ASCII rows, or of one row of any kind. */
export interface TextRun {
  readonly text: string;
  readonly first: number;
  /** The row after the last. */
  readonly end: number;
}

/**
 * Decodes texts, ASCII rows some at a time. In a run of several rows, row i begins at `offsets[i] - offsets[first]`.
 */
export function decodeRuns({ bytes, offsets, valid }: TextBytes): readonly TextRun[] {
  const length = Math.max(0, offsets.length - 1); // a column without rows may have no offsets
  const runs: TextRun[] = [];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ascii = new AsciiTest(bytes);
  for (let first = 0; first < length;) {
    const base = offsets[first] ?? 0;
    let end = first;
    while (end < length && end - first < groupSize && ascii.holds(offsets[end] ?? 0, offsets[end + 1] ?? 0)) end++;
    const isPlain = end > first;
    if (!isPlain) end++;
    const isNull = !isPlain && valid?.[first] === 0;
    const text = isNull ? "" : buffer.toString(isPlain ? "latin1" : "utf8", base, offsets[end]);
    runs.push({ text, first, end });
    first = end;
  }
  return runs;
}

/** The texts of runs, one a row. Rows without a value give "". */
export function cutRuns({ offsets, valid }: TextBytes, runs: readonly TextRun[]): string[] {
  const out = new Array<string>(Math.max(0, offsets.length - 1));
  for (const { text, first, end } of runs) {
    const base = offsets[first] ?? 0;
    if (end === first + 1) out[first] = valid?.[first] === 0 ? "" : text;
    else {
      for (let i = first; i < end; i++) {
        out[i] = valid?.[i] === 0 ? "" : text.slice((offsets[i] ?? 0) - base, (offsets[i + 1] ?? 0) - base);
      }
    }
  }
  return out;
}

import type { TextBytes } from "../../tables/decode/text-runs.ts";
import { uncomposed } from "./alphabet.ts";
import { decodePoint, sizeOfPoint } from "./decode-point.ts";
import { RowMarks } from "./row-marks.ts";
import type { TextScan } from "./text-scan.ts";

/** Runs a scan over rows, and keeps the rows that each search has found. */
export class Scanner {
  /** Number of rows found, by search. */
  readonly counts: Int32Array;
  /** The rows found, ascending, by search. */
  readonly rows: Int32Array[];
  readonly #scan: TextScan;
  readonly #marks: readonly [RowMarks, RowMarks];
  /** Searches that read the text as it stands: what composition does to a text is no matter of theirs. */
  readonly #raw: Int32Array;
  readonly #isRaw: Uint8Array;

  constructor(scan: TextScan) {
    const { searches } = scan;
    this.#scan = scan;
    this.counts = new Int32Array(searches.length);
    this.rows = searches.map(() => new Int32Array(0));
    this.#marks = [new RowMarks(scan), new RowMarks(scan)];
    this.#isRaw = Uint8Array.from(searches, ({ verify }) => (verify?.reads === "raw" ? 1 : 0));
    this.#raw = Int32Array.from([...searches.keys()].filter((search) => this.#isRaw[search] === 1));
  }

  /** Forgets the rows found, and makes room for those of `length` rows. */
  open(length: number): void {
    this.counts.fill(0);
    this.rows.forEach((rows, search) => {
      if (rows.length < length) this.rows[search] = new Int32Array(length);
    });
  }

  /**
   * Scans rows of UTF-8. Rows that are not plain UTF-8 in composed form are left to `textAt`. Each row begins anew, so
   * that nothing is found across two.
   *
   * Two rows are gone through at a time, as far as both are ASCII: a step waits for the memory of the step before, so
   * a second row costs little beside the first.
   */
  scanBytes(text: TextBytes, textAt: (row: number) => string): void {
    const { bytes, offsets, valid } = text;
    const { next, start, firstFound, alphabet } = this.#scan.automaton;
    const { ascii } = alphabet;
    const [marks, otherMarks] = this.#marks;
    const rows = offsets.length - 1;
    for (let row = 0; row < rows; row += 2) {
      let i = offsets[row] ?? 0;
      let k = offsets[row + 1] ?? 0;
      let state = start;
      let other = start;
      const isPair = row + 1 < rows && (valid === null || (valid[row] === 1 && valid[row + 1] === 1));
      const pairEnd = isPair ? Math.min(k, i + (offsets[row + 2] ?? 0) - k, bytes.length) : i;
      while (i < pairEnd) {
        const byte = bytes[i] ?? 0;
        const otherByte = bytes[k] ?? 0;
        if ((byte | otherByte) >= 0x80) break;
        state = next[state + (ascii[byte] ?? 0)] ?? 0;
        other = next[other + (ascii[otherByte] ?? 0)] ?? 0;
        if (state >= firstFound) marks.pass(state);
        if (other >= firstFound) otherMarks.pass(other);
        i++;
        k++;
      }
      this.#scanRest(text, row, i, state, marks, textAt);
      if (row + 1 < rows) this.#scanRest(text, row + 1, k, other, otherMarks, textAt);
    }
  }

  /** Scans a row of UTF-8 from byte `i` on, where the automaton is in `state`. */
  #scanRest(
    { bytes, offsets, valid }: TextBytes,
    row: number,
    i: number,
    state: number,
    marks: RowMarks,
    textAt: (row: number) => string,
  ): void {
    if (valid !== null && valid[row] === 0) return;
    const { next, firstFound, alphabet } = this.#scan.automaton;
    const { ascii, known } = alphabet;
    const end = Math.min(offsets[row + 1] ?? 0, bytes.length);
    while (i < end) {
      const byte = bytes[i] ?? 0;
      let symbol: number;
      if (byte < 0x80) {
        symbol = ascii[byte] ?? 0;
        i++;
      } else {
        const size = sizeOfPoint(byte);
        const codePoint = decodePoint(bytes, i, size, end);
        i += size;
        let entry = codePoint < 0 ? uncomposed : codePoint < 0x10000 ? (known[codePoint] ?? 0) : 0;
        if (entry === 0) entry = alphabet.lookUp(codePoint);
        if (entry >= uncomposed) {
          marks.clear();
          this.scanText(row, textAt(row));
          return;
        }
        symbol = entry - 1;
      }
      state = next[state + symbol] ?? 0;
      if (state >= firstFound) marks.pass(state);
    }
    this.#finish(row, state, marks, false);
  }

  /** Scans the text of one row. */
  scanText(row: number, text: string): void {
    const { next, start, firstFound, alphabet } = this.#scan.automaton;
    const { known } = alphabet;
    const [marks] = this.#marks;
    let composed = text;
    let isPlain = true;
    let state = start;
    for (let i = 0; i < composed.length;) {
      const codePoint = composed.codePointAt(i) ?? 0;
      const entry = (codePoint < 0x10000 ? known[codePoint] : 0) || alphabet.lookUp(codePoint);
      if (entry >= uncomposed && isPlain) {
        isPlain = false;
        composed = text.normalize("NFC");
        state = start;
        i = 0;
        marks.clear();
        continue;
      }
      i += codePoint < 0x10000 ? 1 : 2;
      state = next[state + (entry & (uncomposed - 1)) - 1] ?? 0;
      if (state >= firstFound) marks.pass(state);
    }
    this.#finish(row, state, marks, !isPlain);
  }

  /** Keeps the row for each search whose marks say so, and takes the marks back. */
  #finish(row: number, state: number, marks: RowMarks, isComposed: boolean): void {
    const { needed, unwanted } = this.#scan;
    marks.end(state);
    for (let k = 0; k < marks.count; k++) {
      const search = marks.touched[k] ?? 0;
      const got = marks.take(search);
      const need = needed[search] ?? 0;
      if ((got & need) !== need || (got & (unwanted[search] ?? 0)) !== 0) continue;
      if (!isComposed || this.#isRaw[search] === 0) this.#keep(search, row);
    }
    marks.count = 0;
    if (isComposed) for (const search of this.#raw) this.#keep(search, row);
  }

  #keep(search: number, row: number): void {
    const count = this.counts[search] ?? 0;
    const rows = this.rows[search];
    if (rows !== undefined) rows[count] = row;
    this.counts[search] = count + 1;
  }
}

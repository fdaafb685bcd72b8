import type { TextBytes } from "../../tables/decode/decode-text.ts";
import { uncomposed } from "./alphabet.ts";
import type { TextScan } from "./text-scan.ts";

/** Runs a scan over rows, and keeps the rows that each search has found. */
export class Scanner {
  /** Number of rows found, by search. */
  readonly counts: Int32Array;
  /** The rows found, ascending, by search. */
  readonly rows: Int32Array[];
  readonly #scan: TextScan;
  readonly #marks: Int32Array;
  readonly #touched: Int32Array;
  /** Searches that read the text as it stands: what composition does to a text is no matter of theirs. */
  readonly #raw: Int32Array;
  readonly #isRaw: Uint8Array;
  #touchedCount = 0;

  constructor(scan: TextScan) {
    const { searches } = scan;
    this.#scan = scan;
    this.counts = new Int32Array(searches.length);
    this.rows = searches.map(() => new Int32Array(0));
    this.#marks = new Int32Array(searches.length);
    this.#touched = new Int32Array(searches.length);
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
   * Scans rows of UTF-8. Rows that are not plain UTF-8 in composed form are left to `textAt`.
   *
   * The loop that takes nearly all the time; each row begins anew, so that nothing is found across two.
   */
  scanBytes({ bytes, offsets, valid }: TextBytes, textAt: (row: number) => string): void {
    const { next, start, firstFound, alphabet } = this.#scan.automaton;
    const { ascii, known } = alphabet;
    const rows = offsets.length - 1;
    for (let row = 0; row < rows; row++) {
      if (valid !== null && valid[row] === 0) continue;
      const end = Math.min(offsets[row + 1] ?? 0, bytes.length);
      let state = start;
      let isPlain = true;
      for (let i = offsets[row] ?? end; i < end;) {
        const byte = bytes[i++] ?? 0;
        let symbol: number;
        if (byte < 0x80) symbol = ascii[byte] ?? 0;
        else {
          const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
          const codePoint = byte < 0xc2 || i + size - 1 > end ? -1 : decodePoint(bytes, i, byte, size);
          i += size - 1;
          let entry = codePoint < 0 ? uncomposed : codePoint < 0x10000 ? (known[codePoint] ?? 0) : 0;
          if (entry === 0) entry = alphabet.lookUp(codePoint);
          if (entry >= uncomposed) {
            isPlain = false;
            break;
          }
          symbol = entry - 1;
        }
        state = next[state + symbol] ?? 0;
        if (state >= firstFound) this.#mark(state);
      }
      if (isPlain) this.#finish(row, state, false);
      else {
        this.#clear();
        this.scanText(row, textAt(row));
      }
    }
  }

  /** Scans the text of one row. */
  scanText(row: number, text: string): void {
    const { next, start, firstFound, alphabet } = this.#scan.automaton;
    const { known } = alphabet;
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
        this.#clear();
        continue;
      }
      i += codePoint < 0x10000 ? 1 : 2;
      state = next[state + (entry & (uncomposed - 1)) - 1] ?? 0;
      if (state >= firstFound) this.#mark(state);
    }
    this.#finish(row, state, !isPlain);
  }

  #mark(state: number): void {
    const { marks, automaton } = this.#scan;
    this.#markFrom(marks, state / automaton.alphabet.size);
  }

  #markFrom({ at, search, bits }: TextScan["marks"], n: number): void {
    const end = at[n + 1] ?? 0;
    for (let k = at[n] ?? 0; k < end; k++) {
      const which = search[k] ?? 0;
      if (this.#marks[which] === 0) this.#touched[this.#touchedCount++] = which;
      this.#marks[which] = (this.#marks[which] ?? 0) | (bits[k] ?? 0);
    }
  }

  #finish(row: number, state: number, isComposed: boolean): void {
    const { endMarks, automaton, needed, unwanted } = this.#scan;
    this.#markFrom(endMarks, state / automaton.alphabet.size);
    for (let k = 0; k < this.#touchedCount; k++) {
      const search = this.#touched[k] ?? 0;
      const marks = this.#marks[search] ?? 0;
      this.#marks[search] = 0;
      const need = needed[search] ?? 0;
      if ((marks & need) !== need || (marks & (unwanted[search] ?? 0)) !== 0) continue;
      if (isComposed && this.#isRaw[search] === 1) continue;
      this.#keep(search, row);
    }
    this.#touchedCount = 0;
    if (isComposed) for (const search of this.#raw) this.#keep(search, row);
  }

  #keep(search: number, row: number): void {
    const count = this.counts[search] ?? 0;
    const rows = this.rows[search];
    if (rows !== undefined) rows[count] = row;
    this.counts[search] = count + 1;
  }

  #clear(): void {
    for (let k = 0; k < this.#touchedCount; k++) this.#marks[this.#touched[k] ?? 0] = 0;
    this.#touchedCount = 0;
  }
}

/** The code point of `size` bytes, of which `first` was the first and the others begin at `i`; -1 if they are none. */
function decodePoint(bytes: Uint8Array, i: number, first: number, size: number): number {
  const second = bytes[i] ?? 0;
  if ((second & 0xc0) !== 0x80) return -1;
  if (size === 2) return ((first & 0x1f) << 6) | (second & 0x3f);
  const third = bytes[i + 1] ?? 0;
  if ((third & 0xc0) !== 0x80) return -1;
  if (size === 3) {
    const codePoint = ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
    return codePoint < 0x800 || (codePoint >= 0xd800 && codePoint < 0xe000) ? -1 : codePoint;
  }
  const fourth = bytes[i + 2] ?? 0;
  if ((fourth & 0xc0) !== 0x80 || first > 0xf4) return -1;
  const codePoint = ((first & 0x07) << 18) | ((second & 0x3f) << 12) | ((third & 0x3f) << 6) | (fourth & 0x3f);
  return codePoint < 0x10000 || codePoint > 0x10ffff ? -1 : codePoint;
}

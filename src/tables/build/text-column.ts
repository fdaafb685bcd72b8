import { Data, Utf8 } from "apache-arrow";

const quote = 34;

/** From this length on, one call copies faster than a loop. */
const longText = 48;

/** A column of text that is put together from bytes, row by row. */
export class TextColumn {
  #bytes: Uint8Array;
  #offsets: Int32Array;
  #valid: Uint8Array;
  #rows = 0;
  #nulls = 0;
  #end = 0;

  /** With room for some rows; it grows as needed. */
  constructor(rows: number) {
    this.#offsets = new Int32Array(rows + 1);
    this.#valid = new Uint8Array((rows >> 3) + 1);
    this.#bytes = new Uint8Array(rows * 16);
  }

  appendNull(): void {
    this.#nulls++;
    this.#endRow();
  }

  /** A row of the bytes from `start` up to `end`; with `doubled`, quotes come in twos and each two are one. */
  append(source: Uint8Array, start: number, end: number, doubled: boolean): void {
    const length = end - start;
    if (this.#end + length > this.#bytes.length) this.#bytes = grown(this.#bytes, this.#end + length);
    const bytes = this.#bytes;
    let to = this.#end;
    if (doubled) {
      for (let at = start; at < end; at++) {
        const byte = source[at] ?? 0;
        bytes[to++] = byte;
        if (byte === quote) at++;
      }
    } else if (length < longText) {
      for (let at = start; at < end; at++) bytes[to++] = source[at] ?? 0;
    } else {
      bytes.set(source.subarray(start, end), to);
      to += length;
    }
    this.#end = to;
    const row = this.#rows;
    if (row >> 3 >= this.#valid.length) this.#valid = grown(this.#valid, (row >> 3) + 1);
    this.#valid[row >> 3] = (this.#valid[row >> 3] ?? 0) | (1 << (row & 7));
    this.#endRow();
  }

  #endRow(): void {
    const next = ++this.#rows;
    if (next === this.#offsets.length) {
      const longer = new Int32Array(next * 2);
      longer.set(this.#offsets);
      this.#offsets = longer;
    }
    this.#offsets[next] = this.#end;
  }

  /** The column. Nothing can be added to it any more. */
  finish(): Data<Utf8> {
    const rows = this.#rows;
    const offsets = fitted(this.#offsets, rows + 1);
    const valid = new Uint8Array(((rows + 63) >> 6) << 3);
    valid.set(this.#valid.subarray(0, valid.length));
    const buffers = [offsets, fitted(this.#bytes, this.#end), this.#nulls === 0 ? undefined : valid];
    return new Data(new Utf8(), 0, rows, this.#nulls, buffers as ConstructorParameters<typeof Data<Utf8>>[4]);
  }
}

function grown(bytes: Uint8Array, needed: number): Uint8Array {
  const longer = new Uint8Array(Math.max(needed, bytes.length * 2));
  longer.set(bytes);
  return longer;
}

/** The first elements; copied where much room is left over, which would stay in memory with them. */
function fitted<A extends Uint8Array | Int32Array>(array: A, length: number): A {
  return (length * 1.125 < array.length ? array.slice(0, length) : array.subarray(0, length)) as A;
}

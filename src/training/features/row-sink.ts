import { growFloat32, growInt32 } from "../../util/grow.ts";
import { FeatureMatrix } from "./feature-matrix.ts";

/** Entries of the rows of one window. */
interface Piece {
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/** Gathers entries row by row; entries of a row must come with rising features. */
export class RowSink {
  /** Features of the entries of the present window. Write at `length`, after `makeRoom`. */
  indices: Int32Array = new Int32Array(1024);
  /** Their values. */
  values: Float32Array = new Float32Array(1024);
  /** Entries of the present window. */
  length = 0;

  readonly #offsets: Float64Array;
  readonly #pieces: Piece[] = [];
  #row = 0;
  #done = 0;

  constructor(rows: number) {
    this.#offsets = new Float64Array(rows + 1);
  }

  /** Makes room for more entries. */
  makeRoom(more: number): void {
    const needed = this.length + more;
    if (needed <= this.indices.length) return;
    this.indices = growInt32(this.indices, needed);
    this.values = growFloat32(this.values, needed);
  }

  /** Adds one entry; zeros, also those that are too small for 32 bits, are left out. */
  put(feature: number, value: number): void {
    const rounded = Math.fround(value);
    if (rounded === 0) return;
    this.makeRoom(1);
    this.indices[this.length] = feature;
    this.values[this.length++] = rounded;
  }

  /** Ends a row. */
  endRow(): void {
    this.#offsets[++this.#row] = this.#done + this.length;
  }

  /** Ends a window: its entries are put aside in memory of their own size. */
  endWindow(): void {
    this.#pieces.push({ indices: this.indices.slice(0, this.length), values: this.values.slice(0, this.length) });
    this.#done += this.length;
    this.length = 0;
  }

  /** The matrix of all rows. The pieces are let go one by one, so that they hardly count beside the matrix. */
  finish(columns: number, fingerprint: string): FeatureMatrix {
    const indices = new Int32Array(this.#done);
    const values = new Float32Array(this.#done);
    let at = this.#done;
    for (let piece = this.#pieces.pop(); piece !== undefined; piece = this.#pieces.pop()) {
      at -= piece.indices.length;
      indices.set(piece.indices, at);
      values.set(piece.values, at);
    }
    return new FeatureMatrix({ columns, offsets: this.#offsets, indices, values, fingerprint });
  }
}

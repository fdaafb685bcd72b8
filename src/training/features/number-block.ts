import { LabelingError } from "../../errors.ts";
import type { ColumnWindow } from "../../tables/windows.ts";
import type { Block, BlockFit, BlockJson, RowEncoder } from "./block.ts";

/** Numbers beyond this have squares that no number can hold. */
const largest = 1e150;

/** Standardized values are cut here: as far from the mean says nothing more, and would swamp everything else. */
const farthest = 1e6;

/** The number of a row; NaN where there is none. */
function numberAt(window: ColumnWindow, row: number, firstRow: number): number {
  if (window.valid !== null && window.valid[row] === 0) return NaN;
  const value = Number(window.values[row]); // true is 1
  if (!(Math.abs(value) > largest)) return value;
  throw new LabelingError("bad_table", {
    where: `column "${window.name}", row ${firstRow + row}`,
    got: String(value),
    expected: `numbers from -${largest} to ${largest}; null or NaN where one is missing`,
    remedy: "Replace infinities by null, or by the largest number that makes sense.",
    details: { column: window.name, row: firstRow + row },
  });
}

/** Works out the mean and the deviation of a column in one pass (Welford). */
export class NumberFit implements BlockFit {
  readonly column: string;
  #count = 0;
  #mean = 0;
  #squares = 0;

  constructor(column: string) {
    this.column = column;
  }

  add(window: ColumnWindow, firstRow: number): void {
    for (let row = 0; row < window.length; row++) {
      const value = numberAt(window, row, firstRow);
      if (Number.isNaN(value)) continue;
      const difference = value - this.#mean;
      this.#mean += difference / ++this.#count;
      this.#squares += difference * (value - this.#mean);
    }
  }

  finish(): NumberBlock {
    return new NumberBlock(this.column, this.#mean, this.#count === 0 ? 0 : Math.sqrt(this.#squares / this.#count));
  }
}

/** A number in deviations from its mean, and whether it is missing: two features. */
export class NumberBlock implements Block {
  readonly kind = "number";
  readonly column: string;
  readonly columns = 2;
  readonly #mean: number;
  readonly #deviation: number;

  constructor(column: string, mean: number, deviation: number) {
    this.column = column;
    this.#mean = mean;
    this.#deviation = deviation;
  }

  describe(feature: number): string {
    return feature === 0 ? this.column : `${this.column} is missing`;
  }

  encoder(window: ColumnWindow, first: number, firstRow: number): RowEncoder {
    const scale = this.#deviation === 0 ? 1 : this.#deviation;
    return (row, sink) => {
      const value = numberAt(window, row, firstRow);
      if (Number.isNaN(value)) sink.put(first + 1, 1);
      else sink.put(first, Math.max(-farthest, Math.min(farthest, (value - this.#mean) / scale)));
    };
  }

  toJSON(): BlockJson {
    return { kind: "number", column: this.column, mean: this.#mean, deviation: this.#deviation };
  }
}

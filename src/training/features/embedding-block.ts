import { LabelingError } from "../../errors.ts";
import type { ColumnWindow } from "../../tables/windows.ts";
import type { Block, BlockFit, BlockJson, RowEncoder } from "./block.ts";

/** How embeddings are scaled. */
export type EmbeddingScale = "unit" | "keep";

/** The vector of a row; null where there is none. */
function vectorAt(window: ColumnWindow, row: number): ArrayLike<number> | null {
  if (window.valid !== null && window.valid[row] === 0) return null;
  return window.values[row] as unknown as ArrayLike<number>;
}

/** The vector of a row, which must have `width` numbers. */
function checkedVector(window: ColumnWindow, row: number, width: number, firstRow: number): ArrayLike<number> | null {
  const vector = vectorAt(window, row);
  if (vector === null) return null;
  const [column, place] = [window.name, firstRow + row];
  const where = `column "${column}", row ${place}`;
  const details = { column, row: place };
  if (vector.length !== width) {
    const expected = `${width}, as in the other rows`;
    throw new LabelingError("bad_table", { where, got: `${vector.length} numbers`, expected, details });
  }
  for (let i = 0; i < width; i++) {
    if (Number.isFinite(Math.fround(vector[i] ?? NaN))) continue;
    const expected = "finite numbers; null for the whole embedding where it is missing";
    throw new LabelingError("bad_table", { where, got: `${vector[i]} at place ${i}`, expected, details });
  }
  return vector;
}

/** Finds out how many numbers the embeddings of a column have. */
export class EmbeddingFit implements BlockFit {
  readonly column: string;
  readonly #scale: EmbeddingScale;
  #width: number | null = null;

  constructor(column: string, scale: EmbeddingScale) {
    this.column = column;
    this.#scale = scale;
  }

  add(window: ColumnWindow, firstRow: number): void {
    for (let row = 0; row < window.length; row++) {
      this.#width ??= vectorAt(window, row)?.length ?? null;
      if (this.#width !== null) checkedVector(window, row, this.#width, firstRow);
    }
  }

  finish(): EmbeddingBlock {
    if (this.#width !== null && this.#width > 0) return new EmbeddingBlock(this.column, this.#width, this.#scale);
    throw new LabelingError("empty", {
      where: `column "${this.column}" as embeddings`,
      got: this.#width === null ? "null in every row" : "embeddings of no numbers",
      expected: "an embedding in some row",
      remedy: "Leave the column out.",
      details: { column: this.column },
    });
  }
}

/** One feature for each number of an embedding. */
export class EmbeddingBlock implements Block {
  readonly kind = "embedding";
  readonly column: string;
  readonly columns: number;
  readonly #scale: EmbeddingScale;

  constructor(column: string, width: number, scale: EmbeddingScale) {
    this.column = column;
    this.columns = width;
    this.#scale = scale;
  }

  describe(feature: number): string {
    return `${this.column}[${feature}]`;
  }

  encoder(window: ColumnWindow, first: number, firstRow: number): RowEncoder {
    return (row, sink) => {
      const vector = checkedVector(window, row, this.columns, firstRow);
      if (vector === null) return;
      const norm = this.#scale === "unit" ? normOf(vector) : 1;
      sink.makeRoom(vector.length);
      for (let i = 0; i < vector.length; i++) sink.put(first + i, (vector[i] ?? 0) / norm);
    };
  }

  toJSON(): BlockJson {
    return { kind: "embedding", column: this.column, width: this.columns, scale: this.#scale };
  }
}

/** The Euclidean norm; 1 for a vector of zeros. */
function normOf(vector: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i] ?? 0));
  if (largest === 0) return 1;
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += ((vector[i] ?? 0) / largest) ** 2; // squares of any number fit so
  return largest * Math.sqrt(squares);
}

import { LabelingError } from "../../errors.ts";
import { brandAs, brands, hasBrand } from "../../util/brands.ts";
import { describe } from "../../util/checks.ts";

/** The parts of a feature matrix. */
export interface FeatureMatrixParts {
  /** Number of features (D). */
  readonly columns: number;
  /** Where each row's entries begin; N + 1 places, rising from 0. */
  readonly offsets: Float64Array;
  /** The feature of each entry, rising within a row, each at most once. */
  readonly indices: Int32Array;
  /** The value of each entry; never 0 or NaN. */
  readonly values: Float32Array;
  /** Which features these are: matrices of equal fingerprints have the same columns. Null where nobody says. */
  readonly fingerprint: string | null;
}

/**
 * What a learner sees of each row: numbers, most of them 0, of which only the others are kept (compressed sparse rows).
 * 8 bytes an entry and 8 a row.
 */
export class FeatureMatrix {
  /** Number of rows (N). */
  readonly rows: number;
  /** Number of features (D). */
  readonly columns: number;
  /** Where each row's entries begin; N + 1 places. */
  readonly offsets: Float64Array;
  /** The feature of each entry, rising within a row. */
  readonly indices: Int32Array;
  /** The value of each entry. */
  readonly values: Float32Array;
  /** Which features these are; null where nobody says. */
  readonly fingerprint: string | null;

  constructor(parts: FeatureMatrixParts) {
    this.rows = parts.offsets.length - 1;
    this.columns = parts.columns;
    this.offsets = parts.offsets;
    this.indices = parts.indices;
    this.values = parts.values;
    this.fingerprint = parts.fingerprint;
    brandAs(this, brands.featureMatrix, () => describeMatrix(this));
    Object.freeze(this);
  }

  /** Some rows, in the order given, as a matrix of their own. Rows must be whole numbers below `rows`. O(entries taken). */
  takeRows(rows: ArrayLike<number>): FeatureMatrix {
    const offsets = new Float64Array(rows.length + 1);
    for (let i = 0; i < rows.length; i++) {
      const row = checkRow(rows[i], this.rows);
      offsets[i + 1] = (offsets[i] ?? 0) + (this.offsets[row + 1] ?? 0) - (this.offsets[row] ?? 0);
    }
    const size = offsets[rows.length] ?? 0;
    const indices = new Int32Array(size);
    const values = new Float32Array(size);
    for (let i = 0; i < rows.length; i++) {
      const [start, end] = [this.offsets[rows[i] ?? 0] ?? 0, this.offsets[(rows[i] ?? 0) + 1] ?? 0];
      indices.set(this.indices.subarray(start, end), offsets[i]);
      values.set(this.values.subarray(start, end), offsets[i]);
    }
    return new FeatureMatrix({ columns: this.columns, offsets, indices, values, fingerprint: this.fingerprint });
  }
}

function checkRow(row: number | undefined, rows: number): number {
  if (row !== undefined && Number.isInteger(row) && row >= 0 && row < rows) return row;
  throw new LabelingError("bad_option", {
    where: "feature matrix, takeRows",
    got: describe(row),
    expected: rows === 0 ? "no row, as there is none" : `whole numbers from 0 to ${rows - 1}`,
  });
}

function describeMatrix({ rows, columns, indices }: FeatureMatrix): string {
  const mean = rows === 0 ? 0 : indices.length / rows;
  return `FeatureMatrix: ${rows} rows x ${columns} features, ${mean.toFixed(1)} entries a row`;
}

/** Whether a value is a feature matrix, of this or another copy of the package. */
export function isFeatureMatrix(value: unknown): value is FeatureMatrix {
  return hasBrand(value, brands.featureMatrix);
}

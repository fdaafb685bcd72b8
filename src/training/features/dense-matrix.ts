import { LabelingError } from "../../errors.ts";
import { checkNumber, describe } from "../../util/checks.ts";
import { FeatureMatrix } from "./feature-matrix.ts";

/** Numbers row by row in one array. */
export interface FlatNumbers {
  /** N x D numbers, row by row. */
  readonly values: Float32Array | Float64Array | readonly number[];
  /** Numbers of a row (D). */
  readonly width: number;
}

const where = "featureMatrix";

/** The rows, each of the same length. */
function rowsOf(numbers: readonly ArrayLike<number>[] | FlatNumbers): {
  readonly rows: number;
  readonly width: number;
  readonly at: (row: number, column: number) => unknown;
} {
  if (isRows(numbers)) {
    const width = numbers[0]?.length ?? 0;
    numbers.forEach((row, i) => checkLength(row, width, i));
    return { rows: numbers.length, width, at: (row, column) => numbers[row]?.[column] };
  }
  const given: Partial<FlatNumbers> | null = typeof numbers === "object" ? numbers : null;
  const values: unknown = given?.values;
  if (!ArrayBuffer.isView(values) && !Array.isArray(values)) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(numbers),
      expected: "an array of rows, or { values, width }",
      remedy: "Write for example featureMatrix([[0.5, 1], [0, 2]]).",
    });
  }
  const flat = values as unknown as ArrayLike<unknown>;
  const width = checkNumber(numbers.width, 0, { where: `${where}, width`, min: 1, whole: true });
  if (flat.length % width !== 0) {
    const expected = `a multiple of the width, ${width}`;
    throw new LabelingError("bad_option", { where: `${where}, values`, got: `${flat.length} numbers`, expected });
  }
  return { rows: flat.length / width, width, at: (row, column) => flat[row * width + column] };
}

const isRows = (numbers: unknown): numbers is readonly ArrayLike<number>[] => Array.isArray(numbers);

function checkLength(row: unknown, width: number, place: number): void {
  const isList = Array.isArray(row) || ArrayBuffer.isView(row);
  if (isList && (row as unknown as ArrayLike<unknown>).length === width) return;
  throw new LabelingError("bad_option", {
    where: `${where}, row ${place}`,
    got: isList ? `${(row as unknown as ArrayLike<unknown>).length} numbers` : describe(row),
    expected: `${width} numbers, as in row 0`,
    details: { row: place },
  });
}

/**
 * A feature matrix of ready-made numbers, for a learner. Zeros take no memory; others are kept as 32-bit floats.
 * O(N D).
 *
 * @param numbers Rows of equal length, or all numbers row by row with the `width` of a row.
 * @throws LabelingError `bad_option` for rows of different lengths, and for anything that is no finite number.
 *
 * @example
 * ```ts
 * import { featureMatrix } from "labelwright";
 *
 * console.log(featureMatrix([[0.5, 1, 0], [0, 0, 2]])); // FeatureMatrix: 2 rows x 3 features, 1.5 entries a row
 * console.log(featureMatrix({ values: Float32Array.of(0.5, 1, 0, 0, 0, 2), width: 3 }).rows); // 2
 * ```
 */
export function featureMatrix(numbers: readonly ArrayLike<number>[] | FlatNumbers): FeatureMatrix {
  const { rows, width, at } = rowsOf(numbers);
  const offsets = new Float64Array(rows + 1);
  let size = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) if (checkValue(at(row, column), row, column) !== 0) size++;
    offsets[row + 1] = size;
  }
  const indices = new Int32Array(size);
  const values = new Float32Array(size);
  let entry = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) {
      const value = Math.fround(at(row, column) as number); // checked above
      if (value === 0) continue;
      indices[entry] = column;
      values[entry++] = value;
    }
  }
  return new FeatureMatrix({ columns: width, offsets, indices, values, fingerprint: null });
}

/** A number as it is kept. */
function checkValue(value: unknown, row: number, column: number): number {
  const kept = typeof value === "number" ? Math.fround(value) : NaN;
  if (Number.isFinite(kept)) return kept;
  throw new LabelingError("bad_option", {
    where: `${where}, row ${row}, column ${column}`,
    got: describe(value),
    expected: "a finite number, at most 3.4e38",
    details: { row, column },
  });
}

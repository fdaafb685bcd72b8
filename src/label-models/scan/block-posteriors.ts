import type { PosteriorStep } from "./vote-scan.ts";

/** So many numbers between 1 and 2 are multiplied before the logarithm is taken. */
const factors = 256;

/**
 * Log odds of the second of two labels become its posteriors, times 0 or 1 from `covered` (null: all 1). Returns the sum
 * of log(1 + exp(odds)) over covered rows: one logarithm for many rows, of the product of 1 + exp(-|odds|).
 */
function squashOdds(odds: Float64Array, covered: Uint8Array | null, rows: number): number {
  let sum = 0;
  for (let first = 0; first < rows; first += factors) {
    const end = Math.min(rows, first + factors);
    let product = 1;
    for (let i = first; i < end; i++) {
      const z = odds[i] ?? 0;
      const counts = covered === null ? 1 : (covered[i] ?? 0);
      const small = Math.exp(-Math.abs(z));
      const large = 1 / (1 + small);
      product *= 1 + counts * small;
      sum += counts * Math.max(z, 0);
      odds[i] = counts * (z > 0 ? large : small * large);
    }
    sum += Math.log(product);
  }
  return sum;
}

/**
 * The same for planes of log odds against the first label, one plane for each further label. Returns the sum of
 * log(1 + sum of exp(odds)).
 */
function squashPlanes(planes: readonly Float64Array[], covered: Uint8Array | null, rows: number): number {
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const counts = covered === null ? 1 : (covered[i] ?? 0);
    let largest = 0;
    for (const plane of planes) largest = Math.max(largest, plane[i] ?? 0);
    let sum = Math.exp(-largest);
    for (const plane of planes) sum += plane[i] = Math.exp((plane[i] ?? 0) - largest);
    for (const plane of planes) plane[i] = (counts * (plane[i] ?? 0)) / sum;
    total += counts * (largest + Math.log(sum));
  }
  return total;
}

/**
 * Log odds against the first label (a plane for each further one, a number a row) become posteriors, times 0 or 1 from
 * `covered` (null: all 1). Returns the sum of log(1 + sum of exp(odds)) over covered rows.
 */
export function squash(planes: readonly Float64Array[], covered: Uint8Array | null, rows: number): number {
  const [odds] = planes;
  return planes.length === 1 && odds !== undefined
    ? squashOdds(odds, covered, rows)
    : squashPlanes(planes, covered, rows);
}

/** Writes the posteriors of all labels, row by row, from cell `from` on. */
export function writePosteriors(
  planes: readonly Float64Array[],
  covered: Uint8Array | null,
  rows: number,
  out: Float64Array,
  from: number,
): PosteriorStep {
  const [odds] = planes;
  if (planes.length === 1 && odds !== undefined) return writeTwo(odds, covered, rows, out, from);
  const k = planes.length + 1;
  let logLikelihood = 0;
  let change = 0;
  for (let i = 0, cell = from; i < rows; i++, cell += k) {
    let largest = 0;
    for (const plane of planes) largest = Math.max(largest, plane[i] ?? 0);
    let sum = Math.exp(-largest);
    for (const plane of planes) sum += plane[i] = Math.exp((plane[i] ?? 0) - largest);
    logLikelihood += (covered === null ? 1 : (covered[i] ?? 0)) * (largest + Math.log(sum));
    for (let y = 0; y < k; y++) {
      const q = (y === 0 ? Math.exp(-largest) : (planes[y - 1]?.[i] ?? 0)) / sum;
      change = Math.max(change, Math.abs(q - (out[cell + y] ?? 0)));
      out[cell + y] = q;
    }
  }
  return { logLikelihood, change };
}

/** The same for 2 labels. */
function writeTwo(
  odds: Float64Array,
  covered: Uint8Array | null,
  rows: number,
  out: Float64Array,
  from: number,
): PosteriorStep {
  let logLikelihood = 0;
  let change = 0;
  for (let first = 0; first < rows; first += factors) {
    const end = Math.min(rows, first + factors);
    let product = 1;
    for (let i = first, cell = from + 2 * first; i < end; i++, cell += 2) {
      const z = odds[i] ?? 0;
      const counts = covered === null ? 1 : (covered[i] ?? 0);
      const small = Math.exp(-Math.abs(z));
      const large = 1 / (1 + small);
      product *= 1 + counts * small;
      logLikelihood += counts * Math.max(z, 0);
      const second = z > 0 ? large : small * large;
      change = Math.max(change, Math.abs(second - (out[cell + 1] ?? 0)));
      out[cell] = z > 0 ? small * large : large;
      out[cell + 1] = second;
    }
    logLikelihood += Math.log(product);
  }
  return { logLikelihood, change };
}

import type { Rows } from "./part.ts";

/** Calls `run` for each row: for functions of numbers that are too many to write loops for. */
export function mapNumbers(run: (a: number) => number, a: Float64Array, out: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) out[i] = run(a[i] ?? 0);
}

/** As `mapNumbers`, with two columns. */
export function mapNumberPairs(
  run: (a: number, b: number) => number,
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
  count: number,
): void {
  for (let i = 0; i < count; i++) out[i] = run(a[i] ?? 0, b[i] ?? 0);
}

type Results = { [row: number]: unknown };

/** Calls `run` for each wanted row, for texts and lists, of which the others are best left alone. */
export function mapObjects(
  run: (a: unknown) => unknown,
  a: ArrayLike<unknown>,
  out: Results,
  { count, wanted }: Rows,
): void {
  for (let i = 0; i < count; i++) if (wanted[i] === 1) out[i] = run(a[i]);
}

/** As `mapObjects`, with two columns. */
export function mapObjectPairs(
  run: (a: unknown, b: unknown) => unknown,
  a: ArrayLike<unknown>,
  b: ArrayLike<unknown>,
  out: Results,
  { count, wanted }: Rows,
): void {
  for (let i = 0; i < count; i++) if (wanted[i] === 1) out[i] = run(a[i], b[i]);
}

/** As `mapObjects`, with a constant on the right. */
export function mapObjectsWith(
  run: (a: unknown, b: unknown) => unknown,
  a: ArrayLike<unknown>,
  b: unknown,
  out: Results,
  { count, wanted }: Rows,
): void {
  for (let i = 0; i < count; i++) if (wanted[i] === 1) out[i] = run(a[i], b);
}

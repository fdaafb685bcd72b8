import fc from "fast-check";

/** Rows of small whole numbers, many of them 0; `least` is the least number. */
export const numberRows = (least: number): fc.Arbitrary<number[][]> =>
  fc.integer({ min: 1, max: 8 }).chain((columns) => {
    const value = fc.oneof({ arbitrary: fc.constant(0), weight: 2 }, fc.integer({ min: least, max: 6 }));
    return fc.array(fc.array(value, { minLength: columns, maxLength: columns }), { minLength: 0, maxLength: 30 });
  });

/** The cosine of two rows; 0 where one of them is 0. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]): number => x.reduce((sum, v, i) => sum + v * (y[i] ?? 0), 0);
  const lengths = Math.sqrt(dot(a, a) * dot(b, b));
  return lengths === 0 ? 0 : dot(a, b) / lengths;
}

/** The numbers from 0 to `size - 1` in another order. */
export const orderOf = (size: number): fc.Arbitrary<number[]> =>
  fc.shuffledSubarray(
    Array.from({ length: size }, (_, i) => i),
    { minLength: size, maxLength: size },
  );

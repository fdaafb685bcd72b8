import { describe, expect, test } from "vitest";

import { operators } from "../../../src/functions/expressions/operations.ts";

const special = [0, -0, 1, -1, 3, 2.5, NaN, Infinity, -Infinity, 1e308, 5e-324];
const pairs = special.flatMap((a) => special.map((b) => [a, b] as const));
const count = pairs.length;

type Run = (a: number, b: number) => number | boolean;
type Loop<A, B> = (a: A, b: B, out: Float64Array | Uint8Array, count: number) => void;

describe.each(
  Object.entries(operators).flatMap(([name, { signatures }]) =>
    signatures
      .filter(({ takes, loops }) => loops !== undefined && takes[0] === "number")
      .map(({ run, gives, loops }) => [name, { run: run as Run, gives, loops }] as const),
  ),
)("the loops of %s", (_, { run, gives, loops }) => {
  const outOf = (loop: (out: Float64Array | Uint8Array) => void): number[] => {
    const out = gives === "boolean" ? new Uint8Array(count) : new Float64Array(count);
    loop(out);
    return Array.from(out);
  };
  const expected = pairs.map(([a, b]) => Number(run(a, b)));

  test("do to two columns what the operator does to two numbers", () => {
    const both = loops?.both as unknown as Loop<Float64Array, Float64Array>;
    const [a, b] = [0, 1].map((side) => Float64Array.from(pairs, (pair) => pair[side] ?? NaN));
    expect(outOf((out) => both(a ?? new Float64Array(), b ?? new Float64Array(), out, count))).toEqual(expected);
  });

  test("do the same with a constant on either side", () => {
    const right = loops?.right as unknown as Loop<Float64Array, number>;
    const left = loops?.left as unknown as Loop<number, Float64Array>;
    pairs.forEach(([a, b], i) => {
      expect(outOf((out) => right(Float64Array.of(a), b, out, 1))[0]).toBe(expected[i]);
      expect(outOf((out) => left(a, Float64Array.of(b), out, 1))[0]).toBe(expected[i]);
    });
  });
});

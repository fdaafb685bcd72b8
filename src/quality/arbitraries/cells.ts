import fc from "fast-check";
import { listItemType, type ColumnType, type ScalarType } from "../../tables/column-types.ts";
import { anyText } from "./text.ts";
import type { ColumnSeeds } from "./words.ts";

/** The whole numbers that a type holds, as far as JavaScript's numbers are exact. */
export function integerRange(type: ScalarType): readonly [min: number, max: number] {
  const bits = Number(/\d+$/.exec(type)?.[0]);
  if (bits === 64) return [type === "int64" ? Number.MIN_SAFE_INTEGER : 0, Number.MAX_SAFE_INTEGER];
  return type.startsWith("u") ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
}

/** The thresholds that functions compare with, and what is just beside them. */
const beside = (numbers: readonly number[]): readonly number[] =>
  numbers.flatMap((number) => [number, number - 1, number + 1]);

function anyInteger(type: ScalarType, seeds: ColumnSeeds): fc.Arbitrary<number> {
  const [min, max] = integerRange(type);
  const sought = beside(seeds.numbers).filter((each) => Number.isInteger(each) && each >= min && each <= max);
  return fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: Math.max(min, -100), max: Math.min(max, 100) }) },
    { weight: 2, arbitrary: fc.maxSafeInteger().map((each) => Math.min(max, Math.max(min, each))) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, min, max) },
    ...(sought.length === 0 ? [] : [{ weight: 3, arbitrary: fc.constantFrom(...sought) }]),
  );
}

function anyFloat(type: ScalarType, seeds: ColumnSeeds): fc.Arbitrary<number> {
  const rounded = (value: number): number => (type === "float32" ? Math.fround(value) : value);
  const edges = [0, -0, 1, -1, NaN, Infinity, -Infinity, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 2 ** 53, 0.1];
  const sought = beside(seeds.numbers);
  const arbitrary = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -1000, max: 1000 }).map((each) => each / 10) },
    { weight: 2, arbitrary: fc.nat(20) },
    { weight: 2, arbitrary: fc.double() },
    { weight: 2, arbitrary: fc.constantFrom(...edges) },
    ...(sought.length === 0 ? [] : [{ weight: 3, arbitrary: fc.constantFrom(...sought) }]),
  );
  return arbitrary.map(rounded);
}

const day = 86_400_000;

/** Times in milliseconds since 1970; dates are whole days. */
function anyTime(type: ScalarType): fc.Arbitrary<number> {
  const edges = [0, -1, -day, 951_782_400_000, 4_102_444_800_000, -62_135_596_800_000, 253_402_300_799_999];
  const recent = fc.integer({ min: 0, max: 2_000_000_000 }).map((seconds) => seconds * 1000);
  const any = fc.oneof(
    { weight: 4, arbitrary: recent },
    { weight: 1, arbitrary: fc.integer({ min: -1e13, max: 1e13 }) },
    { weight: 1, arbitrary: fc.constantFrom(...edges) },
  );
  return type === "date" ? any.map((time) => Math.floor(time / day) * day) : any;
}

function anyScalar(type: ScalarType, seeds: ColumnSeeds): fc.Arbitrary<unknown> {
  if (type === "utf8") {
    const cells = seeds.cells.filter((cell) => typeof cell === "string");
    if (cells.length === 0) return anyText(seeds);
    return fc.oneof({ weight: 4, arbitrary: anyText(seeds) }, { weight: 1, arbitrary: fc.constantFrom(...cells) });
  }
  if (type === "bool") return fc.boolean();
  if (type === "timestamp" || type === "date") return anyTime(type);
  return type.startsWith("float") ? anyFloat(type, seeds) : anyInteger(type, seeds);
}

/** Values of a column, as plain rows have them; no nulls. */
export function anyCell(type: ColumnType, seeds: ColumnSeeds): fc.Arbitrary<unknown> {
  const item = listItemType(type);
  if (item === null) return anyScalar(type as ScalarType, seeds);
  return fc.oneof(
    { weight: 6, arbitrary: fc.array(anyScalar(item, seeds), { maxLength: 6, size: "max" }) },
    { weight: 1, arbitrary: fc.array(anyScalar(item, seeds), { maxLength: 60, size: "max" }) },
  );
}

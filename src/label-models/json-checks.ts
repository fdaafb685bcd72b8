import { LabelingError } from "../errors.ts";
import { describe } from "../util/checks.ts";

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** The error for a part of a label model's JSON form that is missing or wrong. */
export function badPart(part: string, got: unknown, expected: string): LabelingError {
  return new LabelingError("corrupt_file", {
    where: `label model JSON, ${part}`,
    got: describe(got),
    expected,
    remedy: "Fit the model again, or read the file that toJSON wrote.",
  });
}

/** Whether a JSON value is an object. */
export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a JSON value is an array of text. */
export const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

/** Whether a JSON value is an array of numbers, none of them NaN or infinite. */
export const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((each) => Number.isFinite(each));

/** Whether a JSON value is a whole number of at least 0. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Whether a JSON value is a number from 0 to 1. */
export const isShare = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= 1;

/** Whether a JSON value is numbers from 0 to 1 that sum to 1. */
export const isDistribution = (value: unknown, length: number): value is number[] =>
  isNumbers(value) &&
  value.length === length &&
  value.every(isShare) &&
  Math.abs(value.reduce((sum, p) => sum + p, 0) - 1) <= 1e-6;

import { LabelingError } from "../errors.ts";

/** How a value reads in a message: short, with its type where the value alone would not tell. */
export function describe(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "undefined";
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value instanceof Promise) return "a promise";
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return typeof value === "symbol"
    ? "a symbol"
    : `an object with ${Object.keys(value).slice(0, 4).join(", ") || "no keys"}`;
}

/** Names in a message: quoted, at most `limit` of them. */
export function listNames(names: readonly string[], limit = 8): string {
  const shown = names.slice(0, limit).map((name) => JSON.stringify(name));
  return names.length > limit ? `${shown.join(", ")} and ${names.length - limit} more` : shown.join(", ");
}

/** `value` as text that is not empty. */
export function checkName(value: unknown, where: string): string {
  if (typeof value === "string" && value.trim() !== "") return value;
  throw new LabelingError("bad_option", { where, got: describe(value), expected: "text that is not empty" });
}

/** Names that must differ from each other. */
export function checkDistinct(names: readonly string[], where: string, remedy: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) {
      throw new LabelingError("duplicate_name", {
        where,
        got: `${JSON.stringify(name)} more than once`,
        expected: "each name once",
        remedy,
        details: { name },
      });
    }
    seen.add(name);
  }
}

/** A number within a range. `undefined` gives `fallback`. */
export function checkNumber(
  value: number | undefined,
  fallback: number,
  range: { readonly where: string; readonly min: number; readonly max?: number; readonly whole?: boolean },
): number {
  if (value === undefined) return fallback;
  const { where, min, max = Infinity, whole = false } = range;
  const inRange = typeof value === "number" && value >= min && value <= max;
  if (inRange && (!whole || Number.isInteger(value) || value === Infinity)) return value;
  const kind = whole ? "a whole number" : "a number";
  throw new LabelingError("bad_option", {
    where,
    got: describe(value),
    expected: max === Infinity ? `${kind} of at least ${min}` : `${kind} from ${min} to ${max}`,
  });
}

/** One of some words. `undefined` gives `fallback`. */
export function checkChoice<T extends string>(
  value: T | undefined,
  fallback: T,
  choices: readonly T[],
  where: string,
): T {
  if (value === undefined) return fallback;
  if (choices.includes(value)) return value;
  throw new LabelingError("bad_option", { where, got: describe(value), expected: `one of ${listNames(choices)}` });
}

import { listItemType, type ColumnType, type ScalarType } from "../../tables/column-types.ts";

/**
 * Simpler values than a given one, simplest first: what a failing value is replaced by while it still fails. By the value
 * alone, however it was made: examples that people wrote shrink as well as rows that were generated.
 */

/** The lists that lack one stretch of a list: all, halves, quarters, and so on down to one item. */
export function* shorterLists<T>(list: readonly T[]): Generator<readonly T[]> {
  if (list.length === 0) return;
  yield [];
  for (let size = list.length >> 1; size >= 1; size >>= 1) {
    for (let start = 0; start < list.length; start += size)
      yield [...list.slice(0, start), ...list.slice(start + size)];
  }
}

const plainer: readonly (readonly [RegExp, string])[] = [
  [/^[^\0-\x7f]$/u, "a"],
  [/^[A-Z]$/, "a"],
  [/^[b-z]$/, "a"],
  [/^[1-9]$/, "0"],
  [/^\s$/, " "],
  [/^[^\w\s]$/, "."],
];

/** Up to this many characters, each is replaced by a plainer one: longer texts would take too many trials. */
const maxReplaced = 200;

/** Shorter texts, then texts of plainer characters. No character is cut in two. */
export function* simplerTexts(text: string): Generator<string> {
  const characters = Array.from(text);
  for (const shorter of shorterLists(characters)) yield shorter.join("");
  if (characters.length > maxReplaced) return;
  for (const [i, character] of characters.entries()) {
    const replaced = (by: string): string => characters.with(i, by).join("");
    const lower = character.toLowerCase();
    if (lower !== character && /^[A-Z]$/.test(character)) yield replaced(lower);
    const plain = plainer.find(([pattern]) => pattern.test(character))?.[1];
    if (plain !== undefined && plain !== character && plain !== lower) yield replaced(plain);
  }
}

/** Numbers closer to 0, whole ones first. */
export function* simplerNumbers(value: number): Generator<number> {
  if (value === 0) {
    if (Object.is(value, -0)) yield 0;
    return;
  }
  yield 0;
  if (!Number.isFinite(value)) {
    const sign = value < 0 ? -1 : 1;
    for (const finite of [1, 10, 100, 1000, 1e6, 1e9]) yield sign * finite;
    return;
  }
  if (value < 0) yield -value;
  if (!Number.isInteger(value)) yield Math.trunc(value);
  for (let step = value / 2; Math.abs(step) >= 1; step /= 2) yield value - Math.trunc(step);
}

const day = 86_400_000;

/** Numbers closer to 0 that a column of a type can hold: dates are whole days. */
function* simplerNumbersOf(value: number, type: ScalarType): Generator<number> {
  if (type !== "date") yield* simplerNumbers(value);
  else for (const days of simplerNumbers(value / day)) yield days * day;
}

/** Simpler values of a cell, null aside. */
export function* simplerCells(cell: unknown, type: ColumnType): Generator {
  const item = listItemType(type) ?? (type as ScalarType);
  if (typeof cell === "string") yield* simplerTexts(cell);
  else if (typeof cell === "number") yield* simplerNumbersOf(cell, item);
  else if (cell === true) yield false;
  else if (Array.isArray(cell)) {
    const list: readonly unknown[] = cell;
    yield* shorterLists(list);
    for (const [i, each] of list.entries()) for (const simpler of simplerCells(each, item)) yield list.with(i, simpler);
  }
}

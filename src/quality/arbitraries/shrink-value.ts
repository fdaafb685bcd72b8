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
    for (const simpler of Number.isNaN(value) ? [1, -1] : [Math.sign(value)]) yield simpler;
    return;
  }
  if (value < 0) yield -value;
  if (!Number.isInteger(value)) yield Math.trunc(value);
  for (let step = value / 2; Math.abs(step) >= 1; step /= 2) yield value - Math.trunc(step);
}

/** Simpler values of any kind of cell: null comes first. */
export function* simplerCells(cell: unknown): Generator {
  if (cell === null) return;
  yield null;
  yield* simplerValues(cell);
}

function* simplerValues(value: unknown): Generator {
  if (typeof value === "string") yield* simplerTexts(value);
  else if (typeof value === "number") yield* simplerNumbers(value);
  else if (value === true) yield false;
  else if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    yield* shorterLists(list);
    for (const [i, item] of list.entries()) for (const simpler of simplerValues(item)) yield list.with(i, simpler);
  }
}

import type { PlainRow } from "../arbitraries/row.ts";

/** Above this many characters a text that repeats itself is written as a repetition. */
const plainLength = 24;
/** Texts are shown up to this many characters. */
const shownLength = 400;

/** Characters that a terminal does not show, or shows as part of another. */
const unseen = /[\p{Cc}\p{Cf}\p{Mn}\p{Zl}\p{Zp}\p{Co}\p{Cn}]|(?! )\p{Zs}/gu;

/** Joiners and variation selectors belong to the emoji around them. */
const emoji = /\p{Extended_Pictographic}/u;

const codeUnits = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
  ).join("");

/** Text between quotes, with what cannot be seen written out, as JavaScript reads it. */
function quoted(text: string): string {
  const json = JSON.stringify(text);
  return emoji.test(json) ? json : json.replace(unseen, codeUnits);
}

/** The shortest part that a text repeats from its start on, and how far that goes. */
function repetition(text: string): { readonly part: string; readonly times: number } | null {
  for (let length = 1; length <= 24 && length * 4 <= text.length; length++) {
    const part = text.slice(0, length);
    let end = length;
    while (text.startsWith(part, end)) end += length;
    if (end * 2 > text.length && end / length >= 4) return { part, times: end / length };
  }
  return null;
}

/** A text as JavaScript that gives it; a very long one is cut, with its length. */
export function printText(text: string): string {
  if (text.length <= plainLength) return quoted(text);
  const repeated = repetition(text);
  if (repeated === null) {
    if (text.length <= shownLength) return quoted(text);
    return `${quoted(text.slice(0, shownLength / 2))} … (${text.length} characters)`;
  }
  const { part, times } = repeated;
  const rest = text.slice(part.length * times);
  return `${quoted(part)}.repeat(${times})${rest === "" ? "" : ` + ${printText(rest)}`}`;
}

function printCell(cell: unknown): string {
  if (typeof cell === "string") return printText(cell);
  if (Array.isArray(cell)) {
    const list: readonly unknown[] = cell;
    const shown = list.slice(0, 20).map(printCell);
    return `[${shown.join(", ")}${list.length > 20 ? `, … (${list.length} items)` : ""}]`;
  }
  return Object.is(cell, -0) ? "-0" : String(cell);
}

const isWord = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** A row as an object in code, its nulls left out: as `examples` of a pack takes it. */
export function printRow(row: PlainRow): string {
  const cells = Object.entries(row).filter(([, cell]) => cell !== null && cell !== undefined);
  if (cells.length === 0) return "{}";
  const shown = cells.map(([name, cell]) => `${isWord.test(name) ? name : JSON.stringify(name)}: ${printCell(cell)}`);
  return `{ ${shown.join(", ")} }`;
}

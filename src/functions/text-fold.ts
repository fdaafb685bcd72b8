import type { DecodedColumn } from "../tables/decode/decode-column.ts";

/** Text that may not be in Unicode's composed form (NFC): below U+0300 every character is. */
const mayBeDecomposed = /[^\0-\u02ff]/;

/** Text in Unicode's composed form (NFC), in which `é` is one character however it was typed. */
export function normalizeText(text: string): string {
  return mayBeDecomposed.test(text) ? text.normalize("NFC") : text;
}

const normalized = new WeakMap<DecodedColumn, readonly string[]>();

/** The texts of a column in composed form; worked out once for all functions that look at the same rows. */
export function normalizedTexts(column: DecodedColumn): readonly string[] {
  const known = normalized.get(column);
  if (known !== undefined) return known;
  const texts = Array.from(column.values as ArrayLike<string>, normalizeText);
  normalized.set(column, texts);
  return texts;
}

/** Characters whose simple case folding their upper and lower case forms do not show. */
const oddFoldings: Readonly<Record<string, string>> = { ı: "ı", "\u1fd3": "\u0390", "\u1fe3": "\u03b0", ﬅ: "ﬆ" };

const isSingle = (text: string): boolean => text.length === 1 || (text.length === 2 && /^[\ud800-\udbff]/.test(text));

/** `changed`, unless changing the case made more than one character of `character`. */
const ifSingle = (changed: string, character: string): string => (isSingle(changed) ? changed : character);

function foldCharacter(character: string): string {
  const odd = oddFoldings[character];
  if (odd !== undefined) return odd;
  const upper = ifSingle(character.toUpperCase(), character);
  const lower = ifSingle(upper.toLowerCase(), upper);
  const again = ifSingle(lower.toUpperCase(), lower);
  return ifSingle(again.toLowerCase(), lower);
}

const notAscii = /[^\0-\x7f]/;

/**
 * Text without differences of case: in composed form (NFC), each character replaced by one that stands for all those
 * that Unicode's simple case folding counts as equal, which are those that a regular expression with flags `iu` counts
 * as equal. One character stays one: `ß` equals `ẞ` and not `ss`; `σ`, `ς` and `Σ` are equal; `İ` and `ı` equal
 * only themselves, in any language.
 */
export function foldText(text: string): string {
  if (!notAscii.test(text)) return text.toLowerCase();
  return Array.from(text.normalize("NFC"), foldCharacter).join("");
}

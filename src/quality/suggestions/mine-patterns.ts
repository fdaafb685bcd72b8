import { foldText } from "../../functions/text-fold.ts";
import { findWords } from "../../functions/text-match.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { eachText } from "../../tables/each-text.ts";
import type { Candidate } from "./rank-candidates.ts";
import { shapes, type Shape } from "./shapes.ts";
import { rowsOfTerm, TermCollector } from "./text-terms.ts";

/** A pattern, and the rows that have it, as far as their words tell. */
export interface PatternCandidate extends Candidate {
  readonly shape: Shape;
}

const wordStart = String.raw`(?<![\p{L}\p{M}\p{N}_])`;
const wordEnd = String.raw`(?![\p{L}\p{M}\p{N}_])`;
const gap = String.raw`[^\p{L}\p{M}\p{N}_]+`;
const word = String.raw`[\p{L}\p{M}\p{N}_]+`;

/** What a mined key stands for. Keys hold words as `findWords` gives them, which need no escaping. */
const makers: Readonly<Record<string, (a: string, b: string) => Shape>> = {
  first: (a) => ({ name: `begins with ${a}`, source: `^[^\\p{L}\\p{N}_]*${a}${wordEnd}`, flags: "iu" }),
  firstTwo: (a, b) => ({
    name: `begins with ${a} ${b}`,
    source: `^[^\\p{L}\\p{N}_]*${a}${gap}${b}${wordEnd}`,
    flags: "iu",
  }),
  last: (a) => ({ name: `ends with ${a}`, source: `${wordStart}${a}[^\\p{L}\\p{N}_]*$`, flags: "iu" }),
  stem: (a) => ({ name: `words beginning ${a}`, source: `${wordStart}${a}`, flags: "iu" }),
  number: (a) => ({
    name: `number in ${a.replaceAll("0", "N")}`,
    source: `${wordStart}${a.replaceAll("0", String.raw`\d+`)}${wordEnd}`,
    flags: "iu",
  }),
  beforeNumber: (a) => ({ name: `${a} and a number`, source: `${wordStart}${a}${gap}\\d`, flags: "iu" }),
  afterNumber: (a) => ({ name: `a number and ${a}`, source: `\\d${gap}${a}${wordEnd}`, flags: "iu" }),
  around: (a, b) => ({
    name: `${a} then ${b}`,
    source: `${wordStart}${a}${gap}(?:${word}${gap}){1,2}${b}${wordEnd}`,
    flags: "iu",
  }),
};

/** Letters of a beginning that words share. */
const [shortestBeginning, longestBeginning] = [4, 8];

const isNumber = (text: string): boolean => /^\d+$/.test(text);

/** Calls `add` with a key for each pattern of the words of a text: the maker's name, then one word or two. */
function eachPattern(
  words: readonly string[],
  isFrequent: (word: string) => boolean,
  add: (key: string) => void,
): void {
  const [first, second] = words;
  const last = words[words.length - 1];
  if (first !== undefined) add(`first ${first}`);
  if (first !== undefined && second !== undefined) add(`firstTwo ${first} ${second}`);
  if (last !== undefined) add(`last ${last}`);
  words.forEach((each, i) => {
    const next = words[i + 1];
    if (/^\p{L}{5,}$/u.test(each)) {
      const longest = Math.min(each.length, longestBeginning);
      for (let length = shortestBeginning; length <= longest; length++) add(`stem ${each.slice(0, length)}`);
    }
    if (/\d/.test(each) && !isNumber(each)) add(`number ${each.replace(/\d+/g, "0")}`);
    if (next !== undefined && isNumber(next) && !isNumber(each)) add(`beforeNumber ${each}`);
    if (next !== undefined && isNumber(each) && !isNumber(next)) add(`afterNumber ${next}`);
    if (!isFrequent(each)) return;
    for (const other of words.slice(i + 2, i + 4)) if (isFrequent(other)) add(`around ${each} ${other}`);
  });
}

/** A key as a pattern; null for what a regular expression cannot say. */
function shapeOf(key: string): Shape | null {
  const [kind = "", a = "", b = ""] = key.split(" ");
  const made = makers[kind]?.(a, b) ?? null;
  try {
    return made !== null && new RegExp(made.source, made.flags).source !== "" ? made : null;
  } catch {
    return null;
  }
}

/**
 * The beginnings that some words share and no longer beginning does: `check` for `check` and `checking`, not `chec`; nothing
 * for a word that stands alone.
 */
function sharedBeginnings(counts: ReadonlyMap<string, number>, wordCounts: ReadonlyMap<string, number>): Set<string> {
  const most = new Map<string, number>(); // of the rows of whatever longer text begins with it
  const note = (beginning: string, rows: number): void => {
    most.set(beginning, Math.max(rows, most.get(beginning) ?? 0));
  };
  for (const [beginning, rows] of counts) note(beginning.slice(0, -1), rows);
  for (const [each, rows] of wordCounts) {
    for (let length = shortestBeginning; length <= longestBeginning; length++) note(each.slice(0, length), rows);
  }
  return new Set([...counts.keys()].filter((each) => (counts.get(each) ?? 0) > (most.get(each) ?? 0)));
}

/**
 * The patterns of a text column that are in at least `minRows` rows.
 *
 * @param wordRows In how many rows each word is.
 */
export function minePatterns(
  table: TableShape,
  column: string,
  minRows: number,
  wordRows: ReadonlyMap<string, number>,
): PatternCandidate[] {
  const isFrequent = (each: string): boolean => (wordRows.get(each) ?? 0) >= minRows;
  const mined = new TermCollector();
  const fixed = new TermCollector();
  const tests = shapes.map(({ name, source, flags }) => ({ name, regExp: new RegExp(source, flags) }));
  eachText(table, column, (text, row) => {
    for (const { name, regExp } of tests) if (regExp.test(text)) fixed.add(name, row);
    const words = findWords(foldText(text)).map((found) => found.word);
    eachPattern(words, isFrequent, (key) => {
      mined.add(key, row);
    });
  });
  const ofShapes = fixed.finish(minRows);
  const byName = new Map(shapes.map((each) => [each.name, each]));
  const ofWords = mined.finish(minRows);
  const stems = ofWords.terms.flatMap((key, i) =>
    key.startsWith("stem ") ? [[key.slice(5), rowsOfTerm(ofWords, i).length] as const] : [],
  );
  const shared = sharedBeginnings(new Map(stems), wordRows);
  return [
    ...ofShapes.terms.map((name, i) => ({ key: name, shape: byName.get(name) ?? null, rows: rowsOfTerm(ofShapes, i) })),
    ...ofWords.terms.map((key, i) => ({ key, shape: shapeOf(key), rows: rowsOfTerm(ofWords, i) })),
  ].filter(
    (each): each is PatternCandidate =>
      each.shape !== null && (!each.key.startsWith("stem ") || shared.has(each.key.slice(5))),
  );
}

/** The rows that each of some patterns matches; the column is read once for all. */
export function rowsMatching(table: TableShape, column: string, patterns: readonly Shape[]): Int32Array[] {
  const tests = patterns.map(({ source, flags }) => ({ regExp: new RegExp(source, flags), rows: [] as number[] }));
  eachText(table, column, (text, row) => {
    for (const { regExp, rows } of tests) if (regExp.test(text)) rows.push(row);
  });
  return tests.map(({ rows }) => Int32Array.from(rows));
}

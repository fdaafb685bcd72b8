import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { requiredLiterals } from "../../functions/regular-expressions/required-literals.ts";
import type { ExampleRow } from "../../packs/examples.ts";
import type { AnyPack } from "../../packs/pack.ts";

/** What the values of a column are made like: what functions look for there. */
export interface ColumnSeeds {
  readonly words: readonly string[];
  readonly numbers: readonly number[];
  /** Whole values: keys of lookups. */
  readonly cells: readonly (string | number)[];
  /** Regular expressions, of which matching texts are made. */
  readonly patterns: readonly RegExp[];
}

/** What generated rows are made like: what functions look for, and rows that people gave. */
export interface Seeds extends ColumnSeeds {
  /** The same, column by column. */
  readonly columns: Readonly<Record<string, ColumnSeeds>>;
  readonly rows: readonly ExampleRow[];
}

/** So many of each are enough: lookups and ontologies have thousands. */
const maxSeeds = 2000;
const longestWord = 200;

/** Takes every text and number in a JSON value. */
function* leavesOf(value: unknown): Generator<string | number> {
  if (typeof value === "string" || typeof value === "number") yield value;
  else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) yield* leavesOf(each);
}

function* wordsOfExpression(when: string): Generator<string | number> {
  for (const [, text = ""] of when.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)) if (text !== "") yield text;
  for (const [number] of when.replace(/"[^"]*"/g, "").matchAll(/\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi)) yield Number(number);
}

function patternOf({ kind, terms }: AnyLabelingFunction): RegExp | null {
  if (kind !== "pattern") return null;
  const { source, flags } = terms as { readonly source: string; readonly flags: string };
  return new RegExp(source, flags);
}

function* leavesOfFunction(func: AnyLabelingFunction): Generator<string | number> {
  const { kind, terms } = func;
  const pattern = patternOf(func);
  if (pattern !== null) yield* requiredLiterals(pattern) ?? [];
  else if (kind === "expression") yield* wordsOfExpression((terms as { readonly when: string }).when);
  else yield* leavesOf(terms);
}

/** The rows that a pack gives as examples, votes and abstentions alike. */
export function exampleRowsOf(pack: AnyPack): readonly ExampleRow[] {
  return Object.values(pack.examples).flatMap(({ votes = {}, abstains = [] }) => [
    ...Object.values(votes).flatMap((rows) => rows ?? []),
    ...abstains,
  ]);
}

function spread<T>(items: Iterable<T>): readonly T[] {
  const all = [...new Set(items)];
  if (all.length <= maxSeeds) return all;
  const step = all.length / maxSeeds;
  return Array.from({ length: maxSeeds }, (_, i) => all[Math.floor(i * step)] as T);
}

function columnSeeds(functions: readonly AnyLabelingFunction[], words: readonly string[]): ColumnSeeds {
  const leaves = functions.flatMap((func) => spread(leavesOfFunction(func)));
  const texts = leaves.filter((leaf) => typeof leaf === "string" && leaf.trim() !== "" && leaf.length <= longestWord);
  const lookups = functions.filter(({ kind }) => kind === "lookup").flatMap(({ terms }) => [...leavesOf(terms)]);
  return {
    words: spread([...words, ...(texts as string[])]),
    numbers: spread(leaves.filter((leaf) => typeof leaf === "number")),
    cells: spread(lookups),
    patterns: functions.map(patternOf).filter((pattern) => pattern !== null),
  };
}

/** What some functions look for, as far as they declare it; further words for all texts, and rows to vary. */
export function seedsOf(
  functions: readonly AnyLabelingFunction[],
  rows: readonly ExampleRow[] = [],
  words: readonly string[] = [],
): Seeds {
  const columns = [...new Set(functions.flatMap((func) => func.columns))];
  const readers = (column: string): readonly AnyLabelingFunction[] =>
    functions.filter((func) => func.columns.includes(column));
  return Object.freeze({
    ...columnSeeds(functions, words),
    columns: Object.fromEntries(columns.map((column) => [column, columnSeeds(readers(column), words)])),
    rows: spread(rows),
  });
}

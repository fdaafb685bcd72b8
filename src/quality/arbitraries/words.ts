import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { requiredLiterals } from "../../functions/regular-expressions/required-literals.ts";
import type { ExampleRow } from "../../packs/examples.ts";
import type { AnyPack } from "../../packs/pack.ts";

/** What generated rows are made like: the words and numbers that functions look for, and rows that people gave. */
export interface Seeds {
  readonly words: readonly string[];
  readonly numbers: readonly number[];
  /** Sources and flags of regular expressions, of which matching texts are made. */
  readonly patterns: readonly RegExp[];
  readonly rows: readonly ExampleRow[];
}

/** Nothing to be made like. */
export const noSeeds: Seeds = Object.freeze({ words: [], numbers: [], patterns: [], rows: [] });

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

/** What some functions look for, as far as they declare it, and rows to vary. */
export function seedsOf(functions: readonly AnyLabelingFunction[], rows: readonly ExampleRow[] = []): Seeds {
  const leaves = functions.flatMap((func) => spread(leavesOfFunction(func)));
  const texts = leaves.filter((leaf) => typeof leaf === "string" && leaf.trim() !== "" && leaf.length <= longestWord);
  return Object.freeze({
    words: spread(texts as string[]),
    numbers: spread(leaves.filter((leaf) => typeof leaf === "number")),
    patterns: functions.map(patternOf).filter((pattern) => pattern !== null),
    rows: spread(rows),
  });
}

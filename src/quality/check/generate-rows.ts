import fc from "fast-check";
import type { AnyPack } from "../../packs/pack.ts";
import type { PlainRow } from "../arbitraries/row.ts";
import { RowsArbitrary } from "../arbitraries/rows.ts";
import { exampleRowsOf, seedsOf } from "../arbitraries/words.ts";
import { misfitOf } from "./check-examples.ts";
import type { CheckRules } from "./check-options.ts";

/** Rows that functions are tried on. */
export interface GeneratedRows {
  readonly all: readonly PlainRow[];
  /** Makes them simpler. */
  readonly arbitrary: RowsArbitrary;
  /** The words that the pack's functions look for. */
  readonly words: readonly string[];
}

/** Rows for the functions of a pack: corners, its examples, and those that are generated; the same ones for a seed. */
export function generateRows(pack: AnyPack, { seed, runs, path = "0" }: CheckRules): GeneratedRows {
  const examples = exampleRowsOf(pack).filter((row) => misfitOf(pack, row) === null);
  const seeds = seedsOf(pack.functions, examples);
  const arbitrary = new RowsArbitrary(pack.task, seeds, { minRows: runs, maxRows: runs });
  const [all = []] = fc.sample(arbitrary, { seed, path, numRuns: 1, examples: [] });
  return { all, arbitrary, words: seeds.words };
}

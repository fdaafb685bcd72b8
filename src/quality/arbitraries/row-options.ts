import { LabelingError } from "../../errors.ts";
import { isLabelingFunction, type AnyLabelingFunction } from "../../functions/labeling-function.ts";
import type { AnyTask } from "../../labels/task.ts";
import type { ExampleRow } from "../../packs/examples.ts";
import { isPack, type AnyPack } from "../../packs/pack.ts";
import { describe } from "../../util/checks.ts";
import { exampleRowsOf, seedsOf, type Seeds } from "./words.ts";

/** What generated rows are made like. */
export interface RowOptions {
  /**
   * A pack, or functions: rows are made of the words, numbers and matches that their declared terms look for, and of
   * the pack's example rows, changed a little. @defaultValue none
   */
  readonly like?: AnyPack | readonly AnyLabelingFunction[] | undefined;
  /** Further words for texts to be made of. @defaultValue none */
  readonly words?: readonly string[] | undefined;
  /** Further rows to change a little. @defaultValue none */
  readonly rows?: readonly ExampleRow[] | undefined;
}

/** What generated rows are made of; `where` names the caller. */
export function seedsFor(task: AnyTask, { like, words = [], rows = [] }: RowOptions, where: string): Seeds {
  const functions = like === undefined ? [] : isPack(like) ? like.functions : like;
  for (const func of functions) {
    if (isLabelingFunction(func)) continue;
    throw new LabelingError("bad_option", {
      where: `${where}, like`,
      got: describe(func),
      expected: "a pack, or an array of labeling functions",
    });
  }
  const columns = Object.keys(task.columns);
  const examples = isPack(like) ? exampleRowsOf(like) : [];
  // A pack of another task may be like this one in part.
  const fitting = [...examples, ...rows].map((row) =>
    Object.fromEntries(Object.entries(row).filter(([column]) => columns.includes(column))),
  );
  return seedsOf(functions, fitting, words);
}

import { LabelingError } from "../errors.ts";
import { nounOf } from "../functions/function-noun.ts";
import { isLabelingFunction, type AnyLabelingFunction } from "../functions/labeling-function.ts";
import type { AnyTask } from "../labels/task.ts";
import { checkDistinct, describe } from "../util/checks.ts";

/**
 * Checks that functions can vote together: at least one, all made by this package, of one task, each name once.
 *
 * @returns their task
 */
export function checkFunctions(functions: readonly AnyLabelingFunction[], where: string): AnyTask {
  const [first, ...others] = checkKind(functions, where);
  for (const func of others) {
    if (func.task.fingerprint === first.task.fingerprint) continue;
    throw new LabelingError("incompatible", {
      where: `${where}, ${nounOf(func.task)} "${func.name}"`,
      got: "a function of another task",
      expected: `the task of "${first.name}": the same labels and columns`,
      remedy: "Define all functions on one task.",
      details: { function: func.name },
    });
  }
  const names = [first, ...others].map((func) => func.name);
  checkDistinct(names, `${where}, names of ${nounOf(first.task)}s`, "Rename one of them.");
  return first.task;
}

/** Checks that there are functions, and that all are made by this package. */
export function checkKind(functions: unknown, where: string): [AnyLabelingFunction, ...AnyLabelingFunction[]] {
  const list: readonly unknown[] = Array.isArray(functions) ? functions : [];
  const checked = list.map((func, j) => {
    if (isLabelingFunction(func)) return func;
    throw new LabelingError("bad_option", {
      where: `${where}, labeling function ${j + 1}`,
      got: describe(func),
      expected: "a labeling function",
      remedy: "Make it with labelingFunction, batchLabelingFunction, keywords, pattern, expression or lookup.",
    });
  });
  const [first, ...others] = checked;
  if (first !== undefined) return [first, ...others];
  throw new LabelingError("empty", {
    where,
    got: Array.isArray(functions) ? "no labeling functions" : describe(functions),
    expected: "an array with at least one labeling function",
  });
}

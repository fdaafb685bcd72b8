import type { AnyTask } from "../labels/task.ts";
import { inspectSymbol } from "../util/brands.ts";
import { makeLabelingFunction, makeVoterKey, type AnyLabelingFunction, type Voter } from "./labeling-function.ts";
import { textSearchKey, textSearchOf } from "./text-scan/text-search.ts";

/** What the new function gets of its own. */
const own: ReadonlySet<symbol> = new Set([inspectSymbol, makeVoterKey, textSearchKey]);

/** What a function carries besides what every labeling function has, by symbols. */
function carriedBy(func: AnyLabelingFunction): Readonly<Record<symbol, unknown>> {
  const hidden = func as unknown as Readonly<Record<symbol, unknown>>;
  const keys = Object.getOwnPropertySymbols(func).filter((key) => !own.has(key));
  return Object.fromEntries(keys.map((key) => [key, hidden[key]]));
}

/**
 * The same labeling function under another name, or on a task with the same labels and at least its columns, of the same
 * types. It is what would have been made with that name on that task: its fingerprint too. The same value where nothing
 * changes.
 */
export function rebindFunction(
  func: AnyLabelingFunction,
  { name = func.name, task = func.task }: { readonly name?: string; readonly task?: AnyTask },
): AnyLabelingFunction {
  if (name === func.name && task.fingerprint === func.task.fingerprint) return func;
  const { kind, version, description, columns, labels, nulls, invariances, async, terms } = func;
  const { [makeVoterKey]: makeVoter } = func as AnyLabelingFunction & { readonly [makeVoterKey]: () => Voter };
  const common = { name, version, description, nulls, invariances };
  const parts = { kind, columns, labels: labels ?? undefined, async, terms, makeVoter };
  return makeLabelingFunction(task, common, {
    ...parts,
    search: textSearchOf(func) ?? undefined,
    carries: carriedBy(func),
  });
}

import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { canonicalJson } from "../../util/hash.ts";
import { listNames } from "../../util/checks.ts";
import type { FunctionCheck, PackWarning } from "../report/pack-report.ts";

/** Declarative functions that decide alike in all but their names. */
export function equalTerms(functions: readonly AnyLabelingFunction[]): readonly PackWarning[] {
  const groups = new Map<string, string[]>();
  for (const { kind, name, columns, labels, nulls, terms } of functions) {
    if (terms === null) continue;
    const key = canonicalJson({ kind, columns, labels, nulls, terms });
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()]
    .filter((names) => names.length > 1)
    .map((names) => ({
      kind: "equal-terms",
      functions: names,
      message: `${listNames(names)} look for the same and vote alike: to a label model they are one witness heard ${names.length} times. Keep one.`,
    }));
}

/** Functions that voted on none of the rows. */
export function neverVoted(checks: readonly FunctionCheck[], rows: number): readonly PackWarning[] {
  return checks
    .filter(({ votes }) => votes === 0)
    .map(({ name }) => ({
      kind: "never-votes",
      functions: [name],
      message: `"${name}" voted on none of ${rows} rows: the laws say little of what it does when it votes. Give the pack an example of a row on which it does.`,
    }));
}

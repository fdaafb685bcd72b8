import type { LabelingFunction } from "../../functions/labeling-function.ts";
import type { ColumnValues } from "../../labels/task.ts";
import type { Candidate, RankedCandidate } from "./rank-candidates.ts";
import { constantName } from "./names.ts";
import type { SuggestedFunction } from "./suggestions.ts";

/** A value as TypeScript: JSON, without quotes around keys. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${key}: ${literal(each)}`)
    .join(", ")} }`;
}

/** What a candidate becomes. */
export interface Made<L extends string, C extends ColumnValues> {
  readonly function: LabelingFunction<L, C>;
  readonly looksFor: string;
  /** The verb that makes it, such as `keywords`, and what it is given besides the task, as TypeScript. */
  readonly verb: string;
  readonly spec: string;
}

/** A suggestion made of a candidate. */
export function suggested<L extends string, C extends ColumnValues>(
  { candidate, label, share, lift, known }: RankedCandidate<Candidate>,
  names: readonly L[],
  wanted: Uint8Array,
  made: Made<L, C>,
): SuggestedFunction<L, C> {
  return {
    function: made.function,
    looksFor: made.looksFor,
    label: names[label] as L,
    rows: candidate.rows.length,
    newRows: candidate.rows.reduce((sum, row) => sum + (wanted[row] ?? 0), 0),
    share,
    lift,
    labeledRows: known.reduce((sum, each) => sum + each, 0),
    labeledRight: known[label] ?? 0,
    source: `const ${constantName(made.function.name)} = ${made.verb}(task, ${made.spec});`,
  };
}

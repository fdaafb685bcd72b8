import type { LabelingFunction } from "../../functions/labeling-function.ts";
import type { ColumnValues } from "../../labels/task.ts";
import type { Candidate, RankedCandidate } from "./rank-candidates.ts";
import { constantName } from "./names.ts";
import type { SuggestRequest } from "./options.ts";
import { makeSuggestions, type FunctionSuggestions, type SuggestedFunction } from "./suggestions.ts";

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

/** The suggestions that ranked candidates become; `make` makes the function of one, for a label. */
export function suggestionsOf<L extends string, C extends ColumnValues, K extends Candidate>(
  ranked: readonly RankedCandidate<K>[],
  names: readonly L[],
  { given, wanted }: SuggestRequest,
  make: (candidate: K, label: L) => Made<L, C>,
): FunctionSuggestions<L, C> {
  const suggestions = ranked.map((each) =>
    suggested(each, names, wanted, make(each.candidate, names[each.label] as L)),
  );
  return makeSuggestions(
    suggestions,
    given.known.length,
    given.known.reduce((sum, each) => sum + each, 0),
  );
}

/** A suggestion made of a candidate. */
function suggested<L extends string, C extends ColumnValues>(
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

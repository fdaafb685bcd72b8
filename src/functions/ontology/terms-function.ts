import type { AnyTask, ColumnValues } from "../../labels/task.ts";
import { fingerprint } from "../../util/hash.ts";
import { checkColumnKind } from "../column-kinds.ts";
import { confidenceTerms, freezeTerms, voteFor } from "../declarative.ts";
import {
  declarationKey,
  makeLabelingFunction,
  placeOf,
  type CommonSpec,
  type KindParts,
  type LabelingFunction,
} from "../labeling-function.ts";
import { comparableTerms } from "../terms/comparable-terms.ts";
import { termMatcher, termSearch } from "../terms/term-search.ts";
import { normalizedTexts } from "../text-fold.ts";
import type { MatchRules } from "../text-match.ts";
import { valueVoter } from "../voters.ts";
import { labelMatcher } from "./label-matcher.ts";

/** Above this many terms, a function's `terms` hold a hash of them. */
const mostListed = 1000;

/** What a function looks for: terms by the label they speak for. */
export interface TermsByLabel {
  readonly column: string;
  readonly terms: ReadonlyMap<string, readonly string[]>;
  readonly rules: MatchRules;
  readonly confidence: number | undefined;
}

/** Terms as part of the fingerprint. */
function listed(terms: readonly (readonly [string, readonly string[]])[]): unknown {
  const count = terms.reduce((sum, [, each]) => sum + each.length, 0);
  return count <= mostListed ? terms : { count, hash: fingerprint(terms) };
}

type Parts = Pick<KindParts, "makeVoter" | "search">;

/** The voter of one label: its terms are looked for together with those of other functions. */
function oneLabel(label: string, any: readonly string[], { column, rules, confidence }: TermsByLabel): Parts {
  const vote = voteFor(label, confidence);
  const matches = termMatcher({ any, all: [], none: [] }, rules);
  return {
    makeVoter: () => valueVoter(column, "abstain", (text) => (matches(text as string) ? vote : null), normalizedTexts),
    search: { column, vote, ...termSearch({ any, all: [], none: [] }, rules, matches) },
  };
}

function severalLabels(
  terms: ReadonlyMap<string, readonly string[]>,
  { column, rules, confidence }: TermsByLabel,
): Parts {
  // prettier-ignore
  const votes = new Map(Array.from(terms.keys(), (label) => [label, voteFor(label, confidence)]));
  return {
    makeVoter: () => {
      const labelOf = labelMatcher(terms, rules);
      return valueVoter(column, "abstain", (text) => votes.get(labelOf(text as string) ?? "") ?? null);
    },
  };
}

/** Terms by label, with the options of a function. */
export interface FunctionOfTermsSpec<N extends string> extends CommonSpec<N> {
  readonly column: string;
  readonly terms: ReadonlyMap<string, readonly string[]>;
  readonly wholeWord?: boolean | undefined;
  readonly caseSensitive?: boolean | undefined;
  readonly confidence?: number | undefined;
}

/** Makes the function that `ontologyFunction` would make of these terms. */
export function functionOfTerms<L extends string, C extends ColumnValues, N extends string>(
  task: AnyTask,
  spec: FunctionOfTermsSpec<N>,
): LabelingFunction<L, C, N> {
  const { column, terms, wholeWord = true, caseSensitive = false, confidence } = spec;
  return termsFunction(
    task,
    spec,
    { column, terms, rules: { wholeWord, caseSensitive }, confidence },
    placeOf(task, spec),
  );
}

/** Makes a function that votes for the label whose terms a text has, if it has those of one label only. */
export function termsFunction<L extends string, C extends ColumnValues, N extends string>(
  task: AnyTask,
  common: CommonSpec<N>,
  given: TermsByLabel,
  where: string,
): LabelingFunction<L, C, N> {
  const { column, rules, confidence } = given;
  checkColumnKind(task, column, ["text"], "a text column", where);
  const sorted = Array.from(given.terms, ([label, terms]) => {
    return [label, comparableTerms(terms, `${where}, terms of "${label}"`, rules.caseSensitive)] as const;
  }).sort(([a], [b]) => (a < b ? -1 : 1));
  const terms = new Map(sorted);
  const [first] = sorted;
  const parts = first === undefined || sorted.length > 1 ? severalLabels(terms, given) : oneLabel(...first, given);
  return makeLabelingFunction(task, common, {
    kind: "ontology",
    columns: [column],
    labels: [...terms.keys()],
    terms: freezeTerms({ terms: listed(sorted), ...rules, ...confidenceTerms(confidence, where) }),
    carries: {
      [declarationKey]: () =>
        first === undefined || sorted.length > 1
          ? { terms: Object.fromEntries(sorted) }
          : { terms: first[1], label: first[0] },
    },
    ...parts,
  });
}

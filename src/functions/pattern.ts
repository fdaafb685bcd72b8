import { LabelingError } from "../errors.ts";
import type { AnyTask, LabelOf, RowOf } from "../labels/task.ts";
import { describe } from "../util/checks.ts";
import { checkColumnKind, type TextColumn } from "./column-kinds.ts";
import { checkFlag, confidenceTerms, freezeTerms, voteFor, type OneLabelSpec } from "./declarative.ts";
import { checkSpec, makeLabelingFunction, placeOf, type LabelingFunction } from "./labeling-function.ts";
import { findBlowUp } from "./regular-expressions/blow-up.ts";
import { linearTest } from "./regular-expressions/linear/linear-test.ts";
import { NotLinear } from "./regular-expressions/linear/not-linear.ts";
import { requiredLiterals } from "./regular-expressions/required-literals.ts";
import { searchForAsking, type TextSearch } from "./text-scan/text-search.ts";
import { valueVoter } from "./voters.ts";

/** Which regular expression to look for, and where. */
export interface PatternSpec<T, N extends string> extends OneLabelSpec<T, N> {
  /** The text column to look in. */
  readonly column: TextColumn<T>;
  /** A regular expression, or the source of one. It matches anywhere in the text, unless it says `^` or `$`. */
  readonly pattern: RegExp | string;
  /** Flags, as `RegExp` takes them: `"i"` ignores case, `"u"` knows Unicode. @defaultValue those of `pattern`, or none */
  readonly flags?: string | undefined;
  /**
   * Whether an automaton looks for the expression instead of JavaScript's own search, with the same votes. Its time is
   * linear in the text's length, whatever the expression and the text, and no expression is refused for its time; the
   * flag `v`, backreferences, and lookarounds of more than one character are refused. Packs in JSON always ask for it.
   * @defaultValue false
   */
  readonly linearTime?: boolean | undefined;
}

const isRegExp = (value: unknown): value is RegExp => Object.prototype.toString.call(value) === "[object RegExp]";

function compilePattern(pattern: unknown, givenFlags: unknown, where: string): RegExp {
  if (!isRegExp(pattern) && (typeof pattern !== "string" || pattern === "")) {
    throw new LabelingError("bad_option", {
      where: `${where}, pattern`,
      got: describe(pattern),
      expected: "a regular expression, or text with its source",
    });
  }
  const source = typeof pattern === "string" ? pattern : pattern.source;
  const flags = givenFlags ?? (typeof pattern === "string" ? "" : pattern.flags);
  if (typeof flags !== "string" || flags.includes("y")) {
    throw new LabelingError("bad_option", {
      where: `${where}, flags`,
      got: describe(flags),
      expected: 'text such as "i" or "iu", without y',
      remedy: "Instead of y, begin the pattern with ^ to match at the start of the text.",
    });
  }
  try {
    // A match with g goes on where the last one ended; d is about places, which do not matter here.
    return new RegExp(source, flags.replace(/[gd]/g, ""));
  } catch (error) {
    throw new LabelingError("bad_option", {
      where: `${where}, pattern`,
      got: error instanceof Error ? error.message : describe(error),
      expected: "a valid regular expression",
      remedy: "In text between quotes a backslash is written twice: a RegExp between slashes needs one.",
      cause: error,
    });
  }
}

/** What a scan can look for: rows without any of the literals that the expression requires need not be looked at. */
function searchFor(
  regExp: RegExp,
  column: string,
  matches: (text: string) => boolean,
  vote: unknown,
): TextSearch | undefined {
  const literals = requiredLiterals(regExp);
  return literals === null ? undefined : searchForAsking(column, literals, matches, vote);
}

/** Whether a text matches, in linear time. */
function linearMatcher(regExp: RegExp, where: string): (text: string) => boolean {
  try {
    return linearTest(regExp);
  } catch (error) {
    if (!(error instanceof NotLinear)) throw error;
    throw new LabelingError("bad_option", {
      where: `${where}, pattern`,
      got: `it ${error.message}`,
      expected: "an expression that can be searched for in time linear in the text",
      ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
    });
  }
}

/** Whether a text matches, by JavaScript's own search. */
function backtrackingMatcher(regExp: RegExp, where: string): (text: string) => boolean {
  checkTime(regExp, where);
  return (text) => regExp.test(text);
}

/** Refuses what may never end: a run over many rows would stand still at one of them, and could not be stopped. */
function checkTime(regExp: RegExp, where: string): void {
  const blowUp = findBlowUp(regExp);
  if (blowUp === null) return;
  throw new LabelingError("bad_option", {
    where: `${where}, pattern`,
    got: `${blowUp.part}, which can match text such as ${JSON.stringify(blowUp.text.repeat(2))} in several ways: each repetition of ${JSON.stringify(blowUp.text)} doubles the time`,
    expected: "repetitions that can match a text in one way only",
    remedy: String.raw`Write a+ for (a+)+, \w+(?:\s\w+)* for (?:\w+\s?)+, [ab] for (?:a|[ab]). Or set linearTime: true.`,
    details: { ...blowUp },
  });
}

/**
 * Makes a labeling function that votes where a regular expression matches. The text is taken as it stands: composed
 * and decomposed letters differ, and so do upper and lower case without the flag `i`.
 *
 * Flags `g` and `d` are dropped, as they do not change whether there is a match; `y` is refused.
 *
 * Cost: that of the regular expression on rows that have one of the literals it requires, which are looked for in one
 * pass with those of other functions on the column (from four patterns on, or beside keywords); where it requires none,
 * on all rows. An expression that can take time exponential in the text's length is refused, with the
 * part to blame: a repetition that can match the same text in several ways, as in `(a+)+$` or `(?:\w+\s?)*$`, after
 * which the match can fail. Not all such are seen: a loop over a backreference is let pass, as is one with hundreds of
 * alternatives. Nor are those that take time polynomial in it, as `\s+$` and `.*a.*b` do: the square of the text's
 * length matters from some thousand characters on. With `linearTime` no expression takes more than linear time, some
 * 1.3 µs for 100 characters where it must be looked for. Where neither will do, and your texts are short, test the
 * expression in a `labelingFunction`.
 *
 * @throws LabelingError for a regular expression that is invalid or refused, a column or label that is not the task's,
 * or a column that is not text.
 *
 * @example
 * ```ts
 * import { defineTask, pattern } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const hasLink = pattern(task, { name: "has_link", column: "text", pattern: /https?:\/\//i, label: "spam" });
 * console.log(hasLink.terms); // { source: 'https?:\\/\\/', flags: 'i' }
 * ```
 */
export function pattern<T extends AnyTask, const N extends string>(
  task: T,
  spec: PatternSpec<T, N>,
): LabelingFunction<LabelOf<T>, RowOf<T>, N> {
  checkSpec(spec, task);
  const where = placeOf(task, spec);
  const column: string = spec.column;
  checkColumnKind(task, column, ["text"], "a text column", where);
  const regExp = compilePattern(spec.pattern, spec.flags, where);
  const isLinear = checkFlag(spec.linearTime, false, `${where}, linearTime`);
  const matches = isLinear ? linearMatcher(regExp, where) : backtrackingMatcher(regExp, where);
  const { source, flags } = regExp;
  const confidence = confidenceTerms(spec.confidence, where);
  const vote = voteFor(spec.label, spec.confidence);
  return makeLabelingFunction(task, spec, {
    kind: "pattern",
    columns: [column],
    labels: [spec.label],
    terms: freezeTerms({ source, flags, ...confidence }),
    makeVoter: () => valueVoter(column, "abstain", (text) => (matches(text as string) ? vote : null)),
    search: searchFor(regExp, column, matches, vote),
  });
}

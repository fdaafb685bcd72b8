import { LabelingError } from "../errors.ts";
import type { LabelOf } from "../labels/task.ts";
import { describe } from "../util/checks.ts";
import type { CommonSpec } from "./labeling-function.ts";
import type { ConfidentVote } from "./vote.ts";

/** Options that `keywords`, `pattern` and `lookup` share. A null in their column abstains. */
export interface DeclarativeSpec<N extends string> extends Omit<CommonSpec<N>, "nulls"> {
  /** How sure its votes are, in (0, 1]. @defaultValue votes carry no confidence */
  readonly confidence?: number | undefined;
}

/** Options of a function that votes for one label or abstains. */
export interface OneLabelSpec<T, N extends string> extends DeclarativeSpec<N> {
  /** The label it votes for. */
  readonly label: LabelOf<T>;
}

/** The declared confidence as part of a function's terms: absent where there is none. */
export function confidenceTerms(confidence: number | undefined, where: string): { readonly confidence?: number } {
  if (confidence === undefined) return {};
  if (typeof confidence === "number" && confidence > 0 && confidence <= 1) return { confidence };
  throw new LabelingError("bad_option", {
    where: `${where}, confidence`,
    got: describe(confidence),
    expected: "a number above 0, at most 1",
  });
}

/** An option that is true or false. `undefined` gives `fallback`. */
export function checkFlag(value: unknown, fallback: boolean, where: string): boolean {
  if (value === undefined) return fallback;
  if (typeof value === "boolean") return value;
  throw new LabelingError("bad_option", { where, got: describe(value), expected: "true or false" });
}

/** What a function with these options casts when it votes for `label`. */
export function voteFor(label: string, confidence: number | undefined): string | ConfidentVote {
  return confidence === undefined ? label : Object.freeze({ label, confidence });
}

/** Freezes terms, which are JSON, all the way down. */
export function freezeTerms(terms: unknown): unknown {
  if (typeof terms === "object" && terms !== null) Object.values(Object.freeze(terms)).forEach(freezeTerms);
  return terms;
}

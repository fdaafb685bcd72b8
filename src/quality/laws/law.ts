import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import type { PlainRow } from "../arbitraries/row.ts";

/** The names of the laws of labeling functions. */
export type LawName =
  | "total"
  | "in-range"
  | "deterministic"
  | "unlisted-columns-ignored"
  | "nulls-kept"
  | "independent-of-neighbors"
  | "batch-equals-row"
  | "input-unchanged"
  | "case-insensitive"
  | "white-space-insensitive"
  | "bounded-time";

/** How a law is broken: the rows that do it, what came and what was expected. */
export interface Violation {
  /** The rows on which it shows, as plain data. */
  readonly rows: readonly PlainRow[];
  /** What came, in words. */
  readonly came: string;
  /** What was expected, in words. */
  readonly expected: string;
}

/** What a law may be told when it is checked. */
export interface LawOptions {
  /** Functions that vote in the same run, the checked one among them. @defaultValue the checked one alone */
  readonly beside?: readonly AnyLabelingFunction[] | undefined;
  /** Words that functions look for, as texts are to be made of them. @defaultValue none */
  readonly words?: readonly string[] | undefined;
  /** Milliseconds of processor time that one row may take: `bounded-time`. @defaultValue 100 */
  readonly timeLimit?: number | undefined;
  /** Characters of the longest text that is tried: `bounded-time`. @defaultValue 20,000 */
  readonly longestText?: number | undefined;
  /** @defaultValue none */
  readonly signal?: AbortSignal | undefined;
}

/** A law that every labeling function must obey, or every one that says so. */
export interface FunctionLaw {
  readonly name: LawName;
  /** The law in one sentence. */
  readonly title: string;
  /** Why it matters: what goes wrong where it is broken. */
  readonly explanation: string;
  /** The usual cause, and what to do about it. */
  readonly mend: string;
  /** Laws without which this one cannot be judged: where one of them is broken, it is not checked. */
  readonly after: readonly LawName[];
  /** Whether it is about this function at all. */
  readonly applies: (func: AnyLabelingFunction) => boolean;
  /** Looks for rows that break it; null where it holds on all of them. */
  readonly check: (
    func: AnyLabelingFunction,
    rows: readonly PlainRow[],
    options?: LawOptions,
  ) => Promise<Violation | null>;
  /** Whether what `check` finds is as small as it gets. @defaultValue false: rows are taken away and made simpler while it finds something */
  readonly isMinimal?: boolean | undefined;
}

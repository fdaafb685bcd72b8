import type { FunctionKind } from "../../functions/labeling-function.ts";
import type { PlainRow } from "../arbitraries/row.ts";
import type { CheckName } from "../check/check-options.ts";

/** How a law came out for a function: it holds, it is broken, or it was not tried. */
export interface LawOutcome {
  readonly law: CheckName;
  readonly outcome: "holds" | "broken" | "skipped";
  /** Why it was not tried; null where it was. */
  readonly reason: string | null;
}

/** What was found of one function. */
export interface FunctionCheck {
  readonly name: string;
  readonly kind: FunctionKind;
  /** The laws that are about it. */
  readonly laws: readonly LawOutcome[];
  /** On how many of the rows it voted; null where it was not asked. */
  readonly votes: number | null;
}

/** Something that is broken: a law by a function, with the smallest rows that show it. */
export interface PackFailure {
  /** The function; null where it is the pack's. */
  readonly function: string | null;
  readonly law: CheckName;
  /** The law in one sentence. */
  readonly title: string;
  /** Why it matters. */
  readonly explanation: string;
  /** The usual cause, and what to do about it. */
  readonly mend: string;
  /** The smallest rows that were found to break it, as plain data; none where it is no matter of rows. */
  readonly rows: readonly PlainRow[];
  readonly came: string;
  readonly expected: string;
  /** The seed with which it shows again. */
  readonly seed: number;
  /** The path to the rows from this seed, for the option `path`; null where they do not come from it. */
  readonly path: string | null;
  /** How many times the rows were made simpler. */
  readonly shrinks: number;
}

/** Something about a pack that is no fault, but seldom meant. */
export interface PackWarning {
  readonly kind: "never-votes" | "equal-terms";
  /** The functions it is about. */
  readonly functions: readonly string[];
  readonly message: string;
}

/** What `checkPack` found, as plain data. */
export interface PackReportJson {
  readonly pack: { readonly name: string; readonly version: string; readonly fingerprint: string };
  readonly passed: boolean;
  readonly seed: number;
  readonly rows: number;
  readonly functions: readonly FunctionCheck[];
  readonly failures: readonly PackFailure[];
  readonly warnings: readonly PackWarning[];
}

/** What `checkPack` found. Frozen; prints as text for a terminal. */
export interface PackReport extends PackReportJson {
  /** Seconds that the check took. Not in the JSON: it is all that differs from run to run. */
  readonly seconds: number;
  /** What was found, without the time. */
  toJSON(): PackReportJson;
}

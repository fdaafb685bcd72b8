import type { LabelingError } from "../../errors.ts";
import { isUnlistedRead } from "../../functions/listed-row.ts";
import type { PlainRow } from "../arbitraries/row.ts";
import type { FunctionLaw, LawName, Violation } from "./law.ts";
import { describeFailure, plainVotes } from "./trial.ts";

/** The law that a failure breaks. */
export function lawOfFailure(error: LabelingError): LawName {
  if (error.code === "wrong_vote") return error.message.includes(": it voted a promise") ? "total" : "in-range";
  return isUnlistedRead(error.cause) ? "unlisted-columns-ignored" : "total";
}

/** Looks for a failure that breaks one law; votes on rows are looked at in order. */
export function failureFinder(law: LawName): FunctionLaw["check"] {
  return async (func, rows, { signal } = {}) => {
    const votes = await plainVotes(func, rows, signal);
    for (const [row, error] of votes.failures) {
      if (lawOfFailure(error) === law) return failureAt(rows, row, error);
    }
    return null;
  };
}

function failureAt(rows: readonly PlainRow[], row: number, error: LabelingError): Violation {
  const { came, expected } = describeFailure(error);
  const only = rows[row];
  return { rows: only === undefined ? rows : [only], came, expected };
}

/** A function never throws, and does not promise where it does not say so. */
export const total: FunctionLaw = {
  name: "total",
  title: "it votes on every row of the task's schema, and never throws",
  explanation:
    "A run goes over millions of rows that nobody has looked at: one row that throws ends it, or is lost for the function.",
  mend: "Most often a match that is not there (text.match(...)[0]), an empty text or list, or NaN: test for it, and abstain with null. A function that awaits says async: true.",
  after: ["bounded-time"],
  applies: () => true,
  check: failureFinder("total"),
};

/** Votes are labels that the function declares; confidences are in (0, 1]. */
export const inRange: FunctionLaw = {
  name: "in-range",
  title: "it votes for labels that it declares, with confidences above 0 and at most 1, or abstains with null",
  explanation: "Whatever else it returns is no vote: the row counts as a failure, and the model never sees it.",
  mend: "A path without a return gives undefined: return null there. A label that is missing in labels is added there; a score is cut to (0, 1], NaN tested for.",
  after: ["bounded-time"],
  applies: () => true,
  check: failureFinder("in-range"),
};

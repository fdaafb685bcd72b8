import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";
import { foldText, normalizeText } from "../text-fold.ts";

/** An error about terms. */
export function badTerms(where: string, got: string, expected: string, remedy?: string): LabelingError {
  return new LabelingError("bad_option", { where, got, expected, ...(remedy === undefined ? {} : { remedy }) });
}

function checkTerm(term: unknown, where: string): string {
  if (typeof term !== "string" || term.trim() === "") throw badTerms(where, describe(term), "text that is not empty");
  if (term.trim() === term) return term;
  const remedy = "Remove it: terms are whole words anyway. For white space as part of a match use pattern.";
  throw badTerms(where, `${describe(term)} with white space around it`, "a term without", remedy);
}

/** Terms in the form in which they are compared, each once, sorted: their order means nothing. */
export function comparableTerms(terms: unknown, where: string, caseSensitive: boolean): readonly string[] {
  if (terms === undefined) return [];
  if (!Array.isArray(terms)) throw badTerms(where, describe(terms), "an array of terms", 'Such as ["cash", "prize"].');
  if (terms.length === 0) throw badTerms(where, "an empty array", "at least one term", "Leave the option out instead.");
  const forms = terms.map((term, i) => {
    const text = checkTerm(term, `${where}[${i}]`).replace(/\s+/g, " ");
    return caseSensitive ? normalizeText(text) : foldText(text);
  });
  return [...new Set(forms)].sort();
}

import { LabelingError } from "../../../errors.ts";
import type { LabelSet } from "../../../labels/label-set.ts";
import { describe, listNames } from "../../../util/checks.ts";
import { foldText } from "../../text-fold.ts";

/** One answer that is understood. */
export interface DeclaredAnswer {
  /** Its text, without differences of case. */
  readonly text: string;
  /** The label it means; null to abstain. */
  readonly label: string | null;
}

/** The answers that are understood. */
export interface DeclaredAnswers {
  /** By text, without differences of case. */
  readonly byText: ReadonlyMap<string, DeclaredAnswer>;
  /** The labels that may come of them. */
  readonly labels: readonly string[];
  /** Characters of the longest. */
  readonly longest: number;
  /** As given, for terms. */
  readonly entries: readonly (readonly [string, string | null])[];
}

/** A text as answers are compared: trimmed, without differences of case, white space as single blanks. */
export const foldAnswer = (text: string): string => foldText(text.trim().replace(/\s+/g, " "));

/** Reads what answers mean; by default each label is an answer. @throws LabelingError `bad_option`, `unknown_label` */
export function readDeclared(
  given: Readonly<Record<string, string | null>> | undefined,
  labels: LabelSet,
  where: string,
): DeclaredAnswers {
  const answers: unknown = given ?? Object.fromEntries(labels.names.map((name) => [name, name]));
  if (typeof answers !== "object" || answers === null || Array.isArray(answers)) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(answers),
      expected: 'labels by answer, such as { yes: "spam", no: "ham" }',
    });
  }
  const byText = new Map<string, DeclaredAnswer>();
  const entries = Object.entries(answers as Record<string, unknown>);
  const checked = entries.map(([answer, label]): readonly [string, string | null] => {
    const text = foldAnswer(answer);
    if (text === "")
      throw new LabelingError("bad_option", { where, got: "an empty answer", expected: "text that is not empty" });
    if (label !== null && !labels.has(label)) {
      throw new LabelingError("unknown_label", {
        where: `${where}, ${JSON.stringify(answer)}`,
        got: describe(label),
        expected: `one of ${listNames(labels.names)}, or null to abstain`,
        details: { label },
      });
    }
    const same = byText.get(text);
    if (same !== undefined && same.label !== label) {
      throw new LabelingError("bad_option", {
        where,
        got: `${JSON.stringify(answer)} with two labels`,
        expected: "answers that differ by more than case and white space",
        remedy: "The labels of the task differ by that only: give answers of your own.",
      });
    }
    byText.set(text, { text, label });
    return [answer, label];
  });
  const meant = [...new Set(checked.map(([, label]) => label))].filter((label) => label !== null);
  const longest = Math.max(...Array.from(byText.keys(), (text) => text.length));
  if (meant.length > 0) return { byText, labels: meant, longest, entries: checked };
  throw new LabelingError("bad_option", {
    where,
    got: checked.length === 0 ? "no answers" : "no answer that means a label",
    expected: "at least one label",
  });
}

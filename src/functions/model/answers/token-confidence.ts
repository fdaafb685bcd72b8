import { foldText } from "../../text-fold.ts";
import type { TokenChoice } from "../chat/chat-answer.ts";
import type { DeclaredAnswer, DeclaredAnswers } from "./declared.ts";
import { leadOf, parseAnswer, type AnswerFormat } from "./parse.ts";

/** Marks a text that goes on with more of a word: `spammer` is no `spam`. */
const wordGoesOn = /^[\p{L}\p{N}_]/u;

/** The labels of the answers that a text may be the beginning of, or is one of. */
function labelsOf(text: string, declared: DeclaredAnswers): ReadonlySet<string | null> {
  const begun = foldText(text.slice(leadOf(text)).replace(/\s+/g, " "));
  const labels = new Set<string | null>();
  if (begun === "") return labels;
  for (const answer of declared.byText.values()) {
    const fits =
      answer.text.startsWith(begun) ||
      (begun.startsWith(answer.text) && !wordGoesOn.test(begun.slice(answer.text.length)));
    if (fits) labels.add(answer.label);
  }
  return labels;
}

/** The token in which a text goes on from character `start`, and what it holds before that. */
function tokenAt(tokens: readonly TokenChoice[], start: number): { readonly first: number; readonly head: string } {
  let at = 0;
  let first = 0;
  for (; first < tokens.length; first++) {
    const length = tokens[first]?.[0].length ?? 0;
    if (at + length > start) break;
    at += length;
  }
  return { first, head: (tokens[first]?.[0] ?? "").slice(0, start - at) };
}

/**
 * How probable a model found its answer against the other labels, from the log-probabilities of its tokens.
 *
 * Tokens are followed from the beginning of the answer to the first at which the labels part. At each, what might have
 * come in its place counts for the label that it begins, with its probability; what begins several labels counts for
 * them in equal parts, and what begins none does not count. The label's share of all that counts is its confidence.
 *
 * @returns a number in (0, 1]; null where the tokens do not show the answer.
 */
export function tokenConfidence(
  tokens: readonly TokenChoice[],
  format: AnswerFormat,
  answer: DeclaredAnswer,
  declared: DeclaredAnswers,
): number | null {
  // Looked for among the tokens: what they come to may differ from the text in white space.
  const parsed = parseAnswer(tokens.map(([token]) => token).join(""), format, declared);
  if ("why" in parsed || parsed.declared.label !== answer.label) return null;
  const { first, head } = tokenAt(tokens, parsed.start);
  if (first >= tokens.length) return null;
  const mass = new Map<string | null, number>();
  const count = (text: string, probability: number): void => {
    const labels = labelsOf(text, declared);
    for (const label of labels) mass.set(label, (mass.get(label) ?? 0) + probability / labels.size);
  };
  const isLead = leadOf(head) === head.length;
  let begun = "";
  let path = 1;
  for (let i = first; i < tokens.length; i++) {
    const [token, logProbability, others] = tokens[i] ?? ["", 0, []];
    const textWith = (next: string): string => {
      if (i > first || isLead) return begun + next;
      return next.startsWith(head) ? next.slice(head.length) : "";
    };
    for (const [other, otherLog] of others) if (other !== token) count(textWith(other), path * Math.exp(otherLog));
    path *= Math.exp(logProbability);
    begun = textWith(token);
    if (labelsOf(begun, declared).size <= 1) break;
  }
  const total = Array.from(mass.values()).reduce((sum, each) => sum + each, path);
  const confidence = ((mass.get(answer.label) ?? 0) + path) / total;
  return confidence > 0 ? Math.min(confidence, 1) : null;
}

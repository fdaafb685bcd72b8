import type { Json } from "../cache/record.ts";
import { chatAnswerOf } from "../chat/chat-answer.ts";
import { foldAnswer, type DeclaredAnswers } from "./declared.ts";
import { parseAnswer, type AnswerFormat } from "./parse.ts";
import { tokenConfidence } from "./token-confidence.ts";

/** What an answer comes to. */
export type Reading =
  /** A vote; null abstains. The confidence is null where there is none. */
  | { readonly kind: "vote"; readonly label: string | null; readonly confidence: number | null }
  /** None of the answers that are understood. */
  | { readonly kind: "unparsed"; readonly text: string; readonly why: string }
  /** A mistake in how the model is set up. */
  | { readonly kind: "fault"; readonly got: string };

/** How answers are read. */
export interface ReadingRules {
  readonly declared: DeclaredAnswers;
  readonly format: AnswerFormat;
  readonly labels: readonly string[];
  /** Whether votes carry confidence. */
  readonly isConfident: boolean;
  readonly minConfidence: number;
  /** Whether a chat model was asked for log-probabilities. */
  readonly asksLogprobs: boolean;
  readonly similarity: { readonly label: string; readonly atLeast: number } | null;
}

const abstention: Reading = { kind: "vote", label: null, confidence: null };

/** A vote with what the model says of it, as far as it is wanted. */
function voteWith(label: string | null, confidence: number | null, rules: ReadingRules): Reading {
  if (label === null || (confidence !== null && confidence < rules.minConfidence)) return abstention;
  return { kind: "vote", label, confidence: rules.isConfident ? confidence : null };
}

/** Reads the answer of a chat model. */
export function readChat(json: Json, rules: ReadingRules): Reading {
  const { text, finish, instead, tokens } = chatAnswerOf(json);
  const { declared, format, asksLogprobs, isConfident, minConfidence } = rules;
  if (instead !== null) return { kind: "unparsed", text: text ?? "", why: `${instead} in the place of an answer` };
  const parsed = parseAnswer(text ?? "", format, declared);
  if ("why" in parsed) {
    const why = finish === "length" ? `${parsed.why}: cut off at maxTokens` : parsed.why;
    return { kind: "unparsed", text: text ?? "", why };
  }
  const answer = parsed.declared;
  if (!asksLogprobs || !(isConfident || minConfidence > 0)) return voteWith(answer.label, null, rules);
  if (tokens === null) return { kind: "fault", got: "asked for log-probabilities, the model gave none" };
  const confidence = tokenConfidence(tokens, format, answer, declared);
  if (confidence === null) return { kind: "fault", got: "the log-probabilities do not show the answer" };
  return voteWith(answer.label, confidence, rules);
}

/** The label with the most, if one has: null where two share the first place. */
function most(scores: ReadonlyMap<string | null, number>): readonly [label: string | null, score: number] | null {
  let best: [string | null, number] | null = null;
  let isShared = false;
  for (const [label, score] of scores) {
    if (best !== null && score === best[1]) isShared = true;
    if (best !== null && score <= best[1]) continue;
    best = [label, score];
    isShared = false;
  }
  return isShared ? null : best;
}

interface Scored {
  readonly label: string;
  readonly score: number;
}

function readScored(scored: readonly Scored[], rules: ReadingRules): Reading {
  const { byText } = rules.declared;
  const sums = new Map<string | null, number>();
  const strange: Scored[] = [];
  for (const each of scored) {
    const answer = byText.get(foldAnswer(each.label));
    if (answer === undefined) strange.push(each);
    else sums.set(answer.label, (sums.get(answer.label) ?? 0) + each.score);
  }
  const highest = Math.max(0, ...sums.values());
  const above = strange.find(({ score }) => score > highest);
  if (above !== undefined) return { kind: "unparsed", text: above.label, why: "not one of the answers" };
  const best = most(sums);
  return best === null || best[1] <= 0 ? abstention : voteWith(best[0], Math.min(1, best[1]), rules);
}

function readProbabilities(probabilities: readonly number[], rules: ReadingRules): Reading {
  const { labels } = rules;
  if (probabilities.length !== labels.length)
    return { kind: "fault", got: `${probabilities.length} probabilities for ${labels.length} labels` };
  const best = most(new Map(probabilities.map((each, y) => [labels[y] ?? "", each])));
  return best === null || best[1] <= 0 ? abstention : voteWith(best[0], best[1], rules);
}

/** Reads the answer of a user's own function. */
export function readGiven(json: Json, rules: ReadingRules): Reading {
  if (json === null) return abstention;
  if (typeof json === "string") {
    const parsed = parseAnswer(json, rules.format, rules.declared);
    if ("why" in parsed) return { kind: "unparsed", text: json, why: parsed.why };
    return voteWith(parsed.declared.label, null, rules);
  }
  if (typeof json === "number") {
    const { similarity } = rules;
    if (similarity === null)
      return { kind: "fault", got: "a number, and no option similarity that says what it means" };
    return json >= similarity.atLeast ? voteWith(similarity.label, null, rules) : abstention;
  }
  if (!Array.isArray(json)) return readScored([json as unknown as Scored], rules);
  return typeof json[0] === "number" ? readProbabilities(json as readonly number[], rules) : readScored(json, rules);
}

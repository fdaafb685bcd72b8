import { describe } from "../../../util/checks.ts";
import { CallFailure } from "../client/call-failure.ts";
import type { Json } from "../cache/record.ts";

/** An answer and how sure the model is: what text classification pipelines of transformers.js give. */
export interface ScoredAnswer {
  readonly label: string;
  /** From 0 to 1. */
  readonly score: number;
}

/** Answers with their scores: what zero-shot classification pipelines of transformers.js give. */
export interface ScoredAnswers {
  readonly labels: readonly string[];
  /** One for each of `labels`, from 0 to 1. */
  readonly scores: readonly number[];
}

/**
 * What a model says of one row: an answer's text, null to abstain, an answer with its score, several of them, the
 * probabilities of the task's labels in their order, or a similarity.
 */
export type ModelAnswer =
  string | null | number | ScoredAnswer | ScoredAnswers | readonly ScoredAnswer[] | ArrayLike<number>;

/** What a model says of a batch of rows: an answer for each; or numbers, row by row, as in the data of a tensor. */
export type ModelAnswers = ArrayLike<ModelAnswer>;

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);

const wrong = (got: string, remedy?: string): CallFailure =>
  new CallFailure({ kind: "malformed", next: "fail", got, remedy, mayBePaid: true });

/** A finite number, or an error that names it. */
function numberOf(value: unknown, what: string): number {
  const number = typeof value === "bigint" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw wrong(`${describe(value)} as ${what}`, "Give finite numbers.");
}

function scoredOf(value: unknown): Json {
  const { label, score } = (value ?? {}) as { readonly label?: unknown; readonly score?: unknown };
  if (typeof label !== "string") throw wrong(`${describe(value)} as an answer`, "Give a text, or { label, score }.");
  return { label, score: checkShare(numberOf(score, `the score of ${JSON.stringify(label)}`), "score") };
}

const hair = 1e-3;

function checkShare(value: number, what: string): number {
  if (value >= -hair && value <= 1 + hair) return Math.min(1, Math.max(0, value));
  throw wrong(`the ${what} ${value}`, "Scores and probabilities go from 0 to 1: use softmax, or a sigmoid.");
}

/** What is given for one row, as JSON. @throws CallFailure */
function answerJson(value: unknown): Json {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return numberOf(value, "a similarity");
  if (isList(value)) {
    const list = Array.from(value);
    if (list.length === 0) throw wrong("an empty list as an answer");
    if (typeof list[0] === "object") return list.map(scoredOf);
    return list.map((each) => checkShare(numberOf(each, "a probability"), "probability"));
  }
  const { labels, scores } = (value ?? {}) as { readonly labels?: unknown; readonly scores?: unknown };
  if (!isList(labels) || !isList(scores)) return scoredOf(value);
  if (labels.length !== scores.length || labels.length === 0)
    throw wrong(`${labels.length} labels with ${scores.length} scores`);
  return Array.from(labels, (label, i) => scoredOf({ label, score: scores[i] }));
}

function tryAnswer(value: unknown): Json | CallFailure {
  try {
    return answerJson(value);
  } catch (error) {
    if (error instanceof CallFailure) return error;
    throw error;
  }
}

/**
 * What a function gave for a batch, as JSON a row; a flaw in one answer is that row's only.
 *
 * @throws CallFailure for another number of answers than of rows
 */
export function answersJson(given: unknown, rows: number, labels: number): readonly (Json | CallFailure)[] {
  if (!isList(given))
    throw wrong(`${describe(given)} in the place of answers`, "Return an array: an answer for each row.");
  if (ArrayBuffer.isView(given) && given.length === rows * labels) {
    const numbers = Array.from(given);
    return Array.from({ length: rows }, (_, i) => tryAnswer(numbers.slice(i * labels, (i + 1) * labels)));
  }
  if (given.length !== rows) throw wrong(`${given.length} answers for ${rows} rows`, "Return an answer for each row.");
  return Array.from(given, tryAnswer);
}

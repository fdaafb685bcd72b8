import { LabelingError } from "../../errors.ts";
import { checkTask, type AnyTask, type LabelOf, type RowOf } from "../../labels/task.ts";
import { checkChoice, checkName, checkNumber, describe, listNames } from "../../util/checks.ts";
import { freezeTerms } from "../declarative.ts";
import {
  checkListedColumns,
  checkSpec,
  makeLabelingFunction,
  placeOf,
  rowsAtOnceKey,
  type CommonSpec,
  type LabelingFunction,
  type NullPolicy,
} from "../labeling-function.ts";
import type { ListedRow } from "../row.ts";
import { readDeclared } from "./answers/declared.ts";
import type { ModelAnswers } from "./answers/given.ts";
import type { AnswerFormat } from "./answers/parse.ts";
import type { ReadingRules } from "./answers/vote-of.ts";
import { callerOf, isChatModel, type ChatModel } from "./chat/chat-model.ts";
import { checkClient, kernelOf, type ModelClient } from "./client/model-client.ts";
import { clientProperty } from "./function-client.ts";
import { modelVoter } from "./model-voter.ts";
import { makeOwnCaller, type AskContext } from "./own-caller.ts";
import { compileTemplate, type PromptTemplate } from "./prompt.ts";

/** A user's own function that asks a model about some rows at once, and promises an answer for each, in their order. */
export type AskFunction<R> = (rows: readonly R[], context: AskContext) => Promise<ModelAnswers>;

/** A labeling function that asks a model. */
export interface ModelSpec<
  T,
  N extends string,
  K extends string,
  P extends NullPolicy,
  S extends string = string,
> extends CommonSpec<N> {
  /** The columns it reads. */
  readonly columns: readonly K[];
  readonly nulls?: P | undefined;
  /** What is asked: a `chatModel`, or a function of your own around any model, which is given some rows at a time. */
  readonly ask: ChatModel | AskFunction<ListedRow<T, K, P>>;
  /**
   * What a chat model is asked about a row: a template with listed columns in braces, `"Is this spam?\n{text}"`, in which
   * `{{` and `}}` stand for braces; or a function of the row. Only a template shows in `terms`, so that votes may be
   * cached. Times are written as ISO 8601, lists with commas, nulls as nothing. A function of your own gets it as `prompts`.
   */
  readonly prompt?: PromptTemplate<S, K> | ((row: ListedRow<T, K, P>) => string) | undefined;
  /**
   * What answers mean: labels by the text of the answer, or null for one that abstains: `{ yes: "spam", no: null }`. Any other
   * answer abstains too, and is kept: `client.usage.unparsed`. @defaultValue each label of the task is an answer
   */
  readonly answers?: Readonly<Record<string, LabelOf<T> | null>> | undefined;
  /** `"text"`: the answer and nothing else. `"json"`: JSON with the key `label`, beside which there may be others. @defaultValue "text" */
  readonly format?: AnswerFormat | undefined;
  /** `"answer"`: votes are as sure as the model, where it says so, by log-probabilities or scores. `"none"`: votes carry no confidence. @defaultValue "answer" */
  readonly confidence?: "answer" | "none" | undefined;
  /** Answers that are less sure abstain. @defaultValue 0 */
  readonly minConfidence?: number | undefined;
  /** For a function of your own that gives one number a row: it votes for `label` from `atLeast` on. @defaultValue none */
  readonly similarity?: { readonly label: LabelOf<T>; readonly atLeast: number } | undefined;
  /** For a function of your own: most rows in a call. @defaultValue 32 */
  readonly batchRows?: number | undefined;
  /**
   * For a function of your own: the name and revision of its model, under which answers are kept in the client's cache. What
   * is not part of it must not change the answers. @defaultValue none: answers are not kept on disk
   */
  readonly model?: string | undefined;
  /** For a function of your own: asks within its limits. A chat model brings its client. @defaultValue a client of its own */
  readonly client?: ModelClient | undefined;
}

type AnyRow = Readonly<Record<string, unknown>>;

/** A spec without its types. */
type LooseSpec = Omit<ModelSpec<AnyTask, string, string, NullPolicy>, "ask" | "prompt" | "answers" | "similarity"> & {
  readonly ask: ChatModel | AskFunction<AnyRow>;
  readonly prompt?: string | ((row: AnyRow) => string) | undefined;
  readonly answers?: Readonly<Record<string, string | null>> | undefined;
  readonly similarity?: { readonly label: string; readonly atLeast: number } | undefined;
};

const bad = (where: string, got: string, expected: string, remedy?: string): LabelingError =>
  new LabelingError("bad_option", { where, got, expected, ...(remedy === undefined ? {} : { remedy }) });

/** Options that only a function of the user's own has a use for. */
const ownOptions = ["similarity", "batchRows", "model", "client"] as const;

function checkAsk(spec: LooseSpec, where: string): void {
  const { ask, prompt } = spec;
  if (!isChatModel(ask)) {
    if (typeof ask === "function") return;
    throw bad(`${where}, ask`, describe(ask), "a chat model, or a function", "Make it with chatModel({ url, model }).");
  }
  if (prompt === undefined)
    throw bad(`${where}, prompt`, "none", 'what to ask: a template such as "Is this spam?\\n{text}"');
  const own = ownOptions.find((option) => spec[option] !== undefined);
  if (own === undefined) return;
  throw bad(
    `${where}, ${own}`,
    "the option beside a chat model",
    "it beside a function",
    "Give a client to chatModel.",
  );
}

function checkSimilarity(spec: LooseSpec, task: AnyTask, where: string): ReadingRules["similarity"] {
  const { similarity } = spec;
  if (similarity === undefined) return null;
  const { label, atLeast } = similarity;
  if (!task.labels.has(label)) {
    throw new LabelingError("unknown_label", {
      where: `${where}, similarity, label`,
      got: describe(label),
      expected: `one of ${listNames(task.labels.names)}`,
      details: { label },
    });
  }
  if (typeof atLeast === "number" && Number.isFinite(atLeast)) return { label, atLeast };
  throw bad(`${where}, similarity, atLeast`, describe(atLeast), "a number");
}

function readRules(spec: LooseSpec, task: AnyTask, where: string): ReadingRules {
  const { ask } = spec;
  const asksLogprobs = isChatModel(ask) && (ask.terms["parameters"] as AnyRow)["logprobs"] === true;
  const minConfidence = checkNumber(spec.minConfidence, 0, { where: `${where}, minConfidence`, min: 0, max: 1 });
  if (minConfidence > 0 && isChatModel(ask) && !asksLogprobs) {
    const remedy = "Ask for them: chatModel({ ..., logprobs: true }).";
    throw bad(
      `${where}, minConfidence`,
      "a model without log-probabilities",
      "answers that say how sure they are",
      remedy,
    );
  }
  return {
    declared: readDeclared(spec.answers, task.labels, `${where}, answers`),
    format: checkChoice(spec.format, "text", ["text", "json"], `${where}, format`),
    labels: task.labels.names,
    isConfident: checkChoice(spec.confidence, "answer", ["answer", "none"], `${where}, confidence`) === "answer",
    minConfidence,
    asksLogprobs,
    similarity: checkSimilarity(spec, task, where),
  };
}

/** The prompt of a row; null where the function has none. */
function writerOf(
  spec: LooseSpec,
  columns: readonly string[],
  task: AnyTask,
  where: string,
): ((row: AnyRow) => unknown) | null {
  const { prompt } = spec;
  if (prompt === undefined || typeof prompt === "function") return prompt ?? null;
  if (typeof prompt === "string") return compileTemplate(prompt, columns, task, `${where}, prompt`);
  throw bad(`${where}, prompt`, describe(prompt), "a template, or a function of the row");
}

/**
 * How many rows to see at once: at the end of a window fewer calls are under way than there might be, so a window should
 * be many times what is under way.
 */
const rowsAtOnce = (client: ModelClient, batchRows: number): number =>
  64 * kernelOf(client).settings.concurrency * batchRows;

/** The labels that votes may be for; undefined where probabilities may be for any. */
function labelsOf({ ask, answers, similarity }: LooseSpec, { declared }: ReadingRules): readonly string[] | undefined {
  if (!isChatModel(ask) && answers === undefined) return undefined;
  return similarity === undefined ? declared.labels : [...declared.labels, similarity.label];
}

/** What decides the votes, where all of it shows: a chat model and a template. */
function termsOf({ ask, prompt }: LooseSpec, rules: ReadingRules): unknown {
  if (!isChatModel(ask) || typeof prompt !== "string") return null;
  const { declared, format, isConfident, minConfidence } = rules;
  const confidence = isConfident ? "answer" : "none";
  const answers = declared.entries.map(([answer, label]) => [answer, label]);
  return freezeTerms({ model: ask.terms, prompt, answers, format, confidence, minConfidence });
}

/**
 * Makes a labeling function that asks a model: a language model behind HTTP (`chatModel`), or any model at all by a
 * function of your own, such as a pipeline of transformers.js or a session of onnxruntime. Its votes stand beside those
 * of rules; the label model learns how far to trust it.
 *
 * Answers are read strictly: what is not one of `answers` abstains and is kept, so no text of a row can bring about anything
 * but one of the labels. A row without an answer after all retries counts as a fault of that row; what would fail on every
 * row ends the run, and so does a spent budget (`budget_exhausted`), unless the client says otherwise. Equal inputs are
 * asked about once; with a cache, once for all. Votes do not depend on the order in which answers come.
 *
 * Cost: that of the model; about 0.1 ms a row beside it. Waiting needs no threads: leave `workers` at 1, as each has a
 * client of its own.
 *
 * @throws LabelingError for a column or label that is not the task's, a template with a name in braces that is no listed
 * column, options that do not go together.
 *
 * @example
 * ```ts
 * import { chatModel, defineTask, modelFunction } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const judge = modelFunction(task, {
 *   name: "llama",
 *   columns: ["text"],
 *   ask: chatModel({ url: "http://localhost:11434/v1", model: "llama3.1", logprobs: true }),
 *   prompt: "Is this message spam? Answer yes, no or unsure.\n\n{text}",
 *   answers: { yes: "spam", no: "ham", unsure: null },
 * });
 * console.log(judge.kind, judge.labels); // model [ 'ham', 'spam' ]
 *
 * // Any model that a function can ask: here a stand-in for a text classification pipeline of transformers.js.
 * const pipeline = (texts: string[]) =>
 *   Promise.resolve(texts.map((text) => ({ label: text.includes("cash") ? "LABEL_1" : "LABEL_0", score: 0.9 })));
 * const classifier = modelFunction(task, {
 *   name: "classifier",
 *   columns: ["text"],
 *   ask: (rows) => pipeline(rows.map(({ text }) => text)),
 *   answers: { LABEL_0: "ham", LABEL_1: "spam" },
 * });
 * console.log(classifier.async); // true
 * ```
 */
export function modelFunction<
  T extends AnyTask,
  const N extends string,
  K extends keyof RowOf<T> & string,
  P extends NullPolicy = "abstain",
  const S extends string = string,
>(task: T, spec: ModelSpec<T, N, K, P, S>): LabelingFunction<LabelOf<T>, RowOf<T>, N> {
  checkSpec(spec, task);
  const where = placeOf(task, spec);
  const loose = spec as unknown as LooseSpec;
  const columns = checkListedColumns(loose.columns, checkTask(task, where), where);
  checkAsk(loose, where);
  const rules = readRules(loose, task, where);
  const write = writerOf(loose, columns, task, where);
  const { ask, name, batchRows, model } = loose;
  const client = isChatModel(ask) ? ask.client : checkClient(loose.client, where);
  const own = isChatModel(ask)
    ? null
    : makeOwnCaller({
        name,
        ask,
        columns,
        hasPrompt: write !== null,
        batchRows: checkNumber(batchRows, 32, { where: `${where}, batchRows`, min: 1, whole: true }),
        model: model === undefined ? null : checkName(model, `${where}, model`),
        labels: task.labels.names,
      });
  return makeLabelingFunction(task, spec, {
    kind: "model",
    columns,
    labels: labelsOf(loose, rules),
    carries: { ...clientProperty(client), [rowsAtOnceKey]: rowsAtOnce(client, own?.batchRows ?? 1) },
    async: true,
    terms: termsOf(loose, rules),
    makeVoter: () =>
      modelVoter({
        columns,
        nulls: loose.nulls ?? "abstain",
        write,
        rules,
        kernel: kernelOf(client),
        asker: own === null ? { chat: callerOf(ask as ChatModel) } : { own },
      }),
  });
}

import { randomUUID } from "node:crypto";
import { canonicalJson, sha256 } from "../../util/hash.ts";
import { answersJson } from "./answers/given.ts";
import { keyLength } from "./cache/record.ts";
import type { Caller } from "./client/caller.ts";

/** A row as a user's own function is asked about it. */
export interface AskedRow {
  readonly row: Readonly<Record<string, unknown>>;
  /** The prompt, where the function has one; else "". */
  readonly prompt: string;
}

/** What a function that asks a model is given besides the rows. */
export interface AskContext {
  /** Says when to stop: the run ends, or time is up. */
  readonly signal: AbortSignal;
  /** The prompt of each row, where the labeling function has one; else none. */
  readonly prompts: readonly string[];
}

/** What makes a caller of a user's function. */
export interface OwnParts {
  readonly name: string;
  readonly ask: (rows: readonly Readonly<Record<string, unknown>>[], context: AskContext) => unknown;
  readonly columns: readonly string[];
  readonly hasPrompt: boolean;
  readonly batchRows: number;
  /** The identity of the model, under which answers are kept; null where there is none. */
  readonly model: string | null;
  /** The labels of the task: probabilities come in their order. */
  readonly labels: readonly string[];
}

/** Values as JSON writes them; lists of numbers are typed arrays. */
const plain = (value: unknown): unknown =>
  ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<unknown>) : value;

/** Makes what asks a user's own function, some rows at a time. */
export function makeOwnCaller(parts: OwnParts): Caller<AskedRow> {
  const { name, ask, columns, hasPrompt, batchRows, model, labels } = parts;
  // Nothing shows what a function does: without a name for the model, no other one shares its answers.
  const identity = canonicalJson({ own: 1, model: model ?? randomUUID(), labels });
  return {
    place: model === null ? `the model of "${name}"` : `model "${model}"`,
    batchRows,
    isLasting: model !== null,
    prices: null,
    keyOf: ({ row, prompt }) => {
      const asked = columns.map((column) => [column, plain(row[column])]);
      return sha256(`${identity}\n${canonicalJson([asked, prompt])}`).slice(0, keyLength);
    },
    mostTokens: () => ({ input: 0, output: 0 }),
    call: async (inputs, { signal }) => {
      const rows = inputs.map(({ row }) => row);
      const prompts = hasPrompt ? inputs.map(({ prompt }) => prompt) : [];
      const given: unknown = await ask(rows, { signal, prompts });
      return { answers: answersJson(given, inputs.length, labels.length), tokens: { input: 0, output: 0 } };
    },
  };
}

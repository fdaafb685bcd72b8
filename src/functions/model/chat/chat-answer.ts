import type { TokenCount } from "../client/caller.ts";
import type { CallFailure } from "../client/call-failure.ts";
import { malformed } from "../client/http-call.ts";
import type { Json } from "../cache/record.ts";
import { describe } from "../../../util/checks.ts";
import { shorten } from "../../../util/text-table.ts";

/** A token, the log of its probability, and the same of those that might have come in its place. */
export type TokenChoice = readonly [
  token: string,
  logProbability: number,
  others: readonly (readonly [token: string, logProbability: number])[],
];

/** What a chat model answered, as it is kept. */
export interface ChatAnswer {
  /** The text; null where there is none. */
  readonly text: string | null;
  /** Why it ends, in the server's word: `stop`, `length`. */
  readonly finish: string | null;
  /** What came in the place of text. */
  readonly instead: "a tool call" | "a refusal" | null;
  /** Null where there are no log-probabilities. */
  readonly tokens: readonly TokenChoice[] | null;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** The text of a message: a string, or the text parts of a list. */
function textOf(content: unknown): string | null {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return null;
  const texts = content.map((part: unknown) =>
    isFields(part) && typeof part["text"] === "string" ? part["text"] : "",
  );
  return texts.join("");
}

function tokensOf(logprobs: unknown): readonly TokenChoice[] | null {
  if (!isFields(logprobs) || !Array.isArray(logprobs["content"])) return null;
  const tokens: TokenChoice[] = [];
  for (const each of logprobs["content"] as unknown[]) {
    const choice = readToken(each);
    if (choice === null || !isFields(each)) return null;
    const others = Array.isArray(each["top_logprobs"]) ? each["top_logprobs"].map(readToken) : [];
    if (others.includes(null)) return null;
    tokens.push([...choice, others.filter((other) => other !== null)]);
  }
  return tokens;
}

/** Some servers write log-probabilities a hair above 0. */
const hair = 1e-6;

function readToken(value: unknown): readonly [string, number] | null {
  if (!isFields(value)) return null;
  const { token, logprob } = value;
  return typeof token === "string" && typeof logprob === "number" && logprob <= hair ? [token, logprob] : null;
}

function readTokenCount(usage: unknown): TokenCount | null {
  if (!isFields(usage)) return null;
  const { prompt_tokens: input, completion_tokens: output } = usage;
  return isCount(input) && isCount(output) ? { input, output } : null;
}

/**
 * Reads what a chat endpoint answered.
 *
 * @throws CallFailure for what is no chat completion
 */
export function readChatAnswer(body: unknown): { readonly answer: ChatAnswer; readonly tokens: TokenCount | null } {
  const choice = isFields(body) && Array.isArray(body["choices"]) ? (body["choices"][0] as unknown) : undefined;
  const message = isFields(choice) ? choice["message"] : undefined;
  if (!isFields(body) || !isFields(choice) || !isFields(message)) throw noCompletion(body);
  const { tool_calls: calls, refusal, content } = message;
  const text = textOf(content);
  const isCall = (Array.isArray(calls) && calls.length > 0) || isFields(message["function_call"]);
  const isRefusal = typeof refusal === "string" && refusal !== "";
  const finish = choice["finish_reason"];
  return {
    answer: {
      text: isRefusal && (text ?? "") === "" ? refusal : text,
      finish: typeof finish === "string" ? finish : null,
      instead: isRefusal ? "a refusal" : isCall && (text ?? "").trim() === "" ? "a tool call" : null,
      tokens: tokensOf(choice["logprobs"]),
    },
    tokens: readTokenCount(body["usage"]),
  };
}

function noCompletion(body: unknown): CallFailure {
  const error = isFields(body) ? body["error"] : undefined;
  const message = isFields(error) ? error["message"] : error;
  const says = typeof message === "string" ? `, which says: ${shorten(message, 200)}` : "";
  return malformed(`${describe(body)} in the place of choices${says}`);
}

/** As it is kept: plain JSON. */
export const chatAnswerJson = (answer: ChatAnswer): Json => answer as unknown as Json;

/** The reverse. */
export const chatAnswerOf = (json: Json): ChatAnswer => json as unknown as ChatAnswer;

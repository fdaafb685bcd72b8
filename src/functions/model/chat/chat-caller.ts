import { describe } from "../../../util/checks.ts";
import { canonicalJson, sha256 } from "../../../util/hash.ts";
import { keyLength } from "../cache/record.ts";
import { CallFailure } from "../client/call-failure.ts";
import type { Caller, ModelPrices } from "../client/caller.ts";
import { postJson } from "../client/http-call.ts";
import { chatAnswerJson, readChatAnswer } from "./chat-answer.ts";

/** What requests are made of. */
export interface ChatParts {
  readonly url: string;
  /** The address for messages. */
  readonly shown: string;
  readonly model: string;
  readonly system: string | null;
  readonly apiKey: string | (() => string | Promise<string>) | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Fields of the request besides model and messages. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What decides the answers, apart from the prompt. */
  readonly terms: Readonly<Record<string, unknown>>;
  readonly prices: ModelPrices | null;
}

/** The most tokens that a text can be: none is shorter than a byte. A message costs some more. */
const mostTokensOf = (text: string): number => Buffer.byteLength(text) + 16;

/** Headers whose values are no secret. */
const plain: readonly string[] = ["content-type", "accept"];

/** A shorter value is no secret, and taking it out would take letters out of words. */
const shortestSecret = 6;

/** Header values that must not show in messages. */
const secretsOf = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(headers)
    .filter(([name]) => !plain.includes(name))
    .map(([, value]) => value.replace(/^Bearer /, ""))
    .filter((value) => value.length >= shortestSecret);

async function keyFrom(apiKey: ChatParts["apiKey"]): Promise<string | null> {
  if (typeof apiKey !== "function") return apiKey ?? null;
  const fail = (got: string, cause?: unknown): CallFailure =>
    new CallFailure({
      kind: "thrown",
      next: "end",
      got,
      remedy: "Check apiKey of chatModel.",
      mayBePaid: false,
      cause,
    });
  let key: unknown;
  try {
    key = await apiKey();
  } catch (error) {
    throw fail(`apiKey threw ${describe(error)}`, error);
  }
  if (typeof key === "string" && key.trim() !== "") return key;
  throw fail(`apiKey gave ${typeof key === "string" ? "an empty text" : describe(key)}`);
}

/** Makes what asks a chat endpoint: one prompt a call. */
export function makeChatCaller(parts: ChatParts): Caller<string> {
  const { url, shown, model, system, apiKey, headers, parameters, terms, prices } = parts;
  const first = system === null ? [] : [{ role: "system", content: system }];
  const identity = canonicalJson({ chat: 1, ...terms });
  const limits = [parameters["max_completion_tokens"], parameters["max_tokens"]];
  const mostOut = limits.find((each) => typeof each === "number") ?? 0;
  const systemTokens = system === null ? 0 : mostTokensOf(system);
  return {
    place: `model "${model}" at ${shown}`,
    batchRows: 1,
    isLasting: true,
    prices,
    keyOf: (prompt) => sha256(`${identity}\n${prompt}`).slice(0, keyLength),
    mostTokens: ([prompt = ""]) => ({ input: mostTokensOf(prompt) + systemTokens, output: mostOut }),
    call: async ([prompt = ""], { signal, fetch, now, maxBytes }) => {
      const key = await keyFrom(apiKey);
      const all = key === null ? headers : { ...headers, authorization: `Bearer ${key}` };
      const messages = [...first, { role: "user", content: prompt }];
      const body = JSON.stringify({ model, messages, ...parameters });
      const reply = await postJson({ url, headers: all, body, secrets: secretsOf(all), signal, fetch, now, maxBytes });
      const { answer, tokens } = readChatAnswer(reply);
      return { answers: [chatAnswerJson(answer)], tokens };
    },
  };
}

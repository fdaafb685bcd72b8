import { LabelingError } from "../../../errors.ts";
import { brandAs, brands, hasBrand } from "../../../util/brands.ts";
import { checkName, checkNumber, describe } from "../../../util/checks.ts";
import { freezeTerms } from "../../declarative.ts";
import type { Caller, ModelPrices } from "../client/caller.ts";
import { checkClient, kernelOf, type ModelClient } from "../client/model-client.ts";
import { checkKeys } from "../client/options.ts";
import { makeChatCaller } from "./chat-caller.ts";
import { readEndpoint } from "./endpoint.ts";

/** A chat model behind an OpenAI-style endpoint. */
export interface ChatModelSpec {
  /** The address of the API, such as `"http://localhost:11434/v1"`; `/chat/completions` is added where it is missing. */
  readonly url: string;
  /** The name of the model. */
  readonly model: string;
  /** Sent as a bearer token; a function is called for each request. It is kept out of messages, terms and the cache. @defaultValue none */
  readonly apiKey?: string | (() => string | Promise<string>) | undefined;
  /** More headers, of which the values are kept out of messages as well. @defaultValue none */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The system message. @defaultValue none */
  readonly system?: string | undefined;
  /** 0 gives the likeliest answer. null leaves it out, for models that do not take it. @defaultValue 0 */
  readonly temperature?: number | null | undefined;
  /** Most tokens of an answer: labels are short. A model that thinks first needs more. @defaultValue 32 */
  readonly maxTokens?: number | undefined;
  /** Asks for log-probabilities, which votes take their confidence from; a number (at most 20) says of how many tokens at each place. @defaultValue false; true means 5 */
  readonly logprobs?: boolean | number | undefined;
  /** More fields of the request, such as `{ seed: 7 }` or `{ max_completion_tokens: 500 }`, which replaces maxTokens. @defaultValue none */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /** Tells apart what the name of the model does not: a quantization, a date. Part of the cache's keys. @defaultValue "" */
  readonly revision?: string | undefined;
  /** For `usage.cost`, and for a budget in cost, which needs them. @defaultValue none */
  readonly prices?: ModelPrices | undefined;
  /** Asks, within its limits. @defaultValue a client of its own, with the defaults of `modelClient` */
  readonly client?: ModelClient | undefined;
}

/** A chat model to ask. Frozen; holds its key out of sight. */
export interface ChatModel {
  readonly model: string;
  /** Where it is asked, without the query. */
  readonly url: string;
  /** What decides its answers, apart from the prompt, as JSON: model, revision, parameters, system message. Not the address. */
  readonly terms: Readonly<Record<string, unknown>>;
  readonly prices: ModelPrices | null;
  readonly client: ModelClient;
}

const callerKey: unique symbol = Symbol.for("labelwright.chatCaller") as never;
const where = "chatModel";
const names = [
  "url", "model", "apiKey", "headers", "system", "temperature", "maxTokens", "logprobs", "body", "revision", "prices",
  "client",
] as const satisfies readonly (keyof ChatModelSpec)[]; // prettier-ignore

function checkPrices(prices: ModelPrices | undefined, client: ModelClient): ModelPrices | null {
  if (prices === undefined) {
    if (kernelOf(client).settings.budget.cost === Infinity) return null;
    throw new LabelingError("bad_option", {
      where: `${where}, prices`,
      got: "none, and the client has a budget in cost",
      expected: "what a million tokens cost",
    });
  }
  checkKeys(prices, ["input", "output"], `${where}, prices`);
  const price = (name: keyof ModelPrices): number => {
    const given: unknown = prices[name];
    if (typeof given === "number") return checkNumber(given, 0, { where: `${where}, prices, ${name}`, min: 0 });
    throw new LabelingError("bad_option", {
      where: `${where}, prices, ${name}`,
      got: describe(given),
      expected: "the price of a million tokens",
    });
  };
  return Object.freeze({ input: price("input"), output: price("output") });
}

function checkHeaders(spec: ChatModelSpec): Readonly<Record<string, string>> {
  const { apiKey, headers = {} } = spec;
  if (apiKey !== undefined && typeof apiKey !== "function" && (typeof apiKey !== "string" || apiKey.trim() === "")) {
    throw new LabelingError("bad_option", {
      where: `${where}, apiKey`,
      got: typeof apiKey === "string" ? "an empty text" : describe(typeof apiKey),
      expected: "the key, or a function that gives it",
      remedy: "Is the environment variable set?",
    });
  }
  try {
    const all = new Headers({ "content-type": "application/json", accept: "application/json" });
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    return Object.fromEntries(all);
  } catch (cause) {
    throw new LabelingError("bad_option", {
      where: `${where}, headers`,
      got: "a header that HTTP does not allow",
      expected: "names and values of headers",
      cause,
    });
  }
}

/** How many alternatives to ask for at each place; null for no log-probabilities. */
function alternativesOf(logprobs: boolean | number | undefined): number | null {
  if (logprobs === undefined || logprobs === false) return null;
  if (logprobs === true) return 5;
  return checkNumber(logprobs, 5, { where: `${where}, logprobs`, min: 1, max: 20, whole: true });
}

/** More fields of the request, as JSON has them. */
function checkBody(body: unknown): Readonly<Record<string, unknown>> {
  const refuse = (got: string, expected: string, cause?: unknown): LabelingError =>
    new LabelingError("bad_option", { where: `${where}, body`, got, expected, cause });
  let plain: unknown;
  try {
    plain = JSON.parse(JSON.stringify(body));
  } catch (cause) {
    throw refuse(describe(body), "fields that JSON can hold", cause);
  }
  if (typeof plain !== "object" || plain === null || Array.isArray(plain)) throw refuse(describe(body), "an object");
  const taken = ["model", "messages", "stream", "n"].find((field) => Object.hasOwn(plain, field));
  if (taken !== undefined) throw refuse(describe(taken), "other fields than model, messages, stream and n");
  return plain as Readonly<Record<string, unknown>>;
}

/** The fields of a request besides the messages. */
function parametersOf(spec: ChatModelSpec): Readonly<Record<string, unknown>> {
  const { temperature = 0 } = spec;
  const body = checkBody(spec.body ?? {});
  const alternatives = alternativesOf(spec.logprobs);
  const maxTokens = checkNumber(spec.maxTokens, 32, { where: `${where}, maxTokens`, min: 1, whole: true });
  return {
    ...(temperature === null
      ? {}
      : { temperature: checkNumber(temperature, 0, { where: `${where}, temperature`, min: 0 }) }),
    ...(Object.hasOwn(body, "max_completion_tokens") ? {} : { max_tokens: maxTokens }),
    ...(alternatives === null ? {} : { logprobs: true, top_logprobs: alternatives }),
    ...body,
  };
}

/**
 * Describes a chat model behind an OpenAI-style endpoint (`POST .../chat/completions`): OpenAI and those who speak its
 * protocol, and servers on the own machine such as vLLM, Ollama and llama.cpp. Nothing is asked before a function votes.
 *
 * With `logprobs`, the confidence of a vote is the probability of its label against the other labels', from the
 * log-probabilities of the tokens. The answers of a model are known by its name, `revision`, parameters and prompt, not
 * by its address: the same model behind another one answers from the same cache.
 *
 * @throws LabelingError `bad_option` for a URL that is none, an empty key, or an option that is unknown or out of range.
 *
 * @example
 * ```ts
 * import { chatModel, modelClient } from "labelwright";
 *
 * const judge = chatModel({
 *   url: "http://localhost:11434/v1", // Ollama
 *   model: "llama3.1",
 *   system: "You label messages. Answer with one word.",
 *   client: modelClient({ cache: "answers", concurrency: 4 }),
 * });
 * console.log(judge); // ChatModel "llama3.1" at http://localhost:11434/v1/chat/completions
 * ```
 */
export function chatModel(spec: ChatModelSpec): ChatModel {
  checkKeys(spec, names, where);
  const endpoint = readEndpoint(spec.url, `${where}, url`);
  const model = checkName(spec.model, `${where}, model`);
  const client = checkClient(spec.client, where);
  const prices = checkPrices(spec.prices, client);
  const headers = checkHeaders(spec);
  const parameters = parametersOf(spec);
  const { system = null, revision = "", apiKey } = spec;
  const terms = freezeTerms(structuredClone({ model, revision, system, parameters })) as ChatModel["terms"];
  const value: ChatModel = { model, url: endpoint.shown, terms, prices, client };
  const caller = makeChatCaller({ ...endpoint, model, system, apiKey, headers, parameters, terms, prices });
  Object.defineProperty(value, callerKey, { value: caller });
  brandAs(value, brands.chatModel, () => `ChatModel "${model}" at ${endpoint.shown}`);
  return Object.freeze(value);
}

/** Whether a value is a chat model, of this or another copy of the package. */
export function isChatModel(value: unknown): value is ChatModel {
  return hasBrand(value, brands.chatModel);
}

/** The model as its client sees it. */
export function callerOf(model: ChatModel): Caller<string> {
  return (model as ChatModel & { readonly [callerKey]: Caller<string> })[callerKey];
}

import type { Json } from "../cache/record.ts";
import type { CallFailure } from "./call-failure.ts";

/** What tokens cost, for a million of them. */
export interface ModelPrices {
  /** A million tokens in. */
  readonly input: number;
  /** A million tokens out. */
  readonly output: number;
}

/** Tokens in and out. */
export interface TokenCount {
  readonly input: number;
  readonly output: number;
}

/** What a call is given besides its inputs. */
export interface CallContext {
  /** Stops the call, with the reason it is to reject with. */
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  /** An answer of more bytes is not read. */
  readonly maxBytes: number;
}

/** What a call came to. */
export interface CallResult {
  /** One for each input, in their order: the answer as JSON, or why there is none. */
  readonly answers: readonly (Json | CallFailure)[];
  /** Null where the model does not say. */
  readonly tokens: TokenCount | null;
}

/** A model as the client sees it: what is asked, and how one call is made. */
export interface Caller<I = unknown> {
  /** Names it in messages. */
  readonly place: string;
  /** Most inputs in a call. */
  readonly batchRows: number;
  /** Whether a key means the same in another process, so that answers may be kept. */
  readonly isLasting: boolean;
  readonly prices: ModelPrices | null;
  /** A hash of all that decides the answer. */
  readonly keyOf: (input: I) => string;
  /** The most tokens that a call may take. */
  readonly mostTokens: (inputs: readonly I[]) => TokenCount;
  /** Makes one call. @throws CallFailure, or the signal's reason */
  readonly call: (inputs: readonly I[], context: CallContext) => Promise<CallResult>;
}

/** What tokens cost. */
export function costOf(prices: ModelPrices | null, tokens: TokenCount): number {
  return prices === null ? 0 : (tokens.input * prices.input + tokens.output * prices.output) / 1e6;
}

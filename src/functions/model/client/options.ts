import { LabelingError } from "../../../errors.ts";
import { checkChoice, checkName, checkNumber, describe, listNames } from "../../../util/checks.ts";
import { systemClock, type ModelClock } from "./clock.ts";

/** How much a provider lets pass in a minute. */
export interface ModelRate {
  /** Requests in a minute. @defaultValue no limit */
  readonly callsPerMinute?: number | undefined;
  /** Tokens in and out in a minute: estimated before a call, corrected after it. @defaultValue no limit */
  readonly tokensPerMinute?: number | undefined;
}

/** What a client may spend in its life. A call that might exceed a limit is not made. */
export interface ModelBudget {
  /** Requests that are paid for, or may be: those refused, or that never reached the server, do not count. @defaultValue no limit */
  readonly calls?: number | undefined;
  /** Tokens in and out. @defaultValue no limit */
  readonly tokens?: number | undefined;
  /** Cost, at the prices of the models, which must have some. @defaultValue no limit */
  readonly cost?: number | undefined;
  /**
   * What becomes of rows for which nothing is left: `"throw"` ends the run with a `budget_exhausted` error that says how
   * many there are; `"abstain"` counts no vote there, and `usage` counts them as `unasked`.
   * @defaultValue "throw"
   */
  readonly whenSpent?: "throw" | "abstain" | undefined;
}

/** How a client asks. */
export interface ModelClientOptions {
  /** A folder that keeps every answer, by a hash of what was asked. @defaultValue answers are kept in memory, the last 65,536 */
  readonly cache?: string | undefined;
  /** How many requests are under way at once. @defaultValue 8 */
  readonly concurrency?: number | undefined;
  /** How fast to ask. Whatever is said here, a server's 429 and Retry-After are heeded. @defaultValue as fast as answers come */
  readonly rate?: ModelRate | undefined;
  /** How often a request is sent again after a failure that may pass. Replies that ask to slow down do not count. @defaultValue 8 */
  readonly retries?: number | undefined;
  /**
   * The wait before the first retry is drawn from 0 to this many milliseconds, for each later one from twice the range,
   * up to 60 times this.
   * @defaultValue 500
   */
  readonly backoff?: number | undefined;
  /** The longest that a server may ask to wait, and that a row waits for a server that asks to slow down, in milliseconds. @defaultValue 600000 */
  readonly maxWait?: number | undefined;
  /** Milliseconds for a request, until its answer is there as a whole. @defaultValue 60000 */
  readonly timeout?: number | undefined;
  /** @defaultValue no limit */
  readonly budget?: ModelBudget | undefined;
  /** So many rows in succession without an answer, retries and all, end the run, whatever the policy for faults. @defaultValue 10 */
  readonly giveUpAfter?: number | undefined;
  /** An answer of more bytes is not read. @defaultValue 4194304 */
  readonly maxAnswerBytes?: number | undefined;
  /** Seed of the waits between retries. @defaultValue 0 */
  readonly seed?: number | undefined;
  /** Sends requests in the place of the global `fetch`: through a proxy, say. @defaultValue the global one */
  readonly fetch?: typeof fetch | undefined;
  /** Where the time comes from. @defaultValue the machine's */
  readonly clock?: ModelClock | undefined;
}

/** The options of a client, all of them, checked. */
export interface ClientSettings {
  readonly cache: string | null;
  readonly concurrency: number;
  readonly callsPerMinute: number;
  readonly tokensPerMinute: number;
  readonly retries: number;
  readonly backoff: number;
  readonly maxWait: number;
  readonly timeout: number;
  readonly budget: { readonly calls: number; readonly tokens: number; readonly cost: number };
  readonly whenSpent: "throw" | "abstain";
  readonly giveUpAfter: number;
  readonly maxAnswerBytes: number;
  readonly seed: number;
  readonly fetch: typeof fetch;
  readonly clock: ModelClock;
}

const where = "modelClient";
const names: readonly (keyof ModelClientOptions)[] = [
  "cache", "concurrency", "rate", "retries", "backoff", "maxWait", "timeout", "budget", "giveUpAfter",
  "maxAnswerBytes", "seed", "fetch", "clock",
]; // prettier-ignore

/** Checks that an object has no other keys: a misspelled limit would be no limit. */
export function checkKeys(value: unknown, known: readonly string[], place: string): void {
  if (typeof value !== "object" || value === null) {
    throw new LabelingError("bad_option", { where: place, got: describe(value), expected: "an object with options" });
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw new LabelingError("bad_option", {
    where: place,
    got: `the option ${describe(unknown)}`,
    expected: `some of ${listNames(known, 20)}`,
    remedy: "Check the spelling.",
  });
}

/** A number above 0, or infinity. */
function checkAbove0(value: number | undefined, place: string): number {
  const number = checkNumber(value, Infinity, { where: place, min: 0 });
  if (number > 0) return number;
  throw new LabelingError("bad_option", { where: place, got: describe(value), expected: "a number above 0" });
}

/** Checks options and fills in the defaults. @throws LabelingError `bad_option`, naming the option. */
export function checkClientOptions(options: ModelClientOptions): ClientSettings {
  checkKeys(options, names, where);
  const { rate = {}, budget = {} } = options;
  checkKeys(rate, ["callsPerMinute", "tokensPerMinute"], `${where}, rate`);
  checkKeys(budget, ["calls", "tokens", "cost", "whenSpent"], `${where}, budget`);
  const number = (name: keyof ModelClientOptions, fallback: number, min: number, whole: boolean): number =>
    checkNumber(options[name] as number | undefined, fallback, { where: `${where}, ${name}`, min, whole });
  const limit = (name: "calls" | "tokens" | "cost"): number =>
    checkNumber(budget[name], Infinity, { where: `${where}, budget, ${name}`, min: 0 });
  return {
    cache: options.cache === undefined ? null : checkName(options.cache, `${where}, cache`),
    concurrency: number("concurrency", 8, 1, true),
    callsPerMinute: checkAbove0(rate.callsPerMinute, `${where}, rate, callsPerMinute`),
    tokensPerMinute: checkAbove0(rate.tokensPerMinute, `${where}, rate, tokensPerMinute`),
    retries: number("retries", 8, 0, true),
    backoff: number("backoff", 500, 0, false),
    maxWait: number("maxWait", 600_000, 0, false),
    timeout: checkNumber(options.timeout, 60_000, { where: `${where}, timeout`, min: 1, max: 2 ** 31 - 1 }),
    budget: { calls: limit("calls"), tokens: limit("tokens"), cost: limit("cost") },
    whenSpent: checkChoice(budget.whenSpent, "throw", ["throw", "abstain"], `${where}, budget, whenSpent`),
    giveUpAfter: number("giveUpAfter", 10, 1, true),
    maxAnswerBytes: number("maxAnswerBytes", 4 << 20, 1, true),
    seed: checkNumber(options.seed, 0, { where: `${where}, seed`, min: -Infinity }),
    fetch: options.fetch ?? ((...given) => fetch(...given)),
    clock: options.clock ?? systemClock,
  };
}

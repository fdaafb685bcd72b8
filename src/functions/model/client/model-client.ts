import { LabelingError } from "../../../errors.ts";
import { brands, hasBrand, brandAs } from "../../../util/brands.ts";
import { describe } from "../../../util/checks.ts";
import { ClientKernel } from "./kernel.ts";
import { checkClientOptions, type ModelClientOptions } from "./options.ts";
import { describeUsage, type ModelUsage } from "./usage.ts";

const kernelKey: unique symbol = Symbol.for("labelwright.modelKernel") as never;

/**
 * Asks models for labeling functions, and counts what that comes to. It has a state: rate, budget, cache and counts are
 * those of all functions and models that share it.
 */
export interface ModelClient {
  /** What was asked so far, and what that came to. A snapshot. */
  readonly usage: ModelUsage;
  /** The folder of its cache, or null. */
  readonly cache: string | null;
  /** Closes the files of the cache, for whoever wants to remove the folder; they are opened again when needed. */
  readonly close: () => void;
}

/**
 * Makes a client: how models are asked, how fast, for how much, and where answers are kept. Functions and models that
 * share it share its limits.
 *
 * Each request takes one of `concurrency` slots, waits for `rate`, and for a server that asks to slow down (429, or 503
 * with Retry-After); is sent only if the budget has room for the most it may come to; is given up after `timeout`; and is
 * sent again after failures that may pass, with exponential backoff and full jitter (Brooker 2015). What would fail on
 * every row ends the run at once, with the remedy: a key or URL that is not accepted, a host that is not known.
 *
 * The cache keeps each answer under a hash of model, parameters and prompt, as the model gave it. An answer is in its file
 * before it is used, so a run that is killed loses only the calls under way; run it again to go on. Several processes
 * may share a folder; each sees what was there when it began, so that two at once may ask the same. A power cut may take the
 * last answers with it; what it leaves of them is noticed. API keys are never part of it.
 *
 * @throws LabelingError `bad_option` for an option that is unknown or out of range.
 *
 * @example
 * ```ts
 * import { modelClient } from "labelwright";
 *
 * const client = modelClient({
 *   cache: "answers",
 *   concurrency: 16,
 *   rate: { callsPerMinute: 500 },
 *   budget: { calls: 10_000, cost: 5 },
 * });
 * console.log(client.usage.calls); // 0
 * ```
 */
export function modelClient(options: ModelClientOptions = {}): ModelClient {
  const kernel = new ClientKernel(checkClientOptions(options));
  const value = {
    get usage(): ModelUsage {
      return kernel.usage();
    },
    cache: kernel.settings.cache,
    close: (): void => kernel.close(),
  };
  Object.defineProperty(value, kernelKey, { value: kernel });
  brandAs(value, brands.modelClient, () => `ModelClient\n${describeUsage(kernel.usage())}`);
  return Object.freeze(value);
}

/** Whether a value is a model client, of this or another copy of the package. */
export function isModelClient(value: unknown): value is ModelClient {
  return hasBrand(value, brands.modelClient);
}

/** `value` as a client; undefined gives a new one. */
export function checkClient(value: ModelClient | undefined, where: string): ModelClient {
  if (value === undefined) return modelClient();
  if (isModelClient(value)) return value;
  throw new LabelingError("bad_option", {
    where: `${where}, client`,
    got: describe(value),
    expected: "a client",
    remedy: "Make it with modelClient({ ... }).",
  });
}

/** What stands behind a client. */
export function kernelOf(client: ModelClient): ClientKernel {
  return (client as ModelClient & { readonly [kernelKey]: ClientKernel })[kernelKey];
}

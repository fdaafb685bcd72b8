import { inspect } from "node:util";
import type { AnyLabelingFunction } from "../functions/labeling-function.ts";
import type { ModelUsage } from "../functions/model/client/usage.ts";
import { modelClientsOf } from "../functions/model/function-client.ts";

/** What models were asked, by client; undefined where no function asks any. */
export function modelUsageOf(functions: readonly AnyLabelingFunction[]): readonly ModelUsage[] | undefined {
  const clients = modelClientsOf(functions);
  return clients.length === 0 ? undefined : clients.map((client) => client.usage);
}

/** The same for people, as a part of what a command prints; none where no function asks a model. */
export const usageParts = (functions: readonly AnyLabelingFunction[]): readonly string[] =>
  (modelUsageOf(functions) ?? []).map((usage) => inspect(usage));

/**
 * Runs a command's votes. Says beforehand that threads ask models each by itself, and afterwards, if the votes end with an
 * error, what models were asked until then: it may have cost something.
 */
export async function withUsage<T>(
  functions: readonly AnyLabelingFunction[],
  workers: number | undefined,
  warn: (message: string) => void,
  run: () => Promise<T>,
): Promise<T> {
  if ((workers ?? 1) > 1 && modelClientsOf(functions).length > 0)
    warn(
      `models are asked by ${workers} threads, each with the limits of its client to itself, and are not counted here`,
    );
  try {
    return await run();
  } catch (error) {
    for (const usage of modelUsageOf(functions) ?? []) if (usage.calls > 0) warn(inspect(usage));
    throw error;
  }
}

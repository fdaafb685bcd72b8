import type { AnyLabelingFunction } from "../labeling-function.ts";
import { isModelClient, type ModelClient } from "./client/model-client.ts";

const clientKey: unique symbol = Symbol.for("labelwright.modelClient") as never;

/** The client through which a labeling function asks its model; null for one that asks none. */
export function modelClientOf(func: AnyLabelingFunction): ModelClient | null {
  const client = (func as AnyLabelingFunction & { readonly [clientKey]?: unknown })[clientKey];
  return isModelClient(client) ? client : null;
}

/** The clients of labeling functions, each once, in the order of the functions. */
export function modelClientsOf(functions: readonly AnyLabelingFunction[]): readonly ModelClient[] {
  return [...new Set(functions.map(modelClientOf))].filter((client) => client !== null);
}

/** How a client is shown to `modelClientOf`. */
export const clientProperty = (client: ModelClient): Readonly<Record<symbol, ModelClient>> => ({ [clientKey]: client });

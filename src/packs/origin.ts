import { version } from "../../package.json";
import type { AnyLabelingFunction } from "../functions/labeling-function.ts";
import { rebindFunction } from "../functions/rebind.ts";
import type { AnyTask } from "../labels/task.ts";
import { fingerprint } from "../util/hash.ts";
import type { PackLimits } from "./json/limits.ts";
import type { AnyPack } from "./pack.ts";
import type { PackParameters } from "./parameters.ts";

/** Where a labeling function was loaded from. */
export interface PackOrigin {
  /** The absolute path of the pack's module. */
  readonly path: string;
  /** The name under which the module exports the pack. */
  readonly export: "default";
  /**
   * A hash of the texts of all modules that the pack loaded, and of the names and versions of the packages it
   * imports. Modules that a function imports only when it votes, and files that it reads, are not part of it.
   */
  readonly hash: string;
  /** The values of the pack's parameters. */
  readonly parameters: PackParameters;
  /** The limits under which a pack in JSON was loaded. */
  readonly limits?: PackLimits | undefined;
}

const origins = new WeakMap<AnyLabelingFunction, PackOrigin>();

/** Functions by what was made of them: bound anew, under another name or on another task. */
const sources = new WeakMap<AnyLabelingFunction, AnyLabelingFunction>();

const packOrigins = new WeakMap<AnyPack, PackOrigin>();

/** Notes where a pack and its functions were loaded from. */
export function rememberOrigin(pack: AnyPack, from: Omit<PackOrigin, "parameters">): void {
  const origin = Object.freeze({ ...from, parameters: pack.parameters });
  packOrigins.set(pack, origin);
  for (const func of pack.functions) origins.set(func, origin);
}

/** Where a pack was loaded from, or null for one that did not come from `loadPack` as it is, parameters aside. */
export function originOfPack(pack: AnyPack): PackOrigin | null {
  return packOrigins.get(pack) ?? null;
}

/** As `rebindFunction`: what is made of a loaded function comes from where that was loaded. */
export function rebindLoaded(
  func: AnyLabelingFunction,
  change: { readonly name?: string; readonly task?: AnyTask },
): AnyLabelingFunction {
  const made = rebindFunction(func, change);
  if (made !== func) sources.set(made, func);
  return made;
}

/** The function as it was loaded, before it got another name or task; itself where it was not loaded. */
export function loadedFunctionOf(func: AnyLabelingFunction): AnyLabelingFunction {
  let loaded: AnyLabelingFunction | undefined = func;
  while (loaded !== undefined && !origins.has(loaded)) loaded = sources.get(loaded);
  return loaded ?? func;
}

/** The pack module that a labeling function came out of, or null for one that did not come from `loadPack`. */
export function packOriginOf(func: AnyLabelingFunction): PackOrigin | null {
  return origins.get(loadedFunctionOf(func)) ?? null;
}

/**
 * What a function's votes may be kept under: two functions of equal keys vote alike on equal rows. Null for a closure
 * that did not come from `loadPack`: nothing shows what it captures.
 */
export function cacheKeyOf(func: AnyLabelingFunction): string | null {
  const common = { version, fingerprint: func.fingerprint, columns: columnTypes(func) };
  if (func.terms !== null) return fingerprint(common); // declarative: the terms say it all
  const origin = packOriginOf(func);
  if (origin === null) return null;
  const { hash: modules, parameters } = origin;
  const set = Object.keys(parameters).length === 0 ? {} : { parameters };
  const loaded = loadedFunctionOf(func).name; // closures of one module may have been given one name
  return fingerprint({ ...common, modules, ...set, ...(loaded === func.name ? {} : { loaded }) });
}

/** The types under which a function reads its columns: a number and its text may vote differently. */
function columnTypes(func: AnyLabelingFunction): readonly (readonly [string, unknown])[] {
  return func.columns.map((column) => [column, func.task.columns[column]] as const);
}

import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { cacheKeyOf, loadedFunctionOf, packOriginOf } from "../../packs/origin.ts";
import type { AnyPack } from "../../packs/pack.ts";
import { canonicalJson } from "../../util/hash.ts";

/** What became of a function from one pack to the other. */
export type FunctionStatus = "added" | "removed" | "changed" | "unchanged";

/**
 * What shows that a function changed: its fingerprint, the modules or parameters of a closure's pack, or nothing but its
 * votes.
 */
export type ChangeSign = "fingerprint" | "modules" | "parameters" | "votes";

/** A function in both packs, or in one of them. */
export interface FunctionPair {
  readonly name: string;
  readonly a: AnyLabelingFunction | null;
  readonly b: AnyLabelingFunction | null;
  readonly status: FunctionStatus;
  readonly because: ChangeSign | null;
  /** Whether votes are sure to be the same: nothing needs to be asked. */
  readonly sure: boolean;
}

/** What shows that a function of both packs changed. */
function changeOf(a: AnyLabelingFunction, b: AnyLabelingFunction): ChangeSign | null {
  if (a === b) return null;
  if (a.fingerprint !== b.fingerprint) return "fingerprint";
  if (a.terms !== null) return null;
  const [from, to] = [packOriginOf(a), packOriginOf(b)];
  if (from === null || to === null) return null;
  if (from.hash !== to.hash || loadedFunctionOf(a).name !== loadedFunctionOf(b).name) return "modules";
  return canonicalJson(from.parameters) === canonicalJson(to.parameters) ? null : "parameters";
}

/** Pairs the functions of two packs by name: in the order of the second pack, those of the first alone behind. */
export function pairFunctions(a: AnyPack, b: AnyPack): readonly FunctionPair[] {
  const before = new Map(a.functions.map((func) => [func.name, func]));
  const pairs = b.functions.map((func): FunctionPair => {
    const { name } = func;
    const old = before.get(name);
    before.delete(name);
    if (old === undefined) return { name, a: null, b: func, status: "added", because: null, sure: false };
    const because = changeOf(old, func);
    const key = cacheKeyOf(old);
    const sure = old === func || (key !== null && key === cacheKeyOf(func));
    return { name, a: old, b: func, status: because === null ? "unchanged" : "changed", because, sure };
  });
  const gone = Array.from(before, ([name, func]): FunctionPair => {
    return { name, a: func, b: null, status: "removed", because: null, sure: false };
  });
  return [...pairs, ...gone];
}

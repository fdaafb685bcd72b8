import { LabelingError } from "../errors.ts";
import type { AnyLabelingFunction } from "../functions/labeling-function.ts";
import { describe, listNames } from "../util/checks.ts";
import type { FunctionExamples } from "./examples.ts";
import { makePack, placeOfPack, type AnyPack } from "./pack.ts";
import { withParameters } from "./with-parameters.ts";

/** The functions of a pack, and their examples. */
export interface Members {
  readonly functions: readonly AnyLabelingFunction[];
  readonly examples: Readonly<Record<string, FunctionExamples>>;
}

/** A pack with changed functions. Other values of its parameters change the pack it comes from, then again the functions. */
export function derive(source: AnyPack, change: (source: AnyPack) => Members): AnyPack {
  const { name, version, description, task, parameters, defaults } = source;
  return makePack({
    ...{ name, version, description, task, parameters, defaults },
    ...change(source),
    changelog: null, // it tells of the functions that the source has
    remake: (values) => derive(withParameters(source, values), change),
  });
}

function unknownNames(names: readonly string[], pack: AnyPack, where: string): LabelingError {
  const known = pack.functions.map((func) => func.name);
  return new LabelingError("bad_option", {
    where,
    got: names.map((name) => describe(name)).join(", "),
    expected: `labeling functions of ${placeOfPack(pack.name)}: ${listNames(known)}`,
    remedy: "Check the spelling.",
    details: { names },
  });
}

/** Checks that a pack has functions of these names. */
export function checkNames(names: readonly string[], pack: AnyPack, where: string): void {
  const known = new Set(pack.functions.map((func) => func.name));
  const others = names.filter((name) => !known.has(name));
  if (others.length > 0) throw unknownNames(others, pack, where);
}

/** Examples with the names of their functions changed; those without a new name are left out. */
export function examplesUnder(pack: AnyPack, newName: (name: string) => string | undefined): Members["examples"] {
  const entries = Object.entries(pack.examples).flatMap(([name, examples]) => {
    const under = newName(name);
    return under === undefined ? [] : [[under, examples] as const];
  });
  return Object.fromEntries(entries);
}

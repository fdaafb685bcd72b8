import { LabelingError } from "../errors.ts";
import { describe, listNames } from "../util/checks.ts";

/**
 * What a labeling function says its votes do not depend on: whether letters are capitals (`"case"`), or which white
 * space stands between and around words (`"white-space"`). `checkPack` holds it to that.
 */
export type Invariance = "case" | "white-space";

const known: readonly Invariance[] = ["case", "white-space"];

/** Checks what a function declares; each once, in a fixed order. */
export function checkInvariances(given: unknown, where: string): readonly Invariance[] {
  if (given === undefined) return Object.freeze([]);
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  const wrong = Array.isArray(given) ? list.find((each) => !known.includes(each as Invariance)) : given;
  if (wrong === undefined) return Object.freeze(known.filter((each) => list.includes(each)));
  throw new LabelingError("bad_option", {
    where,
    got: describe(wrong),
    expected: `an array of ${listNames(known)}`,
  });
}

import { LabelingError } from "../../errors.ts";
import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { isPack, type AnyPack } from "../../packs/pack.ts";
import { checkNumber, describe, listNames } from "../../util/checks.ts";
import { terminalProgress, type ProgressHandler } from "../../util/progress.ts";
import { defaultLongestText, defaultTimeLimit } from "../laws/bounded-time.ts";
import type { LawName } from "../laws/law.ts";
import { functionLaws } from "../laws/laws.ts";

/** What can be checked of a pack: the laws of its functions, that its examples hold, and that its changelog is kept. */
export type CheckName = LawName | "examples-hold" | "changelog-kept";

/** How a pack is checked. */
export interface CheckOptions {
  /** How many rows are generated, besides the pack's examples. Every law is tried on all of them. @defaultValue 500 */
  readonly runs?: number | undefined;
  /** The seed of the generated rows: the same seed and pack give the same rows. @defaultValue 0 */
  readonly seed?: number | undefined;
  /** Where among the rows a failure was found, as it was reported: only those rows are tried. @defaultValue all */
  readonly path?: string | undefined;
  /** Names of the functions to check. @defaultValue all */
  readonly functions?: readonly string[] | undefined;
  /** Names of what is checked. @defaultValue all laws, the examples and the changelog */
  readonly laws?: readonly CheckName[] | undefined;
  /**
   * On how many rows functions are tried whose votes are awaited: models, crowds, services. Each law asks them a few
   * times for each row, and each answer may cost something. @defaultValue 0: they are skipped, and the report says so
   */
  readonly awaited?: number | undefined;
  /** Milliseconds of processor time that one row may take. @defaultValue 100 */
  readonly timeLimit?: number | undefined;
  /** Characters of the longest text on which time is measured. @defaultValue 20,000 */
  readonly longestText?: number | undefined;
  /** How many simpler rows are tried, at most, to make a failing row smaller. @defaultValue 1000 */
  readonly shrinks?: number | undefined;
  /** Stops the check with an `aborted` error. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
  /** Is told how far it is. @defaultValue a line on standard error after a second, where that is a terminal */
  readonly onProgress?: ProgressHandler | undefined;
}

/** Options of a check, all of them. */
export interface CheckRules {
  readonly runs: number;
  readonly seed: number;
  readonly path: string | undefined;
  readonly functions: readonly AnyLabelingFunction[];
  readonly laws: readonly CheckName[];
  readonly awaited: number;
  readonly timeLimit: number;
  readonly longestText: number;
  readonly shrinks: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ProgressHandler;
}

/** Everything that can be checked, in order. */
export const checkNames: readonly CheckName[] = Object.freeze([
  ...functionLaws.map(({ name }) => name),
  "examples-hold",
  "changelog-kept",
]);

function chosen<T extends string>(names: readonly T[] | undefined, known: readonly T[], where: string): readonly T[] {
  if (names === undefined) return known;
  const given: unknown = names;
  const list: readonly unknown[] = Array.isArray(given) && given.length > 0 ? given : [given];
  const unknown = list.find((name) => !known.includes(name as T));
  if (unknown === undefined) return known.filter((name) => list.includes(name));
  const got = Array.isArray(unknown) ? "no names" : describe(unknown);
  throw new LabelingError("bad_option", { where, got, expected: `an array of ${listNames(known, 20)}` });
}

function checkPath(path: string | undefined, where: string): string | undefined {
  if (path === undefined || /^\d+(?::\d+)*$/.test(path)) return path;
  throw new LabelingError("bad_option", { where, got: describe(path), expected: 'a path such as "0:3:1"' });
}

/** Checks options against a pack, and fills in what is not given. */
export function checkRules(pack: AnyPack, options: CheckOptions, where: string): CheckRules {
  const number = (name: keyof CheckOptions, fallback: number, min: number, max = Infinity, whole = true): number =>
    checkNumber(options[name] as number | undefined, fallback, { where: `${where}, ${name}`, min, max, whole });
  const names = chosen(
    options.functions,
    pack.functions.map(({ name }) => name),
    `${where}, functions`,
  );
  return {
    runs: number("runs", 500, 1, 1e6),
    seed: number("seed", 0, -(2 ** 31), 2 ** 31 - 1),
    path: checkPath(options.path, `${where}, path`),
    functions: pack.functions.filter(({ name }) => names.includes(name)),
    laws: chosen(options.laws, checkNames, `${where}, laws`),
    awaited: number("awaited", 0, 0),
    timeLimit: number("timeLimit", defaultTimeLimit, 0, Infinity, false),
    longestText: number("longestText", defaultLongestText, 8, 1e7),
    shrinks: number("shrinks", 1000, 0),
    signal: options.signal,
    onProgress: options.onProgress ?? terminalProgress(process.stderr),
  };
}

/** Checks that a value is a pack. */
export function checkIsPack(pack: unknown, where: string): void {
  if (isPack(pack)) return;
  throw new LabelingError("bad_option", {
    where,
    got: describe(pack),
    expected: "a rule pack",
    remedy: "Make it with definePack, or load it with loadPack.",
  });
}

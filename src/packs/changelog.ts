import { LabelingError } from "../errors.ts";
import { checkName } from "../util/checks.ts";
import type { ChangelogEntry } from "./changelog-entry.ts";
import { originOfPack } from "./origin.ts";
import { placeOfPack, type AnyPack } from "./pack.ts";
import { compareVersions } from "./versions.ts";
import { checkPackValue, withParameters } from "./with-parameters.ts";

/** What functions of a pack are no longer what an entry of its changelog says. */
export interface ChangedFunctions {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly edited: readonly string[];
}

/** What is wrong with the changelog of a pack. */
export interface ChangelogProblem {
  /**
   * `"functions"`: functions changed, the version did not. `"modules"`: the same may be true of closures, since the pack's
   * modules were edited. `"missing"`: no entry for this version. `"order"`: a version that is not above the one before.
   */
  readonly kind: "functions" | "modules" | "missing" | "order";
  /** The problem and its remedy, in words. */
  readonly message: string;
  /** The functions that changed, or may have. */
  readonly functions: ChangedFunctions;
}

const nothing: ChangedFunctions = Object.freeze({ added: [], removed: [], edited: [] });

/** The pack with the parameters it has by itself: what its changelog tells of. */
const byDefault = (pack: AnyPack): AnyPack => withParameters(pack, pack.defaults);

/** What has become of the functions of an entry. */
export function changedSince(entry: Pick<ChangelogEntry, "functions">, pack: AnyPack): ChangedFunctions {
  const before = new Map(Object.entries(entry.functions));
  const now = new Map(pack.functions.map((func) => [func.name, func.fingerprint]));
  return Object.freeze({
    added: [...now.keys()].filter((name) => !before.has(name)),
    removed: [...before.keys()].filter((name) => !now.has(name)),
    edited: [...now].filter(([name, print]) => before.has(name) && before.get(name) !== print).map(([name]) => name),
  });
}

/** Changes as `added "links"; edited "money"`; nothing where there are none. */
export function changesInWords({ added, removed, edited }: ChangedFunctions): string {
  const parts = [
    ["added", added],
    ["removed", removed],
    ["edited", edited],
  ] as const;
  return parts
    .filter(([, names]) => names.length > 0)
    .map(([verb, names]) => `${verb} ${names.map((name) => `"${name}"`).join(", ")}`)
    .join("; ");
}

/** The functions of which the fingerprint does not tell what they do. */
const closuresOf = (pack: AnyPack): readonly string[] =>
  pack.functions.filter((func) => func.terms === null).map((func) => func.name);

function orderProblems(entries: readonly ChangelogEntry[], pack: AnyPack): ChangelogProblem[] {
  const versions = entries.map(({ version }) => version);
  if (versions.at(-1) !== pack.version) versions.push(pack.version);
  return versions.slice(1).flatMap((version, i) => {
    const before = versions[i] ?? "";
    const order = compareVersions(before, version);
    if (order === null || order < 0) return [];
    const message = `version ${version} comes after ${before} in the changelog, but is not above it: raise it`;
    return [{ kind: "order" as const, message, functions: nothing }];
  });
}

/** What an entry of the pack's own version does not tell rightly. */
function problemsOf(entry: ChangelogEntry, pack: AnyPack): ChangelogProblem[] {
  const { version } = pack;
  const functions = changedSince(entry, pack);
  const words = changesInWords(functions);
  if (words !== "" || entry.fingerprint !== pack.fingerprint) {
    const what = words === "" ? "the task, or the order of functions, changed" : `functions changed (${words})`;
    const message = `${what} since the entry of version ${version}: raise the pack's version, then add an entry with labelwright changelog`;
    return [{ kind: "functions", message, functions }];
  }
  const closures = closuresOf(pack);
  const hash = originOfPack(pack)?.hash;
  if (entry.modules === undefined || hash === undefined || entry.modules === hash || closures.length === 0) return [];
  const names = closures.map((name) => `"${name}"`).join(", ");
  const message = `the pack's modules were edited since the entry of version ${version}, and closures (${names}) may vote otherwise: raise the pack's version and add an entry with labelwright changelog; if they vote as before, labelwright changelog --renew`;
  return [{ kind: "modules", message, functions: Object.freeze({ ...nothing, edited: closures }) }];
}

/**
 * Compares a pack with its changelog: whether functions were added, removed or edited while the version stayed as it was,
 * whether its version has an entry, and whether versions rise.
 *
 * What closures do does not show in their fingerprints. For a pack from `loadPack`, a hash of all its modules stands in:
 * any edit in them, even of a comment, counts as a change of its closures. A pack is looked at with the default values of
 * its parameters.
 *
 * @returns the problems, each in a sentence with its remedy; none for a pack that keeps no changelog.
 *
 * @example
 * ```ts
 * import { changelogEntry, checkChangelog, definePack, defineTask, keywords } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const money = (any: string[]) => keywords(task, { name: "money", column: "text", any, label: "spam" });
 * const first = definePack({ name: "rules", version: "1.0.0", task, functions: [money(["cash"])] });
 * const changelog = [changelogEntry(first, "The first rules.")];
 * const edited = definePack({ ...first, functions: [money(["cash", "loan"])], changelog });
 * console.log(checkChangelog(edited).map(({ message }) => message));
 * // functions changed (edited "money") since the entry of version 1.0.0: raise the pack's version, then ...
 * ```
 */
export function checkChangelog(pack: AnyPack): readonly ChangelogProblem[] {
  checkPackValue(pack, "checkChangelog");
  const { changelog, version } = pack;
  if (changelog === null) return Object.freeze([]);
  const problems = orderProblems(changelog, pack);
  const entry = changelog.find((each) => each.version === version);
  if (entry !== undefined) problems.push(...problemsOf(entry, byDefault(pack)));
  else if (problems.length === 0) {
    const message = `the changelog has no entry for version ${version}: add one with labelwright changelog`;
    problems.push({ kind: "missing", message, functions: nothing });
  }
  return Object.freeze(problems.map((problem) => Object.freeze(problem)));
}

/**
 * The next entry of a pack's changelog: what its functions are now, as fingerprints. It is for the pack's changelog file,
 * which `labelwright changelog` keeps; a pack from `loadPack` has the hash of its modules in it.
 *
 * @param notes What has changed, for people.
 * @throws LabelingError `incompatible` where the changelog has the pack's version already, or one above it; `bad_option`
 * for empty notes.
 *
 * @example
 * ```ts
 * import { changelogEntry, definePack, defineTask, keywords } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const money = keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam" });
 * const pack = definePack({ name: "rules", version: "1.0.0", task, functions: [money] });
 * console.log(changelogEntry(pack, "The first rules.").version); // 1.0.0
 * ```
 */
export function changelogEntry(pack: AnyPack, notes: string): ChangelogEntry {
  checkPackValue(pack, "changelogEntry");
  checkName(notes, "changelogEntry, notes");
  return nextEntry(pack, pack.changelog ?? [], notes);
}

/** The entry that comes after some others. */
export function nextEntry(pack: AnyPack, entries: readonly ChangelogEntry[], notes: string): ChangelogEntry {
  const { version } = pack;
  const before = entries.at(-1)?.version;
  const order = before === undefined ? null : compareVersions(before, version);
  if (entries.every((entry) => entry.version !== version) && (order === null || order < 0)) return entryOf(pack, notes);
  throw new LabelingError("incompatible", {
    where: `${placeOfPack(pack.name)}, changelog`,
    got: `version ${version}, after an entry of version ${before}`,
    expected: "a version above it",
    remedy: "Raise the version in definePack.",
    details: { version, before },
  });
}

/** An entry for a pack as it is, whatever its changelog holds. */
export function entryOf(pack: AnyPack, notes: string): ChangelogEntry {
  const { version, fingerprint, functions } = byDefault(pack);
  const modules = originOfPack(pack)?.hash;
  return Object.freeze({
    version,
    fingerprint,
    functions: Object.freeze(Object.fromEntries(functions.map((func) => [func.name, func.fingerprint]))),
    notes,
    ...(modules === undefined ? {} : { modules }),
  });
}

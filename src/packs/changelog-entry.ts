import { LabelingError } from "../errors.ts";
import { checkDistinct, checkName, describe } from "../util/checks.ts";

/** One version of a rule pack in its changelog: what its functions were, as fingerprints. */
export interface ChangelogEntry {
  /** The version of the pack. */
  readonly version: string;
  /** The fingerprint of the pack. */
  readonly fingerprint: string;
  /** The fingerprints of its functions by name. */
  readonly functions: Readonly<Record<string, string>>;
  /** What has changed since the version before, for people. */
  readonly notes: string;
  /**
   * A hash of the pack's modules, where it was loaded with `loadPack`: what closures do shows in them alone.
   * @defaultValue not known
   */
  readonly modules?: string | undefined;
}

function checkEntry(value: unknown, where: string): ChangelogEntry {
  const given = (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const { version, fingerprint, functions, notes, modules } = given;
  const isRecord = typeof functions === "object" && functions !== null && !Array.isArray(functions);
  const prints = isRecord ? Object.entries(functions) : [];
  const areTexts = prints.every((entry): entry is [string, string] => typeof entry[1] === "string");
  if (!isRecord || !areTexts || typeof notes !== "string" || (modules !== undefined && typeof modules !== "string")) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(value),
      expected: "an entry { version, fingerprint, functions: { name: fingerprint }, notes }",
      remedy: "Entries are made by labelwright changelog, or changelogEntry(pack, notes).",
    });
  }
  return Object.freeze({
    version: checkName(version, `${where}, version`),
    fingerprint: checkName(fingerprint, `${where}, fingerprint`),
    functions: Object.freeze(Object.fromEntries(prints)),
    notes,
    ...(modules === undefined ? {} : { modules }),
  });
}

/** A pack's changelog, checked and frozen; null where it keeps none. */
export function checkEntries(changelog: unknown, where: string): readonly ChangelogEntry[] | null {
  if (changelog === undefined || changelog === null) return null;
  if (!Array.isArray(changelog)) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(changelog),
      expected: "an array of entries, the oldest first",
    });
  }
  const entries = changelog.map((entry: unknown, i) => checkEntry(entry, `${where}, entry ${i + 1}`));
  checkDistinct(
    entries.map(({ version }) => version),
    `${where}, versions`,
    "A version has one entry: remove the older one.",
  );
  return Object.freeze(entries);
}

import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { Command } from "commander";
import { LabelingError } from "../errors.ts";
import { changedSince, changesInWords, entryOf, nextEntry } from "../packs/changelog.ts";
import { checkEntries, type ChangelogEntry } from "../packs/changelog-entry.ts";
import { originOfPack } from "../packs/origin.ts";
import type { AnyPack } from "../packs/pack.ts";
import { writeFileAtomically } from "../tables/files/atomic.ts";
import { fileError, systemCode } from "../tables/files/file-errors.ts";
import type { CommandContext, CommandResult } from "./context.ts";
import { badUsage } from "./errors.ts";
import { openPack, packArgument } from "./pack.ts";

/** Options of `labelwright changelog`. */
export interface ChangelogCommandOptions {
  /** What has changed. Those of the entry there is, with `--renew`. */
  readonly notes?: string | undefined;
  /** Replace the entry of the pack's version. @defaultValue false */
  readonly renew?: boolean | undefined;
}

/** The file of a pack's changelog: beside its module. */
function fileOf(pack: AnyPack, packPath: string): string {
  const path = originOfPack(pack)?.path ?? packPath;
  return relative(process.cwd(), join(dirname(path), "changelog.json")) || "changelog.json";
}

/** The entries of a changelog file; none where there is no file. */
async function readEntries(file: string): Promise<readonly ChangelogEntry[]> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    throw fileError(error, file, "read");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new LabelingError("corrupt_file", {
      where: file,
      got: "text that is not JSON",
      expected: "the entries that labelwright changelog writes",
      details: { path: file },
      cause: error,
    });
  }
  return checkEntries(value, file) ?? [];
}

/** The entries with one for the pack as it is. */
function withEntry(
  pack: AnyPack,
  entries: readonly ChangelogEntry[],
  { notes, renew = false }: ChangelogCommandOptions,
): readonly ChangelogEntry[] {
  if (notes?.trim() === "") throw badUsage("--notes", '""', "what has changed, in words");
  if (!renew) {
    if (notes !== undefined) return [...entries, nextEntry(pack, entries, notes)];
    throw badUsage("labelwright changelog", "no --notes", "what has changed, in words: --notes TEXT");
  }
  const last = entries.at(-1);
  if (last?.version === pack.version) return [...entries.slice(0, -1), entryOf(pack, notes ?? last.notes)];
  throw badUsage(
    "--renew",
    last === undefined ? "a changelog without entries" : `a changelog whose last entry is of version ${last.version}`,
    `an entry of version ${pack.version}`,
    "Without --renew one is added.",
  );
}

/** `labelwright changelog`: adds an entry for the pack as it is to the file beside its module. */
export async function keepChangelog(
  packPath: string,
  options: ChangelogCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const pack = await openPack(packPath, {}, context);
  const file = fileOf(pack, packPath);
  const before = await readEntries(file);
  const entries = withEntry(pack, before, options);
  await writeFileAtomically(file, `${JSON.stringify(entries, null, 2)}\n`, { signal: context.signal });
  const earlier = options.renew === true ? before.at(-1) : before.findLast(({ version }) => version !== pack.version);
  const changes = changedSince(earlier ?? { functions: {} }, pack);
  const words = changesInWords(changes);
  const { version } = pack;
  const what = options.renew === true ? "renewed" : "added";
  const lines = [
    `${file}: entry of version ${version} ${what}; ${words === "" ? "functions as before" : words}`,
    ...(pack.changelog !== null
      ? []
      : ['The pack does not read it yet: import changelog from "./changelog.json" and give it to definePack.']),
  ];
  return { json: { file, entry: entries.at(-1), changes }, text: lines.join("\n") };
}

/** How `labelwright changelog` is called. */
export function changelogCommand(): Command {
  return new Command("changelog")
    .description("add an entry for the version of a rule pack to changelog.json beside its module")
    .argument("<pack>", packArgument)
    .option("--notes <text>", "what has changed, for people")
    .option("--renew", "replace the entry of this version: for one that nobody has yet, or edits that change no vote");
}

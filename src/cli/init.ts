import { mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Command } from "commander";
import { LabelingError } from "../errors.ts";
import { changelogEntry } from "../packs/changelog.ts";
import { loadPack } from "../packs/load-pack.ts";
import { writeFolderAtomically } from "../tables/files/atomic.ts";
import { systemCode } from "../tables/files/file-errors.ts";
import { describe, listNames } from "../util/checks.ts";
import type { CommandContext, CommandResult } from "./context.ts";
import { badUsage } from "./errors.ts";
import { filesOf } from "./init/files.ts";

/** Options of `labelwright init`. */
export interface InitCommandOptions {
  /** The name of the package. @defaultValue that of the folder */
  readonly name?: string | undefined;
}

/** What npm calls a package by. */
const packageName = /^(?:@[a-z\d~-][a-z\d._~-]*\/)?[a-z\d~-][a-z\d._~-]*$/;

function checkName(name: string, isGiven: boolean): string {
  if (packageName.test(name) && name.length <= 214) return name;
  throw badUsage(
    isGiven ? "--name" : "labelwright init",
    `${describe(name)}, which cannot be the name of a package`,
    "small letters, digits, - and _, such as spam-rules or @team/spam-rules",
    isGiven ? undefined : "Give another name with --name.",
  );
}

/** Whether a folder is there. @throws LabelingError `file_exists` for one that is not empty */
async function isThere(folder: string): Promise<boolean> {
  let found: string[];
  try {
    found = await readdir(folder);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return false;
    if (systemCode(error) === "ENOTDIR") return false; // a file, which writing the folder refuses
    throw error;
  }
  if (!relative(resolve(folder), process.cwd()).startsWith("..")) {
    throw badUsage(
      "labelwright init",
      `${folder}, the folder you are in`,
      "a folder to make",
      "Go to the folder around it, and name it there.",
    );
  }
  if (found.length === 0) return true;
  throw new LabelingError("file_exists", {
    where: folder,
    got: `the folder is not empty: ${listNames(found.sort(), 3)}`,
    expected: "an empty folder, or none",
    remedy: "Choose another folder.",
    details: { path: folder },
  });
}

/** `labelwright init`: writes a new rule pack, which passes its tests. */
export async function initPack(
  folder: string,
  options: InitCommandOptions,
  context: CommandContext,
): Promise<CommandResult> {
  const name = checkName(options.name ?? basename(resolve(folder)), options.name !== undefined);
  const { signal } = context;
  const force = await isThere(folder);
  const files = filesOf(name, folder);
  await writeFolderAtomically(folder, { force, signal }, async (temporary) => {
    const write = async (file: string, text: string): Promise<void> => {
      await mkdir(dirname(join(temporary, file)), { recursive: true });
      await writeFile(join(temporary, file), text);
    };
    for (const [file, text] of Object.entries(files)) await write(file, text);
    await write("changelog.json", "[]\n");
    const pack = await loadPack(join(temporary, "pack.ts"), { modules: context.packModules });
    await write("changelog.json", `${JSON.stringify([changelogEntry(pack, "The first rules.")], null, 2)}\n`);
  });
  const written = [...Object.keys(files), "changelog.json"].sort();
  const lines = [
    `Written to ${folder}: ${written.join(", ")}`,
    "",
    "Next:",
    `  cd ${folder}`,
    "  npm install",
    "  npm test",
    "  npm run label",
  ];
  return { json: { out: folder, name, files: written }, text: lines.join("\n") };
}

/** How `labelwright init` is called. */
export function initCommand(): Command {
  return new Command("init")
    .description("write a new rule pack as an npm package: a function of each kind, examples, tests, sample data")
    .argument("<folder>", "the folder to make, or an empty one")
    .option("--name <name>", "the name of the package (default: that of the folder)");
}

import { stat } from "node:fs/promises";
import { extname, relative, resolve } from "node:path";
import { LabelingError } from "../errors.ts";
import { fileError } from "../tables/files/file-errors.ts";
import { checkName, describe } from "../util/checks.ts";
import { describeLoadError } from "./load-error.ts";
import { loadJsonPack } from "./json/load-json.ts";
import type { PackLimits } from "./json/limits.ts";
import { ownModules } from "./own-modules.ts";
import { rememberOrigin } from "./origin.ts";
import { PackModules } from "./pack-modules.ts";
import { isPack, placeOfPack, type AnyPack } from "./pack.ts";
import { findModuleOfFolder, findPackageModule, isPackageName } from "./package-names.ts";
import { checkValues, type PackParameters } from "./parameters.ts";
import { withParameters } from "./with-parameters.ts";

/** Options of `loadPack`. */
export interface LoadPackOptions {
  /**
   * Modules that the pack's `import` of these names gets, whatever is installed around the pack.
   * @defaultValue this copy of `labelwright` and its `apache-arrow`, so that there is one copy of each
   */
  readonly modules?: Readonly<Record<string, object>> | undefined;
  /**
   * Values for some of the pack's parameters, as `withParameters` takes them.
   * @defaultValue the pack's own
   */
  readonly parameters?: PackParameters | undefined;
  /** How large a pack in JSON may be. @defaultValue those of `packFromJson` */
  readonly limits?: PackLimits | undefined;
}

/** What is there under a path. */
async function kindOf(path: string): Promise<"file" | "folder" | null> {
  const found = await stat(path).catch(() => null);
  return found === null ? null : found.isDirectory() ? "folder" : "file";
}

/** The path of a pack's module: as it was given, or that of the installed package, or of the package in a folder. */
async function findModule(path: string): Promise<string> {
  const kind = await kindOf(path);
  // "rules.ts" is a path; "rules/spam.ts" may be a module of a package.
  const hasEnding = endings.includes(extname(path).toLowerCase());
  if (kind === "file" || (hasEnding && !path.includes("/"))) return path;
  try {
    if (isPackageName(path)) return relative(process.cwd(), findPackageModule(path));
  } catch (error) {
    if (kind === null && !hasEnding) throw error;
  }
  const inside = kind === "folder" ? findModuleOfFolder(path) : null;
  return inside === null ? path : relative(process.cwd(), inside);
}

const endings: readonly string[] = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json"];

async function checkFile(path: string): Promise<void> {
  if ((await kindOf(path)) === "folder") {
    throw new LabelingError("file_failed", {
      where: path,
      got: "cannot read: the path is a folder",
      remedy: "Give the path of the pack's module, or have the package.json in the folder export it.",
      details: { path },
    });
  }
  if (!endings.includes(extname(path).toLowerCase())) {
    throw new LabelingError("unsupported_format", {
      where: path,
      got: extname(path) === "" ? "a file name without an ending" : `the ending "${extname(path)}"`,
      expected: `a rule pack: one of ${endings.join(", ")}`,
      remedy:
        "A rule pack is a TypeScript or JavaScript module whose default export is definePack({...}), or its form in JSON.",
      details: { path },
    });
  }
  try {
    await stat(path);
  } catch (error) {
    throw fileError(error, path, "read");
  }
}

/** What a module exports as its pack: its default export, or all of it where CommonJS says `module.exports = pack`. */
function defaultExport(module: unknown): unknown {
  if (typeof module !== "object" || module === null || isPack(module)) return module;
  return (module as { readonly default?: unknown }).default;
}

function checkExport(value: unknown, path: string): AnyPack {
  if (isPack(value)) return value;
  throw new LabelingError("pack", {
    where: path,
    got: value === undefined ? "no default export" : `the default export is ${describe(value)}`,
    expected: "a rule pack",
    remedy: "Write: export default definePack({ name, version, task, functions }).",
    details: { path },
  });
}

/**
 * Loads a rule pack from a TypeScript or JavaScript module (`.ts .mts .cts .js .mjs .cjs`), which may import others.
 * Types are taken off, not checked: that is the compiler's job. The pack's code runs in this process; load only packs
 * you trust. A pack in JSON (`.json`) runs no code: see `packFromJson`.
 *
 * @param pathOrName The module, the JSON file, or the name of an installed package, or of a module that it exports: `"rules"`,
 * `"@team/rules"`, `"rules/spam"`. Names are looked for as an import in the working folder would; what is there as a
 * file is a path. Or the folder of a package that exports its pack. A module's default export must be what `definePack`
 * returned.
 * @returns The pack, as it left the module. Each call loads the module anew, and all it imports but installed packages.
 * @throws LabelingError `file_not_found`, `unsupported_format` (another ending), `pack` (a syntax error, code that
 * throws, no pack exported; the message names file and line), `bad_option` for parameters that are not the pack's.
 *
 * @example
 * ```ts
 * import { mkdtempSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { applyLabelingFunctions, loadPack, tableFromRows } from "labelwright";
 *
 * const file = join(mkdtempSync(join(tmpdir(), "labelwright-")), "pack.ts");
 * writeFileSync(
 *   file,
 *   `import { definePack, defineTask, keywords } from "labelwright";
 *   const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 *   const money = keywords(task, { name: "money", column: "text", any: ["cash", "prize"], label: "spam" });
 *   export default definePack({ name: "tiny", version: "1.0.0", task, functions: [money] });`,
 * );
 * const pack = await loadPack(file);
 * const table = tableFromRows([{ text: "Win cash now" }, { text: "Hello" }]);
 * const votes = await applyLabelingFunctions(pack.functions, table, { workers: 2 });
 * console.log(votes.vote(0, "money"), votes.vote(1, "money")); // spam null
 * ```
 */
export async function loadPack(pathOrName: string, options: LoadPackOptions = {}): Promise<AnyPack> {
  const path = await findModule(checkName(pathOrName, "loadPack, path"));
  await checkFile(path);
  const file = resolve(path);
  const where = (name: string): string => `${placeOfPack(name)}, parameters`;
  if (extname(path).toLowerCase() === ".json") {
    const { pack, hash } = await loadJsonPack(path, options.limits);
    checkValues(options.parameters ?? {}, pack.parameters, where(pack.name)); // it has none
    rememberOrigin(pack, { path: file, export: "default", hash, limits: options.limits });
    return pack;
  }
  const modules = new PackModules(file);
  const attempt = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw describeLoadError(error, path, [file, ...modules.files]);
    }
  };
  const pack = await attempt(async () =>
    checkExport(defaultExport(await modules.load(options.modules ?? (await ownModules()))), path),
  );
  rememberOrigin(pack, { path: file, export: "default", hash: modules.hash });
  const values = checkValues(options.parameters ?? {}, pack.parameters, where(pack.name));
  return attempt(() => withParameters(pack, values));
}

import { readFileSync, realpathSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { LabelingError } from "../errors.ts";
import { createJiti } from "./jiti.ts";

/** `rules`, `@team/rules`, `rules/spam`: what may name an installed package, or a module in it. */
const namePattern = /^(?:@[a-z\d~-][\w.~-]*\/)?[a-z\d~-][\w.~-]*(?:\/[^/].*)?$/i;

/** Whether a text may name an installed package, or a module in it. */
export const isPackageName = (text: string): boolean => namePattern.test(text) && !isBuiltin(text);

/** The file from whose place packages are looked for: one that would lie in the working folder. */
const here = (): string => join(process.cwd(), "_");

/** The folders in which packages of the working folder are installed, the nearest first. */
function placesLookedAt(name: string): readonly string[] {
  const own = createRequire(here()).resolve.paths(name) ?? [];
  return own.filter((place) => process.cwd().startsWith(join(place, "..")));
}

const packagePart = (name: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;

function refuse(name: string, got: string, remedy: string, cause: unknown): LabelingError {
  return new LabelingError("file_not_found", { where: name, got, remedy, details: { path: name }, cause });
}

/** The error for a name that leads to no module. */
function notFound(name: string, cause: unknown): LabelingError {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const [reason = ""] = cause instanceof Error ? cause.message.split("\n") : [];
  if (code === "ERR_PACKAGE_PATH_NOT_EXPORTED") {
    const remedy = "Name a module that the package exports, or have its package.json export the pack.";
    return refuse(
      name,
      `the package is installed, but ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`,
      remedy,
      cause,
    );
  }
  if (!reason.startsWith(`Cannot find module '${name}'`) && reason.startsWith("Cannot find module '/")) {
    return refuse(
      name,
      `the package is installed, but has no such module: ${reason}`,
      "Check its package.json.",
      cause,
    );
  }
  const places = placesLookedAt(name);
  const remedy = `Install it (npm install ${packagePart(name)}), or give the path of a module, such as ./${packagePart(name).replace(/^@[^/]*\//, "")}.ts.`;
  return refuse(name, `no such file, and no installed package of that name in ${places.join(", ")}`, remedy, cause);
}

/**
 * The module that a name stands for, as an import in the working folder would find it: in `node_modules` there or in a
 * folder above, by `exports` or `main` of its `package.json`.
 *
 * @returns the absolute path of the module.
 * @throws LabelingError `file_not_found`, saying where it was looked for.
 */
export function findPackageModule(name: string): string {
  try {
    const found = createJiti(here(), {}).esmResolve(name, pathToFileURL(here()).href);
    return fileURLToPath(found);
  } catch (error) {
    throw notFound(name, error);
  }
}

/** The module that the package in a folder exports, by its `package.json`; null where there is none. */
export function findModuleOfFolder(folder: string): string | null {
  try {
    const real = realpathSync(folder);
    const { name } = JSON.parse(readFileSync(join(real, "package.json"), "utf8")) as { readonly name?: unknown };
    if (typeof name !== "string" || !isPackageName(name)) return null;
    const place = join(real, "_"); // a package may import itself by its name, if it exports anything
    const found = fileURLToPath(createJiti(place, {}).esmResolve(name, pathToFileURL(place).href));
    return found.startsWith(real + sep) ? found : null;
  } catch {
    return null;
  }
}

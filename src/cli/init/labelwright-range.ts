import { readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { version } from "../../../package.json";

/** The folder of this copy of the package: the innermost one around this file that has a package.json. */
function ownFolder(): string | null {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (; dirname(folder) !== folder; folder = dirname(folder)) {
    try {
      readFileSync(join(folder, "package.json"));
      return folder;
    } catch {
      // not here
    }
  }
  return null;
}

/** From where npm installed this copy, as it noted: an address, or `file:` and a path; null where nothing tells. */
function installedFrom(folder: string): { readonly source: string; readonly root: string } | null {
  const modules = dirname(folder);
  if (basename(modules) !== "node_modules") return null;
  try {
    const lock: unknown = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8"));
    const { packages } = lock as { packages: Readonly<Record<string, { resolved?: unknown } | undefined>> };
    const source = packages[`node_modules/${basename(folder)}`]?.resolved;
    return typeof source === "string" ? { source, root: dirname(modules) } : null;
  } catch {
    return null;
  }
}

/**
 * Which labelwright a new package in `folder` asks for: the versions that go with this one; or the same file or
 * repository, where this one was installed from there and not from a registry.
 */
export function labelwrightRange(folder: string): string {
  const own = ownFolder();
  const installed = own === null ? null : installedFrom(own);
  if (installed !== null && installed.source.startsWith("file:")) {
    const file = resolve(installed.root, installed.source.slice("file:".length));
    return `file:${relative(resolve(folder), file).split(sep).join("/")}`;
  }
  if (installed?.source.startsWith("git") === true) return installed.source;
  return `^${version}`;
}

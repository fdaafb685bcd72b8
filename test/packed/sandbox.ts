import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a command printed and how it ended. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An empty folder outside the repository with the packed package installed in it. */
export interface Sandbox {
  /** The folder. */
  readonly folder: string;
  /** The paths inside the tarball. */
  readonly packed: readonly string[];
  /** Writes a file and returns its path. */
  write(name: string, text: string): string;
  /** Runs Node in the folder. */
  node(...args: readonly string[]): Outcome;
  /** Runs `npx` in the folder; it may not install anything. */
  npx(...args: readonly string[]): Outcome;
  /** Runs `npm` in a folder. */
  npm(folder: string, ...args: readonly string[]): Outcome;
  /** Removes the folder. */
  remove(): void;
}

/**
 * Packs the package as it would be published and installs it beside apache-arrow, as a user would. Further packages,
 * such as a compiler, go to the folder too.
 */
export function installPacked(...further: readonly string[]): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), "labelwright-packed-"));
  const packing = npm(process.cwd(), "pack", "--json", "--ignore-scripts", "--pack-destination", folder);
  const [tarball] = JSON.parse(packing.stdout) as [{ filename: string; files: { path: string }[] }];
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "sandbox", private: true }));
  const { version: arrow } = JSON.parse(readFileSync("node_modules/apache-arrow/package.json", "utf8")) as {
    version: string;
  };
  const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  npm(folder, "install", ...flags, `./${tarball.filename}`, `apache-arrow@${arrow}`, ...further);
  return Object.freeze({
    folder,
    packed: tarball.files.map(({ path }) => path),
    write: (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    node: (...args: readonly string[]): Outcome => run(folder, process.execPath, args),
    npx: (...args: readonly string[]): Outcome => run(folder, "npx", ["--no-install", ...args]),
    npm: (cwd: string, ...args: readonly string[]): Outcome => run(cwd, "npm", args),
    remove: (): void => rmSync(folder, { recursive: true, force: true }),
  });
}

function npm(folder: string, ...args: readonly string[]): Outcome {
  const outcome = run(folder, "npm", args);
  if (outcome.status === 0) return outcome;
  throw new Error(`npm ${args.join(" ")}: exit ${outcome.status}\n${outcome.stderr}`);
}

function run(cwd: string, command: string, args: readonly string[]): Outcome {
  const shell = process.platform === "win32" && command !== process.execPath;
  // Settings that npm hands to its scripts would follow into the sandbox; vitest's own would too.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_(lifecycle|package)_|VITEST|NODE_ENV$|NODE_OPTIONS$)/.test(name),
    ),
  );
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env,
    shell,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { status, stdout, stderr };
}

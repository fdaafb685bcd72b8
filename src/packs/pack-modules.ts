import { readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, extname, isAbsolute, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { JitiOptions } from "jiti";
import { fingerprint, sha256 } from "../util/hash.ts";
import { createJiti, transform, type NativeLoading } from "./jiti.ts";

const slashed = (path: string): string => path.replaceAll("\\", "/");

/** The folder of the innermost installed package that holds a file, or "" where none does. */
function packageFolder(file: string): string {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(slashed(file))?.[0] ?? "";
}

/** Name and version of the package that holds a file, or its path where no `package.json` tells. */
function packageOf(file: string): string {
  for (let folder = dirname(file); dirname(folder) !== folder; folder = dirname(folder)) {
    try {
      const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<
        string,
        unknown
      >;
      if (typeof name === "string" && typeof version === "string") return `${name}@${version}`;
    } catch {
      // no such file here, or not a package's
    }
  }
  return slashed(file);
}

/** A changelog tells the hash of its pack: it is no part of it. */
const isChangelog = (file: string): boolean => basename(file) === "changelog.json";

const isModule = (file: string): boolean => /\.[cm]?[jt]sx?$/.test(file);

/**
 * The modules of one loading of a pack. All that are not of installed packages are read, transformed and run anew,
 * whatever was loaded before; their texts are remembered by their hashes.
 */
export class PackModules {
  readonly #root: string;
  readonly #ownFolder: string;
  readonly #hashes = new Map<string, string>();
  readonly #packages = new Set<string>();

  /** @param root The absolute path of the pack's module. */
  constructor(root: string) {
    this.#root = root;
    this.#ownFolder = packageFolder(realpathSync(root));
  }

  /** The pack's own files, loaded until now. */
  get files(): readonly string[] {
    return [...this.#hashes.keys()];
  }

  /**
   * A hash of the texts of the pack's own modules, with their places as seen from the pack's, and of the names and
   * versions of the packages they import. A `changelog.json` is left out, as it holds such hashes.
   */
  get hash(): string {
    const folder = dirname(this.#root);
    const hashes = [...this.#hashes].filter(([file]) => !isChangelog(file));
    const modules = hashes.map(([file, hash]) => [slashed(relative(folder, file)), hash] as const);
    modules.sort(([a], [b]) => (a < b ? -1 : 1));
    return fingerprint({ modules, packages: [...this.#packages].sort() });
  }

  /** Runs the pack's module; imports of `modules` get what stands there. */
  async load(modules: Readonly<Record<string, object>>): Promise<unknown> {
    const options: JitiOptions = {
      fsCache: false, // a cache in a shared temporary folder would be code that others can write
      moduleCache: false, // a pack edited since its last loading would keep its old form
      interopDefault: false,
      virtualModules: { ...modules },
      transform: (given) => {
        const { filename, source } = given;
        if (filename !== undefined) this.#hashes.set(filename, sha256(source));
        return transform(given);
      },
    };
    const native: NativeLoading = {
      onError: (error) => {
        throw error;
      },
      nativeImport: async (id) => await this.#loadNatively(id, () => import(id)),
      createRequire: (file) => {
        const require = createRequire(file);
        return Object.assign((id: string): unknown => this.#loadNatively(id, () => require(id)), require);
      },
    };
    return createJiti(this.#root, options, native).import(this.#root);
  }

  /** Loads what is not the pack's own. An own module is refused: jiti transforms and runs it then. */
  #loadNatively(id: string, load: () => unknown): unknown {
    const file = id.startsWith("file:") ? fileURLToPath(id) : id;
    if (!isAbsolute(file)) return load(); // a module of Node's
    if (!this.#isOwn(file)) this.#addPackage(packageOf(file));
    else if (isModule(file)) throw new Error(`${file} is a module of the pack's`);
    else {
      const content = readFileSync(file);
      this.#hashes.set(file, sha256([content]));
      if (extname(file) === ".json") return JSON.parse(content.toString("utf8")) as unknown;
    }
    return load();
  }

  /** What every pack imports is not the pack's: it comes from wherever the pack is loaded. */
  #addPackage(name: string): void {
    if (!/^(labelwright|apache-arrow)@/.test(name)) this.#packages.add(name);
  }

  #isOwn(file: string): boolean {
    return file === this.#root || packageFolder(file) === this.#ownFolder;
  }
}

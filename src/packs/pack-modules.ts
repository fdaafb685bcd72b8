import { readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, isAbsolute, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Jiti, JitiOptions, TransformOptions, TransformResult } from "jiti";
import { fingerprint, sha256 } from "../util/hash.ts";

/** What jiti's loader gets from its entry points: how modules are loaded without it. */
interface NativeLoading {
  readonly onError: (error: unknown) => never;
  readonly nativeImport: (id: string) => Promise<unknown>;
  readonly createRequire: (file: string) => unknown;
}

interface JitiParts {
  readonly createJiti: (file: string, options: JitiOptions, native: NativeLoading) => Jiti;
  readonly transform: (options: TransformOptions) => TransformResult;
}

/**
 * jiti, with a say in what is loaded natively. Its entry points have none: modules that Node can run by itself would
 * come from Node's own cache, in the form they had when they were first loaded, and import their own labelwright.
 */
function jitiParts(): JitiParts {
  const load = createRequire(import.meta.url);
  const folder = join(dirname(load.resolve("jiti/package.json")), "dist");
  return {
    createJiti: load(join(folder, "jiti.cjs")) as JitiParts["createJiti"],
    transform: (options) => (load(join(folder, "babel.cjs")) as JitiParts["transform"])(options),
  };
}

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
   * versions of the packages they import.
   */
  get hash(): string {
    const folder = dirname(this.#root);
    const modules = Array.from(this.#hashes, ([file, hash]) => [slashed(relative(folder, file)), hash] as const);
    modules.sort(([a], [b]) => (a < b ? -1 : 1));
    return fingerprint({ modules, packages: [...this.#packages].sort() });
  }

  /** Runs the pack's module; imports of `modules` get what stands there. */
  async load(modules: Readonly<Record<string, object>>): Promise<unknown> {
    const { createJiti, transform } = jitiParts();
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

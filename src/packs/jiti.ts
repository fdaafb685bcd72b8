import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Jiti, JitiOptions, TransformOptions, TransformResult } from "jiti";

/** What jiti's loader gets from its entry points: how modules are loaded without it. */
export interface NativeLoading {
  readonly onError: (error: unknown) => never;
  readonly nativeImport: (id: string) => Promise<unknown>;
  readonly createRequire: (file: string) => unknown;
}

/** Loads a part of jiti's, when it is first needed. */
function part(name: string): unknown {
  const load = createRequire(import.meta.url);
  return load(join(dirname(load.resolve("jiti/package.json")), "dist", name));
}

const ordinary: NativeLoading = {
  onError: (error) => {
    throw error;
  },
  nativeImport: (id) => import(id),
  createRequire,
};

/**
 * jiti, with a say in what is loaded natively. Its entry points have none: modules that Node can run by itself would
 * come from Node's own cache, in the form they had when they were first loaded, and import their own labelwright.
 */
export function createJiti(file: string, options: JitiOptions, native: NativeLoading = ordinary): Jiti {
  type Create = (file: string, options: JitiOptions, native: NativeLoading) => Jiti;
  return (part("jiti.cjs") as Create)(file, options, native);
}

/** A module as a script, without types. */
export function transform(options: TransformOptions): TransformResult {
  return (part("babel.cjs") as (options: TransformOptions) => TransformResult)(options);
}

/** Finds an ONNX runtime, which is no dependency of labelwright. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A tensor, as far as the example needs it. */
export interface Tensor {
  readonly data: ArrayLike<number>;
}

/** A loaded model. */
export interface Session {
  run(inputs: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
}

/** What onnxruntime-node and onnxruntime-web have in common. */
export interface Runtime {
  readonly InferenceSession: { create(model: Uint8Array): Promise<Session> };
  readonly Tensor: new (type: "float32", data: Float32Array, dims: readonly number[]) => Tensor;
}

/** What to do where there is none. */
export const howToInstall: string = [
  "No ONNX runtime is installed, so the model was written but not run. Install one, and try again:",
  "  npm install --no-save onnxruntime-web      WebAssembly, runs anywhere",
  "  npm install --no-save onnxruntime-node     native and faster; downloads its library while it installs",
].join("\n");

/** The runtime that is installed beside this file or in the working folder; null where there is none. */
export async function findRuntime(): Promise<{ readonly name: string; readonly runtime: Runtime } | null> {
  const places = [createRequire(import.meta.url), createRequire(join(process.cwd(), "here.js"))];
  for (const name of ["onnxruntime-node", "onnxruntime-web"]) {
    for (const require of places) {
      let file: string;
      try {
        file = require.resolve(name);
      } catch {
        continue; // not installed there
      }
      const module = (await import(pathToFileURL(file).href)) as Runtime & { readonly default?: Runtime };
      return { name, runtime: module.default ?? module };
    }
  }
  return null;
}

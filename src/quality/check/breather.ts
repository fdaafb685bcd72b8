import { checkAborted } from "../../util/aborted.ts";

/** Lets timers and signals be heard, some times a second. */
export function breather(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last > 50) {
      await new Promise((resume) => setImmediate(resume));
      last = performance.now();
    }
    checkAborted(signal, "checkPack");
  };
}

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { LabelingError } from "../../errors.ts";
import type { ThreadSetup } from "./messages.ts";

/** Starts a thread from the sources, which Node cannot run by itself: in the project's own tests. */
function startFromSource(setup: ThreadSetup): Worker {
  const fileOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const jiti = createRequire(import.meta.url).resolve("jiti");
  const options = { alias: { labelwright: fileOf("index.ts") }, interopDefault: false };
  const entry = JSON.stringify(fileOf("worker.ts"));
  const code = `require(${JSON.stringify(jiti)}).createJiti(${entry}, ${JSON.stringify(options)}).import(${entry});`;
  return new Worker(code, { eval: true, workerData: setup });
}

/** Starts a voting thread. @throws LabelingError `file_not_found` where the package's file for it is missing. */
export function startThread(setup: ThreadSetup): Worker {
  if (import.meta.url.endsWith(".ts")) return startFromSource(setup);
  const file = fileURLToPath(new URL("./worker.mjs", import.meta.url));
  if (existsSync(file)) return new Worker(file, { workerData: setup });
  throw new LabelingError("file_not_found", {
    where: file,
    got: "the file that worker threads run is not there",
    remedy:
      "Where labelwright is bundled into an application, leave it out of the bundle (as an external package), or " +
      "leave workers at 1.",
    details: { path: file },
  });
}

// The entry point of voting threads: not imported by anybody, but started by src/apply/workers/start-thread.ts.
import { parentPort, workerData } from "node:worker_threads";
import type { ThreadSetup } from "./apply/workers/messages.ts";
import { serve } from "./apply/workers/serve.ts";

if (parentPort !== null) serve(parentPort, workerData as ThreadSetup);

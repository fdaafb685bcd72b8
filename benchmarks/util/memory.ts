import { spawnSync } from "node:child_process";
import { Worker } from "node:worker_threads";
import { collectGarbage } from "./rounds.ts";

const MB = 2 ** 20;

/** How far memory rose above where it stood before a job, in MB. */
export interface MemoryRise {
  /** Resident memory of the process at its highest, and with it everything: heap, buffers, machine code. */
  readonly rss: number;
  /** JavaScript heap and the buffers beside it at their highest, garbage not yet collected included. */
  readonly heapAndBuffers: number;
  /** What is left of the heap and the buffers after the job, without garbage: its result. */
  readonly kept: number;
}

// A thread of its own sees the process's memory even while the main thread never pauses.
const samplerSource = `
const { parentPort, workerData } = require("node:worker_threads");
const peak = new Float64Array(workerData);
const sample = () => { const { rss } = process.memoryUsage(); if (rss > peak[0]) peak[0] = rss; };
setInterval(sample, 2);
sample();
parentPort.postMessage("ready");
`;

const heapAndBuffers = (): number => {
  const { heapUsed, external } = process.memoryUsage(); // "external" has the array buffers in it
  return heapUsed + external;
};

/**
 * Measures how far memory rises while a job runs. For a process of its own, started with `--expose-gc`. The job is
 * handed a function to call now and then, as heap sizes are read on the main thread.
 */
export async function measureRise(job: (sample: () => void) => unknown): Promise<MemoryRise> {
  const shared = new SharedArrayBuffer(8);
  const peak = new Float64Array(shared);
  const sampler = new Worker(samplerSource, { eval: true, workerData: shared });
  await new Promise((resolve) => sampler.once("message", resolve));
  collectGarbage();
  await new Promise((resolve) => setTimeout(resolve, 50));
  collectGarbage();
  const before = { rss: process.memoryUsage.rss(), heap: heapAndBuffers() };
  peak[0] = before.rss;
  let heapPeak = before.heap;
  const sample = (): void => {
    heapPeak = Math.max(heapPeak, heapAndBuffers());
  };
  const result = await job(sample);
  sample();
  const rss = Math.max(peak[0], process.memoryUsage.rss());
  collectGarbage();
  const after = heapAndBuffers();
  await sampler.terminate();
  if (result === undefined) throw new Error("measureRise: the job must return its result, or it would not be kept");
  return {
    rss: (rss - before.rss) / MB,
    heapAndBuffers: (heapPeak - before.heap) / MB,
    kept: (after - before.heap) / MB,
  };
}

/** Runs a script in a fresh Node process with `--expose-gc`; it must print one JSON document. */
export function runFresh(script: string, args: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", script, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`${script} ${args.join(" ")} failed: ${stderr}`);
  return JSON.parse(stdout) as unknown;
}

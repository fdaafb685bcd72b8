import { fitLabelModel } from "labelwright";
import { measureRise, type MemoryRise } from "../util/memory.ts";
import { generateVotes, type VotesSpec } from "./votes.ts";

/** What a process of its own found: the first fit and predict in it, compiling included. */
export interface FreshFit {
  readonly rise: MemoryRise;
  /** Resident memory of the process at its highest, Node and votes in it. */
  readonly peakMB: number;
  /** Times on the processor. */
  readonly fitMs: number;
  readonly predictMs: number;
  readonly iterations: number;
  /** Most rounds of estimation that were allowed. */
  readonly maxIterations: number;
}

// A process of its own, started by the benchmark.
const spec = JSON.parse(process.argv[2] ?? "") as VotesSpec;
const maxIterations = Number(process.argv[3] ?? 100);
const votes = generateVotes(spec);
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
let [fitMs, predictMs, iterations] = [0, 0, 0];
const rise = await measureRise((sample) => {
  const start = cpu();
  const model = fitLabelModel(votes, { onProgress: sample, maxIterations });
  const fitted = cpu();
  const labels = model.predict(votes);
  [fitMs, predictMs, iterations] = [fitted - start, cpu() - fitted, model.report.iterations];
  return [model, labels];
});
const peakMB = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ rise, peakMB, fitMs, predictMs, iterations, maxIterations } satisfies FreshFit));

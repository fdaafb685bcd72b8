// What reading an ontology costs: `npm run benchmark:ontology`. Each figure is the median of three processes.
import { spawnSync } from "node:child_process";
import { describeMachine, formatMachine } from "../util/machine.ts";
import { writeResults } from "../util/results.ts";
import type { FreshRead } from "./memory.ts";
import type { Form } from "./text.ts";

function readOnce(statements: number, form: Form): FreshRead {
  const script = ".cache/benchmarks/ontology-memory.mjs";
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--expose-gc", script, JSON.stringify([statements, form])], { encoding: "utf8" }); // prettier-ignore
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as FreshRead;
}

/** Of three processes the one whose reading took neither least nor most. */
function readThrice(statements: number, form: Form): FreshRead {
  const runs = Array.from({ length: 3 }, () => readOnce(statements, form)).sort((a, b) => a.readMs - b.readMs);
  return runs[1] ?? readOnce(statements, form);
}

const machine = describeMachine();
console.log(formatMachine(machine));
const reads = [60_000, 1_000_000].flatMap((statements) => (["turtle", "ntriples"] as const).map((form) => readThrice(statements, form))); // prettier-ignore
for (const { statements, form, megabytes, concepts, labels, readMs, termsMs, terms, voteMs, heldMB, peakMB } of reads) {
  console.log(
    `${statements} statements in ${form} (${megabytes.toFixed(0)} MB): read in ${(readMs / 1000).toFixed(2)} s of the processor, ` +
      `${heldMB.toFixed(0)} MB held, ${peakMB.toFixed(0)} MB at most; ${concepts} concepts, ${labels} labels; ` +
      `${terms} terms of a branch in ${termsMs.toFixed(0)} ms, first votes on 10,000 texts in ${voteMs.toFixed(0)} ms`,
  );
}
writeResults("benchmarks/results/ontology.json", machine, { reads });

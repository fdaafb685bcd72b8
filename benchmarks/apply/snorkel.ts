import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasPeers, runPython, withFolder } from "../peers/run.ts";
import { bareLoop } from "./bare.ts";
import { countVotes } from "./checks.ts";
import { textTable, type TextSpec } from "./text.ts";

/** How fast Snorkel applies the ten functions. */
export interface SnorkelApply {
  readonly version: string;
  /** Time on the processor. */
  readonly cpuMs: number;
  readonly rowsPerSecond: number;
}

/** Runs Snorkel's pandas applier on the same kind of text; null where it is not installed. */
export function measureSnorkel(spec: TextSpec): SnorkelApply | null {
  if (!hasPeers()) return null;
  const table = textTable(spec);
  const votes = countVotes(bareLoop(table));
  const given = withFolder((folder) => {
    const file = join(folder, "text.json");
    writeFileSync(file, JSON.stringify(Array.from(table.getChild("text") ?? [], String)));
    return runPython("apply.py", [file]) as { version: string; cpuMs: number; votes: readonly number[] };
  });
  const differing = votes.findIndex((count, j) => count !== given.votes[j]);
  if (differing >= 0) {
    throw new Error(`function ${differing} voted ${votes[differing]} times here, ${given.votes[differing]} in Python`);
  }
  return { version: given.version, cpuMs: given.cpuMs, rowsPerSecond: (1000 * spec.rows) / given.cpuMs };
}

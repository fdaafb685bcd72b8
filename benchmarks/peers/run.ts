import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { LabelMatrix, VotePatterns } from "labelwright";
import { voteTriples } from "./votes.ts";

/** The label models of others that can be run. */
export type PeerModel = "snorkel" | "dawid-skene" | "one-coin" | "mmsr";

/** What a table calls them. */
export const peerTitles: Readonly<Record<PeerModel, string>> = {
  snorkel: "Snorkel",
  "dawid-skene": "crowd-kit Dawid-Skene",
  "one-coin": "crowd-kit one-coin",
  mmsr: "crowd-kit MMSR",
};

/** Votes to fit on. */
export interface PeerTask {
  readonly name: string;
  readonly votes: LabelMatrix | VotePatterns;
}

/** A fit of a peer on one set. */
export interface PeerFit {
  readonly set: string;
  readonly model: PeerModel;
  /** Times on the processor. */
  readonly fitMs: number;
  readonly predictMs: number;
  /** Resident memory of its process at its highest, Python, votes and earlier fits in it. */
  readonly peakMB: number;
  /** Rows x labels, row by row. */
  readonly probabilities: Float64Array;
}

/** What the peers did, and their versions. */
export interface PeerFits {
  readonly versions: Readonly<Record<string, string>>;
  readonly fits: readonly PeerFit[];
}

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "labelwright");
const interpreter = join(cache, "peers", "bin", "python");

/** Whether the peers are installed; says so loudly when they are not. */
export function hasPeers(): boolean {
  if (existsSync(interpreter)) return true;
  console.error("########## snorkel not installed: left out (run benchmarks/peers/install.sh) ##########");
  return false;
}

/** The Python that has scikit-learn; null, and said loudly, where it is not installed. */
export function scikitLearn(): string | null {
  const python = join(cache, "scikit-learn", "bin", "python");
  if (existsSync(python)) return python;
  console.error(
    "########## scikit-learn not installed: left out (run benchmarks/peers/install.sh scikit-learn) ##########",
  );
  return null;
}

/** A new folder for files that pass between the programs; removed at the end. */
export function withFolder<R>(use: (folder: string) => R): R {
  const folder = mkdtempSync(join(tmpdir(), "labelwright-peers-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs one of the Python scripts beside this file on one core; it prints a JSON document at the end. */
export function runPython(script: string, args: readonly string[], python: string = interpreter): unknown {
  // Bundled, this module lies elsewhere than the scripts; benchmarks are started in the project's folder.
  const file = join("benchmarks", "peers", script);
  const { status, stdout, stderr, error } = spawnSync(python, [file, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    env: { ...process.env, OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
  });
  if (status !== 0) throw new Error(`${script} failed: ${error?.message ?? stderr}`);
  return JSON.parse(stdout.trim().split("\n").pop() ?? "");
}

function readDoubles(file: string): Float64Array {
  const bytes = readFileSync(file);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Fits peers on sets of votes; says loudly where one fails, and leaves it out there. Call `hasPeers` before. */
export function fitPeers(tasks: readonly PeerTask[], models: readonly PeerModel[]): PeerFits {
  return withFolder((folder) => {
    const sets = tasks.map(({ name, votes }, i) => {
      const file = join(folder, `${i}.votes`);
      writeFileSync(file, voteTriples(votes));
      const { rows, functions, labels } = votes;
      const out = join(folder, `${i}.out`);
      return { name, rows, functions: functions.length, labels: labels.size, votes: file, out };
    });
    const request = join(folder, "request.json");
    writeFileSync(request, JSON.stringify({ models, sets }));
    const { versions, results } = runPython("label_model.py", [request]) as {
      versions: Record<string, string>;
      results: readonly (Omit<PeerFit, "probabilities"> & { readonly error: string | null })[];
    };
    const fits = results.flatMap(({ error, ...result }): PeerFit[] => {
      const { set, model } = result;
      if (error !== null) {
        console.error(`########## ${peerTitles[model]} fails on ${set}: ${error} ##########`);
        return [];
      }
      const out = sets.find(({ name }) => name === set)?.out ?? "";
      return [{ ...result, probabilities: readDoubles(`${out}.${model}`) }];
    });
    return { versions, fits };
  });
}

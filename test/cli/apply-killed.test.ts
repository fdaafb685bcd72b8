import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { binArguments, labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();

/** Functions of all that is kept: votes of two kinds of function, confidences, failures; each part takes a few milliseconds. */
const pack = scratch.write(
  "slow.ts",
  `
import { definePack, defineTask, keywords, labelingFunction } from "labelwright";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
const slow = labelingFunction(task, {
  name: "slow",
  columns: ["text"],
  async: true,
  vote: async ({ text }) => {
    await new Promise((resume) => setTimeout(resume, 3));
    return text.length % 2 === 0 ? { label: "spam", confidence: text.length % 4 === 0 ? 0.5 : 1 } : null;
  },
});
const failing = labelingFunction(task, {
  name: "failing",
  columns: ["text"],
  vote: ({ text }) => {
    if (text.endsWith("7")) throw new Error("no 7, please");
    return text.endsWith("3") ? "ham" : null;
  },
});
const money = keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam" });
export default definePack({ name: "slow", version: "1", task, functions: [money, slow, failing] });
`,
);
const rows = Array.from({ length: 400 }, (_, i) => `${i},${i % 9 === 0 ? "cash" : "word"} ${i * i}`);
const data = scratch.write("rows.csv", `id,text\n${rows.join("\n")}\n`);
const parts = 40;
const functions = 3;

const argsFor = (name: string, cache: string): string[] => [
  ...["apply", pack, data, "--part-rows", "10", "--faults", "abstain", "--json"],
  ...["--out", scratch.at(`${name}.arrow`), "--patterns", scratch.at(`${name}-patterns.csv`), "--cache", cache],
];

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((e) => (e.isFile() ? [e.name] : []))
    : [];

const summaryOf = (stdout: string): { parts: number; faults: unknown; cache: { read: number } } =>
  JSON.parse(stdout) as ReturnType<typeof summaryOf>;

function start(args: readonly string[]): { child: ChildProcess; ended: Promise<NodeJS.Signals | number | null> } {
  const child = spawn(process.execPath, [...binArguments, ...args], { stdio: "ignore" });
  return { child, ended: new Promise((done) => child.on("close", (code, signal) => done(signal ?? code))) };
}

/** Starts a run and ends it by a signal as soon as its cache holds so many files. */
async function stopAt(files: number, signal: NodeJS.Signals, cache: string): Promise<NodeJS.Signals | number | null> {
  const { child, ended } = start(argsFor("votes", cache));
  while (child.exitCode === null && filesIn(`${cache}/votes`).length < files) await pause(1);
  child.kill(signal);
  return ended;
}

describe("labelwright apply --cache", { timeout: 240_000 }, () => {
  test("killed at any moment, a run is resumed and ends with the same bytes as an undisturbed one", async () => {
    const cache = scratch.at("cache");
    const undisturbed = await labelwright(argsFor("undisturbed", scratch.at("other cache")));
    expect(undisturbed.code).toBe(0);
    // In the first part, in the midst of later ones, and about when the votes are put in their place.
    for (const files of [1, 5, 26, 61, 90, parts * functions]) {
      const end = await stopAt(files, "SIGKILL", cache);
      if (end === "SIGKILL") expect(existsSync(scratch.at("votes.arrow"))).toBe(false);
      else expect(end).toBe(0);
    }
    const { code, stdout } = await labelwright(argsFor("votes", cache));
    expect(code).toBe(0);
    const { faults, cache: use, parts: number } = summaryOf(stdout);
    expect([number, faults]).toEqual([parts, summaryOf(undisturbed.stdout).faults]);
    expect(use.read).toBeGreaterThan(80 * 10);
    expect(readFileSync(scratch.at("votes.arrow"))).toEqual(readFileSync(scratch.at("undisturbed.arrow")));
    expect(scratch.read("votes-patterns.csv")).toBe(scratch.read("undisturbed-patterns.csv"));
  });

  test("interrupted by Ctrl-C, a run leaves nothing but its cache", async () => {
    const cache = scratch.at("interrupted");
    const before = readdirSync(scratch.path).filter((name) => !name.startsWith("votes"));
    expect(await stopAt(20, "SIGINT", cache)).toBe(130);
    const after = readdirSync(scratch.path).filter((name) => !name.startsWith("votes"));
    expect(after.sort()).toEqual([...before, "interrupted"].sort());
    expect(filesIn(cache).filter((name) => name.startsWith("."))).toEqual([]);
    const { code, stdout } = await labelwright(argsFor("resumed", cache));
    expect(code).toBe(0);
    expect(summaryOf(stdout).cache.read).toBeGreaterThanOrEqual(18 * 10);
    expect(readFileSync(scratch.at("resumed.arrow"))).toEqual(readFileSync(scratch.at("undisturbed.arrow")));
  });
});

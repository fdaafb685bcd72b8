import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { binArguments, scratchFolder, spamPack, spamRows, type Outcome } from "./helpers.ts";

const scratch = scratchFolder();
const data = scratch.write("rows.csv", spamRows);
const pack = scratch.write("pack.ts", spamPack);

/** A process that ended: as an outcome, with the signal that ended it. */
type Ended = Outcome & { readonly signal: NodeJS.Signals | null };

function start(
  args: readonly string[],
  nodeOptions: readonly string[] = [],
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [...nodeOptions, ...binArguments, ...args], { cwd: scratch.path });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (text: Buffer) => (stdout += text.toString()));
  child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
  const ended = new Promise<Ended>((done) => {
    child.on("close", (code, signal) => done({ code: code ?? -1, signal, stdout, stderr }));
  });
  return { child, ended };
}

const hiddenFiles = (): string[] => readdirSync(scratch.path).filter((name) => name.startsWith("."));

/** Waits until a labeling function says, by making a file, that it is being asked. */
async function fileAppears(name: string): Promise<void> {
  while (!existsSync(scratch.at(name))) await pause(20);
}

/** A pack whose labeling function says that it was asked, then takes its time. */
const slowPack = scratch.write(
  "slow.ts",
  `
import { writeFileSync } from "node:fs";
import { definePack, defineTask, labelingFunction } from "labelwright";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
const slow = labelingFunction(task, {
  name: "slow",
  columns: ["text"],
  async: true,
  vote: async () => {
    writeFileSync(${JSON.stringify(scratch.at("asked"))}, "");
    await new Promise((resume) => setTimeout(resume, 60_000));
    return null;
  },
});
export default definePack({ name: "slow", version: "1", task, functions: [slow] });
`,
);

describe("the command labelwright", { timeout: 120_000 }, () => {
  test("runs, and ends with the exit code", async () => {
    const done = await start(["run", pack, data, "--out", "out"]).ended;
    expect(done).toMatchObject({ code: 0, stderr: "" });
    expect(done.stdout).toContain("Written to out: votes.arrow, labels.arrow, model.json, summary.json, report.html\n");
    const refused = await start(["run", pack, data, "--out", "out"]).ended;
    expect(refused).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "error: out: the folder is already there. Choose another folder, or replace this one with --force.\n",
    });
  });

  test("ends with 130 on Ctrl-C, though a labeling function hangs, and leaves nothing behind", async () => {
    const { child, ended } = start(["run", slowPack, data, "--out", "interrupted"]);
    await fileAppears("asked");
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: 130, signal: null, stdout: "" });
    expect(existsSync(scratch.at("interrupted"))).toBe(false);
    expect(hiddenFiles()).toEqual([]);
  });

  test("is quiet when the reader of its output has gone, and finishes its work", async () => {
    const { child, ended } = start(["run", pack, data, "--out", "unread"]);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
    expect(readdirSync(scratch.at("unread"))).toHaveLength(5);
  });
});

describe("killed half-way through writing", { timeout: 120_000 }, () => {
  // Ends the process the moment the finished folder would get its name.
  const killer = scratch.write(
    "kill-at-rename.mjs",
    `import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
fs.rename = async () => process.kill(process.pid, "SIGKILL");
syncBuiltinESMExports();
`,
  );
  const kill = ["--import", pathToFileURL(killer).href];

  test("leaves no output folder, and the next run succeeds", async () => {
    expect(await start(["run", pack, data, "--out", "killed"], kill).ended).toMatchObject({ signal: "SIGKILL" });
    expect(existsSync(scratch.at("killed"))).toBe(false);
    expect(await start(["run", pack, data, "--out", "killed"]).ended).toMatchObject({ code: 0, stderr: "" });
    expect(readdirSync(scratch.at("killed"))).toHaveLength(5);
  });

  test("leaves the folder that was to be replaced as it was", async () => {
    await start(["run", pack, data, "--out", "kept"]).ended;
    const model = scratch.read("kept/model.json");
    const again = ["run", pack, data, "--out", "kept", "--force", "--label-model", "majority"];
    expect(await start(again, kill).ended).toMatchObject({ signal: "SIGKILL" });
    expect(readdirSync(scratch.at("kept"))).toHaveLength(5);
    expect(scratch.read("kept/model.json")).toBe(model);
    expect(await start(again).ended).toMatchObject({ code: 0 });
    expect(scratch.read("kept/model.json")).not.toBe(model);
  });
});

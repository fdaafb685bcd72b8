// Runs a benchmark: `node benchmarks/run.mjs accuracy|apply|check|label-model|training [arguments]`.
// Node 20 reads no TypeScript, and figures must come from what users install: the benchmark is bundled to plain
// JavaScript that imports the built package (dist) by its name. Node finds it through the package's own `exports`.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const entryOf = (benchmark) => join("benchmarks", benchmark, "index.ts");
const names = readdirSync("benchmarks").filter((name) => existsSync(entryOf(name)));
const [name = "", ...args] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`usage: node benchmarks/run.mjs ${names.join("|")} [arguments]`);
  process.exit(2);
}
runNode(".ci/prepare.mjs");
const { build } = await import("tsdown");
const memory = join("benchmarks", name, "memory.ts");
await build({
  config: false,
  entry: { [name]: entryOf(name), ...(existsSync(memory) ? { [`${name}-memory`]: memory } : {}) },
  outDir: ".cache/benchmarks",
  clean: false,
  platform: "node",
  target: "node20.19",
  dts: false,
  report: false,
  logLevel: "error",
  // What is measured comes from dist, and every other package from node_modules.
  deps: { neverBundle: [/^[^./]/] },
});
runNode("--expose-gc", join(".cache", "benchmarks", `${name}.mjs`), ...args);

/** Runs a script in a process of its own; ends this one where it fails. */
function runNode(...command) {
  const { status } = spawnSync(process.execPath, command, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

// Runs a benchmark: `node benchmarks/run.mjs accuracy|apply|fit [arguments]`.
// Node 20 reads no TypeScript, and figures must come from what users install: the benchmark is bundled to plain
// JavaScript that imports the built package (dist) by its name. Node finds it through the package's own `exports`.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "tsdown";

const root = fileURLToPath(new URL("..", import.meta.url));
const name = process.argv[2] ?? "";
const names = readdirSync(join(root, "benchmarks")).filter((each) => existsSync(entryOf(each)));
if (!names.includes(name)) {
  console.error(`usage: node benchmarks/run.mjs ${names.join("|")} [arguments]`);
  process.exit(2);
}
const memoryEntry = join(root, "benchmarks", name, "memory.ts");
await build({
  config: false,
  cwd: root,
  entry: { [name]: entryOf(name), ...(existsSync(memoryEntry) ? { [`${name}-memory`]: memoryEntry } : {}) },
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
const script = join(".cache", "benchmarks", `${name}.mjs`);
const { status } = spawnSync(process.execPath, ["--expose-gc", script, ...process.argv.slice(3)], {
  cwd: root,
  stdio: "inherit",
});
process.exit(status ?? 1);

function entryOf(benchmark) {
  return join(root, "benchmarks", benchmark, "index.ts");
}

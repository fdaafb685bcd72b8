// `npm start`: the walk-through, then the same job as one command, which leaves its files in `out` (or the folder given).
// Node 20 does not read TypeScript, so jiti loads it; `labelwright` is the package as built in dist.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createJiti } from "jiti";
import * as labelwright from "../../dist/index.mjs";

const jiti = createJiti(import.meta.url, { virtualModules: { labelwright } });
const { walkthrough } = await jiti.import("./walkthrough.ts");
await walkthrough();

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const out = process.argv[2] === undefined ? "out" : resolve(process.argv[2]);
const args = ["run", "pack.ts", "messages.csv", "--gold-file", "gold.csv", "--out", out, "--force"];
const title = "6. The same job as one command";
console.log(`\n── ${title} ${"─".repeat(100 - title.length)}\n\n  labelwright ${args.join(" ")}\n`);
const options = { cwd: file("."), stdio: "inherit" };
const { status } = spawnSync(process.execPath, [file("../../dist/bin.mjs"), ...args], options);
if (status === 0) console.log(`\nThe files are in ${resolve(options.cwd, out)}`);
process.exitCode = status ?? 1;

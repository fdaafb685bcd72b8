// Brings a fresh or outdated clone to where everything can run: installs what the lock file names and builds dist.
// It imports nothing but Node itself, because nothing else may be there yet.
// `--force-build` builds even when dist looks up to date.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);

requireNode(20, 19);
if (!dependenciesInstalled()) {
  console.log("prepare: installing dependencies (npm ci)");
  run("npm ci", "npm", ["ci", "--prefer-offline"]);
}
if (process.argv.includes("--force-build") || !distUpToDate()) {
  console.log("prepare: building dist");
  rmSync("dist", { recursive: true, force: true });
  run("tsdown", process.execPath, ["node_modules/tsdown/dist/run.mjs", "--logLevel", "warn"]);
}

/** Ends the process with the remedy when Node is older than package.json asks for. */
function requireNode(major, minor) {
  const [haveMajor, haveMinor] = process.versions.node.split(".").map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  console.error(
    `prepare: Node ${process.versions.node} is too old; expected ${major}.${minor} or newer. Install it from https://nodejs.org.`,
  );
  process.exit(1);
}

/** Whether node_modules holds the versions of package-lock.json. Compares contents: file times mean little after a checkout. */
function dependenciesInstalled() {
  const installed = readJson("node_modules/.package-lock.json");
  if (installed === undefined) return false;
  const wanted = readJson("package-lock.json");
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === "" || entry.link) return true;
    const have = installed.packages[path];
    // An optional package is left out where it does not fit the machine.
    return have === undefined ? entry.optional === true : have.version === entry.version;
  });
}

/** Whether dist is newer than everything it is made from. */
function distUpToDate() {
  const outputs = [
    "dist/index.mjs",
    "dist/index.cjs",
    "dist/index.d.mts",
    "dist/index.d.cts",
    "dist/testing.mjs",
    "dist/testing.cjs",
    "dist/bin.mjs",
    "dist/worker.mjs",
    "dist/pack.schema.json",
  ];
  if (!outputs.every((file) => existsSync(file))) return false;
  const built = Math.min(...outputs.map((file) => statSync(file).mtimeMs));
  const sources = readdirSync("src", { recursive: true }).map((file) => join("src", file));
  sources.push("src", "package.json", "tsconfig.json", "tsdown.config.ts");
  return sources.every((file) => statSync(file).mtimeMs <= built);
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function run(name, command, args) {
  const shell = command === "npm" && process.platform === "win32";
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"], shell });
  if (status === 0) return;
  console.error(`prepare: ${name} failed (${error ? error.message : `exit ${status}`})`);
  process.exit(1);
}

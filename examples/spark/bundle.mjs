// Packs what an executor needs besides Python and pyarrow into one archive: this Node, labelwright with the packages it
// uses, and a rule pack. Run it where labelwright is installed:
//
//   node bundle.mjs rules/pack.ts bundle.tar.gz
//
// The folder of the rule pack goes along, for the modules it imports (node_modules and hidden files aside): keep it small.
// Executors must be able to run this Node: make the bundle on the same system and processor, or name another Node with
// a third argument.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

const [packPath, outPath, node = process.execPath] = process.argv.slice(2);
if (packPath === undefined || outPath === undefined) {
  console.error("usage: node bundle.mjs PACK OUT.tar.gz [NODE]");
  process.exit(2);
}

if (!existsSync(packPath)) {
  console.error(`there is no rule pack ${packPath}`);
  process.exit(1);
}

const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** The folder of a package as Node finds it: in node_modules here, or further up. */
function find(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const there = join(folder, "node_modules", name);
    if (existsSync(join(there, "package.json"))) return realpathSync(there);
    // Inside its own repository, labelwright is not in node_modules.
    const own = join(folder, "package.json");
    if (existsSync(own) && manifestOf(folder).name === name) return folder;
    if (folder === dirname(folder)) throw new Error(`the package ${name} is not installed around ${from}`);
  }
}

/**
 * Copies a package into `into`/node_modules, and the packages it uses beside it; a second version of one goes
 * into the node_modules of the package that wants it.
 */
function copyPackage(source, top, into, placed) {
  const { name, files, dependencies = {}, peerDependencies = {} } = manifestOf(source);
  const target = join(into, "node_modules", name);
  if (placed.get(target) === source) return;
  placed.set(target, source);
  const parts = source.includes("node_modules") || files === undefined ? ["."] : ["package.json", ...files];
  for (const part of parts) {
    const from = join(source, part);
    const skip = join(source, "node_modules");
    if (existsSync(from)) cpSync(from, join(target, part), { recursive: true, filter: (path) => path !== skip });
  }
  for (const needed of Object.keys({ ...dependencies, ...peerDependencies })) {
    const found = find(needed, source);
    const taken = placed.get(join(top, "node_modules", needed));
    copyPackage(found, top, taken === undefined || taken === found ? top : target, placed);
  }
}

const work = mkdtempSync(join(tmpdir(), "labelwright-bundle-"));
try {
  const source = find("labelwright", dirname(resolve(packPath)));
  if (!existsSync(join(source, "dist/bin.mjs"))) throw new Error(`${source} is not built: npm run build`);
  copyPackage(source, work, work, new Map());
  mkdirSync(join(work, "bin"));
  cpSync(realpathSync(node), join(work, "bin/node"));
  cpSync(dirname(resolve(packPath)), join(work, "pack"), {
    recursive: true,
    filter: (path) => !/^(\.|node_modules$)/.test(basename(path)),
  });
  const command = ["bin/node", "node_modules/labelwright/dist/bin.mjs"];
  writeFileSync(join(work, "bundle.json"), JSON.stringify({ command, pack: `pack/${basename(packPath)}` }));
  const { status, error } = spawnSync("tar", ["-czf", resolve(outPath), "-C", work, "."], { stdio: "inherit" });
  if (status !== 0) throw error ?? new Error(`tar ended with ${status}`);
  console.log(`${outPath}: submit the job with --archives ${basename(outPath)}#labelwright`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

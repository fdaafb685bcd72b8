import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installPacked, type Sandbox } from "./sandbox.ts";

let sandbox: Sandbox;
let rules = "";

beforeAll(() => {
  sandbox = installPacked("@types/node@20", "typescript-5.0@npm:typescript@5.0");
  rules = join(sandbox.folder, "rules");
});
afterAll(() => sandbox.remove());

/** What a person would do: a new pack, its dependencies, its tests. */
describe("a new pack, from the packed package in an empty folder", () => {
  test("labelwright init writes it, with the same labelwright", () => {
    const { status, stderr } = sandbox.npx("labelwright", "init", "rules");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { devDependencies } = JSON.parse(readFileSync(join(rules, "package.json"), "utf8")) as {
      devDependencies: Record<string, string>;
    };
    const [tarball = ""] = readdirSync(sandbox.folder).filter((name) => name.endsWith(".tgz"));
    expect(devDependencies["labelwright"]).toBe(`file:../${tarball}`);
  });

  test("npm install and npm test are green", { timeout: 300_000 }, () => {
    const install = sandbox.npm(rules, "install", "--prefer-offline", "--no-audit", "--no-fund");
    expect(install.status === 0 ? "" : install.stderr).toBe("");
    const { status, stdout, stderr } = sandbox.npm(rules, "test");
    expect(status === 0 ? "" : stdout + stderr).toBe("");
    expect(stripVTControlCharacters(stdout)).toMatch(/Tests +2 passed/);
  });

  test("npm run check and npm run label do what they say", () => {
    const check = sandbox.npm(rules, "run", "check");
    expect(check.status === 0 ? "" : check.stdout + check.stderr).toBe("");
    const label = sandbox.npm(rules, "run", "label");
    expect(label.status === 0 ? "" : label.stdout + label.stderr).toBe("");
    expect(readdirSync(join(rules, "out"))).toContain("report.html");
  });

  test("compiles under strict settings, as its tsconfig.json has them", () => {
    const { stdout } = spawnSync(process.execPath, [resolve("node_modules/typescript/bin/tsc"), "-p", rules], {
      cwd: sandbox.folder,
      encoding: "utf8",
    });
    expect(stdout).toBe("");
  });

  test("an edited closure fails the test until the changelog tells of it", () => {
    const path = join(rules, "pack.ts");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace("[A-Z]{2}.*[A-Z]{2}", "[A-Z]{3}.*[A-Z]{2}"));
    const before = sandbox.npm(rules, "test");
    expect(before.status).toBe(1);
    expect(before.stdout + before.stderr).toContain("the pack's modules were edited since the entry of version 0.1.0");
    writeFileSync(path, readFileSync(path, "utf8").replace('version: "0.1.0"', 'version: "0.2.0"'));
    const added = sandbox.npm(rules, "run", "changelog", "--", "--notes", "Longer words in capitals.");
    expect(added.status === 0 ? "" : added.stderr).toBe("");
    const after = sandbox.npm(rules, "test");
    expect(after.status === 0 ? "" : after.stdout + after.stderr).toBe("");
  });

  test("packed and installed elsewhere, it is loaded by its name, in worker threads too", () => {
    const packing = sandbox.npm(rules, "pack", "--json", "--pack-destination", sandbox.folder);
    const [{ filename, files }] = JSON.parse(packing.stdout) as [{ filename: string; files: { path: string }[] }];
    expect(files.map(({ path }) => path).sort()).toEqual(["README.md", "changelog.json", "pack.ts", "package.json"]);
    const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"];
    const install = sandbox.npm(sandbox.folder, "install", ...flags, `./${filename}`);
    expect(install.status === 0 ? "" : install.stderr).toBe("");
    mkdirSync(join(sandbox.folder, "data"));
    writeFileSync(join(sandbox.folder, "data/rows.csv"), "id,text,stars,topic\na,Thank you,5,\nb,A refund please,1,\n");
    const run = (...more: string[]): unknown => {
      const outcome = sandbox.npx("labelwright", "apply", "rules", "data/rows.csv", "--out", "votes.csv", ...more);
      expect(outcome.status === 0 ? "" : outcome.stderr).toBe("");
      return readFileSync(join(sandbox.folder, "votes.csv"), "utf8");
    };
    const votes = run();
    expect(votes).toContain("a,,praise,,,,,,praise,");
    expect(run("--workers", "2")).toBe(votes);
    expect(run("--set", "minStars=6")).toContain("a,,praise,,,,,,,");
    const missing = sandbox.npx("labelwright", "apply", "no-such-rules", "data/rows.csv", "--out", "votes.csv");
    expect(missing.status).toBe(1);
    expect(missing.stderr).toContain("no installed package of that name in ");
  });
});

/** What parameters and packs made from packs are to compilers, with a mistake of each kind. */
const packsOfPacks = `
import { composePacks, definePack, defineTask, filterFunctions, keywords, renameFunctions, withParameters } from "labelwright";
const mails = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
const pets = defineTask({ labels: ["cat", "dog"], columns: { text: "utf8" } });
const words = definePack({
  name: "words", version: "1.0.0", task: mails, parameters: { any: ["cash"], strict: false },
  functions: ({ any, strict }) => [
    keywords(mails, { name: "money", column: "text", any, label: "spam" }),
    keywords(mails, { name: "cash", column: "text", any, caseSensitive: strict, label: "spam" }),
  ],
});
const barks = keywords(pets, { name: "barks", column: "text", any: ["woof"], label: "dog" });
const dogs = definePack({ name: "dogs", version: "1.0.0", task: pets, functions: [barks] });
const all = composePacks({ name: "all", version: "1.0.0", packs: [words] });
export const name: "money" | "cash" | undefined = renameFunctions(all, {}).functions[0]?.name;
withParameters(all, { strict: true, any: ["loan"] });
withParameters(all, { strict: "yes" }); // line 17
withParameters(dogs, { strict: true }); // line 18
filterFunctions(all, ["mony"]); // line 19
renameFunctions(all, { mony: "x" }); // line 20
composePacks({ name: "all", version: "1.0.0", packs: [words, dogs] }); // line 21
`;

describe.each([
  ["this compiler", resolve("node_modules/typescript/bin/tsc")],
  ["TypeScript 5.0, as in notebooks", "node_modules/typescript-5.0/bin/tsc"],
])("parameters, and packs made from packs, with %s", (_name, compiler) => {
  test("compile, and mistakes are found", () => {
    sandbox.write("packs.mts", packsOfPacks);
    const compilerOptions = { strict: true, target: "ES2022", module: "nodenext", types: ["node"], noEmit: true };
    const project = sandbox.write("tsconfig.json", JSON.stringify({ compilerOptions, files: ["packs.mts"] }));
    const { stdout } = sandbox.node(compiler, "-p", project, "--pretty", "false");
    const places = [...stdout.matchAll(/^packs\.mts\((\d+),/gm)].map((match) => Number(match[1]));
    expect(places).toEqual([17, 18, 19, 20, 21]);
  });
});

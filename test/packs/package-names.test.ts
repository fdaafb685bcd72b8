import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as arrow from "apache-arrow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as labelwright from "../../src/index.ts";
import { loadPack, type AnyPack } from "../../src/index.ts";
import { packOriginOf } from "../../src/packs/origin.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "labelwright-names-")));
const folder = join(root, "app", "inner");
const home = process.cwd();

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const packOf = (name: string): string => `
import { definePack, defineTask, keywords } from "labelwright";
const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
const any${name.includes("typed") ? ": string[]" : ""} = ["cash"];
export default definePack({
  name: "${name}", version: "1.0.0", task,
  functions: [keywords(task, { name: "money", column: "text", any, label: "spam" })],
});
`;

function install(place: string, manifest: object, files: Readonly<Record<string, string>>): void {
  write(join(place, "package.json"), JSON.stringify({ version: "1.0.0", type: "module", ...manifest }));
  for (const [file, text] of Object.entries(files)) write(join(place, file), text);
}

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  process.chdir(folder);
  install("node_modules/plain", { main: "./pack.js" }, { "pack.js": packOf("plain") });
  install("node_modules/typed", { exports: "./pack.ts" }, { "pack.ts": packOf("typed") });
  install(
    "node_modules/@team/rules",
    { exports: { ".": { types: "./pack.d.ts", import: "./pack.mjs" }, "./more/*": "./more/*.ts" } },
    { "pack.mjs": packOf("@team/rules"), "more/typed.ts": packOf("@team/typed"), "hidden.ts": packOf("hidden") },
  );
  install("../node_modules/above", { main: "pack.ts" }, { "pack.ts": packOf("above typed") });
  install("node_modules/broken", { main: "gone.js" }, {});
  install("node_modules/data", { main: "data.csv" }, { "data.csv": "text\n" });
  write("package.json", JSON.stringify({ name: "own", type: "module", exports: "./own.ts" }));
  write("own.ts", packOf("own typed"));
  mkdirSync(join(root, "linked"));
  writeFileSync(join(root, "linked", "package.json"), '{ "name": "linked", "version": "1.0.0", "main": "pack.ts" }');
  writeFileSync(join(root, "linked", "pack.ts"), packOf("linked typed"));
  symlinkSync(join(root, "linked"), join(folder, "node_modules", "linked"), "junction");
});
afterAll(() => {
  process.chdir(home);
  rmSync(root, { recursive: true, force: true });
});

const load = (name: string): Promise<AnyPack> => loadPack(name, { modules: { labelwright, "apache-arrow": arrow } });
const pathOf = (pack: AnyPack): string | undefined => pack.functions.map((func) => packOriginOf(func)?.path)[0];

describe("loadPack by name", () => {
  test.each([
    ["plain", "plain", "node_modules/plain/pack.js"],
    ["typed", "typed", "node_modules/typed/pack.ts"],
    ["@team/rules", "@team/rules", "node_modules/@team/rules/pack.mjs"],
    ["@team/rules/more/typed", "@team/typed", "node_modules/@team/rules/more/typed.ts"],
    ["above", "above typed", "../node_modules/above/pack.ts"],
    ["own", "own typed", "own.ts"],
    ["linked", "linked typed", "../../linked/pack.ts"],
  ])("%s", async (name, packName, file) => {
    const pack = await load(name);
    expect(pack.name).toBe(packName);
    expect(pathOf(pack)).toBe(join(folder, file));
    const [func] = pack.functions;
    const [byPath] = (await load(join(folder, file))).functions;
    expect(func && packOriginOf(func)).toEqual(byPath && packOriginOf(byPath));
  });

  test("takes what is there as a file for a path", async () => {
    write("typed.ts", packOf("a file, typed"));
    mkdirSync(join(folder, "@team"), { recursive: true });
    expect((await load("typed.ts")).name).toBe("a file, typed");
    expect((await load("./typed.ts")).name).toBe("a file, typed");
    expect((await load("typed")).name).toBe("typed");
  });

  test("takes an installed package before a folder of that name, and else the package in the folder", async () => {
    mkdirSync(join(folder, "plain"));
    expect((await load("plain")).name).toBe("plain");
    install("local", { name: "local-rules", exports: "./pack.ts" }, { "pack.ts": packOf("local typed") });
    expect((await load("local")).name).toBe("local typed");
    expect((await load("./local")).name).toBe("local typed");
    expect((await load(".")).name).toBe("own typed");
    expect(pathOf(await load(join(folder, "local")))).toBe(join(folder, "local/pack.ts"));
  });

  test("lets a pack import installed ones, in TypeScript too, and compose them", async () => {
    const composed = `
      import { composePacks, renameFunctions } from "labelwright";
      import rules from "@team/rules/more/typed";
      import linked from "linked";
      export default composePacks({ name: "both", version: "1.0.0", packs: [rules, renameFunctions(linked, { money: "cash" })] });`;
    write("composed.ts", composed);
    const pack = await load("composed.ts");
    expect(pack.functions.map(({ name }) => name)).toEqual(["money", "cash"]);
    expect(pathOf(pack)).toBe(join(folder, "composed.ts"));
  });

  test("notices that an installed pack was edited", async () => {
    const before = pathOf(await load("typed"));
    const hash = async (): Promise<unknown> => (await load("typed")).functions.map((f) => packOriginOf(f)?.hash)[0];
    const first = await hash();
    write("node_modules/typed/pack.ts", `${packOf("typed")}// edited\n`);
    expect(await hash()).not.toBe(first);
    expect(pathOf(await load("typed"))).toBe(before);
  });
});

describe("a name that leads nowhere is an error:", () => {
  test("no such package: it says where it was looked for", async () => {
    const places = [join(folder, "node_modules"), join(root, "app", "node_modules"), join(root, "node_modules")];
    await expect(load("my-rules")).rejects.toThrow(
      `my-rules: no such file, and no installed package of that name in ${places.join(", ")}`,
    );
    await expect(load("my-rules")).rejects.toThrow(
      "Install it (npm install my-rules), or give the path of a module, such as ./my-rules.ts.",
    );
    await expect(load("@team/others/spam")).rejects.toThrow(
      "Install it (npm install @team/others), or give the path of a module, such as ./others.ts.",
    );
    await expect(load("my-rules")).rejects.toMatchObject({ code: "file_not_found", details: { path: "my-rules" } });
  });

  test("a module that the package does not export", async () => {
    await expect(load("@team/rules/hidden.ts")).rejects.toThrow("@team/rules/hidden.ts: there is no such file.");
    await expect(load("@team/rules/hidden")).rejects.toThrow(
      `@team/rules/hidden: the package is installed, but package subpath './hidden' is not defined by "exports" in ${join(folder, "node_modules/@team/rules/package.json")}. Name a module that the package exports, or have its package.json export the pack.`,
    );
  });

  test("a package whose main is not there", async () => {
    await expect(load("broken")).rejects.toThrow(
      `broken: the package is installed, but has no such module: Cannot find module '${join(folder, "node_modules/broken")}`,
    );
  });

  test("a folder without a package, or one that exports nothing", async () => {
    mkdirSync(join(folder, "empty"));
    install("closed", { name: "plain", main: "./pack.ts" }, { "pack.ts": packOf("closed") });
    for (const name of ["empty", "./empty", "closed"]) {
      await expect(load(name)).rejects.toThrow(
        `${name}: cannot read: the path is a folder. Give the path of the pack's module, or have the package.json in the folder export it.`,
      );
    }
  });

  test("a package that holds no pack", async () => {
    await expect(load("data")).rejects.toThrow('node_modules/data/data.csv: the ending ".csv"; expected a rule pack');
  });

  test("modules of Node's, and what no package is called", async () => {
    await expect(load("fs")).rejects.toThrow("fs: a file name without an ending; expected a rule pack");
    await expect(load("node:fs")).rejects.toThrow("node:fs: a file name without an ending; expected a rule pack");
    await expect(load("http://rules.example/pack.ts")).rejects.toMatchObject({ code: "file_not_found" });
    await expect(load("../rules")).rejects.toThrow("../rules: a file name without an ending; expected a rule pack");
    await expect(load("")).rejects.toThrow('loadPack, path: ""; expected text that is not empty.');
  });
});

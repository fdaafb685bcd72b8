import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as arrow from "apache-arrow";
import { afterAll, describe, expect, test } from "vitest";
import * as labelwright from "../../src/index.ts";
import { cacheKeyOf, packOriginOf } from "../../src/packs/origin.ts";
import { loadPack } from "../../src/packs/load-pack.ts";
import type { AnyPack } from "../../src/packs/pack.ts";

const folder = mkdtempSync(join(tmpdir(), "labelwright-origin-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;

/** Writes the files of a pack, the first of which is its module. */
function write(name: string, files: Files): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, file, ".."), { recursive: true });
    writeFileSync(join(folder, name, file), text);
  }
  return join(folder, name, Object.keys(files)[0] ?? "");
}

const load = (path: string): Promise<AnyPack> => loadPack(path, { modules: { labelwright, "apache-arrow": arrow } });

const keysOf = (pack: AnyPack): Record<string, string | null> =>
  Object.fromEntries(pack.functions.map((func) => [func.name, cacheKeyOf(func)]));

async function hashOf(path: string): Promise<string> {
  const [func] = (await load(path)).functions;
  return (func && packOriginOf(func)?.hash) ?? "none";
}

const body = `
const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
const functions = [
  labelingFunction(task, { name: "long", columns: ["text"], vote: ({ text }) => (text.length > limit ? "ham" : null) }),
  keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam" }),
];
const pack = definePack({ name: "tiny", version: "1.0.0", task, functions });
`;
const imports = 'import { definePack, defineTask, keywords, labelingFunction } from "labelwright";';
const requires = 'const { definePack, defineTask, keywords, labelingFunction } = require("labelwright");';
const forms: readonly (readonly [string, Files])[] = [
  ["TypeScript", { "pack.ts": `${imports}import { limit } from "./limit";${body}export default pack;` }],
  ["a module", { "pack.mjs": `${imports}import { limit } from "./limit.mjs";${body}await null; export default pack;` }],
  ["CommonJS", { "pack.cjs": `${requires}const { limit } = require("./limit.cjs");${body}module.exports = pack;` }],
  ["JSON", { "pack.ts": `${imports}import { limit } from "./limit.json";${body}export default pack;` }],
  ["a package of modules", { "pack.js": `${imports}import { limit } from "./limit.js";${body}export default pack;` }],
];
const limits: Readonly<Record<string, (limit: number) => Files>> = {
  TypeScript: (limit) => ({ "limit.ts": `export const limit: number = ${limit};` }),
  "a module": (limit) => ({
    "limit.mjs": 'export { limit } from "./inner.mjs";',
    "inner.mjs": `export const limit = ${limit};`,
  }),
  CommonJS: (limit) => ({
    "limit.cjs": 'exports.limit = require("./inner.js").limit;',
    "inner.js": `exports.limit = ${limit};`,
  }),
  JSON: (limit) => ({ "limit.json": `{ "limit": ${limit} }` }),
  "a package of modules": (limit) => ({
    "package.json": '{ "type": "module" }',
    "limit.js": `export const limit = ${limit};`,
  }),
};

describe("the origin of a function", () => {
  test("is the absolute path of the pack's module, its default export and a hash", async () => {
    const path = write("plain", { "pack.ts": `${imports}const limit = 9;${body}export default pack;` });
    for (const func of (await load(path)).functions)
      expect(packOriginOf(func)).toEqual({
        path,
        export: "default",
        hash: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        parameters: {},
      });
  });

  test("is none for a function made in this process", () => {
    const task = labelwright.defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
    const func = labelwright.keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam" });
    expect(packOriginOf(func)).toBeNull();
  });

  test.each(forms)("changes when an imported file is edited: %s", async (form, files) => {
    const limit = limits[form];
    if (limit === undefined) throw new Error(form);
    const path = write(form, { ...files, ...limit(3) });
    const before = await load(path);
    const hash = await hashOf(path);
    write(form, limit(300));
    const after = await load(path);
    expect(await hashOf(path)).not.toBe(hash);
    // What runs is what was hashed, in the same process too.
    const table = labelwright.tableFromRows([{ text: "some text" }]);
    expect((await labelwright.applyLabelingFunctions(before.functions, table)).vote(0, "long")).toBe("ham");
    expect((await labelwright.applyLabelingFunctions(after.functions, table)).vote(0, "long")).toBeNull();
    expect(keysOf(after)["money"]).toBe(keysOf(before)["money"]);
    expect(keysOf(after)["long"]).not.toBe(keysOf(before)["long"]);
    write(form, limit(3));
    expect(await hashOf(path)).toBe(hash);
  });

  test("does not change with the changelog, which tells it", async () => {
    const withLog = `${imports}import changelog from "./changelog.json" with { type: "json" };const limit = 3;${body}
      export default Object.assign(Object.create(pack), { seen: changelog });`;
    const path = write("logged", { "pack.ts": withLog, "changelog.json": "[]" });
    const hash = await hashOf(path);
    write("logged", { "changelog.json": "[1]" });
    expect(await hashOf(path)).toBe(hash);
    expect(await load(path)).toMatchObject({ seen: [1] });
  });

  test("is the same for the same files in another folder", async () => {
    const files = { "pack.ts": `${imports}import { limit } from "./parts/limit";${body}export default pack;` };
    const parts = { "parts/limit.ts": "export const limit = 3;" };
    expect(await hashOf(write("here", { ...files, ...parts }))).toBe(
      await hashOf(write("there", { ...files, ...parts })),
    );
  });

  test("is the same when packs that share modules are loaded at once", async () => {
    const files = { "pack.ts": `${imports}import { limit } from "./limit.json";${body}export default pack;` };
    const path = write("at-once", { ...files, "limit.json": '{ "limit": 4 }' });
    const alone = await hashOf(path);
    expect(await Promise.all([hashOf(path), hashOf(path), hashOf(path)])).toEqual([alone, alone, alone]);
  });

  test("knows installed packages by name and version, not by content", async () => {
    const files = { "pack.ts": `${imports}import { limit } from "limits";${body}export default pack;` };
    const installed = (version: string, limit: number): Files => ({
      "node_modules/limits/package.json": `{ "name": "limits", "version": "${version}", "main": "./main.cjs" }`,
      "node_modules/limits/main.cjs": `exports.limit = ${limit};`,
    });
    const path = write("installed", { ...files, ...installed("1.0.0", 3) });
    const hash = await hashOf(path);
    write("installed", installed("1.0.0", 4));
    expect(await hashOf(path)).toBe(hash);
    write("installed", installed("1.0.1", 4));
    expect(await hashOf(path)).not.toBe(hash);
  });

  test("of a pack that is itself installed comes from its modules' texts", async () => {
    const at = "node_modules/@rules/spam";
    const files = {
      [`${at}/pack.mjs`]: `${imports}import { limit } from "./limit.mjs";${body}export default pack;`,
      [`${at}/package.json`]: '{ "name": "@rules/spam", "version": "1.0.0" }',
    };
    const path = write("inside", { ...files, [`${at}/limit.mjs`]: "export const limit = 3;" });
    const hash = await hashOf(path);
    write("inside", { [`${at}/limit.mjs`]: "export const limit = 4;" });
    expect(await hashOf(path)).not.toBe(hash);
  });
});

describe("cacheKeyOf", () => {
  const columns = { text: "utf8", likes: "float64" } as const;
  const task = labelwright.defineTask({ labels: ["ham", "spam"], columns });

  test("is null for closures made in this process: nothing shows what they capture", () => {
    const options = { name: "f", columns: ["text"] } as const;
    expect(cacheKeyOf(labelwright.labelingFunction(task, { ...options, vote: () => null }))).toBeNull();
    expect(cacheKeyOf(labelwright.batchLabelingFunction(task, { ...options, vote: () => undefined }))).toBeNull();
  });

  test("of declarative functions changes with each of their terms", () => {
    const { expression, keywords, lookup, pattern } = labelwright;
    const many = (last: string): string[] => [...Array.from({ length: 2000 }, (_, i) => `key ${i}`), last];
    const looked = { name: "f", column: "text", label: "spam" } as const;
    const functions = [
      keywords(task, { ...looked, any: ["cash"] }),
      keywords(task, { ...looked, any: ["prize"] }),
      keywords(task, { ...looked, any: ["cash"], caseSensitive: true }),
      keywords(task, { ...looked, any: ["cash"], confidence: 0.5 }),
      pattern(task, { ...looked, pattern: /cash/ }),
      pattern(task, { ...looked, pattern: /cash/i }),
      expression(task, { name: "f", when: "likes > 3", label: "spam" }),
      expression(task, { name: "f", when: "likes > 4", label: "spam" }),
      lookup(task, { ...looked, in: ["a"] }),
      lookup(task, { ...looked, in: ["b"] }),
      lookup(task, { ...looked, in: many("a") }),
      lookup(task, { ...looked, in: many("b") }),
    ];
    const keys = functions.map(cacheKeyOf);
    expect(keys).not.toContain(null);
    expect(new Set(keys).size).toBe(functions.length);
    expect(cacheKeyOf(keywords(task, { ...looked, any: ["cash"] }))).toBe(keys[0]);
  });

  test("changes with the type under which a column is read", () => {
    const other = labelwright.defineTask({ labels: ["ham", "spam"], columns: { ...columns, likes: "int32" } });
    const options = { name: "f", when: "likes > 3", label: "spam" } as const;
    expect(cacheKeyOf(labelwright.expression(other, options))).not.toBe(
      cacheKeyOf(labelwright.expression(task, options)),
    );
  });
});

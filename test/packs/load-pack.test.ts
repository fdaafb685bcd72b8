import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as arrow from "apache-arrow";
import { afterAll, describe, expect, test } from "vitest";
import * as labelwright from "../../src/index.ts";
import { loadPack } from "../../src/packs/load-pack.ts";
import type { AnyPack } from "../../src/packs/pack.ts";

// A folder without node_modules: what a pack imports by name must come from the caller.
const folder = mkdtempSync(join(tmpdir(), "labelwright-packs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, "parts"));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const load = (path: string): Promise<AnyPack> => loadPack(path, { modules: { labelwright, "apache-arrow": arrow } });

const body = `
const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
const short = labelingFunction(task, { name: "short", columns: ["text"], vote: ({ text }) => (text.length < 9 ? "ham" : null) });
const pack = definePack({ name: "tiny", version: "1.0.0", task, functions: [short] });
`;
const imports = 'import { definePack, defineTask, labelingFunction } from "labelwright";';

describe("loadPack", () => {
  test.each([
    ["pack.ts", `${imports}\ntype Unused<T> = T;${body}export default pack;`],
    ["pack.mts", `${imports}${body}export default pack as typeof pack;`],
    ["pack.js", `${imports}${body}export default pack;`],
    ["pack.mjs", `${imports}${body}await null;\nexport default pack;`],
    [
      "pack.cjs",
      `const { definePack, defineTask, labelingFunction } = require("labelwright");${body}module.exports = pack;`,
    ],
    [
      "default.cjs",
      `const { definePack, defineTask, labelingFunction } = require("labelwright");${body}exports.default = pack;`,
    ],
  ])("loads %s", async (name, text) => {
    const pack = await load(write(name, text));
    expect(labelwright.isPack(pack)).toBe(true);
    expect(pack.name).toBe("tiny");
    const votes = await labelwright.applyLabelingFunctions(pack.functions, labelwright.tableFromRows([{ text: "hi" }]));
    expect(votes.vote(0, "short")).toBe("ham");
  });

  test("gives the pack the caller's own labelwright and apache-arrow, in every module of it", async () => {
    write("parts/part.ts", 'import * as labelwright from "labelwright";\nexport const { defineTask } = labelwright;');
    const pack = await load(
      write(
        "copies.ts",
        `import { Table } from "apache-arrow"; import { definePack, labelingFunction } from "labelwright";
         import { defineTask } from "./parts/part.ts";${body}
         export default Object.assign(Object.create(pack), { Table, defineTask });`,
      ),
    );
    expect(pack).toMatchObject({ Table: arrow.Table, defineTask: labelwright.defineTask });
  });

  test("runs each module of a pack once, and all of them anew on the next call", async () => {
    write("parts/count.ts", "export const seen = { times: 0 };");
    write("parts/other.ts", 'import { seen } from "./count";\nseen.times++;');
    const path = write(
      "counted.ts",
      `${imports}\nimport { seen } from "./parts/count.ts";\nimport "./parts/other.ts";\nseen.times++;${body}
       export default Object.assign(Object.create(pack), { seen });`,
    );
    expect(await load(path)).toMatchObject({ seen: { times: 2 } });
    expect(await load(path)).toMatchObject({ seen: { times: 2 } });
    write("counted.ts", `${imports}${body.replace("tiny", "edited")}export default pack;`);
    expect((await load(path)).name).toBe("edited");
  });

  test("import.meta.url is the pack's place", async () => {
    const path = write(
      "meta.ts",
      `${imports}${body}export default Object.assign(Object.create(pack), { url: import.meta.url });`,
    );
    expect((await load(path)) as AnyPack & { url: string }).toMatchObject({
      url: expect.stringContaining("/meta.ts") as string,
    });
  });
});

describe("what cannot be loaded is an error that names file and line:", () => {
  const lines = (...text: string[]): string => text.join("\n");
  test.each([
    [
      "a module without a default export",
      "named.ts",
      "export const pack = 1;",
      "no default export; expected a rule pack. Write: export default definePack({ name, version, task, functions }).",
    ],
    [
      "a default export that is no pack",
      "plain.ts",
      "export default { name: 'x', functions: [] };",
      "the default export is an object with name, functions; expected a rule pack. Write: export default definePack({ name, version, task, functions }).",
    ],
    [
      "a syntax error",
      "syntax.ts",
      lines("const a = 1;", "", "const b = ;"),
      "[, line 3] a syntax error: Unexpected token.",
    ],
    [
      "a module that throws",
      "throws.ts",
      lines("interface A { b: string }", "", "const c = null as unknown as A;", "export default c.b;"),
      "[, line 4] the module throws while loading: TypeError: Cannot read properties of null (reading 'b').",
    ],
    ["a module that throws no error", "text.ts", 'throw "stop";', 'the module throws while loading: "stop".'],
    [
      "a module that asks the package for something wrong",
      "wrong.ts",
      lines(imports, 'const task = defineTask({ labels: ["a"], columns: {} });', "export default task;"),
      "[, line 2] labels: 1 label; expected an array of 2 to 32767 labels. A task with one label wants a second one for everything else.",
    ],
    [
      "an import that is not there",
      "gone.ts",
      'import "./nowhere.ts";',
      "an import fails: Cannot find module './nowhere.ts'.",
    ],
    [
      "a package that is not there",
      "lost.ts",
      'import "not-a-package";',
      "an import fails: Cannot find module 'not-a-package'.",
    ],
  ])("%s", async (_title, name, text, message) => {
    const path = write(name, text);
    const place = /^\[(.*)\] /.exec(message);
    const expected = `${path}${place?.[1] ?? ""}: ${message.replace(/^\[.*\] /, "")}`;
    await expect(load(path)).rejects.toThrow(expected);
    await expect(load(path)).rejects.toMatchObject({ code: "pack", details: { path } });
  });

  test("the module of a pack in which the error is", async () => {
    const part = write("parts/broken.ts", "\nexport const a: = 1;");
    const path = write("whole.ts", 'import "./parts/broken.ts";');
    await expect(load(path)).rejects.toThrow(`${part}, line 2: a syntax error: Unexpected token.`);
  });

  test("a file that is not there", async () => {
    const path = join(folder, "missing.ts");
    await expect(load(path)).rejects.toThrow(`${path}: there is no such file. Check the path.`);
    await expect(load(path)).rejects.toMatchObject({ code: "file_not_found" });
  });

  test("a folder, and a file of another kind", async () => {
    mkdirSync(join(folder, "folder.ts"));
    await expect(load(join(folder, "folder.ts"))).rejects.toThrow(
      `${join(folder, "folder.ts")}: cannot read: the path is a folder. Give the path of the pack's module, or have the package.json in the folder export it.`,
    );
    await expect(load(join(folder, "pack.py"))).rejects.toThrow(
      `${join(folder, "pack.py")}: the ending ".py"; expected a rule pack: one of .ts, .mts, .cts, .js, .mjs, .cjs, .json. A rule pack is a TypeScript or JavaScript module whose default export is definePack({...}), or its form in JSON.`,
    );
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as arrow from "apache-arrow";
import { afterAll, describe, expect, test } from "vitest";
import * as labelwright from "../../src/index.ts";
import { loadReferences, referToPacks } from "../../src/apply/workers/pack-references.ts";
import { cacheKeyOf, packOriginOf } from "../../src/packs/origin.ts";
import { checkChangelog, changelogEntry, loadPack, withParameters, type AnyPack } from "../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "labelwright-parameters-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const source = (more = ""): string => `
import { definePack, defineTask, keywords, labelingFunction } from "labelwright";
${more.startsWith("import") ? more : ""}
const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
export default definePack({
  name: "rules",
  version: "1.0.0",
  task,
  parameters: { limit: 3, words: ["cash"] },
  functions: ({ limit, words }) => [
    labelingFunction(task, { name: "long", columns: ["text"], vote: ({ text }) => (text.length > limit ? "ham" : null) }),
    keywords(task, { name: "money", column: "text", any: words, label: "spam" }),
  ],
  ${more.startsWith("import") ? "changelog," : more}
});
`;
const path = write("pack.ts", source());
const modules = { labelwright, "apache-arrow": arrow };
const load = (parameters?: labelwright.PackParameters): Promise<AnyPack> => loadPack(path, { modules, parameters });
const keysOf = (pack: AnyPack): (string | null)[] => pack.functions.map(cacheKeyOf);
const table = labelwright.tableFromRows([{ text: "win cash" }, { text: "loans" }, { text: "hi" }]);

describe("loadPack with parameters", () => {
  test("makes the functions from them", async () => {
    const votes = await labelwright.applyLabelingFunctions(
      (await load({ limit: 6, words: ["loans"] })).functions,
      table,
    );
    expect([0, 1, 2].map((row) => votes.votesOf(row))).toEqual([{ long: "ham" }, { money: "spam" }, {}]);
  });

  test("refuses one that the pack does not have", async () => {
    await expect(load({ limits: 6 })).rejects.toThrow(
      'pack "rules", parameters: "limits"; expected one of "limit", "words". Check the spelling.',
    );
    await expect(load({ limits: 6 })).rejects.toMatchObject({ code: "bad_option" });
  });

  test("names the line of the pack that values make fail", async () => {
    await expect(load({ words: [] })).rejects.toThrow(
      `${path}, line 12: labeling function "money", any: an empty array; expected at least one term.`,
    );
    await expect(load({ words: [] })).rejects.toMatchObject({ code: "pack" });
  });

  test("tells them in the origin of its functions, as withParameters does later on", async () => {
    const [long] = (await load({ limit: 6 })).functions;
    const later = withParameters(await load(), { limit: 6 }).functions[0];
    expect(long && packOriginOf(long)?.parameters).toEqual({ limit: 6, words: ["cash"] });
    expect(later && packOriginOf(later)).toEqual(long && packOriginOf(long));
  });

  test("gives closures another cache key, and functions whose terms are the same their own", async () => {
    const [long, money] = keysOf(await load());
    expect(keysOf(await load({ limit: 3 }))).toEqual([long, money]);
    const [longSet, moneySet] = keysOf(await load({ limit: 6 }));
    expect(longSet).not.toBe(long);
    expect(moneySet).toBe(money);
    expect(keysOf(await load({ words: ["loan"] }))[1]).not.toBe(money);
  });

  test("has other threads make the same functions", async () => {
    const pack = await load({ limit: 6 });
    const references = structuredClone(referToPacks(pack.functions, "here"));
    expect(references).toMatchObject([{ path, parameters: { limit: 6, words: ["cash"] } }]);
    const mixed = referToPacks(
      [pack.functions[0], (await load()).functions[1]].filter((f) => f !== undefined),
      "here",
    );
    expect(mixed.map(({ parameters }) => parameters["limit"])).toEqual([6, 3]);
    // There the pack imports the package by its name, as in any application.
    const again = await loadReferences(references);
    expect(again.map(({ fingerprint }) => fingerprint)).toEqual(pack.functions.map(({ fingerprint }) => fingerprint));
    expect(again[0] && packOriginOf(again[0])?.parameters).toEqual({ limit: 6, words: ["cash"] });
  });
});

describe("packs made from loaded packs", () => {
  const task = labelwright.defineTask({
    labels: ["spam", "ham"],
    columns: { text: "utf8", likes: "float64" },
    id: "id",
  });
  const liked = labelwright.expression(task, { name: "liked", when: "likes > 1", label: "ham" });
  const compose = async (parameters?: labelwright.PackParameters): Promise<AnyPack> =>
    labelwright.composePacks({
      name: "all",
      version: "1.0.0",
      packs: [labelwright.renameFunctions(await load(parameters), (name) => `my_${name}`)],
      functions: [liked],
      task,
    });

  test("come from where those were loaded, with the parameters they have now", async () => {
    const pack = withParameters(await compose({ limit: 6 }), { words: ["loan"] });
    expect(pack.functions.slice(0, 2).map(packOriginOf)).toMatchObject([
      { path, parameters: { limit: 6, words: ["loan"] } },
      { path, parameters: { limit: 6, words: ["loan"] } },
    ]);
    expect(pack.functions.slice(2).map(packOriginOf)).toEqual([null]);
  });

  test("have other threads make the same functions", async () => {
    const pack = await compose({ limit: 6 });
    const own = pack.functions.slice(0, 2);
    const references = structuredClone(referToPacks(own, "here"));
    expect(references[0]?.functions.map(({ name }) => name)).toEqual(["long", "money"]);
    const again = await loadReferences(references);
    expect(again.map(({ name, fingerprint }) => [name, fingerprint])).toEqual(
      own.map(({ name, fingerprint }) => [name, fingerprint]),
    );
    expect(again[0]?.task).toMatchObject({ id: "id", fingerprint: task.fingerprint });
    const votes = async (functions: AnyPack["functions"]): Promise<unknown> => {
      const list = functions as readonly labelwright.LabelingFunction[];
      const rows = labelwright.tableFromRows([{ text: "win cash" }, { text: "loans" }]);
      const matrix = await labelwright.applyLabelingFunctions(list, rows);
      return [matrix.votesOf(0), matrix.votesOf(1)];
    };
    expect(await votes(again)).toEqual([{ my_long: "ham", my_money: "spam" }, {}]);
    expect(await votes(own)).toEqual(await votes(again));
  });

  test("keep the votes of closures apart that were given one name", async () => {
    const two = write(
      "two.ts",
      `import { definePack, defineTask, labelingFunction } from "labelwright";
       const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
       const closure = (name: string, length: number) =>
         labelingFunction(task, { name, columns: ["text"], vote: ({ text }) => (text.length > length ? "ham" : null) });
       export default definePack({ name: "two", version: "1.0.0", task, functions: [closure("a", 3), closure("b", 9)] });`,
    );
    const pack = await loadPack(two, { modules });
    const named = (name: string): AnyPack =>
      labelwright.renameFunctions(labelwright.filterFunctions(pack, [name]), { [name]: "x" });
    expect(named("a").fingerprint).toBe(named("b").fingerprint);
    expect(keysOf(named("a"))).not.toEqual(keysOf(named("b")));
    expect(keysOf(named("a"))).toEqual(keysOf(named("a")));
    const diff = await labelwright.diffPacks(named("a"), named("b"), table);
    expect(diff.functions[0]).toMatchObject({ status: "changed", because: "modules", moved: 2 });
  });
});

describe("the changelog of a loaded pack", () => {
  const logged = 'import changelog from "./changelog.json" with { type: "json" };';

  test("sees edits in modules as edits of closures", async () => {
    write("changelog.json", "[]");
    const file = write("logged.ts", source(logged));
    const entry = changelogEntry(await loadPack(file, { modules }), "First.");
    expect(entry.modules).toMatch(/^[0-9a-f]{32}$/);
    write("changelog.json", JSON.stringify([entry]));
    expect(checkChangelog(await loadPack(file, { modules }))).toEqual([]);
    expect(checkChangelog(await loadPack(file, { modules, parameters: { limit: 9 } }))).toEqual([]);
    write("logged.ts", readFileSync(file, "utf8").replace("text.length >", "text.length >="));
    expect(checkChangelog(await loadPack(file, { modules }))).toEqual([
      {
        kind: "modules",
        message:
          "the pack's modules were edited since the entry of version 1.0.0, and closures (\"long\") may vote otherwise: raise the pack's version and add an entry with labelwright changelog; if they vote as before, labelwright changelog --renew",
        functions: { added: [], removed: [], edited: ["long"] },
      },
    ]);
  });
});

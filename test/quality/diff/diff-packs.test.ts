import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { fc, test as property } from "@fast-check/vitest";
import * as arrow from "apache-arrow";
import { afterAll, describe, expect, test } from "vitest";
import * as labelwright from "../../../src/index.ts";
import {
  applyLabelingFunctions,
  definePack,
  defineTask,
  diffPacks,
  expression,
  keywords,
  labelingFunction,
  loadPack,
  renameFunctions,
  tableFromRows,
  type AnyPack,
  type DiffOptions,
  type LabelingFunction,
} from "../../../src/index.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
type Func = LabelingFunction<"ham" | "spam", { readonly text: string; readonly likes: number }>;
const packOf = (version: string, ...functions: readonly Func[]): AnyPack =>
  definePack({ name: "rules", version, task, functions });
const words = (name: string, label: "ham" | "spam", ...any: string[]): Func =>
  keywords(task, { name, column: "text", any, label });
const row = (name: string, vote: "ham" | "spam" | null, more: object = {}): Func =>
  labelingFunction(task, { name, columns: ["text"], vote: () => vote, ...more });
const rows = [
  { text: "win cash", likes: 0 },
  { text: "a loan", likes: 9 },
  { text: null, likes: 1 },
  { text: "thanks", likes: null },
  { text: "cash loan", likes: 2 },
];
const table = tableFromRows(rows, { columns: task.columns });

const before = packOf(
  "1.0.0",
  words("money", "spam", "cash"),
  words("thanks", "ham", "thanks"),
  words("old", "ham", "loan"),
);
const after = packOf(
  "1.1.0",
  words("thanks", "ham", "thanks"),
  words("money", "spam", "loan"),
  expression(task, { name: "liked", when: "likes > 1", label: "ham" }),
);

describe("diffPacks", () => {
  test("tells which functions were added, removed and changed, and which votes moved", async () => {
    const diff = await diffPacks(before, after, table);
    expect(diff).toMatchObject({
      a: { name: "rules", version: "1.0.0", fingerprint: before.fingerprint },
      b: { name: "rules", version: "1.1.0", fingerprint: after.fingerprint },
      rows: 5,
      added: ["liked"],
      removed: ["old"],
      changed: ["money"],
      unchanged: ["thanks"],
      moved: 6,
      movedRows: 3,
      same: false,
    });
    expect(diff.functions.map(({ name, status, because, moved }) => [name, status, because, moved])).toEqual([
      ["thanks", "unchanged", null, 0],
      ["money", "changed", "fingerprint", 2],
      ["liked", "added", null, 2],
      ["old", "removed", null, 2],
    ]);
    expect(diff.functions[1]).toEqual({
      name: "money",
      kind: "keywords",
      status: "changed",
      because: "fingerprint",
      moved: 2,
      moves: [
        { from: null, to: "spam", count: 1 },
        { from: "spam", to: null, count: 1 },
      ],
      confidences: 0,
      rows: [
        { row: 0, id: null, from: "spam", to: null, values: { text: "win cash" } },
        { row: 1, id: null, from: null, to: "spam", values: { text: "a loan" } },
      ],
    });
    expect(diff.functions[2]?.rows.map(({ values }) => values)).toEqual([{ likes: 9 }, { likes: 2 }]);
  });

  test("prints them", async () => {
    expect(inspect(await diffPacks(before, after, table, { rows: 1, ids: ["a", "b", "c", "d", "e"] }))).toBe(
      [
        'Pack "rules" 1.0.0 -> "rules" 1.1.0, 5 rows: 6 votes of 3 functions moved, on 3 rows',
        "added      liked",
        "removed    old",
        "changed    money (fingerprint)",
        "unchanged  1 function",
        "",
        "function  from        to          votes",
        "───────────────────────────────────────",
        "money     (abstains)  spam            1",
        "money     spam        (abstains)      1",
        "liked     (abstains)  ham             2",
        "old       ham         (abstains)      2",
        "",
        "money:",
        '  b: (abstains) -> spam  { text: "a loan" }',
        "",
        "liked:",
        "  b: (abstains) -> ham  { likes: 9 }",
        "",
        "old:",
        '  b: ham -> (abstains)  { text: "a loan" }',
      ].join("\n"),
    );
  });

  test("is frozen, and its JSON is the same facts", async () => {
    const diff = await diffPacks(before, after, table);
    const isFrozen = (value: unknown): boolean =>
      typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
    expect(isFrozen(diff)).toBe(true);
    const { same: _same, ...facts } = diff;
    expect(JSON.parse(JSON.stringify(diff))).toEqual(facts);
  });

  test("finds nothing in a pack and itself, and does not ask it", async () => {
    const never = packOf("1.0.0", words("money", "spam", "cash"), row("asked", null, { version: "2" }));
    const asked = labelingFunction(task, {
      name: "asked",
      columns: ["text"],
      vote: () => {
        throw new Error("asked");
      },
    });
    const one = packOf("1.0.0", asked);
    const diff = await diffPacks(one, one, table);
    expect([diff.same, diff.unchanged, diff.moved]).toEqual([true, ["asked"], 0]);
    expect(inspect(diff)).toBe('Pack "rules" 1.0.0 -> "rules" 1.0.0, 5 rows: no vote moved\nunchanged  1 function');
    await expect(diffPacks(one, never, table)).rejects.toThrow(
      'labeling function "asked", row 0: it threw Error: asked.',
    );
  });

  test("finds a closure that changed by its votes alone", async () => {
    const diff = await diffPacks(packOf("1.0.0", row("short", "ham")), packOf("1.0.0", row("short", "spam")), table);
    expect(diff.functions[0]).toMatchObject({
      status: "changed",
      because: "votes",
      moved: 4,
      moves: [{ from: "ham", to: "spam", count: 4 }],
    });
    expect(diff.changed).toEqual(["short"]);
    const same = await diffPacks(packOf("1.0.0", row("short", "ham")), packOf("1.0.0", row("short", "ham")), table);
    expect([same.same, same.unchanged]).toEqual([true, ["short"]]);
  });

  test("tells of confidences that changed", async () => {
    const sure = (confidence: number): AnyPack =>
      packOf("1.0.0", keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam", confidence }));
    const diff = await diffPacks(sure(0.5), sure(0.75), table);
    expect(diff.functions[0]).toMatchObject({ moved: 0, confidences: 2, status: "changed" });
    expect(diff.same).toBe(false);
    expect(inspect(diff)).toContain("money: other confidence on 2 rows");
    const plain = await diffPacks(before, sure(0.5), table);
    expect(plain.functions[0]).toMatchObject({ name: "money", moved: 0, confidences: 2 });
  });

  test("takes labels in another order, and tasks of other columns", async () => {
    const turned = defineTask({ labels: ["spam", "ham"], columns: { text: "utf8" } });
    const pack = definePack({
      name: "turned",
      version: "2.0.0",
      task: turned,
      functions: [keywords(turned, { name: "money", column: "text", any: ["cash"], label: "ham" })],
    });
    const diff = await diffPacks(packOf("1.0.0", words("money", "spam", "cash")), pack, table);
    expect(diff.functions[0]?.moves).toEqual([{ from: "spam", to: "ham", count: 2 }]);
    const back = await diffPacks(pack, packOf("1.0.0", words("money", "spam", "cash")), table);
    expect(back.functions[0]?.moves).toEqual([{ from: "ham", to: "spam", count: 2 }]);
  });

  test("shows some rows of each move, none where none are wanted", async () => {
    const many = tableFromRows(Array.from({ length: 20 }, (_, i) => ({ text: i < 15 ? "cash" : "loan", likes: i })));
    const diff = await diffPacks(before, after, many, { rows: 4 });
    expect(diff.functions[1]?.rows.map((each) => [each.row, each.to])).toEqual([
      [0, null],
      [1, null],
      [15, "spam"],
      [16, "spam"],
    ]);
    expect((await diffPacks(before, after, many, { rows: 0 })).functions[1]?.rows).toEqual([]);
  });

  test("takes a table without rows", async () => {
    const diff = await diffPacks(before, after, tableFromRows([], { columns: task.columns }));
    expect([diff.rows, diff.moved, diff.changed]).toEqual([0, 0, ["money"]]);
  });

  const texts = fc.array(fc.constantFrom("win cash", "a loan", "thanks", "cash loan", null), { maxLength: 20 });
  property.prop([texts])("counts what comparing the votes one by one counts", async (given) => {
    const small = tableFromRows(
      given.map((text, i) => ({ text, likes: i })),
      { columns: task.columns },
    );
    const diff = await diffPacks(before, after, small, { rows: 100 });
    const plain = async (pack: AnyPack): Promise<Record<string, unknown>[]> => {
      const votes = await applyLabelingFunctions(pack.functions as readonly Func[], small);
      return given.map((_, i) => votes.votesOf(i));
    };
    const [a, b] = [await plain(before), await plain(after)];
    const names = ["money", "thanks", "old", "liked"];
    const moved = (name: string): number[] => given.flatMap((_, i) => (a[i]?.[name] === b[i]?.[name] ? [] : [i]));
    for (const { name, moved: count, moves, rows: shown } of diff.functions) {
      expect([name, count]).toEqual([name, moved(name).length]);
      expect(moves.reduce((sum, move) => sum + move.count, 0)).toBe(count);
      expect(shown.map((each) => each.row)).toEqual(moved(name));
    }
    expect(diff.movedRows).toBe(new Set(names.flatMap(moved)).size);
    const back = await diffPacks(after, before, small);
    expect([back.moved, back.movedRows]).toEqual([diff.moved, diff.movedRows]);
  });
});

describe("diffPacks of loaded packs", () => {
  const folder = mkdtempSync(join(tmpdir(), "labelwright-diff-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const source = (more: string): string => `
    import { definePack, defineTask, labelingFunction } from "labelwright";
    const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
    export default definePack({ name: "rules", version: "1.0.0", task, parameters: { limit: 3 },
      functions: ({ limit }) => [
        labelingFunction(task, { name: "long", columns: ["text"], vote: ({ text }) => (text.length > limit ? "ham" : null) })] });
    ${more}`;
  const load = (path: string, parameters = {}): Promise<AnyPack> =>
    loadPack(path, { modules: { labelwright, "apache-arrow": arrow }, parameters });

  test("suspects closures of edited modules and of other parameters, and leaves out those of neither", async () => {
    const [path, edited] = [write("a.ts", source("")), write("b.ts", source("// edited"))];
    const signs = async (a: AnyPack, b: AnyPack): Promise<unknown> => {
      const [func] = (await diffPacks(a, b, table)).functions;
      return [func?.status, func?.because, func?.moved];
    };
    expect(await signs(await load(path), await load(path))).toEqual(["unchanged", null, 0]);
    expect(await signs(await load(path), await load(edited))).toEqual(["changed", "modules", 0]);
    expect(await signs(await load(path), await load(path, { limit: 7 }))).toEqual(["changed", "parameters", 2]);
  });
});

describe("diffPacks refuses", () => {
  const other = defineTask({ labels: ["ham", "eggs"], columns: { text: "utf8" } });
  const eggs: AnyPack = definePack({
    name: "eggs",
    version: "1.0.0",
    task: other,
    functions: [keywords(other, { name: "money", column: "text", any: ["cash"], label: "eggs" })],
  });

  test("packs of other labels", async () => {
    await expect(diffPacks(before, eggs, table)).rejects.toThrow(
      'diffPacks: pack "eggs" has the labels "ham", "eggs"; expected the labels of pack "rules": "ham", "spam". Votes for other labels cannot be compared.',
    );
  });

  test.each<[string, AnyPack, unknown, DiffOptions, string]>([
    [
      "what is no pack",
      {} as AnyPack,
      table,
      {},
      "diffPacks, first pack: an object with no keys; expected a rule pack.",
    ],
    ["what is no table", after, [], {}, "diffPacks: an array of 0"],
    ["a table without a column", after, tableFromRows([{ likes: 3 }]), {}, '"text"'],
    ["rows below 0", after, table, { rows: -1 }, "diffPacks, rows: -1; expected a whole number of at least 0."],
    ["NaN rows", after, table, { rows: NaN }, "diffPacks, rows: NaN; expected a whole number of at least 0."],
    ["other ids", after, table, { ids: ["a"] }, "diffPacks, ids: 1 names; expected one for each of the 5 rows."],
  ])("%s", async (title, pack, rowsOf, options, message) => {
    const first = title === "what is no pack" ? pack : before;
    await expect(diffPacks(first, after, rowsOf as typeof table, options)).rejects.toThrow(message);
  });

  test("a run that was stopped", async () => {
    const signal = AbortSignal.abort();
    await expect(diffPacks(before, after, table, { signal })).rejects.toMatchObject({ code: "aborted" });
  });

  test("a function that fails, unless faults abstain", async () => {
    const broken = labelingFunction(task, {
      name: "money",
      columns: ["text"],
      vote: ({ text }) => {
        if (text === "a loan") throw new Error("no");
        return "spam";
      },
    });
    const failing = packOf("2.0.0", broken);
    await expect(diffPacks(before, failing, table)).rejects.toThrow('labeling function "money", row 1: it threw');
    const diff = await diffPacks(packOf("1.0.0", words("money", "spam", "cash")), failing, table, {
      faults: "abstain",
    });
    expect(diff.functions[0]?.moves).toEqual([{ from: null, to: "spam", count: 1 }]);
  });
});

test("a renamed function is one removed and one added", async () => {
  const pack = packOf("1.0.0", words("money", "spam", "cash"));
  const diff = await diffPacks(pack, renameFunctions(pack, { money: "cash" }), table);
  expect([diff.added, diff.removed, diff.moved, diff.movedRows]).toEqual([["cash"], ["money"], 4, 2]);
});

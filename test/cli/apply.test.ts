import { describe, expect, test } from "vitest";
import { tableFromArrays, tableToIPC, type Table, tableFromIPC } from "apache-arrow";
import { readFileSync } from "node:fs";
import { labelwright, scratchFolder, spamPack, spamRows } from "./helpers.ts";

const scratch = scratchFolder();
const pack = scratch.write("pack.ts", spamPack);
const data = scratch.write("rows.csv", spamRows);

const expected = [
  { id: "007", split: "train", gold: "spam", link: null, money: "spam", thanks: null },
  { id: "008", split: "train", gold: "ham", link: null, money: null, thanks: "ham" },
  { id: "009", split: "train", gold: "spam", link: "spam", money: "spam", thanks: null },
  { id: "010", split: "valid", gold: "ham", link: null, money: null, thanks: null },
  { id: "011", split: "test", gold: "spam", link: "spam", money: "spam", thanks: "ham" },
];

describe("labelwright apply", () => {
  test("writes votes with id, split and gold carried along, and prints a summary", async () => {
    const out = scratch.at("votes.csv");
    const { code, stdout, stderr } = await labelwright(["apply", pack, data, "--out", out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(scratch.read("votes.csv")).toBe(
      [
        "id,split,gold,link,money,thanks",
        "007,train,spam,,spam,",
        "008,train,ham,,,ham",
        "009,train,spam,spam,spam,",
        "010,valid,ham,,,",
        "011,test,spam,spam,spam,ham",
        "",
      ].join("\n"),
    );
    expect(stdout).toMatch(/^spam-rules 1\.2\.0: 3 labeling functions\n\nlabeling function /);
    expect(stdout).toContain("5 rows: 80.0 % covered, 40.0 % by two or more, 20.0 % with conflicts");
    expect(stdout).toContain(`Votes written to ${out}\n`);
  });

  test.each(["arrow", "arrows", "parquet", "jsonl", "tsv"])("writes the same votes as .%s", async (ending) => {
    const out = `votes.${ending}`;
    expect((await labelwright(["apply", pack, data, "--out", scratch.at(out)])).code).toBe(0);
    expect(await scratch.rows(out, { inferTypes: false })).toEqual(expected);
  });

  test("Arrow votes are dictionary columns over one shared dictionary", async () => {
    await labelwright(["apply", pack, data, "--out", scratch.at("votes.arrow")]);
    const table: Table = tableFromIPC(readFileSync(scratch.at("votes.arrow")));
    const columns = ["link", "money", "thanks"].map((name) => table.getChild(name));
    expect(columns.map((column) => String(column?.type))).toEqual(columns.map(() => "Dictionary<Int8, Utf8>"));
    expect(new Set(columns.map((column) => (column?.type as { id: number }).id)).size).toBe(1);
  });

  test("reads rows from Arrow of several batches, and keeps the type of ids", async () => {
    const batch = (from: number): Table =>
      tableFromArrays({ id: Int32Array.from([from, from + 1]), text: ["cash", `great ${from}`] });
    const table = batch(1).concat(batch(3), batch(5));
    const file = scratch.write("batches.arrows", tableToIPC(table, "stream"));
    await labelwright(["apply", pack, file, "--out", scratch.at("batched.arrow")]);
    const votes = await scratch.rows("batched.arrow");
    expect(votes.map((row) => row["id"])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(votes.map((row) => [row["money"], row["thanks"]])).toEqual(
      [1, 3, 5].flatMap(() => [
        ["spam", null],
        [null, "ham"],
      ]),
    );
  });

  test("rows are named by --id, the task's id column, the column id, or their number", async () => {
    const file = scratch.write("keys.csv", "key,id,text\nk1,1,cash\nk2,2,great\n");
    const taskPack = scratch.write("keyed.ts", spamPack.replace(`{ text: "utf8" } }`, `{ text: "utf8" }, id: "key" }`));
    const ids = async (source: string, from: string, ...args: string[]): Promise<unknown[]> => {
      await labelwright(["apply", source, from, "--out", scratch.at("ids.csv"), ...args]);
      return (await scratch.rows("ids.csv", { inferTypes: false })).map((row) => row["id"]);
    };
    expect(await ids(taskPack, file, "--id", "id")).toEqual(["1", "2"]);
    expect(await ids(taskPack, file)).toEqual(["k1", "k2"]);
    expect(await ids(pack, file)).toEqual(["1", "2"]);
    expect(await ids(pack, scratch.write("bare.csv", "text\ncash\ngreat\n"))).toEqual(["0", "1"]);
  });

  test("--gold COL is carried as gold", async () => {
    const file = scratch.write("truth.csv", "text,truth\ncash,spam\ngreat,ham\n");
    await labelwright(["apply", pack, file, "--gold", "truth", "--out", scratch.at("gold.csv")]);
    expect((await scratch.rows("gold.csv")).map((row) => row["gold"])).toEqual(["spam", "ham"]);
  });

  test("a column declared text is read as text, though it looks like numbers", async () => {
    const digits = scratch.write("digits.ts", spamPack.replace("/cash|prize/", "/^007$/"));
    const file = scratch.write("digits.csv", "text\n007\n7\n");
    await labelwright(["apply", digits, file, "--out", scratch.at("digits-votes.csv")]);
    expect((await scratch.rows("digits-votes.csv")).map((row) => row["money"])).toEqual(["spam", null]);
  });

  test("confidences are columns beside the votes, and are read back", async () => {
    const sure = scratch.write("sure.ts", spamPack.replace("? label : null", "? { label, confidence: 0.25 } : null"));
    const out = scratch.at("sure.csv");
    await labelwright(["apply", sure, data, "--out", out]);
    expect(scratch.read("sure.csv")).toContain(
      "link,link.confidence,money,money.confidence,thanks,thanks.confidence\n",
    );
    const { code, stdout } = await labelwright(["fit", out, "--out", scratch.at("sure.json"), "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ functions: [{ name: "link" }, { name: "money" }, { name: "thanks" }] });
  });

  test("names a missing column, and the file", async () => {
    const file = scratch.write("other.csv", "body\ncash\n");
    expect(await labelwright(["apply", pack, file, "--out", scratch.at("x.csv")])).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: ${file}: the table has no column "text"; expected one of its columns: body. Check the spelling, or rename the column.\n`,
    });
  });

  test("names a column of the wrong type, and the file", async () => {
    const file = scratch.write("numbers.arrow", tableToIPC(tableFromArrays({ text: Float64Array.of(1, 2) }), "file"));
    expect(await labelwright(["apply", pack, file, "--out", scratch.at("x.csv")])).toMatchObject({
      code: 1,
      stderr: `error: ${file}: column "text" is float64 in the table; expected utf8. Convert the column, or declare it as "float64" in defineTask.\n`,
    });
  });

  test("stops where a labeling function throws, naming function and row", async () => {
    const failing = scratch.write("failing.ts", spamPack.replace("pattern.test(text)", "pattern.test(text.nope.x)"));
    const { code, stderr } = await labelwright(["apply", failing, data, "--out", scratch.at("x.csv")]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: labeling function "link", row 0: /);
  });

  test("--faults abstain goes on, with a warning and a count", async () => {
    const failing = scratch.write(
      "failing.ts",
      spamPack.replace("pattern.test(text)", '(text === "nothing here" ? null! : pattern).test(text)'),
    );
    const args = ["apply", failing, data, "--out", scratch.at("x.csv"), "--faults", "abstain", "--json"];
    const { code, stdout, stderr } = await labelwright(args);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: labeling functions failed on 3 rows and abstained there; the first time: /);
    expect(JSON.parse(stdout)).toMatchObject({ faults: { count: 3, counts: [1, 1, 1] } });
  });

  test("a table without rows gives votes without rows", async () => {
    const file = scratch.write("empty.csv", "text\n");
    expect((await labelwright(["apply", pack, file, "--out", scratch.at("none.arrow")])).code).toBe(0);
    expect(await scratch.rows("none.arrow")).toEqual([]);
  });

  test("a pack that is none is an error that says what to write", async () => {
    const none = scratch.write("none.ts", "export default { name: 'x' };\n");
    expect(await labelwright(["apply", none, data, "--out", scratch.at("x.csv")])).toMatchObject({
      code: 1,
      stderr: `error: ${none}: the default export is an object with name; expected a rule pack. Write: export default definePack({ name, version, task, functions }).\n`,
    });
  });
});

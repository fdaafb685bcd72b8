import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tableFromArrays, tableToIPC, type Table } from "apache-arrow";
import { describe, expect, test } from "vitest";
import {
  fitLabelModel,
  labelMatrixFromTable,
  labelSet,
  readTable,
  tableFromRows,
  votePatternsFromTable,
  writeTable,
} from "../../src/index.ts";
import { labelwright, scratchFolder, spamPack } from "./helpers.ts";

const scratch = scratchFolder();
const pack = scratch.write("pack.ts", spamPack);

const texts = ["win cash", "thanks", "see http://x.example", "nothing", "great prize", "cash http://y.example"];
const rowsOf = (from: number, count: number): { id: string; text: string; gold: string }[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `row ${from + i}`,
    text: texts[(from + i) % texts.length] ?? "",
    gold: (from + i) % 2 === 0 ? "spam" : "ham",
  }));

mkdirSync(scratch.at("data/more"), { recursive: true });
await writeTable(tableFromRows(rowsOf(0, 7)), scratch.at("data/a.csv"));
await writeTable(tableFromRows(rowsOf(7, 4)), scratch.at("data/b.jsonl"));
await writeTable(tableFromRows(rowsOf(11, 5)), scratch.at("data/c.parquet"));
await writeTable(tableFromRows(rowsOf(16, 3)), scratch.at("data/more/d.arrow"));
await writeTable(tableFromRows(rowsOf(0, 19)), scratch.at("whole.csv"));

const apply = async (...args: string[]): Promise<{ json: Record<string, unknown>; stderr: string }> => {
  const { code, stdout, stderr } = await labelwright(["apply", pack, ...args, "--json"]);
  expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
  return { json: JSON.parse(stdout) as Record<string, unknown>, stderr };
};

const failing = async (...args: string[]): Promise<[number, string]> => {
  const { code, stderr } = await labelwright(["apply", ...args]);
  return [code, stderr.replaceAll(scratch.path, "~")];
};

describe("labelwright apply, on data in parts,", () => {
  test.each(["arrow", "arrows", "parquet", "csv", "jsonl"])(
    "writes a .%s file of the votes on all rows at once, in the order of files and rows",
    async (ending) => {
      const [many, one] = [`many.${ending}`, `one.${ending}`];
      const { json } = await apply(scratch.at("data"), "--out", scratch.at(many), "--part-rows", "3");
      expect(json).toMatchObject({ files: 4, parts: 7 });
      await apply(scratch.at("whole.csv"), "--out", scratch.at(one));
      expect(await scratch.rows(many, { inferTypes: false })).toEqual(await scratch.rows(one, { inferTypes: false }));
      if (ending === "csv" || ending === "jsonl") expect(scratch.read(many)).toBe(scratch.read(one));
    },
  );

  test("takes files, folders and patterns, and says how many there were", async () => {
    const args = [scratch.at("data/*.csv"), scratch.at("data/more"), scratch.at("data/b.jsonl"), "--out"];
    const { code, stdout } = await labelwright(["apply", pack, ...args, scratch.at("some.csv"), "--part-rows", "4"]);
    expect(code).toBe(0);
    expect(stdout).toContain("14 rows of 3 files in 4 parts\nVotes written to ");
    const ids = (await scratch.rows("some.csv")).map((row) => row["id"]);
    expect(ids).toEqual([...rowsOf(0, 7), ...rowsOf(16, 3), ...rowsOf(7, 4)].map((row) => row.id));
  });

  test("counts rows through all files where there are no ids", async () => {
    const file = (name: string): string => scratch.write(name, "text\ncash\nx\n");
    await apply(file("n1.csv"), file("n2.csv"), "--out", scratch.at("numbered.csv"), "--part-rows", "1");
    expect((await scratch.rows("numbered.csv", { inferTypes: false })).map((row) => row["id"])).toEqual([
      ...["0", "1", "2", "3"],
    ]);
  });

  test("--patterns writes the distinct votes with their counts, of which a model is fitted", async () => {
    const patterns = scratch.at("patterns.csv");
    const { json } = await apply(scratch.at("data"), "--out", scratch.at("v.csv"), "--patterns", patterns);
    expect(json).toMatchObject({ patterns });
    expect(scratch.read("patterns.csv")).toBe(
      "link,money,thanks,count\n,spam,,4.0\n,,ham,3.0\nspam,,,3.0\n,,,3.0\n,spam,ham,3.0\nspam,spam,,3.0\n",
    );
    const read = votePatternsFromTable(await readTable(patterns), { labels: labelSet(["ham", "spam"]) });
    expect([read.rows, read.size]).toEqual([19, 6]);
    const whole = await readTable(scratch.at("v.csv"), { inferTypes: false });
    const votes = labelMatrixFromTable(whole, { labels: labelSet(["ham", "spam"]) });
    expect(fitLabelModel(read).toJSON()).toEqual(fitLabelModel(votes).toJSON());
  });

  test("--cache keeps votes, and says how many it had", async () => {
    const cache = scratch.at("cache/of/mine");
    const args = [scratch.at("data"), "--out", scratch.at("cached.parquet"), "--part-rows", "3", "--cache", cache];
    expect((await apply(...args)).json).toMatchObject({ cache: { folder: cache, read: 0, computed: 57 } });
    const first = readFileSync(scratch.at("cached.parquet"));
    rmSync(scratch.at("cached.parquet"));
    expect((await apply(...args)).json).toMatchObject({ cache: { read: 57, computed: 0 } });
    expect(readFileSync(scratch.at("cached.parquet"))).toEqual(first);
    const { stdout } = await labelwright(["apply", pack, ...args]);
    expect(stdout).toContain("19 rows of 4 files in 7 parts, 100.0 % of the votes from the cache\n");
  });

  test("the manifest of parts is kept in the cache", async () => {
    const cache = scratch.at("manifest");
    await apply(scratch.at("whole.csv"), "--out", scratch.at("m.csv"), "--part-rows", "10", "--cache", cache);
    expect(readFileSync(`${cache}/parts.json`, "utf8")).toContain("whole.csv");
  });

  test("warns of a damaged cache, and casts the votes anew", async () => {
    const cache = scratch.at("damaged");
    const args = [scratch.at("whole.csv"), "--out", scratch.at("d.csv"), "--cache", cache];
    await apply(...args);
    writeFileSync(`${cache}/parts.json`, "{");
    const { json, stderr } = await apply(...args);
    expect(json).toMatchObject({ cache: { computed: 0 } });
    expect(stderr).toMatch(/^warning: .*parts\.json/);
  });

  test("a function whose first confidence comes late has its column from the first row on", async () => {
    const late = scratch.write(
      "late.ts",
      spamPack.replace("? label : null", "? (text.includes('prize') ? { label, confidence: 0.25 } : label) : null"),
    );
    for (const [name, rows] of [
      ["late.csv", "2"],
      ["at-once.csv", "100"],
    ] as const) {
      const args = [late, scratch.at("whole.csv"), "--out", scratch.at(name), "--part-rows", rows];
      expect((await labelwright(["apply", ...args])).code).toBe(0);
    }
    expect(scratch.read("late.csv")).toContain("id,gold,link,money,money.confidence,thanks,thanks.confidence\n");
    expect(scratch.read("late.csv")).toBe(scratch.read("at-once.csv"));
  });

  test("dictionary columns are carried as the text they stand for, where parts differ in their entries", async () => {
    const table = (split: string): Table => tableFromArrays({ text: ["cash", "x"], split: [split, split] });
    for (const split of ["train", "test"]) scratch.write(`${split}.arrow`, tableToIPC(table(split), "file"));
    await apply(scratch.at("train.arrow"), scratch.at("test.arrow"), "--out", scratch.at("split.arrow"));
    const votes = await readTable(scratch.at("split.arrow"));
    expect(String(votes.getChild("split")?.type)).toBe("Utf8");
    expect(votes.getChild("split")?.toJSON()).toEqual(["train", "train", "test", "test"]);
  });

  test("a failing function is named with its row, counted from the start and within the file", async () => {
    const pack = scratch.write(
      "failing.ts",
      spamPack.replace("pattern.test(text)", 'text === "bad" ? text.no.x : false'),
    );
    const files = ["good", "bad"].map((text) => scratch.write(`${text}.csv`, `text\nx\ny\n${text}\n`));
    expect(await failing(pack, ...files, "--out", scratch.at("x.csv"))).toEqual([
      1,
      `error: labeling function "link", row 5: on row 2 of ~/bad.csv, it threw TypeError: Cannot read properties of undefined (reading 'x'). Mend it, or go on without these rows: { faults: "abstain" } keeps each failure with its row.\n`,
    ]);
    expect(existsSync(scratch.at("x.csv"))).toBe(false);
  });

  test("a file that lacks a column, or has an id of another type, is named", async () => {
    const good = scratch.write("good.csv", "text\nx\n");
    const other = scratch.write("other.csv", "body\nx\n");
    const [code, stderr] = await failing(pack, good, other, "--out", scratch.at("x.csv"));
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: ~\/other\.csv: the file has no column "text"/)]);
    const ids = (name: string, id: Int32Array | Float64Array): string =>
      scratch.write(name, tableToIPC(tableFromArrays({ id, text: ["x"] }), "file"));
    const files = [ids("int.arrow", Int32Array.of(1)), ids("float.arrow", Float64Array.of(1))];
    expect(await failing(pack, ...files, "--out", scratch.at("x.csv"))).toEqual([
      1,
      expect.stringMatching(/^error: ~\/float\.arrow: column "id" is float64; expected int32, as in ~\/int\.arrow/i),
    ]);
  });

  test("refuses to write to one of the files it reads, also behind a link or in a folder", async () => {
    const file = scratch.at("data/a.csv");
    symlinkSync(file, scratch.at("link.csv"));
    for (const out of [file, scratch.at("link.csv")]) {
      const [code, stderr] = await failing(pack, scratch.at("data"), "--out", out);
      expect([code, stderr]).toEqual([2, expect.stringContaining("which is read from; expected another file.")]);
    }
  });

  test("refuses patterns and votes in one file, and patterns in an unknown format", async () => {
    const out = scratch.at("same.csv");
    expect(await failing(pack, scratch.at("data"), "--out", out, "--patterns", out)).toEqual([
      2,
      "error: --patterns: ~/same.csv; expected another file than --out.\n",
    ]);
    expect(await failing(pack, scratch.at("data"), "--out", out, "--patterns", scratch.at("p.txt"))).toEqual([
      2,
      "error: --patterns: ~/p.txt; expected a file ending in .arrow, .arrows, .parquet, .csv or .jsonl.\n",
    ]);
  });

  test("refuses a cache that is a file", async () => {
    const [code, stderr] = await failing(pack, scratch.at("data"), "--out", scratch.at("x.csv"), "--cache", pack);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: ~\/pack\.ts: cannot write: /)]);
  });

  test("refuses what stands for no file", async () => {
    const [code, stderr] = await failing(pack, scratch.at("none/*.csv"), "--out", scratch.at("x.csv"));
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: ~\/none\/\*\.csv: no files that match/)]);
  });
});

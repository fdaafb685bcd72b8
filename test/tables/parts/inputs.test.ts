import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openParts, tableFromRows, writeTable } from "../../../src/index.ts";
import { failureOf, temporaryFolder } from "../expect-error.ts";
import { gather, list, rowsOf } from "./gather.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

function put(name: string, text = "text\nx\n"): void {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
}

const pathsOf = async (inputs: string | readonly string[]): Promise<string[]> =>
  (await list(inputs)).map(({ path }) => relative(folder, path));

beforeAll(() => {
  for (const name of ["b.csv", "a.csv", "B.csv", "x/1.csv", "x/2.csv", "x/y/3.csv", "x/é.csv", "x/10.csv"]) put(name);
  put("x/z/4.jsonl", '{"text":"x"}\n');
  put("x/_SUCCESS");
  put("x/_temporary/0.csv");
  put("x/.5.csv");
  put("x/_year=2024/6.csv");
  put("x/notes.txt");
  put("x/empty.csv", "");
  put("odd/data[1].csv");
  put("odd/data1.csv");
  put("none/notes.txt");
  symlinkSync(at("x"), at("x/loop"));
  symlinkSync(at("a.csv"), at("link.csv"));
});

const inX = ["x/1.csv", "x/10.csv", "x/2.csv", "x/_year=2024/6.csv", "x/y/3.csv", "x/z/4.jsonl", "x/é.csv"];

describe("inputs of openParts", () => {
  test("a folder stands for its files, hidden, unknown and empty ones passed over, sorted by code point", async () => {
    expect(await pathsOf(at("x"))).toEqual(inX);
  });

  test.each<[string, readonly string[]]>([
    ["*.csv", ["B.csv", "a.csv", "b.csv"]],
    ["[ab].csv", ["a.csv", "b.csv"]],
    ["?.csv", ["B.csv", "a.csv", "b.csv"]],
    ["x/{1,2}.csv", ["x/1.csv", "x/2.csv"]],
    ["x/**/*.csv", inX.filter((name) => name.endsWith(".csv"))],
    ["x/*", inX],
    ["{a,x/y}*", ["a.csv", "x/y/3.csv"]],
    ["x/_temp*/*.csv", ["x/_temporary/0.csv"]],
    ["odd/data[1].csv", ["odd/data[1].csv"]],
    ["odd/data[[]1].csv", ["odd/data[1].csv"]],
  ])("the pattern %s", async (pattern, files) => {
    expect(await pathsOf(at(pattern))).toEqual(files);
    const here = relative(process.cwd(), at(pattern));
    expect((await list(here)).map(({ path }) => relative(folder, path))).toEqual(files);
  });

  test("an array keeps its order, and no file comes twice", async () => {
    expect(await pathsOf([at("b.csv"), at("*.csv"), at("link.csv"), at("./b.csv")])).toEqual([
      "b.csv",
      "B.csv",
      "a.csv",
    ]);
  });

  test("files of several formats together are one data set", async () => {
    await writeTable(tableFromRows([{ text: "p" }]), at("mixed.parquet"));
    await writeTable(tableFromRows([{ text: "q" }]), at("mixed.arrow"));
    const { tables } = await gather([at("mixed.parquet"), at("mixed.arrow"), at("x/z"), at("a.csv")]);
    expect(rowsOf(tables)).toEqual(["p", "q", "x", "x"].map((text) => JSON.stringify({ text })));
  });

  test("a format that is named holds for files of any ending", async () => {
    const [part] = await list(at("none"), { format: "csv" });
    expect(part).toMatchObject({ path: at("none/notes.txt"), format: "csv", rows: 1 });
  });

  test.each<[string, string, string]>([
    ["missing.csv", "file_not_found", ": there is no such file. Check the path."],
    [
      "missing/*.csv",
      "file_not_found",
      ": no files that match; expected files that end in .arrow, .feather, .arrows, .parquet, .csv, .tsv, .jsonl, .ndjson. Check the path.",
    ],
    ["none", "file_not_found", ": no files in the folder and have a known ending, 1 of others"],
    ["none/notes.txt", "unsupported_format", ': the ending ".txt"'],
    ["x/empty.csv", "empty", ": an empty file; expected CSV text."],
  ])("%s is an error: %s", async (input, code, message) => {
    const [got, text] = await failureOf(() => list(at(input)));
    expect([got, text.slice(at(input).length)]).toEqual([code, expect.stringContaining(message) as string]);
  });

  test("nothing, or something that is no path, is an error", async () => {
    for (const inputs of [[], "", [""], [3], 3]) {
      const [code, text] = await failureOf(() => list(inputs as string[]));
      expect(code).toBe("bad_option");
      expect(text).toContain("expected files, folders or patterns such as data/*.csv");
    }
    await expect(list("/dev/null", { format: "csv" })).rejects.toThrow("something other than a regular file");
  });
});

describe("files that differ", () => {
  test.each<[string, string, readonly string[] | undefined, string]>([
    [
      "text,n\nx,1\n",
      "text\nx\n",
      undefined,
      'two.csv: the file has no column "n"; expected the same columns as in one.csv. Name the columns to read: { only: [...] }.',
    ],
    [
      "text\nx\n",
      "text,n\nx,1\n",
      undefined,
      'one.csv: the file has no column "n"; expected the same columns as in two.csv. Name the columns to read: { only: [...] }.',
    ],
    [
      "text,n\nx,1\n",
      "text\nx\n",
      ["n"],
      'two.csv: the file has no column "n"; expected one of its columns: "text". Check the spelling, or rename the column.',
    ],
    ["text,n\nx,1\n", "text\nx\n", ["text"], ""],
  ])("%j and %j, columns %j", async (one, two, only, message) => {
    put("one.csv", one);
    put("two.csv", two);
    const reading = list([at("one.csv"), at("two.csv")], only === undefined ? {} : { only });
    if (message === "") expect(await reading).toHaveLength(2);
    else await expect(reading).rejects.toThrow(message.replaceAll(/(one|two)\.csv/g, (name) => at(name)));
  });

  test("in the kind of a column's values are an error that names file, column and types", async () => {
    put("text.csv", "text,n\nx,1\n");
    await writeTable(tableFromRows([{ text: "y", n: 1 }]), at("numbers.parquet"));
    await writeTable(tableFromRows([{ text: "y", n: 1n }]), at("whole.arrow"));
    const inputs = [at("text.csv"), at("numbers.parquet")];
    await expect(list(inputs)).rejects.toThrow(
      `${inputs[1] ?? ""}: column "n" is float64; expected utf8, as in ${inputs[0] ?? ""}. Give the column the same type`,
    );
    expect(await list(inputs, { only: ["text"] })).toHaveLength(2);
    expect(await list([...inputs, at("whole.arrow")], { columns: { n: "float64" } })).toHaveLength(3);
  });
});

describe("columns wanted of JSON Lines", () => {
  test("are null where rows lack them, and an error at the end where all do", async () => {
    put("keys/1.jsonl", '{"a":1}\n{"b":"x"}\n');
    put("keys/2.jsonl", '{"gr\\u00f6\\u00dfe":"y"}\n');
    const only = ["größe", "b"];
    const { tables } = await gather(at("keys"), { only, partRows: 1 });
    expect(rowsOf(tables)).toEqual(['{"größe":null,"b":null}', '{"größe":null,"b":"x"}', '{"größe":"y","b":null}']);
    const warnings: string[] = [];
    const reading = list(at("keys"), { only: ["b", "c"], onWarning: (text) => warnings.push(text) });
    await expect(reading).rejects.toThrow('2.jsonl: no row has a column named "c". Check the spelling');
    expect(warnings).toEqual([`${at("keys/1.jsonl")}: none of the first 2 rows has a column "c".`]);
  });
});

test("options that make no sense are an error before anything is read", () => {
  expect(() => openParts("x", { partBytes: 0 })).toThrow("openParts, partBytes: 0; expected a whole number from 1 to");
  expect(() => openParts("x", { partRows: 1.5 })).toThrow(
    "openParts, partRows: 1.5; expected a whole number of at least 1",
  );
  expect(() => openParts("x", { only: ["a", "a"] })).toThrow("Name each column once");
  expect(() => openParts("x", { delimiter: "" })).toThrow('option "delimiter"');
});

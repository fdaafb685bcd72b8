import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  openParts,
  tableFromRows,
  writeTable,
  type OpenPartsOptions,
  type TableFormat,
  type TablePart,
} from "../../../src/index.ts";
import { temporaryFolder } from "../expect-error.ts";
import { gather, list, rowsOf, writeBatches } from "./gather.ts";

const folder = temporaryFolder();
const time = new Date("2024-05-06T07:08:09.123Z");
const formats = ["arrow", "arrows", "parquet", "csv", "jsonl"] as const;

/** A file of one row in each batch, that always has the same time. */
async function makeFile(name: string, format: TableFormat, words: readonly string[]): Promise<string> {
  const path = join(folder, `${name}.${format}`);
  await writeBatches(tableFromRows(words.map((text) => ({ text }))), path, format, 1);
  utimesSync(path, time, time);
  return path;
}

describe.each(formats)("a manifest: %s", (format) => {
  const words = ["one", "two", "three", "four", "five"];
  const options = (name: string): OpenPartsOptions => ({
    partRows: 2,
    manifest: join(folder, `${name}-${format}.json`),
  });

  test("gives the parts again as they were, without reading the file", async () => {
    const path = await makeFile("known", format, words);
    const first = await gather(path, options("known"));
    expect(first.parts.map(({ rows }) => rows)).toEqual([2, 2, 1]);
    // The same size and time: only the manifest can tell what was here.
    writeFileSync(path, Buffer.alloc(readFileSync(path).length));
    utimesSync(path, time, time);
    expect(await list(path, options("known"))).toEqual(first.parts);
    await expect(gather(path, options("known"))).rejects.toThrow(path);
  });

  test("reads known parts from the file", async () => {
    const path = await makeFile("read", format, words);
    const first = await gather(path, options("read"));
    const second = await gather(path, options("read"));
    expect(second.parts).toEqual(first.parts);
    expect(rowsOf(second.tables)).toEqual(words.map((text) => JSON.stringify({ text })));
  });

  test("lists a file of another size, time or format anew, and all for parts of another size", async () => {
    const path = await makeFile("anew", format, words);
    await list(path, options("anew"));
    await makeFile("anew", format, ["other", ...words]);
    expect((await list(path, options("anew"))).map(({ rows }) => rows)).toEqual([2, 2, 2]);
    expect(await list(path, { ...options("anew"), partRows: 3 })).toHaveLength(2);
    utimesSync(path, time, new Date(0));
    expect(await list(path, options("anew"))).toHaveLength(3);
  });

  test("a run that ends early, at any part, goes on where it ended and lists the same", async () => {
    const path = await makeFile("resumed", format, words);
    const whole = await list(path, { partRows: 1 });
    for (let stop = 1; stop <= words.length; stop++) {
      const early = { partRows: 1, manifest: join(folder, `resumed-${stop}-${format}.json`) };
      const before: TablePart[] = [];
      for await (const { part } of openParts(path, early)) if (before.push(part) === stop) break;
      const kept = JSON.parse(readFileSync(early.manifest, "utf8")) as { files: { parts: unknown[] }[] };
      expect(kept.files.flatMap(({ parts }) => parts)).toHaveLength(stop);
      const { parts, tables } = await gather(path, early);
      expect(parts).toEqual(whole);
      expect(rowsOf(tables)).toEqual(words.map((text) => JSON.stringify({ text })));
    }
  });
});

test("one manifest serves other columns and types, which change the hash alone", async () => {
  const path = join(folder, "types.csv");
  writeFileSync(path, "text,n\nx,1\n");
  const manifest = join(folder, "types.json");
  const [text] = await list(path, { manifest });
  const before = readFileSync(manifest, "utf8");
  const { parts, tables } = await gather(path, { manifest, columns: { n: "int8" }, only: ["n"] });
  expect(readFileSync(manifest, "utf8")).toBe(before);
  expect(rowsOf(tables)).toEqual(['{"n":1}']);
  expect({ ...parts[0], hash: "" }).toEqual({ ...text, hash: "" });
  expect(parts[0]?.hash).not.toBe(text?.hash);
  await expect(list(path, { manifest, only: ["missing"] })).rejects.toThrow('no column "missing"');
});

test("what is known of files that differ is compared too", async () => {
  const manifest = join(folder, "differ.json");
  const inputs = [await makeFile("differ", "csv", ["x"]), join(folder, "differ.arrow")];
  await writeTable(tableFromRows([{ text: 1 }]), inputs[1] ?? "");
  for (const path of inputs) await list(path, { manifest });
  await expect(list(inputs, { manifest })).rejects.toThrow('column "text" is float64; expected utf8');
});

test.each(["", "{", "[]", "null", '{"schemaVersion":2}', '{"schemaVersion":1,"target":{},"files":[{"path":"x"}]}'])(
  "a manifest that reads %j is made anew, with a warning",
  async (text) => {
    const path = await makeFile("damaged", "csv", ["x"]);
    const manifest = join(folder, "damaged.json");
    writeFileSync(manifest, text);
    const warnings: string[] = [];
    expect(await list(path, { manifest, onWarning: (warning) => warnings.push(warning) })).toHaveLength(1);
    expect(warnings).toEqual([
      `${manifest}: not a manifest of parts that can be understood; the files are listed anew.`,
    ]);
    expect(await list(path, { manifest, onWarning: (warning) => warnings.push(warning) })).toHaveLength(1);
    expect(warnings).toHaveLength(1);
  },
);

test("a manifest that cannot be written is an error", async () => {
  const path = await makeFile("unwritable", "csv", ["x"]);
  await expect(list(path, { manifest: join(folder, "missing", "m.json") })).rejects.toThrow(
    "the folder to write into does not exist",
  );
  await expect(list(path, { manifest: folder })).rejects.toThrow("the path is a folder");
});

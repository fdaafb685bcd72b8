import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fc } from "@fast-check/vitest";
import type { Table } from "apache-arrow";
import { describe, expect, test } from "vitest";
import {
  openParts,
  readPart,
  readTable,
  tableFromRows,
  writeTable,
  type ColumnType,
  type TableFormat,
  type TablePart,
} from "../../../src/index.ts";
import { temporaryFolder } from "../expect-error.ts";
import { gather, list, rowsOf, writeBatches } from "./gather.ts";

const folder = temporaryFolder();
const columns: Readonly<Record<string, ColumnType>> = { likes: "int32", score: "float64", tags: "list<utf8>" };

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", " ", "é", "😀", ""), maxLength: 8 }),
  fc.constant(null),
);
const row = fc.record({
  text: cell,
  likes: fc.option(fc.integer({ min: -5, max: 5 })),
  score: fc.option(fc.constantFrom(0.5, -1, 1e300)),
  tags: fc.option(fc.array(fc.constantFrom("x", 'y"', ","), { maxLength: 3 })),
});

describe.each<TableFormat>(["arrow", "arrows", "parquet", "csv", "jsonl"])("parts of a file: %s", (format) => {
  test("together they are the whole table, for any size of part, and each is read alone as it was", async () => {
    const data = fc.array(row, { minLength: 1, maxLength: 30 });
    const size = fc.integer({ min: 1, max: 400 });
    const count = fc.integer({ min: 1, max: 12 });
    await fc.assert(
      fc.asyncProperty(data, count, size, count, async (rows, batchRows, partBytes, partRows) => {
        const path = join(folder, `data.${format}`);
        const table = tableFromRows(rows, { columns: { text: "utf8", ...columns } });
        await writeBatches(table, path, format, batchRows);
        const whole = await readTable(path, { columns, inferTypes: false });
        const { parts, tables: read } = await gather(path, { columns, partBytes, partRows });
        expect(rowsOf(read)).toEqual(rowsOf([whole]));
        expect(read.every((table) => String(table.schema) === String(whole.schema))).toBe(true);
        let firstRow = 0;
        for (const [section, part] of parts.entries()) {
          expect(part).toMatchObject({ path, section, firstRow });
          expect(structuredClone(part)).toEqual(part);
          const alone = await readPart(JSON.parse(JSON.stringify(part)) as TablePart, { columns });
          expect(rowsOf([alone])).toEqual(rowsOf(read.slice(section, section + 1)));
          firstRow += part.rows;
        }
        expect(firstRow).toBe(whole.numRows);
        const atMost = format === "csv" || format === "jsonl" ? partRows : Math.max(partRows, batchRows);
        expect(Math.max(...parts.map((part) => part.rows))).toBeLessThanOrEqual(atMost);
      }),
      { numRuns: 60 },
    );
  });
});

test("rows and lines in messages are those of the file", async () => {
  const path = join(folder, "lines.csv");
  writeFileSync(path, 'text,likes\n"two\nlines",1\nb,2\n\nc,x\n');
  const reading = gather(path, { columns: { likes: "int32" }, partRows: 1 });
  await expect(reading).rejects.toThrow(`${path}, row 2 (line 6), column "likes": "x"; expected int32.`);
});

test("columns are read in the order wanted, in every format, and a part knows the file by its bytes alone", async () => {
  const table = tableFromRows([{ a: "1", b: 2, c: "3" }], { columns: { b: "int32" } });
  for (const format of ["arrow", "arrows", "parquet", "csv", "jsonl"]) {
    const path = join(folder, `only.${format}`);
    await writeTable(table, path);
    const options = { columns: { b: "int32" }, only: ["c", "a"] } as const;
    const { tables, parts } = await gather(path, options);
    expect(rowsOf(tables)).toEqual(['{"c":"3","a":"1"}']);
    for (const part of parts) {
      expect(rowsOf([await readPart(part, options)])).toEqual(rowsOf(tables));
      if (format !== "jsonl") await expect(readPart(part, { only: ["d"] })).rejects.toThrow('no column "d"');
    }
    const [all] = await list(path, { columns: { b: "int32" } });
    expect(all).toEqual(parts[0]);
  }
});

test("the hash changes with the bytes, the header and the types declared, not with what is read", async () => {
  const hashOf = async (text: string, options = {}): Promise<string | undefined> => {
    const path = join(folder, "hash.csv");
    writeFileSync(path, text);
    return (await list(path, options))[0]?.hash;
  };
  const hash = await hashOf("a,b\n1,2\n");
  expect(await hashOf("a,b\n1,2\n", { only: ["b"], columns: { a: "utf8", other: "int8" } })).toBe(hash);
  const others = [
    await hashOf("a,b\n1,3\n"),
    await hashOf("a,c\n1,2\n"),
    await hashOf("a,b\n1,2\n", { columns: { a: "int8" } }),
    await hashOf("a,b\n1,2\n", { nullValues: ["1"] }),
    await hashOf("a,b\n1,2\n", { delimiter: ";" }),
  ];
  expect(new Set([hash, ...others]).size).toBe(6);
});

test("a part is read as it was listed also after the next one, and several at once", async () => {
  const path = join(folder, "later.csv");
  writeFileSync(path, 'text\na\n""\nc\nd\n');
  const reads: (() => Promise<Table>)[] = [];
  for await (const { read } of openParts(path, { partRows: 1 })) reads.push(read);
  const tables = await Promise.all([...reads, ...reads].map((read) => read()));
  expect(rowsOf(tables)).toEqual(["a", "", "c", "d", "a", "", "c", "d"].map((text) => JSON.stringify({ text })));
});

test("bytes that are no longer what was listed are an error", async () => {
  for (const format of ["arrow", "arrows", "parquet", "csv", "jsonl"] as const) {
    const path = join(folder, `changed.${format}`);
    await writeTable(tableFromRows([{ a: "one", b: "x" }]), path);
    const [part] = await list(path);
    await writeTable(tableFromRows([{ a: "two", b: "x" }]), path);
    if (part === undefined) throw new Error("there is no part");
    const message = `${path}: part 0 is not what it was when the file was listed; expected a file that stays as it is.`;
    await expect(readPart(part)).rejects.toThrow(message);
    if (format === "parquet") expect((await readPart(part, { only: ["b"] })).numRows).toBe(1);
    writeFileSync(path, "");
    await expect(readPart(part)).rejects.toThrow(path);
  }
});

test("a signal stops the reading", async () => {
  const path = join(folder, "stopped.csv");
  writeFileSync(path, "text\na\nb\nc\n");
  const stop = new AbortController();
  let count = 0;
  const reading = (async () => {
    for await (const { read } of openParts(path, { partRows: 1, signal: stop.signal })) {
      count++;
      stop.abort();
      await read();
    }
  })();
  await expect(reading).rejects.toMatchObject({ code: "aborted" });
  expect(count).toBe(1);
});

test("a file without rows has one part of no rows, with its columns", async () => {
  for (const format of ["arrow", "arrows", "parquet", "csv"] as const) {
    const path = join(folder, `empty.${format}`);
    await writeTable(tableFromRows([], { columns: { text: "utf8" } }), path);
    const { parts, tables } = await gather(path);
    expect(parts).toMatchObject([{ section: 0, rows: 0, firstRow: 0 }]);
    expect(tables[0]?.schema.names).toEqual(["text"]);
    expect((await readPart(parts[0] as TablePart)).schema.names).toEqual(["text"]);
  }
  const path = join(folder, "empty.jsonl");
  writeFileSync(path, "\n \n");
  await expect(list(path)).rejects.toThrow("a file of blank lines");
});

import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  Dictionary,
  Int32,
  makeBuilder,
  RecordBatchFileWriter,
  RecordBatchStreamWriter,
  Table,
  tableToIPC,
  Utf8,
  Vector,
  vectorFromArray,
} from "apache-arrow";
import { describe, expect, test } from "vitest";
import { readPart, readTable, tableFromRows } from "../../../src/index.ts";
import { failureOf, temporaryFolder } from "../expect-error.ts";
import { gather, list, rowsOf, writeBatches } from "./gather.ts";

const folder = temporaryFolder();
const fixtures = join(import.meta.dirname, "../fixtures");

/** Checks that parts of every size, together and alone, are the whole table. */
async function expectWhole(path: string): Promise<void> {
  const whole = rowsOf([await readTable(path)]);
  for (const partRows of [1, 3, 1000]) {
    const { parts, tables } = await gather(path, { partRows });
    expect(rowsOf(tables)).toEqual(whole);
    for (const [i, part] of parts.entries()) {
      expect(rowsOf([await readPart(part)])).toEqual(rowsOf(tables.slice(i, i + 1)));
    }
  }
}

const dictionary = (id: number): Dictionary<Utf8, Int32> => new Dictionary(new Utf8(), new Int32(), id);

/** Tables of one dictionary column that grows from one to the next. */
function growing(): Table[] {
  const builder = makeBuilder({ type: dictionary(5), nullValues: [null] });
  return [["a", "b"], ["b", "c", null], ["a", "d"], ["d"]].map((words) => {
    for (const word of words) builder.append(word);
    return new Table({ word: new Vector([builder.flush()]) });
  });
}

describe("parts of Arrow files with dictionaries", () => {
  test.each(["arrow", "arrows"])("that grow from batch to batch: %s", async (format) => {
    const Writer = format === "arrow" ? RecordBatchFileWriter : RecordBatchStreamWriter;
    const path = join(folder, `growing.${format}`);
    const writer = new Writer();
    for (const table of growing()) for (const batch of table.batches) writer.write(batch);
    writeFileSync(path, await writer.finish().toUint8Array());
    await expectWhole(path);
    expect(rowsOf((await gather(path)).tables)).toHaveLength(8);
  });

  test("that are replaced in the middle of a stream", async () => {
    const streams = [["a", "b", "a"], ["c"], ["d", "e"]].map((words) =>
      Buffer.from(tableToIPC(new Table({ word: vectorFromArray(words, dictionary(7)) }), "stream").slice(0, -8)),
    );
    const rest = streams.map((stream, i) => (i === 0 ? stream : stream.subarray(8 + stream.readInt32LE(4))));
    const path = join(folder, "replaced.arrows");
    writeFileSync(path, Buffer.concat(rest));
    await expectWhole(path);
    expect(rowsOf((await gather(path, { partRows: 3 })).tables)).toEqual(
      ["a", "b", "a", "c", "d", "e"].map((word) => JSON.stringify({ word })),
    );
  });

  test.each(["pandas-default.feather", "polars-zstd.arrow", "pyarrow-lz4.arrow", "pyarrow-zstd.arrows"])(
    "and compression, from other writers: %s",
    async (name) => {
      await expectWhole(join(fixtures, name));
    },
  );
});

describe("damaged Arrow files", () => {
  const table = tableFromRows(["one", "two", "three"].map((text) => ({ text })));

  test.each(["arrow", "arrows"] as const)("that are cut short are an error where they are: %s", async (format) => {
    const path = join(folder, `cut.${format}`);
    await writeBatches(table, path, format, 1);
    truncateSync(path, readFileSync(path).length - 60);
    const message = format === "arrow" ? "a file whose end is missing" : "a stream that is cut short";
    expect(await failureOf(() => list(path, { partRows: 1 }), folder)).toEqual([
      "corrupt_file",
      `~/cut.${format}: ${message}; expected a whole Arrow IPC file or stream. The file is damaged or cut short: make or copy it again.`,
    ]);
  });

  test("name the part whose buffers are wrong", async () => {
    const path = join(folder, "wrong.arrows");
    await writeBatches(table, path, "arrows", 1);
    const bytes = readFileSync(path);
    const at = bytes.indexOf("three") - 64;
    const offset = bytes.indexOf(Buffer.from([0, 0, 0, 0, 5, 0, 0, 0]), at);
    bytes.writeInt32LE(-1, offset);
    writeFileSync(path, bytes);
    const [code, message] = await failureOf(() => gather(path, { partRows: 1 }), folder);
    expect([code, message]).toEqual([
      "corrupt_file",
      expect.stringContaining('~/wrong.arrows, part 2: column "text" in which') as string,
    ]);
  });

  test("with a column twice are an error where it is wanted", async () => {
    const path = join(folder, "twice.arrow");
    const twice = new Table(tableFromRows([{ a: "x", b: "y" }]).batches);
    twice.schema.fields.forEach((field) => Object.assign(field, { name: "a" }));
    writeFileSync(path, tableToIPC(twice, "file"));
    expect(await list(path)).toHaveLength(1);
    expect((await failureOf(() => list(path, { only: ["a"] })))[0]).toBe("duplicate_name");
  });
});

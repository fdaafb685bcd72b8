import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  Dictionary,
  Int32,
  LargeUtf8,
  RecordBatchStreamWriter,
  Table,
  tableFromArrays,
  tableFromIPC,
  tableToIPC,
  Utf8,
  vectorFromArray,
  type RecordBatch,
} from "apache-arrow";
import { describe, expect, test } from "vitest";
import { runCommandLine } from "../../src/cli.ts";
import { readTable } from "../../src/index.ts";
import { binArguments, labelwright, scratchFolder, spamPack } from "./helpers.ts";

const scratch = scratchFolder();
const pack = scratch.write("pack.ts", spamPack);

const texts = ["win cash now", "thanks, great song", "http://x.example cash", null, "nothing here"];

/** A batch of rows; every batch has the same schema. */
const rowsOf = (values: readonly (string | null)[], first = 0): Table =>
  new Table({
    id: vectorFromArray(
      values.map((_, i) => first + i),
      new Int32(),
    ),
    text: vectorFromArray(values, new Utf8()),
  });

/** An Arrow stream with the batches of these tables, of which the first gives the schema. */
function streamOf(...tables: readonly Table[]): Uint8Array {
  const [first] = tables;
  if (first === undefined) throw new Error("no table");
  const batches = tables.flatMap((table) => table.select(first.schema.names as string[]).batches);
  return RecordBatchStreamWriter.writeAll(new Table(first.schema, batches as RecordBatch[])).toUint8Array(true);
}

interface Event {
  readonly level: string;
  readonly event: string;
  readonly [fact: string]: unknown;
}

interface Streamed {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly events: readonly Event[];
}

function start(...args: readonly string[]): { child: ChildProcessWithoutNullStreams; ended: Promise<Streamed> } {
  const child = spawn(process.execPath, [...binArguments, "stream", ...args], { cwd: scratch.path });
  const stdout: Buffer[] = [];
  let stderr = "";
  child.stdout.on("data", (bytes: Buffer) => stdout.push(bytes));
  child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
  child.stdin.on("error", () => undefined); // a child that ends early does not read on
  const ended = new Promise<Streamed>((done) => {
    child.on("close", (code, signal) => {
      const events = stderr
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Event);
      done({ code, signal, stdout: Buffer.concat(stdout), events });
    });
  });
  return { child, ended };
}

async function run(input: Uint8Array, ...args: readonly string[]): Promise<Streamed> {
  const { child, ended } = start(...args);
  child.stdin.end(input);
  return ended;
}

/** Each batch as an object of columns. */
const batchesOf = (bytes: Uint8Array): Record<string, unknown[]>[] => {
  const table = tableFromIPC(bytes);
  return table.batches.map((batch) => {
    const columns = table.schema.fields.map(({ name }) => [name, Array.from(batch.getChild(name) ?? [])]);
    return Object.fromEntries(columns) as Record<string, unknown[]>;
  });
};

const eventNames = ({ events }: Streamed): string[] => events.map(({ event }) => event);
const failureOf = ({ events }: Streamed): unknown => events.find(({ event }) => event === "failed");

const firstVotes = {
  link: [null, null, "spam", null, null],
  money: ["spam", null, "spam", null, null],
  thanks: [null, "ham", null, null, null],
};
const noVotes = { link: [], money: [], thanks: [] };

/** A pack of functions written as given, on a column of text. */
const packOf = (name: string, functions: string, before = ""): string =>
  scratch.write(
    name,
    `
import { definePack, defineTask, keywords, labelingFunction } from "labelwright";
${before}
const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
export default definePack({ name: "made", version: "1", task, functions: [${functions}] });
`,
  );

describe("labelwright stream", { timeout: 120_000 }, () => {
  test("writes one batch of votes for each batch of rows, in order, and tells on stderr what happened", async () => {
    const { code, stdout, events } = await run(streamOf(rowsOf(texts), rowsOf([]), rowsOf(["prize"], 5)), pack);
    expect(code).toBe(0);
    const last = { link: [null], money: ["spam"], thanks: [null] };
    expect(batchesOf(stdout)).toEqual([firstVotes, noVotes, last]);
    expect(tableFromIPC(stdout).schema.fields.map(String)).toEqual(["link: Utf8", "money: Utf8", "thanks: Utf8"]);
    const functions = ["link", "money", "thanks"];
    expect(events).toMatchObject([
      {
        level: "info",
        event: "start",
        pack: "spam-rules",
        version: "1.2.0",
        labels: ["ham", "spam"],
        columns: ["text"],
        functions,
      },
      { level: "info", event: "end", rows: 6, batches: 3, faults: { link: 0, money: 0, thanks: 0 } },
    ]);
  });

  test("writes the same votes as labelwright apply", async () => {
    const data = scratch.write("data.arrow", tableToIPC(rowsOf(texts), "file"));
    await labelwright(["apply", pack, data, "--out", scratch.at("votes.csv")]);
    const { stdout } = await run(streamOf(rowsOf(texts)), pack, "--keep", "id");
    scratch.write("streamed.arrows", stdout);
    const table = await readTable(scratch.at("streamed.arrows"));
    expect(batchesOf(tableToIPC(table))).toEqual([{ id: [0, 1, 2, 3, 4], ...firstVotes }]);
    const applied = await scratch.rows("votes.csv", { inferTypes: false });
    expect(applied.map(({ money }) => money)).toEqual(firstVotes.money);
  });

  test("writes codes, with null where a function abstains, and says in the schema what they mean", async () => {
    const { stdout } = await run(streamOf(rowsOf(texts)), pack, "--codes");
    expect(batchesOf(stdout)).toEqual([
      { link: [null, null, 1, null, null], money: [1, null, 1, null, null], thanks: [null, 0, null, null, null] },
    ]);
    const { schema } = tableFromIPC(stdout);
    expect(schema.fields.map(String)).toEqual(["link: Int8", "money: Int8", "thanks: Int8"]);
    expect(schema.metadata.get("labelwright.labels")).toBe('["ham","spam"]');
  });

  test("writes a schema and no batch for a stream without batches", async () => {
    const { code, stdout } = await run(streamOf(new Table(rowsOf([]).schema)), pack, "--keep", "id");
    expect(code).toBe(0);
    const table = tableFromIPC(stdout);
    expect(table.schema.names).toEqual(["id", "link", "money", "thanks"]);
    expect(table.numRows).toBe(0);
  });

  test("lets a reader open the votes before it sends a row", async () => {
    const { child, ended } = start(pack);
    const [head] = await new Promise<Buffer[]>((done) => child.stdout.once("data", (bytes: Buffer) => done([bytes])));
    expect(tableFromIPC(head).schema.names).toEqual(["link", "money", "thanks"]);
    child.stdin.end(streamOf(rowsOf(texts)));
    expect((await ended).code).toBe(0);
  });

  test("answers each batch before the next one is sent", async () => {
    const { child, ended } = start(pack);
    const whole = streamOf(rowsOf(texts), rowsOf(texts));
    const half = whole.length - (streamOf(rowsOf(texts)).length - streamOf(new Table(rowsOf([]).schema)).length) - 8;
    let received = 0;
    child.stdout.on("data", (bytes: Buffer) => (received += bytes.length));
    child.stdin.write(whole.subarray(0, half));
    while (received < 600) await pause(10);
    child.stdin.end(whole.subarray(half));
    expect(batchesOf((await ended).stdout)).toEqual([firstVotes, firstVotes]);
  });

  test("reads large text, dictionaries that change on the way, and compressed batches", async () => {
    const large = new Table({ text: vectorFromArray(texts, new LargeUtf8()) });
    expect(batchesOf((await run(streamOf(large), pack)).stdout)).toEqual([firstVotes]);

    const type = new Dictionary(new Utf8(), new Int32(), 1);
    const entries = [texts, [...texts].reverse()].map((values) => new Table({ text: vectorFromArray(values, type) }));
    const { stdout: changed } = await run(streamOf(...entries), pack, "--keep", "text");
    const backward = Object.values(firstVotes).map((votes) => [...votes].reverse());
    const [link, money, thanks] = backward;
    expect(batchesOf(changed)).toEqual([
      { text: texts, ...firstVotes },
      { text: [...texts].reverse(), link, money, thanks },
    ]);

    const zstd = readFileSync(resolve("test/tables/fixtures/pyarrow-zstd.arrows"));
    const { code, stdout } = await run(zstd, pack, "--keep", "label,n,view,tags");
    expect(code).toBe(0);
    expect(batchesOf(stdout).map(({ label, money: votes }) => [label, votes])).toEqual([
      [["ham", null, "spam", "ham", "ham", "ham", null, "spam"], Array.from({ length: 8 }, () => null)],
      [["ham", "ham", "ham", null, "spam", "ham", "ham"], Array.from({ length: 7 }, () => null)],
    ]);
  });

  test("writes declared confidences, and those of closures where it is asked to", async () => {
    const sure = packOf(
      "sure.ts",
      `keywords(task, { name: "declared", column: "text", any: ["cash"], label: "spam", confidence: 0.75 }),
       labelingFunction(task, { name: "closure", columns: ["text"], vote: ({ text }) => text.includes("http") ? { label: "spam", confidence: 0.5 } : null })`,
    );
    const without = await run(streamOf(rowsOf(texts)), sure);
    expect(tableFromIPC(without.stdout).schema.names).toEqual(["declared", "declared.confidence", "closure"]);
    expect(without.events).toContainEqual({
      level: "warning",
      event: "confidences",
      function: "closure",
      message: 'labeling function "closure" gives confidences, which are left out; --confidences adds them',
    });
    const all = await run(streamOf(rowsOf(texts)), sure, "--confidences");
    expect(batchesOf(all.stdout)).toMatchObject([
      { "declared.confidence": [0.75, null, 0.75, null, null], "closure.confidence": [null, null, 0.5, null, null] },
    ]);
    expect(eventNames(all)).toEqual(["start", "end"]);
  });

  test("keeps what a pack prints out of the votes", async () => {
    const loud = packOf(
      "loud.ts",
      `keywords(task, { name: "cash", column: "text", any: ["cash"], label: "spam" })`,
      `console.log("loaded\\nnow");`,
    );
    const { stdout, events } = await run(streamOf(rowsOf(texts)), loud);
    expect(batchesOf(stdout)).toEqual([{ cash: ["spam", null, "spam", null, null] }]);
    expect(events[0]).toEqual({ level: "info", event: "console", message: "loaded\nnow" });
  });
});

describe("labelwright stream, failing", { timeout: 120_000 }, () => {
  const throwing = packOf(
    "throwing.ts",
    `labelingFunction(task, { name: "fragile", columns: ["text"], vote: ({ text }) => { if (text.startsWith("http")) throw new Error("no links"); return "ham"; } })`,
  );

  test("ends with 1 and the row where a function throws; the batches before it are written", async () => {
    const outcome = await run(streamOf(rowsOf(["a"]), rowsOf(texts)), throwing);
    expect(outcome.code).toBe(1);
    expect(batchesOf(outcome.stdout)).toEqual([{ fragile: ["ham"] }]);
    expect(failureOf(outcome)).toMatchObject({
      level: "error",
      code: "function_failed",
      where: 'labeling function "fragile", row 3',
      details: { function: "fragile", row: 3 },
    });
  });

  test("goes on with --faults abstain, warns of the first failure, and counts them", async () => {
    const outcome = await run(streamOf(rowsOf(texts), rowsOf(texts)), throwing, "--faults", "abstain");
    expect(outcome.code).toBe(0);
    const fragile = ["ham", "ham", null, null, "ham"];
    expect(batchesOf(outcome.stdout)).toEqual([{ fragile }, { fragile }]);
    expect(eventNames(outcome)).toEqual(["start", "fault", "end"]);
    expect(outcome.events[1]).toMatchObject({ level: "warning", function: "fragile", row: 2 });
    expect(outcome.events[2]).toMatchObject({ rows: 10, batches: 2, faults: { fragile: 2 } });
  });

  const whole = streamOf(rowsOf(texts));
  const hostile: readonly (readonly [string, Uint8Array, string, string])[] = [
    ["no bytes", new Uint8Array(0), "corrupt_file", "no bytes; expected an Arrow IPC stream"],
    ["text", Buffer.from("id,text\n1,win cash\n"), "corrupt_file", "bytes that are no Arrow message"],
    ["zeros", new Uint8Array(64), "corrupt_file", "a stream without a schema"],
    ["an Arrow file", tableToIPC(rowsOf(texts), "file"), "corrupt_file", "an Arrow IPC file; expected"],
    ["a schema that is cut short", whole.subarray(0, 20), "corrupt_file", "cut short in its schema"],
    ["a batch that is cut short", whole.subarray(0, -100), "corrupt_file", "cut short in message 2"],
    ["no end mark", whole.subarray(0, -8), "corrupt_file", "cut short in message 3, or lacks its end mark"],
    ["two streams", Buffer.concat([whole, whole]), "corrupt_file", "more bytes after the end of the stream"],
    [
      "a missing column",
      streamOf(tableFromArrays({ body: ["a"] })),
      "missing_column",
      'the table has no column "text"',
    ],
    ["a wrong type", streamOf(tableFromArrays({ text: [1, 2] })), "wrong_type", 'column "text" is float64'],
  ];
  test.each(hostile)("ends with 1 on %s", async (_, input, code, message) => {
    const outcome = await run(input, pack);
    expect(outcome.code).toBe(1);
    expect(failureOf(outcome)).toMatchObject({
      level: "error",
      code,
      message: expect.stringContaining(message) as string,
    });
    expect(eventNames(outcome)).toEqual(["start", "failed"]);
  });

  test("survives damage of any byte: an error, or votes on all rows", async () => {
    // In this process, since there are many. Values may change unseen; what must not happen is a hang or a short answer.
    for (let at = 0; at < whole.length; at += 7) {
      const damaged = Uint8Array.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      const pieces: Uint8Array[] = [];
      let stderr = "";
      const code = await runCommandLine(["stream", pack], {
        // eslint-disable-next-line @typescript-eslint/require-await -- bytes come asynchronously
        stdin: (async function* () {
          yield damaged;
        })(),
        writeBytes: async (bytes) => {
          pieces.push(bytes);
          await Promise.resolve();
        },
        stdout: { write: () => undefined },
        stderr: { write: (text) => (stderr += text) },
      });
      if (code === 0) expect(tableFromIPC(Buffer.concat(pieces)).numRows).toBe(texts.length);
      else
        expect(stderr).toMatch(
          /"event":"failed","code":"(corrupt_file|missing_column|wrong_type|too_large|duplicate_name)"/,
        );
    }
  });

  test("ends with 2 on bad usage, and says so in JSON", async () => {
    expect(failureOf(await run(whole, pack, "--cods"))).toMatchObject({
      code: "bad_option",
      where: "labelwright stream",
    });
    const outcome = await run(whole, pack, "--keep", "id,");
    expect(outcome).toMatchObject({ code: 2, stdout: Buffer.alloc(0) });
    expect(failureOf(outcome)).toMatchObject({ code: "bad_option", where: "--keep" });
    const votes = await run(streamOf(tableFromArrays({ text: ["a"], money: ["b"] })), pack, "--keep", "money");
    expect(failureOf(votes)).toMatchObject({ code: "duplicate_name", where: "--keep" });
    expect(await labelwright(["stream", pack])).toMatchObject({ code: 2, stdout: "" });
  });

  test("ends with 130 on a signal, though it waits for rows that never come", async () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      const { child, ended } = start(pack);
      await new Promise((done) => child.stdout.once("data", done));
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 130, signal: null });
    }
  });

  test("ends, not with 0 and without a word, when its reader has gone", async () => {
    const { child, ended } = start(pack);
    child.stdout.once("data", () => child.stdout.destroy());
    const rows = rowsOf(Array.from({ length: 50_000 }, () => "thanks for the cash"));
    child.stdin.end(streamOf(...Array.from({ length: 20 }, () => rows)));
    const outcome = await ended;
    expect(outcome.code).toBe(1);
    expect(eventNames(outcome)).toEqual(["start"]);
  });

  test("does not read ahead of a slow reader", async () => {
    const { child, ended } = start(pack);
    child.stdout.pause();
    const rows = streamOf(rowsOf(Array.from({ length: 20_000 }, () => "thanks for the cash".repeat(10))));
    const head = streamOf(new Table(rowsOf([]).schema)).length - 8;
    const batch = rows.subarray(head, -8);
    child.stdin.write(rows.subarray(0, head));
    const count = 60;
    let taken = 0;
    const feed = (async () => {
      for (let i = 0; i < count; i++) {
        if (!child.stdin.write(batch)) await once(child.stdin, "drain");
        taken++;
      }
      child.stdin.end(rows.subarray(-8));
    })();
    // Until nothing moves: about what the pipes and the one batch in work hold.
    for (let before = -1; before !== taken || taken === 0;) {
      before = taken;
      await pause(500);
    }
    expect(taken).toBeLessThan(count / 2);
    child.stdout.resume();
    const outcome = await ended;
    await feed;
    expect(outcome.code).toBe(0);
    expect(outcome.events.at(-1)).toMatchObject({ event: "end", batches: count });
  });
});

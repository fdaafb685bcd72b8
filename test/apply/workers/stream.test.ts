import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Table } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  applyLabelingFunctionsToStream,
  type ApplyToStreamOptions,
} from "../../../src/apply/stream/apply-to-stream.ts";
import type { StreamedVotes } from "../../../src/apply/stream/streamed-votes.ts";
import type { LabelingError } from "../../../src/errors.ts";
import { tableOfPatterns } from "../../../src/matrix/patterns-table.ts";
import type { AnyPack } from "../../../src/packs/pack.ts";
import { tableFromRows } from "../../../src/tables/from-rows.ts";
import { openParts } from "../../../src/tables/parts/open-parts.ts";
import type { OpenPart } from "../../../src/tables/parts/part.ts";
import { rejection } from "../../util/caught.ts";
import { PackFolder } from "./packs.ts";

const folder = new PackFolder();
afterAll(() => folder.remove());

const words = ["cash", "prize", "hello", "наличные", "thanks"];
const rowAt = (n: number): { text: string; n: number; kind: string } => ({
  text: `${words[n % 5]} ${words[(n * 7) % 3]}`,
  n,
  kind: `kind ${n % 4}`,
});

/** Two CSV files, of 700 and 500 rows, in parts of 100. */
function parts(): AsyncIterable<OpenPart> {
  const files = [700, 500].map((rows, i) => {
    const lines = Array.from({ length: rows }, (_, row) => {
      const { text, n, kind } = rowAt(700 * i + row);
      return `${text},${n},${kind}`;
    });
    const file = join(folder.path, `rows-${i}.csv`);
    writeFileSync(file, `text,n,kind\n${lines.join("\n")}\n`);
    return file;
  });
  return openParts(files, { columns: { n: "float64" }, partRows: 100 });
}

function* tables(): Generator<Table> {
  for (let n = 0; n < 1200; n += 100) yield tableFromRows(Array.from({ length: 100 }, (_, i) => rowAt(n + i)));
}

const functions = `
  keywords(task, { name: "money", column: "text", any: ["cash", "наличные"], label: "spam" }),
  lookup(task, { name: "kind", column: "kind", in: { "kind 1": "ham" } }),
  onN("later", async (n) => (n % 3 === 0 ? { label: "ham", confidence: (n % 4 + 1) / 4 } : null), { async: true }),
  onN("faulty", (n) => { if (n % 100 === 7) throw new RangeError("at " + n); return n % 11 === 0 ? "ham" : null; }),`;

const facts = ({ rows, batches, faults, cache, patterns }: StreamedVotes): object => ({
  rows,
  batches,
  faults,
  cache,
  patterns: tableOfPatterns(patterns).toArray().map(String),
});

describe("a stream in three worker threads", () => {
  let pack: AnyPack;
  beforeAll(async () => {
    pack = await folder.load("stream", functions);
  });
  const run = (
    reader: AsyncIterable<OpenPart> | Iterable<Table>,
    options: ApplyToStreamOptions,
  ): Promise<StreamedVotes> =>
    applyLabelingFunctionsToStream(pack.functions, reader, { faults: "abstain", ...options });

  test.each([
    ["parts of files, which the threads read", parts],
    ["tables", tables],
  ] as const)("comes to what one thread makes of it: %s", async (_, reader) => {
    const alone = await run(reader(), { workers: 1 });
    const together = await run(reader(), { workers: 3 });
    expect(facts(together)).toEqual(facts(alone));
    expect(together.timings.every(({ milliseconds }) => milliseconds > 0)).toBe(true);
  });

  test("hands on votes and rows in order", async () => {
    const seen = async (workers: number): Promise<readonly unknown[]> => {
      const all: unknown[] = [];
      await applyLabelingFunctionsToStream(pack.functions, parts(), {
        faults: "abstain",
        workers,
        onVotes: ({ votes, faults }, batch, firstRow) => {
          all.push([firstRow, batch.numRows, batch.getChild("n")?.get(3), votes.map(String), faults]);
        },
      });
      return all;
    };
    expect(await seen(3)).toEqual(await seen(1));
  });

  test("pulls no more batches than threads need", async () => {
    let pulled = 0;
    const ahead: number[] = [];
    function* counted(): Generator<Table> {
      for (const table of tables()) {
        pulled++;
        yield table;
      }
    }
    let done = 0;
    await applyLabelingFunctionsToStream(pack.functions, counted(), {
      faults: "abstain",
      workers: 2,
      onVotes: () => void ahead.push(pulled - done++),
    });
    expect(Math.max(...ahead)).toBe(3);
    expect(done).toBe(12);
  });

  test("keeps and reads votes as one thread does", async () => {
    const cache = join(folder.path, "cache");
    const cold = await run(parts(), { workers: 3, cache });
    expect(cold.cache).toEqual({ read: 0, computed: 4 * 1200 });
    const warm = await run(parts(), { workers: 3, cache });
    expect(warm.cache).toEqual({ read: 4 * 1200, computed: 0 });
    expect({ ...facts(warm), cache: null }).toEqual({ ...facts(cold), cache: null });
    const pinned = await run(parts(), { workers: 1, cache });
    expect(facts(pinned)).toEqual(facts(warm));
  });
});

describe("the error that ends a stream is that of one thread:", () => {
  test.each<readonly [string, string, ApplyToStreamOptions]>([
    ["the first row's", 'onN("a", (n) => { if (n >= 350) throw new Error("at " + n); return null; })', {}],
    [
      "of more faults than the limit",
      `onN("a", (n) => { if (n % 100 === 5) throw new Error("at " + n); return null; }),
       onN("b", (n) => { if (n % 50 === 9) throw new Error("at " + n); return null; })`,
      { faults: "abstain", faultLimit: 9 },
    ],
  ])("%s", async (title, source, options) => {
    const pack = await folder.load(`stream ${title.replaceAll("'", "")}`, source);
    const failing = (workers: number, reader: AsyncIterable<OpenPart> | Iterable<Table>): Promise<LabelingError> =>
      rejection(applyLabelingFunctionsToStream(pack.functions, reader, { ...options, workers }));
    const told = ({ code, where, message, details }: LabelingError): object => ({ code, where, message, details });
    expect(told(await failing(3, parts()))).toEqual(told(await failing(1, parts())));
    expect(told(await failing(3, tables()))).toEqual(told(await failing(1, tables())));
  });

  test("also where the faults that come before are known from a cache", async () => {
    const cache = join(folder.path, "faults");
    const pack = await folder.load(
      "limited",
      'onN("a", (n) => { if (n % 100 === 5) throw new Error("at " + n); return null; })',
    );
    const apply = (options: ApplyToStreamOptions): Promise<StreamedVotes> =>
      applyLabelingFunctionsToStream(pack.functions, parts(), { faults: "abstain", cache, ...options });
    await apply({ workers: 2 });
    const [alone, together] = [
      await rejection(apply({ workers: 1, faultLimit: 7 })),
      await rejection(apply({ workers: 2, faultLimit: 7 })),
    ];
    expect(together.message).toBe(alone.message);
  });
});

describe("a stream whose threads do not end by themselves", () => {
  test("is ended by the signal", async () => {
    const pack = await folder.load("endless-stream", 'onN("endless", (n) => { while (n >= 200); return null; })');
    const controller = new AbortController();
    const run = applyLabelingFunctionsToStream(pack.functions, parts(), {
      workers: 2,
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 200) setTimeout(() => controller.abort(), 500);
      },
    });
    expect((await rejection(run)).code).toBe("aborted");
  });

  test("names the part and the function on which one ended the thread", async () => {
    const pack = await folder.load(
      "exiting-stream",
      'onN("exits", (n) => { if (n === 950) process.exit(7); return null; })',
    );
    const error = await rejection(applyLabelingFunctionsToStream(pack.functions, parts(), { workers: 2 }));
    expect(error.message).toMatch(
      /^labeling function "exits", part 2 of \S*rows-1\.csv: .*the worker thread has ended: something in it called process\.exit\(7\)/,
    );
  });
});

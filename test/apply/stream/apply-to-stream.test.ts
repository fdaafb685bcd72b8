import { Readable } from "node:stream";
import { inspect } from "node:util";
import { fc, test as property } from "@fast-check/vitest";
import {
  RecordBatchReader,
  Table,
  tableFromArrays,
  tableToIPC,
  vectorFromArray,
  Float64,
  type RecordBatch,
} from "apache-arrow";
import { describe, expect, expectTypeOf, test } from "vitest";

import { applyLabelingFunctions } from "../../../src/apply/apply.ts";
import { applyLabelingFunctionsToStream } from "../../../src/apply/stream/apply-to-stream.ts";
import { labelingFunction } from "../../../src/functions/row.ts";
import { defineTask } from "../../../src/labels/task.ts";
import { compressVotes } from "../../../src/matrix/compress.ts";
import type { LabelMatrix } from "../../../src/matrix/label-matrix.ts";
import type { VotePatterns } from "../../../src/matrix/vote-patterns.ts";
import type { TablePart } from "../../../src/tables/parts/part.ts";
import type { Progress } from "../../../src/util/progress.ts";
import { rejection } from "../../util/caught.ts";
import { secondArrow } from "../../util/second-arrow.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { n: "float64" } });
const even = labelingFunction(task, { name: "even", columns: ["n"], vote: ({ n }) => (n % 2 === 0 ? "spam" : null) });
const small = labelingFunction(task, {
  name: "small",
  columns: ["n"],
  vote: ({ n }) => (n < 3 ? { label: "ham", confidence: n < 1 ? 0.5 : 1 } : null),
});
const failing = labelingFunction(task, {
  name: "failing",
  columns: ["n"],
  vote: ({ n }) => {
    if (n >= 5) throw new Error(`no ${n}`);
    return "ham";
  },
});

const numbers = (values: readonly number[]): Table => new Table({ n: vectorFromArray(values, new Float64()) });

/** The numbers 0 to `count - 1`, some at a time. */
function batchesOf(count: number, size: number): Table[] {
  const all = Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: Math.ceil(count / size) }, (_, b) => numbers(all.slice(b * size, (b + 1) * size)));
}

/** What a part says of itself before it is read. */
const partOf = (path: string, table: Table): TablePart => ({
  path,
  format: "csv",
  section: 0,
  firstRow: 0,
  rows: table.numRows,
  bytes: 1,
  digest: "",
  hash: path,
  place: { ranges: [] },
});

/** Patterns as plain values, in their order. */
const plain = ({ counts, votes }: VotePatterns): object => ({
  counts: [...counts],
  offsets: [...votes.offsets],
  functions: [...votes.functions],
  codes: [...votes.codes],
  strengths: votes.strengths === null ? null : [...votes.strengths],
});

describe("applyLabelingFunctionsToStream", () => {
  const values = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 60 });
  const cuts = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 })
    .filter((sizes) => sizes.some((size) => size > 0));

  property.prop([values, cuts])(
    "casts the votes, counts the patterns and keeps the faults of all rows at once, however they are cut",
    async (list, sizes) => {
      const functions = [even, small, failing];
      const whole = await applyLabelingFunctions(functions, numbers(list), { faults: "abstain" });
      const batches: Table[] = [];
      for (let at = 0, b = 0; at < list.length; b++) {
        const size = sizes[b % sizes.length] ?? 1;
        batches.push(numbers(list.slice(at, at + size)));
        at += size;
      }
      const codes = functions.map((): number[] => []);
      const streamed = await applyLabelingFunctionsToStream(functions, batches, {
        faults: "abstain",
        onVotes: ({ votes }, batch, firstRow) => {
          expect(firstRow).toBe(codes[0]?.length);
          votes.forEach((column, j) => {
            expect(column).toHaveLength(batch.numRows);
            codes[j]?.push(...column);
          });
        },
      });
      expect(codes).toEqual(whole.votes.map((column) => [...column]));
      expect(plain(streamed.patterns)).toEqual(plain(compressVotes(whole)));
      expect(streamed.faults).toEqual(whole.faults);
      expect(streamed.rows).toBe(list.length);
    },
  );

  test("a stream without batches gives zero rows and no patterns", async () => {
    const streamed = await applyLabelingFunctionsToStream([even], []);
    expect(streamed).toMatchObject({ rows: 0, batches: 0, faults: { count: 0, counts: [0] } });
    expect(streamed.patterns).toMatchObject({ rows: 0, size: 0 });
  });

  test("batches without rows count as batches", async () => {
    const streamed = await applyLabelingFunctionsToStream([even], [numbers([]), numbers([2]), numbers([])]);
    expect(streamed).toMatchObject({ rows: 1, batches: 3, patterns: { size: 1 } });
  });

  test("the result is frozen, and prints as one line", async () => {
    const streamed = await applyLabelingFunctionsToStream([even, small], batchesOf(6, 4));
    expect(Object.isFrozen(streamed)).toBe(true);
    expect(Object.isFrozen(streamed.timings)).toBe(true);
    expect(inspect(streamed)).toBe("StreamedVotes: 6 rows in 2 batches x 2 labeling functions, 5 patterns");
    expect(streamed.cache).toEqual({ read: 0, computed: 12 });
    expect(streamed.timings).toHaveLength(2);
  });

  describe("reads", () => {
    const whole = batchesOf(10, 4).reduce((table, batch) => table.concat(batch));
    const bytes = tableToIPC(whole, "stream");
    const expected = [5, 5];
    const counts = async (reader: Parameters<typeof applyLabelingFunctionsToStream>[1]): Promise<number[]> => {
      const { patterns, batches } = await applyLabelingFunctionsToStream([even], reader);
      expect(batches).toBe(3);
      return [...patterns.counts];
    };

    test("a table, as the stream of its record batches", async () => {
      expect(await counts(whole)).toEqual(expected);
    });
    test("an array of record batches", async () => {
      expect(await counts(whole.batches)).toEqual(expected);
    });
    test("a generator, and an async generator", async () => {
      expect(await counts(batchesOf(10, 4).values())).toEqual(expected);
      async function* slowly(): AsyncGenerator<RecordBatch> {
        for (const batch of whole.batches) {
          await Promise.resolve();
          yield batch;
        }
      }
      expect(await counts(slowly())).toEqual(expected);
    });
    test("an Arrow RecordBatchReader over bytes", async () => {
      expect(await counts(RecordBatchReader.from(bytes))).toEqual(expected);
    });
    test("an Arrow RecordBatchReader over a stream of bytes", async () => {
      const reader = await RecordBatchReader.from(Readable.from([bytes.subarray(0, 100), bytes.subarray(100)]));
      expect(await counts(reader)).toEqual(expected);
    });
    test("tables, batches and readers of another copy of apache-arrow", async () => {
      const foreign = secondArrow.tableFromIPC(bytes);
      expect(await counts(foreign)).toEqual(expected);
      expect(await counts(foreign.batches)).toEqual(expected);
      expect(await counts(secondArrow.RecordBatchReader.from(bytes) as unknown as RecordBatchReader)).toEqual(expected);
    });
    test("parts of a data set, read one at a time", async () => {
      let read = 0;
      const parts = batchesOf(10, 4).map((table, b) => ({
        part: partOf(`part-${b}.csv`, table),
        read: () => {
          read++;
          return Promise.resolve(table);
        },
      }));
      const seen: [number, number][] = [];
      await applyLabelingFunctionsToStream([even], parts, {
        onVotes: (_votes, batch, firstRow) => {
          expectTypeOf(batch).toEqualTypeOf<Table>();
          seen.push([read, firstRow]);
        },
      });
      expect(seen).toEqual([
        [1, 0],
        [2, 4],
        [3, 8],
      ]);
    });
  });

  describe("onVotes", () => {
    test("is given the batch as the reader gave it, typed", async () => {
      const tables = batchesOf(4, 2);
      const given: Table[] = [];
      await applyLabelingFunctionsToStream([even], tables, {
        onVotes: (votes, batch) => {
          expectTypeOf(batch).toEqualTypeOf<Table>();
          expectTypeOf(votes).toEqualTypeOf<LabelMatrix<"ham" | "spam", "even">>();
          given.push(batch);
        },
      });
      expect(given.map((table, b) => table === tables[b])).toEqual([true, true]);
    });

    test("the next batch is not pulled before it is done", async () => {
      const events: string[] = [];
      function* source(): Generator<Table> {
        for (const [b, table] of batchesOf(6, 2).entries()) {
          events.push(`pull ${b}`);
          yield table;
        }
      }
      await applyLabelingFunctionsToStream([even], source(), {
        onVotes: async (_votes, _batch, firstRow) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          events.push(`wrote ${firstRow}`);
        },
      });
      expect(events).toEqual(["pull 0", "wrote 0", "pull 1", "wrote 2", "pull 2", "wrote 4"]);
    });

    test("what it throws ends the run and closes the reader", async () => {
      const { reader, events } = watched(batchesOf(6, 2));
      const running = applyLabelingFunctionsToStream([even], reader, {
        onVotes: () => Promise.reject(new Error("disk full")),
      });
      await expect(running).rejects.toThrow("disk full");
      expect(events).toEqual(["next", "return"]);
    });
  });

  test("progress counts rows; how many there will be is not known", async () => {
    const seen: Progress[] = [];
    await applyLabelingFunctionsToStream([even], batchesOf(6, 4), { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([4, 6].map((done) => ({ task: "applying labeling functions", done, total: null })));
  });
});

/** A reader that writes down how it is used, and may fail at its end. */
function watched(tables: readonly Table[], failure?: Error): { reader: AsyncIterable<Table>; events: string[] } {
  const events: string[] = [];
  const source = tables.values();
  const iterator = {
    next: () => {
      events.push("next");
      const next = source.next();
      return next.done === true && failure !== undefined ? Promise.reject(failure) : Promise.resolve(next);
    },
    return: () => {
      events.push("return");
      return Promise.resolve({ done: true as const, value: undefined });
    },
  };
  return { events, reader: { [Symbol.asyncIterator]: () => iterator } };
}

describe("applyLabelingFunctionsToStream fails with", () => {
  test("a reader that is none", async () => {
    expect((await rejection(applyLabelingFunctionsToStream([even], 7 as never))).message).toBe(
      "applyLabelingFunctionsToStream, reader: 7; expected an iterable or async iterable of Arrow tables or record batches, such as an Arrow RecordBatchReader.",
    );
    const promise = RecordBatchReader.from(Readable.from([tableToIPC(numbers([1]), "stream")])) as never;
    expect((await rejection(applyLabelingFunctionsToStream([even], promise))).message).toMatch(
      /reader: a promise; .* Await the promise first\.$/,
    );
  });

  test("a batch that is none, naming its number", async () => {
    const reader = [numbers([1]), { n: 1 }] as never;
    expect((await rejection(applyLabelingFunctionsToStream([even], reader))).message).toBe(
      "applyLabelingFunctionsToStream, batch 2: an object with n; expected an Arrow table or record batch, or a part of a data set.",
    );
  });

  test("a batch without a column, or with a column of another type, naming its number", async () => {
    const other = (columns: Record<string, unknown[]>): Promise<Error> =>
      rejection(applyLabelingFunctionsToStream([even], [numbers([1]), tableFromArrays(columns)]));
    expect((await other({ m: [1] })).message).toBe(
      'applyLabelingFunctionsToStream, batch 2: the table has no column "n"; expected one of its columns: m. Check the spelling, or rename the column.',
    );
    expect((await other({ n: ["x"] })).message).toMatch(
      /^applyLabelingFunctionsToStream, batch 2: column "n" is utf8 in the table; expected float64\./,
    );
  });

  test("the number of the row in the stream where a function throws", async () => {
    const error = await rejection(applyLabelingFunctionsToStream([even, failing], batchesOf(8, 3)));
    expect(error.message).toMatch(/^labeling function "failing", row 5: it threw Error: no 5\./);
    expect(error.details).toMatchObject({ function: "failing", row: 5 });
  });

  test("the file too, and the row in it, where a part was being voted on", async () => {
    const parts = batchesOf(8, 3).map((table, b) => ({
      part: { ...partOf(`day-${b}.csv`, table), firstRow: 100 },
      read: () => Promise.resolve(table),
    }));
    const error = await rejection(applyLabelingFunctionsToStream([failing], parts));
    expect(error.message).toMatch(
      /^labeling function "failing", row 5: on row 102 of day-1\.csv, it threw Error: no 5\. Mend it/,
    );
    expect(error.details).toEqual({ function: "failing", row: 5, path: "day-1.csv", rowInFile: 102 });
  });

  test("a part that lacks a column, naming the file", async () => {
    const table = tableFromArrays({ m: [1] });
    const parts = [{ part: partOf("day.csv", table), read: () => Promise.resolve(table) }];
    expect((await rejection(applyLabelingFunctionsToStream([even], parts))).message).toMatch(
      /^day\.csv: the table has no column "n"/,
    );
  });

  test("a part that has other rows than it said", async () => {
    const part = { ...partOf("day.csv", numbers([1])), rows: 2 };
    const parts = [{ part, read: () => Promise.resolve(numbers([1])) }];
    expect((await rejection(applyLabelingFunctionsToStream([even], parts))).message).toBe(
      "day.csv: 1 rows in a part; expected the 2 that it is said to have. The file may have changed meanwhile: run again.",
    );
  });

  test("more faults than the limit, counted over all batches", async () => {
    const options = { faults: "abstain", faultLimit: 2 } as const;
    const error = await rejection(applyLabelingFunctionsToStream([failing], batchesOf(9, 2), options));
    expect(error.message).toMatch(/^labeling function "failing": more than 2 failed rows, the last one: .*row 7/);
  });

  test("what the reader throws, as the cause, naming the batch; it is not closed again", async () => {
    const broken = new Error("connection lost");
    const { reader, events } = watched(batchesOf(2, 2), broken);
    const error = await rejection(applyLabelingFunctionsToStream([even], reader));
    expect(error.message).toMatch(
      /^applyLabelingFunctionsToStream, batch 2: the reader failed: Error: connection lost\./,
    );
    expect(error.cause).toBe(broken);
    expect(events).toEqual(["next", "next"]);
  });

  test("bytes of an Arrow stream that are cut short", async () => {
    const bytes = tableToIPC(numbers([1, 2, 3]), "stream");
    const reader = await RecordBatchReader.from(Readable.from([bytes.subarray(0, bytes.length - 30)]));
    const error = await rejection(applyLabelingFunctionsToStream([even], reader));
    expect(error.message).toMatch(/^applyLabelingFunctionsToStream, batch 1: the reader failed: /);
  });
});

describe("the signal to stop", () => {
  test("ends the run between batches, and closes the reader", async () => {
    const { reader, events } = watched(batchesOf(6, 2));
    const stop = new AbortController();
    const running = applyLabelingFunctionsToStream([even], reader, {
      signal: stop.signal,
      onVotes: () => stop.abort("enough"),
    });
    const error = await rejection(running);
    expect([error.code, error.cause]).toEqual(["aborted", "enough"]);
    expect(events).toEqual(["next", "return"]);
  });

  test("ends the run while a stream has it wait for ever", async () => {
    const stop = new AbortController();
    async function* endless(): AsyncGenerator<Table> {
      yield numbers([1]);
      await new Promise(() => undefined);
    }
    const running = applyLabelingFunctionsToStream([even], endless(), { signal: stop.signal });
    setTimeout(() => stop.abort(), 20);
    expect((await rejection(running)).message).toBe("applyLabelingFunctionsToStream, batch 2: the signal to stop.");
  });

  test("given beforehand, nothing is pulled", async () => {
    const { reader, events } = watched(batchesOf(6, 2));
    const error = await rejection(applyLabelingFunctionsToStream([even], reader, { signal: AbortSignal.abort() }));
    expect(error.code).toBe("aborted");
    expect(events).not.toContain("next");
  });
});

import { setTimeout as wait } from "node:timers/promises";
import { Table, tableFromArrays, vectorFromArray, Float64 } from "apache-arrow";
import { afterEach, describe, expect, test, vi } from "vitest";

import { applyLabelingFunctions } from "../../src/apply/apply.ts";
import { batchLabelingFunction } from "../../src/functions/batch.ts";
import { labelingFunction } from "../../src/functions/row.ts";
import { defineTask } from "../../src/labels/task.ts";
import type { Progress } from "../../src/util/progress.ts";
import { rejection } from "../util/caught.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { n: "float64", text: "utf8" } });
const numbers = (count: number): Table =>
  new Table({ n: vectorFromArray(Float64Array.from({ length: count }, (_, i) => i)) });
const even = labelingFunction(task, { name: "even", columns: ["n"], vote: ({ n }) => (n % 2 === 0 ? "spam" : null) });

describe("a labeling function declared async", () => {
  test("is awaited, and its votes land on their rows whatever the order they come in", async () => {
    const slow = labelingFunction(task, {
      name: "slow",
      columns: ["n"],
      async: true,
      vote: async ({ n }) => {
        await wait((n * 7) % 5);
        return n % 3 === 0 ? "ham" : n % 3 === 1 ? { label: "spam", confidence: 0.5 } : null;
      },
    });
    const votes = await applyLabelingFunctions([even, slow], numbers(150));
    expect(votes.votes[1]).toEqual(Int8Array.from({ length: 150 }, (_, n) => [0, 1, -1][n % 3] ?? -1));
    expect(votes.confidences[1]).toEqual(Float32Array.from({ length: 150 }, (_, n) => (n % 3 === 1 ? 0.5 : 1)));
  });

  test("has some rows under way at once, at most 64", async () => {
    let underWay = 0;
    let most = 0;
    const busy = labelingFunction(task, {
      name: "busy",
      columns: ["n"],
      async: true,
      vote: async () => {
        most = Math.max(most, ++underWay);
        await wait(1);
        underWay--;
        return "ham";
      },
    });
    await applyLabelingFunctions([busy], numbers(200));
    expect(most).toBe(64);
  });

  test("sees rows that stay as they are after the next one has begun", async () => {
    const seen: [number, number][] = [];
    const late = labelingFunction(task, {
      name: "late",
      columns: ["n", "text"],
      async: true,
      vote: async (row) => {
        const first = row.n;
        await wait(1);
        seen.push([first, row.n]);
        return null;
      },
    });
    await applyLabelingFunctions([late], tableFromArrays({ n: Float64Array.of(1, 2, 3), text: ["a", "b", "c"] }));
    expect(seen).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  test("abstains on nulls, without being asked", async () => {
    let asked = 0;
    const f = labelingFunction(task, {
      name: "f",
      columns: ["n"],
      async: true,
      vote: () => {
        asked++;
        return Promise.resolve("ham" as const);
      },
    });
    const votes = await applyLabelingFunctions([f], new Table({ n: vectorFromArray([1, null, 3], new Float64()) }));
    expect([asked, votes.votes[0]]).toEqual([2, Int8Array.of(0, -1, 0)]);
  });

  test("that rejects, throws or votes wrongly is at fault on that row", async () => {
    const f = labelingFunction(task, {
      name: "f",
      columns: ["n"],
      async: true,
      vote: async ({ n }) => {
        if (n === 1) throw new Error("no answer");
        await wait(1);
        return n === 2 ? ("Ham" as "ham") : "ham";
      },
    });
    const error = await rejection(applyLabelingFunctions([f], numbers(3)));
    expect(error.message).toBe(
      'labeling function "f", row 1: it threw Error: no answer. ' +
        'Mend it, or go on without these rows: { faults: "abstain" } keeps each failure with its row.',
    );
    const votes = await applyLabelingFunctions([f], numbers(4), { faults: "abstain" });
    expect(votes.votes[0]).toEqual(Int8Array.of(0, -1, -1, 0));
    expect(votes.faults.kept.map(({ row }) => row)).toEqual([1, 2]);
  });

  test("is under way at the same time as others", async () => {
    const underWay: string[] = [];
    const meets = (name: string, other: string): ReturnType<typeof labelingFunction<typeof task, string, "n">> =>
      labelingFunction(task, {
        name,
        columns: ["n"],
        async: true,
        vote: async () => {
          underWay.push(name);
          while (!underWay.includes(other)) await wait(1);
          return "ham";
        },
      });
    const votes = await applyLabelingFunctions([meets("a", "b"), even, meets("b", "a")], numbers(1));
    expect([votes.vote(0, "a"), votes.vote(0, "b")]).toEqual(["ham", "ham"]);
  });

  test("that fails with another ends the run with the error of the one that is listed first", async () => {
    const fails = (name: string, milliseconds: number): ReturnType<typeof labelingFunction<typeof task, string, "n">> =>
      labelingFunction(task, {
        name,
        columns: ["n"],
        async: true,
        vote: async () => {
          await wait(milliseconds);
          throw new Error(name);
        },
      });
    const error = await rejection(applyLabelingFunctions([fails("late", 20), fails("early", 1)], numbers(1)));
    expect(error.message).toContain('"late", row 0');
  });

  test("sees as many rows at once of a table in small batches, with the same votes and row numbers", async () => {
    let underWay = 0;
    let most = 0;
    const f = labelingFunction(task, {
      name: "f",
      columns: ["n"],
      async: true,
      vote: async ({ n }) => {
        most = Math.max(most, ++underWay);
        await wait(1);
        underWay--;
        if (n === 97) throw new Error("no answer");
        return n % 2 === 0 ? "spam" : null;
      },
    });
    const table = new Table(Array.from({ length: 50 }, (_, i) => numbers(150).slice(3 * i, 3 * i + 3).batches).flat());
    expect(table.batches.length).toBe(50);
    const votes = await applyLabelingFunctions([f, even], table, { faults: "abstain" });
    expect([most, votes.votes[0]]).toEqual([64, votes.votes[1]]);
    expect(votes.faults.kept).toMatchObject([{ function: "f", row: 97 }]);
  });

  test("in batch form is awaited too", async () => {
    const f = batchLabelingFunction(task, {
      name: "f",
      columns: ["n"],
      async: true,
      vote: async ({ n }, ballot) => {
        await wait(1);
        for (let i = 0; i < ballot.length; i++) if (Number(n.values[i]) > 8190) ballot.cast(i, "spam", 0.5);
      },
    });
    const votes = await applyLabelingFunctions([f, even], numbers(8194));
    expect(votes.votes[0]?.subarray(8189)).toEqual(Int8Array.of(-1, -1, 1, 1, 1));
    expect(votes.votes[1]?.subarray(8189)).toEqual(Int8Array.of(-1, 1, -1, 1, -1));
  });

  test("in batch form that rejects is at fault on all rows of the batch", async () => {
    const f = batchLabelingFunction(task, {
      name: "f",
      columns: ["n"],
      async: true,
      vote: () => Promise.reject(new Error("offline")),
    });
    const votes = await applyLabelingFunctions([f], numbers(3), { faults: "abstain" });
    expect([votes.faults.count, votes.votes[0]]).toEqual([3, Int8Array.of(-1, -1, -1)]);
    expect((await rejection(applyLabelingFunctions([f], numbers(3)))).message).toMatch(
      /^labeling function "f", row 0: it threw Error: offline\. Mend it/,
    );
  });
});

describe("the signal to stop", () => {
  test("given before the run stops it at row 0", async () => {
    const error = await rejection(applyLabelingFunctions([even], numbers(10), { signal: AbortSignal.abort("enough") }));
    expect(error).toMatchObject({
      code: "aborted",
      message: "applyLabelingFunctions: the signal to stop, at row 0.",
      details: { row: 0 },
      cause: "enough",
    });
  });

  test("given while a function runs stops the run before the next window", async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const f = labelingFunction(task, {
      name: "f",
      columns: ["n"],
      vote: ({ n }) => {
        seen.push(n);
        if (n === 100) controller.abort();
        return null;
      },
    });
    const error = await rejection(applyLabelingFunctions([f], numbers(20_000), { signal: controller.signal }));
    expect(error.message).toBe("applyLabelingFunctions: the signal to stop, at row 8192.");
    expect(seen.length).toBe(8192);
  });

  test("from a timer is heard: the event loop gets its turn between windows", async () => {
    const spin = batchLabelingFunction(task, {
      name: "spin",
      columns: ["n"],
      vote: () => {
        const end = performance.now() + 5;
        while (performance.now() < end);
      },
    });
    const run = applyLabelingFunctions([spin], numbers(8192 * 400), { signal: AbortSignal.timeout(20) });
    expect((await rejection(run)).code).toBe("aborted");
  });

  test("that never comes changes nothing", async () => {
    const votes = await applyLabelingFunctions([even], numbers(3), { signal: new AbortController().signal });
    expect(votes.votes[0]).toEqual(Int8Array.of(1, -1, 1));
  });
});

describe("progress", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test("is told to a handler: at the end, and on the way of a long run", async () => {
    const told: Progress[] = [];
    const spin = batchLabelingFunction(task, {
      name: "spin",
      columns: ["n"],
      vote: () => {
        const end = performance.now() + 60;
        while (performance.now() < end);
      },
    });
    await applyLabelingFunctions([spin], numbers(20_000), { onProgress: (progress) => told.push(progress) });
    expect(told.map(({ done }) => done)).toEqual([8192, 16_384, 20_000, 20_000]);
    expect(told.every(({ task: name, total }) => name === "applying labeling functions" && total === 20_000)).toBe(
      true,
    );
  });

  test("of a table without rows is told too", async () => {
    const told: Progress[] = [];
    await applyLabelingFunctions([even], numbers(0), { onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([{ task: "applying labeling functions", done: 0, total: 0 }]);
  });

  test("is not written where standard error is no terminal", async () => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const log = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    await applyLabelingFunctions([even], numbers(20_000));
    const calls = [write.mock.calls.length, log.mock.calls.length];
    vi.restoreAllMocks();
    expect(calls).toEqual([0, 0]);
  });
});

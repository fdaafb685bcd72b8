import { Dictionary, Float64, Int32, Table, Utf8, vectorFromArray } from "apache-arrow";
import { describe, expect, test } from "vitest";

import { applyLabelingFunctions } from "../../src/apply/apply.ts";
import type { FaultLimit, FaultOptions } from "../../src/apply/fault-options.ts";
import { batchLabelingFunction } from "../../src/functions/batch.ts";
import { labelingFunction } from "../../src/functions/row.ts";
import { defineTask } from "../../src/labels/task.ts";
import type { FaultReport } from "../../src/matrix/faults.ts";
import type { LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { rejection } from "../util/caught.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", n: "float64" } });
const numbers = (count: number): Table =>
  new Table({ n: vectorFromArray(Float64Array.from({ length: count }, (_, i) => i)) });

/** Votes ham, but on some rows does what `misbehave` does. */
const faulty = (
  name: string,
  rows: readonly number[],
  misbehave: () => unknown,
): ReturnType<typeof labelingFunction<typeof task, string, "n">> =>
  labelingFunction(task, {
    name,
    columns: ["n"],
    vote: ({ n }) => (rows.includes(n) ? (misbehave() as "ham") : "ham"),
  });

const boom = (): never => {
  throw new RangeError("boom");
};
const mend = 'Mend it, or go on without these rows: { faults: "abstain" } keeps each failure with its row.';

const misdeeds: readonly (readonly [string, () => unknown, string])[] = [
  ["throws", boom, `it threw RangeError: boom. ${mend}`],
  [
    "throws what is no error",
    (): never => {
      throw "text"; // eslint-disable-line @typescript-eslint/only-throw-error -- functions may throw anything
    },
    `it threw "text". ${mend}`,
  ],
  [
    "votes for an unknown label",
    () => "Ham",
    'it voted "Ham"; expected one of "ham", "spam", or null. Return null to abstain.',
  ],
  ["forgets to return", () => undefined, "it voted undefined; expected a vote. Return null to abstain."],
  ["votes true", () => true, 'it voted true; expected one of "ham", "spam", or null. Return null to abstain.'],
  [
    "returns a promise",
    () => Promise.resolve("ham"),
    "it voted a promise; expected a vote. Declare the function with async: true.",
  ],
  [
    "returns a promise that fails",
    () => Promise.reject(new Error("x")),
    "it voted a promise; expected a vote. Declare the function with async: true.",
  ],
  [
    "is sure of an unknown label",
    () => ({ label: "Ham", confidence: 1 }),
    'it voted "Ham"; expected one of "ham", "spam", or null. Return null to abstain.',
  ],
  [
    "is sure beyond 1",
    () => ({ label: "ham", confidence: 1.5 }),
    "it voted with confidence 1.5; expected a number above 0, at most 1.",
  ],
  [
    "is not sure at all",
    () => ({ label: "ham", confidence: 0 }),
    "it voted with confidence 0; expected a number above 0, at most 1.",
  ],
  [
    "is NaN sure",
    () => ({ label: "ham", confidence: NaN }),
    "it voted with confidence NaN; expected a number above 0, at most 1.",
  ],
];

describe.each(misdeeds)("a labeling function that %s", (_, misbehave, text) => {
  const message = (row: number): string => `labeling function "f", row ${row}: ${text}`;

  test("stops the run with an error that names function and row", async () => {
    const error = await rejection(applyLabelingFunctions([faulty("f", [9000], misbehave)], numbers(10_000)));
    expect(error.message).toBe(message(9000));
    expect(error.details).toEqual({ function: "f", row: 9000 });
    expect(error.code).toBe(text.startsWith("it threw") ? "function_failed" : "wrong_vote");
  });

  test('abstains there with faults "abstain", and the fault is kept', async () => {
    const functions = [faulty("f", [2, 9000], misbehave), faulty("fine", [], misbehave)];
    const votes = await applyLabelingFunctions(functions, numbers(10_000), { faults: "abstain" });
    expect(votes.faults).toEqual({
      count: 2,
      counts: [2, 0],
      kept: [2, 9000].map((row) => ({ function: "f", row, message: message(row) })),
    });
    expect(votes.votes[0]?.filter((code) => code === -1).length).toBe(2);
    expect([votes.vote(2, "f"), votes.vote(9000, "f"), votes.vote(3, "f"), votes.vote(2, "fine")]).toEqual([
      null,
      null,
      "ham",
      "ham",
    ]);
  });

  test("stops the run beyond the limit, with the last failure in the message", async () => {
    const run = applyLabelingFunctions([faulty("f", [1, 2, 3, 4], misbehave)], numbers(10), {
      faults: "abstain",
      faultLimit: 2,
    });
    expect((await rejection(run)).message).toBe(
      `labeling function "f": more than 2 failed rows, the last one: ${message(3)}; expected at most 2 (faultLimit). ` +
        "Mend the function, or raise the limit.",
    );
  });
});

describe("faults", () => {
  test("are an error's cause", async () => {
    const error = await rejection(applyLabelingFunctions([faulty("f", [0], boom)], numbers(1)));
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  test("up to the limit are no error, for each function by itself", async () => {
    const functions = [faulty("f", [1, 2], boom), faulty("g", [3, 4], boom)];
    const votes = await applyLabelingFunctions(functions, numbers(10), { faults: "abstain", faultLimit: 2 });
    expect(votes.faults.counts).toEqual([2, 2]);
    const none = applyLabelingFunctions(functions, numbers(10), { faults: "abstain", faultLimit: 0 });
    expect((await rejection(none)).message).toMatch(/^labeling function "f": more than 0 failed rows/);
  });

  test("are all counted, and the first 20 of each function kept, in order of the functions", async () => {
    const all = Array.from({ length: 50 }, (_, i) => i);
    const functions = [faulty("f", all, boom), faulty("g", [7], boom), faulty("h", all, boom)];
    const { faults } = await applyLabelingFunctions(functions, numbers(50), { faults: "abstain" });
    expect([faults.count, faults.counts]).toEqual([101, [50, 1, 50]]);
    expect(faults.kept.map((fault) => `${fault.function} ${fault.row}`)).toEqual([
      ...all.slice(0, 20).map((row) => `f ${row}`),
      "g 7",
      ...all.slice(0, 20).map((row) => `h ${row}`),
    ]);
    expect([faults, faults.counts, faults.kept, faults.kept[0]].every(Object.isFrozen)).toBe(true);
  });

  test("are kept as many as keptFaults says, counted all the same", async () => {
    const all = Array.from({ length: 50 }, (_, i) => i);
    const run = async (keptFaults: number): Promise<FaultReport> =>
      (await applyLabelingFunctions([faulty("f", all, boom)], numbers(50), { faults: "abstain", keptFaults })).faults;
    expect((await run(Infinity)).kept.map(({ row }) => row)).toEqual(all);
    expect((await run(3)).kept.map(({ row }) => row)).toEqual([0, 1, 2]);
    expect(await run(0)).toEqual({ count: 50, counts: [50], kept: [] });
  });

  test("have limits by name; a function that is not named has none", async () => {
    const functions = [faulty("f", [1, 2, 3], boom), faulty("g", [3, 4], boom)];
    const run = (faultLimit: FaultLimit): Promise<LabelMatrix> =>
      applyLabelingFunctions(functions, numbers(10), { faults: "abstain", faultLimit });
    expect((await run({ g: 2 })).faults.counts).toEqual([3, 2]);
    expect((await run({})).faults.counts).toEqual([3, 2]);
    expect((await rejection(run({ g: 1 }))).message).toMatch(/^labeling function "g": more than 1 failed rows/);
    expect((await rejection(run({ f: 2, g: 2 }))).details).toEqual({ function: "f" });
  });

  test.each<[FaultOptions, string]>([
    [{ faultLimit: { h: 1 } }, 'faultLimit: "h"; expected names of labeling functions: "f".'],
    [{ faultLimit: { f: -1 } }, 'faultLimit, "f": -1; expected a number of at least 0.'],
    [{ faultLimit: -1 }, "faultLimit: -1; expected a number of at least 0."],
    [{ faultLimit: [3] as never }, "faultLimit: an array of 1; expected a number of at least 0."],
    [{ faultLimit: null as never }, "faultLimit: null; expected a number of at least 0."],
    [{ keptFaults: 1.5 }, "keptFaults: 1.5; expected a whole number of at least 0."],
    [{ keptFaults: -1 }, "keptFaults: -1; expected a whole number of at least 0."],
    [{ faults: "ignore" as never }, 'faults: "ignore"; expected one of "throw", "abstain".'],
  ])("with %j are refused", async (options, message) => {
    const run = applyLabelingFunctions([faulty("f", [], boom)], numbers(1), options);
    expect((await rejection(run)).message).toBe(`applyLabelingFunctions, ${message}`);
  });

  test("on an entry of a dictionary count on every row that has it", async () => {
    const text = vectorFromArray(["a", "b", "a", "b", "a", "a"], new Dictionary(new Utf8(), new Int32()));
    const failing = labelingFunction(task, {
      name: "f",
      columns: ["text"],
      vote: ({ text: value }) => (value === "b" ? boom() : "ham"),
    });
    const votes = await applyLabelingFunctions([failing], new Table({ text }), { faults: "abstain" });
    expect(votes.votes[0]).toEqual(Int8Array.of(0, -1, 0, -1, 0, 0));
    expect(votes.faults.kept.map(({ row }) => row)).toEqual([1, 3]);
  });

  test("by a label outside the declared ones name the remedy", async () => {
    const narrow = labelingFunction(task, {
      name: "f",
      columns: ["n"],
      labels: ["spam"],
      vote: () => "ham",
    });
    expect((await rejection(applyLabelingFunctions([narrow], numbers(1)))).message).toBe(
      'labeling function "f", row 0: it voted "ham"; expected one of "spam", or null. ' +
        "Add the label to the function's labels, or drop them to allow all.",
    );
  });

  test("of a batch function that throws count on every row of its batch", async () => {
    const failing = batchLabelingFunction(task, {
      name: "f",
      columns: ["n"],
      vote: ({ n }, ballot) => {
        for (let i = 0; i < ballot.length; i++) ballot.cast(i, "ham");
        if (n.values[0] === 0) boom();
      },
    });
    const votes = await applyLabelingFunctions([failing], numbers(8200), { faults: "abstain" });
    expect(votes.faults.count).toBe(8192);
    expect(votes.votes[0]?.subarray(8190, 8194)).toEqual(Int8Array.of(-1, -1, 0, 0));
  });

  test("of a batch function's single votes count on their rows alone", async () => {
    const wrong = batchLabelingFunction(task, {
      name: "f",
      columns: ["n"],
      vote: (_, ballot) => {
        for (let i = 0; i < ballot.length; i++)
          ballot.cast(i, i === 3 ? ("Ham" as "ham") : "ham", i === 4 ? 2 : undefined);
      },
    });
    const votes = await applyLabelingFunctions([wrong], numbers(6), { faults: "abstain" });
    expect(votes.votes[0]).toEqual(Int8Array.of(0, 0, 0, -1, -1, 0));
    expect(votes.faults.kept.map(({ row, message }) => [row, message])).toEqual([
      [
        3,
        'labeling function "f", row 3: it voted "Ham"; expected one of "ham", "spam", or null. Return null to abstain.',
      ],
      [4, 'labeling function "f", row 4: it voted with confidence 2; expected a number above 0, at most 1.'],
    ]);
  });

  test("of a batch function that votes on a row it was not given say so", async () => {
    const beyond = batchLabelingFunction(task, {
      name: "f",
      columns: ["n"],
      vote: (_, ballot) => ballot.cast(ballot.length, "ham"),
    });
    expect((await rejection(applyLabelingFunctions([beyond], numbers(2)))).message).toBe(
      'labeling function "f", row 2: it voted on row 2; expected a row from 0 to 1.',
    );
  });

  test("leave the votes of nulls alone", async () => {
    const n = vectorFromArray([0, null, 2], new Float64());
    const votes = await applyLabelingFunctions([faulty("f", [2], boom)], new Table({ n }), { faults: "abstain" });
    expect(votes.votes[0]).toEqual(Int8Array.of(0, -1, -1));
    expect(votes.faults.count).toBe(1);
  });
});

import { expect, test } from "vitest";
import { leaveOut } from "../../../benchmarks/workers/left-out.ts";
import type { SetResult } from "../../../benchmarks/workers/measure.ts";

test("leaveOut chooses what covers best on the other sets, and tells what that covers on the one", () => {
  const set = (name: string, coverages: Readonly<Record<number, number>>): SetResult => ({
    set: name,
    items: 0,
    answers: 0,
    workers: 0,
    scores: {},
    bySharedMistakes: Object.entries(coverages).map(([share, coverage]) => ({
      sharedMistakes: Number(share),
      score: { workers: 1, correlation: 1, coverage, width: 0, bias: 0 },
    })),
    reportMs: 0,
    suspects: [],
  });
  const all = (first: number, last: number): Record<number, number> => ({
    0: first,
    0.02: 0.5,
    0.035: 0.5,
    0.05: 0.5,
    0.07: 0.5,
    0.1: last,
  });
  expect(leaveOut([set("a", all(0.9, 0.2)), set("b", all(0.3, 0.88)), set("c", all(0.4, 0.9))])).toEqual([
    { set: "a", chosen: 0.1, coverage: 0.2 },
    { set: "b", chosen: 0, coverage: 0.3 },
    { set: "c", chosen: 0, coverage: 0.4 },
  ]);
});

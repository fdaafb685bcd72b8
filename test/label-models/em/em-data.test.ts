import { describe, expect, test } from "vitest";

import { sharesOf, votesOf } from "../../../src/label-models/em/em-data.ts";
import { countMeetings } from "../../../src/label-models/em/pair-counts.ts";
import { rowsOfPatterns, sampleRows } from "../../../src/label-models/scan/vote-rows.ts";
import { range } from "../../../benchmarks/scenarios/plan.ts";
import { expectClose } from "../../util/compare.ts";
import { patternsOfRows } from "./em-data.ts";

const rows = rowsOfPatterns(
  patternsOfRows(2, [
    [0, 1, -1],
    [0, 1, -1],
    [1, -1, -1],
    [1, 1, 1],
    [-1, -1, -1],
  ]),
);

describe("counts", () => {
  test("the votes of a function are those for all labels", () => {
    expect([...votesOf(Float64Array.of(2, 2, 0, 3, 0, 1), 3)]).toEqual([4, 3, 1]);
  });

  test("the share of its rows that a function decides itself: each counts by one over its votes", () => {
    const shares = sharesOf(rows, Float64Array.of(4, 3, 1));
    expectClose([[...shares]], [[2 / 2 + 1 + 1 / 3, 2 / 2 + 1 / 3, 1 / 3]], 1e-12);
  });

  test("shares of a sample are scaled to all votes", () => {
    const many = rowsOfPatterns(
      patternsOfRows(
        3,
        range(27).map((i) => [i % 3, Math.floor(i / 3) % 3, Math.floor(i / 9)]),
      ),
    );
    const votes = Float64Array.of(27, 27, 27);
    expectClose([[...sharesOf(sampleRows(many, 5), votes)]], [[9, 9, 9]], 1e-12);
  });

  test("a function that never votes decides nothing", () => {
    expect(sharesOf(rows, Float64Array.of(4, 3, 0))[2]).toBe(0);
  });

  test("meetings of functions: rows on which both vote, and the same", () => {
    const { functions, voted, over, agree } = countMeetings(rows);
    expect(functions).toBe(3);
    expect([...voted]).toEqual([4, 3, 1]);
    expect([over[1], over[3], over[2], over[5]]).toEqual([3, 3, 1, 1]);
    expect([agree[1], agree[3], agree[2], agree[5]]).toEqual([1, 1, 1, 1]);
  });
});

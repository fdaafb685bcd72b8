import { describe, expect, test } from "vitest";

import { roundedTimings, slowestLine } from "../../src/cli/timings.ts";

const timings = (times: Readonly<Record<string, number>>): { function: string; milliseconds: number }[] =>
  Object.entries(times).map(([name, milliseconds]) => ({ function: name, milliseconds }));

describe("the slowest function", () => {
  test("is named when all take a second or more", () => {
    expect(slowestLine(timings({ link: 300, money: 450, thanks: 250 }))).toEqual([
      "slowest: money 45 % of the time of labeling functions (0.5 of 1.0 s)",
    ]);
  });

  test("is named sooner when it takes most of the time", () => {
    expect(slowestLine(timings({ link: 620, money: 380 - 1 }))).toEqual([
      "slowest: link 62 % of the time of labeling functions (0.6 of 1.0 s)",
    ]);
    expect(slowestLine(timings({ link: 150, money: 50 }))).toHaveLength(1);
  });

  test("is not named where it does not matter: in short runs, for a single function, without times", () => {
    expect(slowestLine(timings({ link: 100, money: 99 }))).toEqual([]);
    expect(slowestLine(timings({ link: 400, money: 400 }))).toEqual([]);
    expect(slowestLine(timings({ link: 4000 }))).toEqual([]);
    expect(slowestLine(timings({ link: 0, money: 0 }))).toEqual([]);
    expect(slowestLine(null)).toEqual([]);
  });
});

test("times are printed to the microsecond", () => {
  expect(roundedTimings(timings({ link: 1.23456 }))).toEqual([{ function: "link", milliseconds: 1.235 }]);
  expect(roundedTimings(null)).toBeNull();
});

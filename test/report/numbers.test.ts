import { describe, expect, test } from "vitest";
import { count, percent, place } from "../../src/report/numbers.ts";

describe("numbers in a report", () => {
  test("count sets thousands apart", () => {
    expect([0, 999, 1000, 1234567].map(count)).toEqual(["0", "999", "1\u202f000", "1\u202f234\u202f567"]);
  });
  test("percent has one digit, and a dash for nothing", () => {
    expect([percent(0.12345), percent(1), percent(0.5, 0), percent(null), percent(undefined)]).toEqual([
      "12.3 %",
      "100.0 %",
      "50 %",
      "–",
      "–",
    ]);
  });
  test("place has two digits at most", () => {
    expect([place(1 / 3), place(2), place(0.1 + 0.2)]).toEqual(["0.33", "2", "0.3"]);
  });
});

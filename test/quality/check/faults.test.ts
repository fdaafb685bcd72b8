import { describe, expect, test } from "vitest";
import type { AnyPack } from "../../../src/index.ts";
import { checkPack, functionLaws, type PackReport } from "../../../src/testing.ts";
import cleanPack from "../fixtures/clean-pack.ts";
import faultyPack from "../fixtures/faulty-pack.ts";

const check = (pack: AnyPack): Promise<PackReport> => checkPack(pack, { onProgress: () => undefined });

describe("a pack with a fault for each law", async () => {
  const report = await check(faultyPack);
  const failureOf = (name: string) => report.failures.filter((failure) => failure.function === name);

  test.each(functionLaws.map(({ name }) => name))(
    "is found to break %s, by the function that does and by no other",
    (law) => {
      expect(failureOf(law).map((failure) => failure.law)).toEqual([law]);
      expect(report.failures.filter((failure) => failure.law === law)).toHaveLength(1);
    },
  );

  test("is shown each fault on the smallest rows", () => {
    const rowsOf = (name: string) =>
      failureOf(name).flatMap(({ rows }) =>
        rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== null))),
      );
    expect(rowsOf("total")).toEqual([{ text: "free prize" }]);
    expect(rowsOf("in-range")).toEqual([{ likes: 0 }]);
    expect(rowsOf("unlisted-columns-ignored")).toEqual([{ text: "cash" }]);
    expect(rowsOf("nulls-kept")).toEqual([{}]);
    expect(rowsOf("independent-of-neighbors")).toHaveLength(2);
    expect(new Set(rowsOf("batch-equals-row"))).toEqual(new Set([{ likes: 11 }, {}]));
    expect(rowsOf("input-unchanged")).toEqual([{ tags: [expect.any(String), ""] }]);
    expect(rowsOf("case-insensitive")).toEqual([{ text: "cash" }]);
    expect(rowsOf("white-space-insensitive")).toEqual([{ text: "free prize" }]);
    expect(rowsOf("deterministic")).toHaveLength(1);
    expect(rowsOf("bounded-time")).toEqual([{ text: expect.stringMatching(/^\w{16,64}.$/) as string }]);
  });

  test("is told which example does not hold", () => {
    expect(report.failures.filter(({ law }) => law === "examples-hold")).toMatchObject([
      { function: "money", rows: [{ text: "cash only, please" }], came: '"spam"', expected: '"ham"' },
    ]);
  });

  test("is told what was not tried, and why", () => {
    const laws = report.functions.find(({ name }) => name === "bounded-time")?.laws ?? [];
    expect(laws.filter(({ outcome }) => outcome === "skipped").map(({ reason }) => reason)).toContain(
      "total cannot be judged while bounded-time is broken",
    );
  });
});

test("a clean pack of thirty functions of every kind passes, each voting somewhere", async () => {
  const report = await check(cleanPack);
  expect(report.failures).toEqual([]);
  expect([report.passed, report.functions.length]).toEqual([true, 30]);
  expect(report.warnings).toEqual([]);
});

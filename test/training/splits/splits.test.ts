import { inspect } from "node:util";

import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { tableFromRows } from "../../../src/tables/from-rows.ts";
import { foldRows } from "../../../src/training/splits/fold-rows.ts";
import { splitRows } from "../../../src/training/splits/split-rows.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { caught } from "../../util/caught.ts";

const message = (run: () => unknown): string => caught(run).message;
const rising = (rows: Int32Array): boolean => rows.every((row, i) => i === 0 || row > (rows[i - 1] ?? 0));
const count = (values: Iterable<string>, wanted: string): number =>
  Array.from(values).filter((value) => value === wanted).length;

describe("splitRows", () => {
  test("splits rows by their shares, in rising order, and prints them", () => {
    const split = splitRows(100, { test: 0.2, validation: 0.1 });
    expect([split.train.length, split.validation.length, split.test.length]).toEqual([70, 10, 20]);
    expect([split.train, split.validation, split.test].every(rising)).toBe(true);
    expect(inspect(split)).toBe("RowSplit: 70 rows to train on, 10 to validate, 20 to test");
    expect(inspect(splitRows(10))).toBe("RowSplit: 8 rows to train on, 2 to test");
    expect(Object.isFrozen(split)).toBe(true);
  });

  test("takes what has rows instead of their number", () => {
    const table = tableFromRows(Array.from({ length: 10 }, (_, row) => ({ row })));
    expect(splitRows(table)).toEqual(splitRows(10));
    expect(splitRows({ rows: 10 })).toEqual(splitRows(10));
  });

  test("gives the same split for the same seed, others for another, spread over the rows", () => {
    expect(splitRows(100, { seed: 1 })).toEqual(splitRows(100, { seed: 1 }));
    const tests = Array.from({ length: 100 }, (_, seed) => Array.from(splitRows(50, { seed }).test));
    const times = new Int32Array(50);
    for (const row of tests.flat()) times[row] = (times[row] ?? 0) + 1;
    expect(times.reduce((sum, n) => sum + n, 0)).toBe(1000);
    expect(Math.min(...times)).toBeGreaterThan(5); // 20 are expected, give or take 4
    expect(Math.max(...times)).toBeLessThan(37);
  });

  const arbitrary = fc.record({
    rows: fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 8 })), {
      minLength: 8,
      maxLength: 80,
    }),
    seed: fc.integer(),
    grouped: fc.boolean(),
  });

  test.prop([arbitrary])(
    "puts each row in one part, each label by its share, and never cuts a group",
    ({ rows, seed, grouped }) => {
      const stratify = rows.map(([label]) => `label ${label}`);
      const groups = rows.map(([, group], row) => (row < 3 ? -1 - row : group));
      const split = splitRows(rows.length, {
        test: 0.25,
        validation: 0.25,
        stratify,
        seed,
        ...(grouped ? { groups } : {}),
      });
      const parts = [split.train, split.validation, split.test];
      expect(parts.every(rising)).toBe(true);
      expect(parts.flatMap((part) => [...part]).sort((a, b) => a - b)).toEqual([...rows.keys()]);
      if (grouped) {
        const groupsOf = parts.map((part) => new Set(Array.from(part, (row) => groups[row])));
        expect(groupsOf.reduce((sum, each) => sum + each.size, 0)).toBe(new Set(groups).size);
        return;
      }
      for (const [part, share] of [0.5, 0.25, 0.25].entries()) {
        const taken = Array.from(parts[part] ?? [], (row) => stratify[row] ?? "");
        expect(Math.abs(taken.length - share * rows.length)).toBeLessThan(1 + 1e-9);
        for (const label of new Set(stratify))
          expect(Math.abs(count(taken, label) - share * count(stratify, label))).toBeLessThan(2);
      }
    },
  );

  test("comes close to the shares of rows and labels where groups are many", () => {
    const random = makeRandom(2, "groups");
    const groups = Array.from({ length: 2000 }, () => Math.floor(200 * random() ** 2));
    const gold = groups.map((group) => (random() < (group % 10) / 20 ? "spam" : "ham"));
    const { test: rows } = splitRows(2000, { groups, stratify: gold });
    expect(Math.abs(rows.length - 400)).toBeLessThan(6);
    expect(
      Math.abs(
        count(
          Array.from(rows, (row) => gold[row] ?? ""),
          "spam",
        ) -
          count(gold, "spam") / 5,
      ),
    ).toBeLessThan(6);
  });

  test("refuses shares and rows that leave a part empty, in a sentence", () => {
    expect(message(() => splitRows(100, { test: 0.6, validation: 0.4 }))).toBe(
      "splitRows: test 0.6 and validation 0.4; expected a test share above 0, and both together below 1.",
    );
    expect(message(() => splitRows(100, { test: 20 }))).toBe("splitRows, test: 20; expected a number from 0 to 1.");
    expect(message(() => splitRows(2, { test: 0.1 }))).toBe(
      "splitRows: 2 rows to train on, 0 to validate, 0 to test; expected at least one in each part. Give more rows, or larger shares.",
    );
    expect(message(() => splitRows(0))).toBe(
      "splitRows, rows: 0; expected a number of rows, at least 1, or what has rows, such as a table.",
    );
    expect(message(() => splitRows(["a", "b"] as never))).toMatch(
      /^splitRows, rows: an array of 2; .* Give its length\.$/,
    );
    expect(message(() => splitRows(3, { groups: ["a", "a", "a"] }))).toBe(
      "splitRows: 2 parts of 1 group; expected no more than groups, as a group is never cut.",
    );
    expect(message(() => splitRows(3, { stratify: ["a"] }))).toBe(
      "splitRows, stratify: 1 labels; expected one for each of the 3 rows.",
    );
    expect(message(() => splitRows(3, { stratify: "gold" as never }))).toBe(
      'splitRows, stratify: "gold"; expected a label for each row, or null.',
    );
    expect(message(() => splitRows(3, { groups: ["a", "b", undefined as never] }))).toMatch(
      /^splitRows, groups, row 2: undefined; expected the group of the row\./,
    );
  });
});

describe("foldRows", () => {
  test.prop([
    fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 8 })), { minLength: 6, maxLength: 60 }),
    fc.integer({ min: 2, max: 6 }),
    fc.boolean(),
  ])("tests each row once, trains on the others, is even, and never cuts a group", (rows, folds, grouped) => {
    const stratify = rows.map(([label]) => `label ${label}`);
    const groups = rows.map(([, group], row) => (row < 6 ? -1 - row : group));
    const all = foldRows(rows.length, { folds, stratify, ...(grouped ? { groups } : {}) });
    expect(all.length).toBe(folds);
    expect(all.flatMap(({ test: part }) => [...part]).sort((a, b) => a - b)).toEqual([...rows.keys()]);
    for (const { train, test: part } of all) {
      expect(rising(part) && rising(train) && part.length > 0).toBe(true);
      expect([...train, ...part].sort((a, b) => a - b)).toEqual([...rows.keys()]);
      if (grouped) {
        const inTrain = new Set(Array.from(train, (row) => groups[row]));
        expect(part.some((row) => inTrain.has(groups[row]))).toBe(false);
      } else {
        expect(Math.abs(part.length - rows.length / folds)).toBeLessThan(1);
        const taken = Array.from(part, (row) => stratify[row] ?? "");
        for (const label of new Set(stratify))
          expect(Math.abs(count(taken, label) - count(stratify, label) / folds)).toBeLessThan(1);
      }
    }
  });

  test("spreads null labels as one more label", () => {
    const stratify = [null, null, "a", "a"];
    for (const { test: part } of foldRows(4, { folds: 2, stratify }))
      expect(new Set(Array.from(part, (row) => stratify[row])).size).toBe(2);
  });

  test("prints, and is frozen", () => {
    const folds = foldRows(10, { folds: 5 });
    expect(inspect(folds[0])).toBe("Fold: 8 rows to train on, 2 to test");
    expect(Object.isFrozen(folds) && folds.every(Object.isFrozen)).toBe(true);
  });

  test("refuses more folds than rows or groups, in a sentence", () => {
    expect(message(() => foldRows(3))).toBe("foldRows: 5 folds of 3 rows; expected no more than rows.");
    expect(message(() => foldRows(6, { folds: 3, groups: ["a", "b", "a", "b", "a", "b"] }))).toBe(
      "foldRows: 3 folds of 2 groups; expected no more than groups, as a group is never cut.",
    );
    expect(message(() => foldRows(6, { folds: 1 }))).toBe(
      "foldRows, folds: 1; expected a whole number from 2 to 100000.",
    );
  });
});

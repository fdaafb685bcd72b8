import { describe, expect, test } from "vitest";

import { evenTable, range, simplePlan, uniform, type Copy } from "../../../benchmarks/scenarios/plan.ts";
import { measureAgreement, type Agreement, type Dependencies } from "../../../src/label-models/em/agreement.ts";
import { countMeetings } from "../../../src/label-models/em/pair-counts.ts";
import { rowsOfPatterns, type VoteRows } from "../../../src/label-models/scan/vote-rows.ts";
import { simulate } from "../simulation/harness.ts";
import { learnAll, severalLabels } from "./em-data.ts";

const accuracies = [0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.8];

function draw(seed: number, labels: number, rows: number, copies: readonly Copy[] = []): VoteRows {
  const tables = accuracies.map((accuracy) => evenTable(labels, 0.7, accuracy));
  return rowsOfPatterns(simulate(seed, simplePlan(rows, uniform(labels), tables, copies)).votes);
}

const measure = (rows: VoteRows, given: Dependencies = learnAll): Agreement =>
  measureAgreement(countMeetings(rows), severalLabels(rows.functionCount), rows.labels, given);

const names = ({ dependent }: Agreement): string[] =>
  dependent.map(({ a, b }) => `${Math.min(a, b)} ${Math.max(a, b)}`).sort();

describe("of functions that are independent given the label", () => {
  test.each([2, 4, 9])("none is dependent, and skills are near the planted ones: %i labels", (k) => {
    for (const seed of range(10)) {
      const { dependent, weights, skill, known, pairs } = measure(draw(seed, k, 2000));
      expect(dependent).toEqual([]);
      expect([...weights]).toEqual(accuracies.map(() => 1));
      expect([...known]).toEqual(accuracies.map(() => 1));
      expect(pairs).toBe(28);
      accuracies.forEach((accuracy, j) => {
        expect(Math.abs((skill[j] ?? NaN) - (k * accuracy - 1) / (k - 1))).toBeLessThan(0.12);
      });
    }
  });
});

describe("a copy", () => {
  const copies = [{ copier: 7, leader: 0, share: 0.9 }];
  test.each([2, 4])("is found, and it alone, and shares its voice: %i labels", (k) => {
    for (const seed of range(10)) {
      const measured = measure(draw(seed, k, 2000, copies));
      expect(names(measured)).toEqual(["0 7"]);
      expect(measured.weights[0]).toBeLessThan(0.65);
      expect(measured.weights[0]).toBeGreaterThanOrEqual(0.5);
      expect(measured.weights[3]).toBe(1);
    }
  });

  test("of a copy of a copy: all pairs of three are found, each counts a third", () => {
    const three = [6, 7].map((copier) => ({ copier, leader: 0, share: 1 }));
    const measured = measure(draw(1, 2, 2000, three));
    expect(names(measured)).toEqual(["0 6", "0 7", "6 7"]);
    [0, 6, 7].forEach((j) => expect(measured.weights[j]).toBeCloseTo(1 / 3, 1));
  });

  test("is not looked for where learning is off", () => {
    expect(names(measure(draw(1, 2, 2000, copies), { pairs: [], learn: false }))).toEqual([]);
  });

  test("that is given counts as a full one, once, beside those that are found", () => {
    const measured = measure(draw(1, 2, 2000, copies), {
      pairs: [
        [7, 0],
        [2, 3],
      ],
      learn: true,
    });
    expect(measured.dependent).toEqual([
      { a: 7, b: 0, redundancy: 1 },
      { a: 2, b: 3, redundancy: 1 },
    ]);
    // They vote together on 70 % of the rows on which either votes.
    expect(measured.weights[2]).toBeCloseTo(1 / 1.7, 1);
  });
});

describe("too little to tell", () => {
  test("functions that share fewer than 20 rows are not known", () => {
    const { known, pairs, dependent } = measure(draw(1, 2, 25));
    expect(pairs).toBe(0);
    expect([...known]).toEqual(accuracies.map(() => 0));
    expect(dependent).toEqual([]);
  });

  test("functions of one label take no part", () => {
    const rows = draw(1, 2, 2000);
    const oneLabel = severalLabels(8).map((_, j) => (j < 3 ? 1 : -1));
    const { pairs, known } = measureAgreement(countMeetings(rows), oneLabel, 2, learnAll);
    expect(pairs).toBe(10);
    expect([...known].slice(0, 4)).toEqual([0, 0, 0, 1]);
  });
});

test("repeated answers change nothing: the last one of a function on a row counts, once", () => {
  const rows = draw(3, 3, 800);
  const twice = (values: ArrayLike<number>): number[] => Array.from(values).flatMap((each) => [each, each]);
  const repeated: VoteRows = {
    ...rows,
    offsets: rows.offsets.map((offset) => 2 * offset),
    functions: Int32Array.from(twice(rows.functions)),
    codes: Int16Array.from(twice(rows.codes)),
  };
  expect(measure(repeated)).toEqual(measure(rows));
});

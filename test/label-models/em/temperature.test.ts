import { describe, expect, test } from "vitest";

import { evenTable, range, simplePlan, uniform } from "../../../benchmarks/scenarios/plan.ts";
import { measureAgreement } from "../../../src/label-models/em/agreement.ts";
import { runEm } from "../../../src/label-models/em/em-rounds.ts";
import { countMeetings } from "../../../src/label-models/em/pair-counts.ts";
import { chooseTemperature } from "../../../src/label-models/em/temperature.ts";
import type { VotePatterns } from "../../../src/matrix/vote-patterns.ts";
import { simulate } from "../simulation/harness.ts";
import { emDataOf, patternsOfRows, quiet } from "./em-data.ts";

/** Of a fit that takes all functions for independent. */
function temperatureOf(votes: VotePatterns): number {
  const data = emDataOf(votes);
  const k = votes.labels.size;
  const agreement = measureAgreement(countMeetings(data.sample), data.oneLabel, k, { pairs: [], learn: false });
  const known = votes.functions.map(() => null);
  const limits = { maxIterations: 100, tolerance: 1e-5 };
  const { scores, logTable } = runEm(data, agreement, new Float64Array(k).fill(1 / k), known, null, limits, quiet);
  return chooseTemperature(data, scores, logTable);
}

describe("the temperature", () => {
  test("is 1 where no row has two votes", () => {
    const rows = range(300).map((i) => [0, 1, 2].map((j) => (j === i % 3 ? (i * 7) % 2 : -1)));
    expect(temperatureOf(patternsOfRows(2, rows))).toBe(1);
  });

  test.each([2, 5])("is near 1 where functions are independent: %i labels", (k) => {
    const tables = range(10).map(() => evenTable(k, 0.6, 0.7));
    for (const seed of range(3)) {
      expect(temperatureOf(simulate(seed, simplePlan(4000, uniform(k), tables)).votes)).toBeGreaterThan(0.85);
    }
  });

  test("is below 1 where the same evidence is there four times", () => {
    const tables = range(12).map(() => evenTable(2, 0.9, 0.7));
    const copies = range(9).map((i) => ({ copier: 3 + i, leader: i % 3, share: 0.8 }));
    for (const seed of range(3)) {
      expect(temperatureOf(simulate(seed, simplePlan(4000, uniform(2), tables, copies)).votes)).toBeLessThan(0.8);
    }
  });

  test("is below 1 where some rows mislead everybody", () => {
    const [easy, hard] = [0.95, 0.3].map((accuracy) => range(10).map(() => evenTable(2, 0.8, accuracy)));
    const kinds = [
      { shares: [0.7, 0.7], tables: easy ?? [] },
      { shares: [0.3, 0.3], tables: hard ?? [] },
    ];
    const { votes } = simulate(1, { rows: 4000, balance: uniform(2), kinds, copies: [] });
    expect(temperatureOf(votes)).toBeLessThan(0.8);
  });
});

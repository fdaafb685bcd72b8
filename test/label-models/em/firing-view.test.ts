import { describe, expect, test } from "vitest";

import { oneLabelTable, range, simplePlan, type VotePlan } from "../../../benchmarks/scenarios/plan.ts";
import { fitFiringPairs } from "../../../src/label-models/em/firing-pairs.ts";
import { viewFiring, type FiringView } from "../../../src/label-models/em/firing-view.ts";
import { countMeetings } from "../../../src/label-models/em/pair-counts.ts";
import { simulate } from "../simulation/harness.ts";
import { emDataOf } from "./em-data.ts";

const balance = [0.5, 0.3, 0.2];
const coverage = 0.12;
const tables = range(12).map((j) => oneLabelTable(balance, j % 3, coverage, 0.6 + 0.03 * j));
const plan = simplePlan(10_000, balance, tables);

function view(seed: number, ofPlan: VotePlan = plan, given: readonly number[] | null = null): FiringView {
  const data = emDataOf(simulate(seed, ofPlan).votes);
  const meetings = countMeetings(data.sample);
  const balanceGiven = given && Float64Array.from(given);
  const pairs = fitFiringPairs(meetings, data.oneLabel, data.scan.labels, data.scan.rows, balanceGiven);
  return viewFiring(data, meetings, data.scan.rows, pairs, balanceGiven, []);
}

const largestFall = (objective: readonly number[]): number =>
  Math.max(0, ...objective.slice(1).map((now, i) => (objective[i] ?? 0) - now)) / (1 + Math.abs(objective.at(-1) ?? 0));

describe("firing and silence", () => {
  test("of functions that fire independently given the label: how often each fires on rows of each is recovered", () => {
    for (const seed of range(3)) {
      const { scores, balance: found, trust } = view(seed);
      tables.forEach((table, j) => {
        table.forEach((row, y) => {
          // The score of firing is log T - log (1 - T).
          const rate = 1 / (1 + Math.exp(-(scores.table[(j * 3 + (j % 3)) * 3 + y] ?? NaN)));
          expect(Math.abs(rate - (1 - (row[0] ?? NaN)))).toBeLessThan(0.05);
        });
      });
      balance.forEach((p, y) => expect(Math.abs((found[y] ?? NaN) - p)).toBeLessThan(0.05));
      expect(trust).toBeGreaterThan(0.8);
    }
  });

  test("the objective never falls", () => {
    for (const seed of range(3)) {
      for (const given of [null, balance]) {
        const { objective } = view(seed, plan, given);
        expect(objective.length).toBeGreaterThan(3);
        expect(largestFall(objective)).toBeLessThan(1e-12);
      }
    }
  });

  test("the objective never falls where copies share a voice", () => {
    const copies = [9, 10].map((copier) => ({ copier, leader: 0, share: 0.95 }));
    for (const seed of range(3)) {
      expect(largestFall(view(seed, { ...plan, copies }).objective)).toBeLessThan(1e-12);
    }
  });

  test("copies weigh as one", () => {
    const copies = [9, 10].map((copier) => ({ copier, leader: 0, share: 1 }));
    const { weights } = view(1, { ...plan, copies });
    expect((weights[0] ?? NaN) + (weights[9] ?? NaN) + (weights[10] ?? NaN)).toBeCloseTo(1, 1);
    expect(weights[1]).toBe(1);
  });

  test("a given balance stays", () => {
    expect([...view(1, plan, balance).balance]).toEqual(balance);
  });

  test("are not trusted where labels do not explain which functions fire together", () => {
    // Topics within a label: functions of a topic fire on its rows, and never on others.
    const kinds = range(4).map((topic) => ({
      shares: [0.25, 0.25, 0.25],
      tables: tables.map((table, j) => (Math.floor(j / 3) === topic ? table : table.map(() => [1, 0, 0, 0]))),
    }));
    const { trust, misfit } = view(1, { ...plan, kinds });
    expect(misfit).toBeGreaterThan(0.3);
    expect(trust).toBeLessThan(0.1);
  });

  test("are not trusted where there are too few pairs to tell", () => {
    expect(view(1, simplePlan(10_000, balance, tables.slice(0, 2))).trust).toBe(0);
  });
});

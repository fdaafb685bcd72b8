import { describe, expect, it } from "vitest";
import { bayesAccuracy, drawVotes, type DrawnVotes } from "../../../benchmarks/scenarios/draw.ts";
import { averageTables, evenTable, oneLabelTable, simplePlan, uniform } from "../../../benchmarks/scenarios/plan.ts";
import { harderScenarios } from "../../../benchmarks/scenarios/harder.ts";
import { knownScenarios } from "../../../benchmarks/scenarios/known.ts";
import { makeRandom } from "../../../src/util/random.ts";

const all = [...knownScenarios, ...harderScenarios];

/** The votes of function `j` by row, -1 = abstain. */
function columnOf({ votes }: DrawnVotes, j: number): number[] {
  const { offsets, functions, codes } = votes.votes;
  const byPattern = Array.from(votes.counts, (_, u) => {
    for (let i = offsets[u] ?? 0; i < (offsets[u + 1] ?? 0); i++) if (functions[i] === j) return codes[i] ?? -1;
    return -1;
  });
  return Array.from(votes.rowPatterns ?? [], (u) => byPattern[u] ?? -1);
}

describe("scenarios", () => {
  it("are 15 with a target and some without, each name once", () => {
    expect(knownScenarios.map(({ aboveTruth }) => aboveTruth !== null)).toEqual(new Array(15).fill(true));
    expect(harderScenarios.every(({ aboveTruth }) => aboveTruth === null)).toBe(true);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it.each(all)("$name votes as often for each label, on rows of each label, as its tables say", ({ name, plan }) => {
    const planned = plan(makeRandom(3, `plan of ${name}`));
    const drawn = drawVotes(planned, makeRandom(3, `votes of ${name}`));
    averageTables(planned).forEach((table, j) => {
      const column = columnOf(drawn, j);
      table.forEach((probabilities, y) => {
        expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
        const rows = column.filter((_, row) => drawn.truth[row] === y);
        probabilities.forEach((p, symbol) => {
          const share = rows.filter((code) => code === symbol - 1).length / rows.length;
          expect(Math.abs(share - p)).toBeLessThanOrEqual(5 * Math.sqrt((p * (1 - p)) / rows.length) + 1e-9);
        });
      });
    });
  });

  it("are the same for the same seed, and others for another", () => {
    const drawn = [4, 4, 5].map((seed) => {
      const plan = knownScenarios[0]?.plan(makeRandom(seed, "plan"));
      if (plan === undefined) throw new Error("no scenario");
      return drawVotes(plan, makeRandom(seed, "votes"));
    });
    expect(drawn[1]?.truth).toEqual(drawn[0]?.truth);
    expect(drawn[1]?.votes.votes).toEqual(drawn[0]?.votes.votes);
    expect(drawn[2]?.truth).not.toEqual(drawn[0]?.truth);
  });
});

describe("copies", () => {
  it("repeat their leader, abstentions too, and keep the part they are told to", () => {
    const tables = [evenTable(2, 0.5, 0.7), evenTable(2, 0.9, 0.9), evenTable(2, 0.9, 0.9)];
    const copies = [
      { copier: 1, leader: 0, share: 1 },
      { copier: 2, leader: 0, share: 1, keep: 0.5 },
    ];
    const drawn = drawVotes(simplePlan(2000, uniform(2), tables, copies), makeRandom(1, "votes"));
    const [leader = [], full = [], half = []] = [0, 1, 2].map((j) => columnOf(drawn, j));
    expect(full).toEqual(leader);
    expect(half.every((code, row) => code === -1 || code === leader[row])).toBe(true);
    const kept = half.filter((code) => code >= 0).length / leader.filter((code) => code >= 0).length;
    expect(Math.abs(kept - 0.5)).toBeLessThan(0.06);
  });
});

describe("tables", () => {
  it("of one label have the asked coverage and precision", () => {
    const balance = [0.8, 0.2];
    const table = oneLabelTable(balance, 1, 0.1, 0.7);
    const [inLabel, outside] = [0.2 * (table[1]?.[2] ?? 0), 0.8 * (table[0]?.[2] ?? 0)];
    expect(inLabel + outside).toBeCloseTo(0.1, 12);
    expect(inLabel / (inLabel + outside)).toBeCloseTo(0.7, 12);
  });
});

describe("the rule of Bayes", () => {
  it("is right as often as its one function where there is one that always votes", () => {
    const plan = simplePlan(2000, uniform(2), [evenTable(2, 1, 0.8)]);
    const drawn = drawVotes(plan, makeRandom(2, "votes"));
    const right = columnOf(drawn, 0).filter((code, row) => code === drawn.truth[row]).length;
    expect(bayesAccuracy(plan, drawn)).toBeCloseTo(right / 2000, 12);
  });
  it("believes a function that is mostly wrong to be wrong", () => {
    const plan = simplePlan(2000, uniform(2), [evenTable(2, 1, 0.1)]);
    expect(bayesAccuracy(plan, drawVotes(plan, makeRandom(2, "votes")))).toBeGreaterThan(0.85);
  });
  it("counts covered rows only", () => {
    const plan = simplePlan(2000, uniform(2), [evenTable(2, 0.1, 1)]);
    expect(bayesAccuracy(plan, drawVotes(plan, makeRandom(2, "votes")))).toBe(1);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { countJointVotes, countPairs } from "../../../src/label-models/scan/pairs.ts";
import { sumTriples } from "../../../src/label-models/scan/third-moments.ts";
import type { VoteRows } from "../../../src/label-models/scan/vote-rows.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { lastAnswers, listRows } from "./naive.ts";

/** Weighted rows in which functions answer up to twice, functions rising. */
function drawRows(seed: number, m: number, k: number, size: number): VoteRows {
  const random = makeRandom(seed, "rows with repeated answers");
  const [functions, codes]: [number[], number[]] = [[], []];
  const offsets = [0];
  for (let u = 0; u < size; u++) {
    for (let j = 0; j < m; j++) {
      for (let times = Math.floor(random() * 3); times > 0; times--) {
        functions.push(j);
        codes.push(Math.floor(random() * k));
      }
    }
    offsets.push(functions.length);
  }
  return {
    offsets: Int32Array.from(offsets),
    functions: Int32Array.from(functions),
    codes: Int16Array.from(codes),
    strengths: null,
    weights: Float64Array.from({ length: size }, () => 1 + Math.floor(9 * random())),
    functionCount: m,
    labels: k,
  };
}

const shape = fc.tuple(
  fc.integer({ min: 0, max: 1e6 }),
  fc.integer({ min: 1, max: 6 }),
  fc.integer({ min: 2, max: 4 }),
  fc.integer({ min: 0, max: 20 }),
);

describe("pairs of votes", () => {
  it("are counted once a row by weight, the last of repeated answers counting", () => {
    fc.assert(
      fc.property(shape, ([seed, m, k, size]) => {
        const rows = drawRows(seed, m, k, size);
        const { over, agree } = countPairs(rows);
        const joint = countJointVotes(rows);
        const [naiveOver, naiveAgree] = [over.map(() => 0), agree.map(() => 0)];
        const naiveJoint = joint.map(() => 0);
        for (const { weight, votes } of listRows(rows)) {
          const last = lastAnswers(votes);
          for (const a of last) {
            for (const b of last) {
              naiveOver[a.j * m + b.j] = (naiveOver[a.j * m + b.j] ?? 0) + weight;
              if (a.v === b.v) naiveAgree[a.j * m + b.j] = (naiveAgree[a.j * m + b.j] ?? 0) + weight;
              const cell = (a.j * k + a.v) * m * k + b.j * k + b.v;
              naiveJoint[cell] = (naiveJoint[cell] ?? 0) + weight;
            }
          }
        }
        expect(over).toEqual(naiveOver);
        expect(agree).toEqual(naiveAgree);
        expect(joint).toEqual(naiveJoint);
      }),
    );
  });

  it("are the same however many functions there are: those that never vote change no pair", () => {
    const rows = drawRows(1, 6, 3, 60);
    const many = countPairs({ ...rows, functionCount: 600 });
    const { over, agree } = countPairs(rows);
    over.forEach((count, pair) => expect(many.over[Math.floor(pair / 6) * 600 + (pair % 6)]).toBe(count));
    agree.forEach((count, pair) => expect(many.agree[Math.floor(pair / 6) * 600 + (pair % 6)]).toBe(count));
    expect(many.over.reduce((sum, count) => sum + count, 0)).toBe(over.reduce((sum, count) => sum + count, 0));
  });
});

describe("triples of votes", () => {
  it("sum to what three nested loops give", () => {
    fc.assert(
      fc.property(shape, ([seed, m, k, size]) => {
        const rows = drawRows(seed, m, k, size);
        const random = makeRandom(seed, "numbers");
        const e = Float64Array.from({ length: m * k }, () => 2 * random() - 1);
        const g = Float64Array.from({ length: m }, () => (random() < 0.2 ? 0 : random()));
        const sums = listRows(rows).map(({ weight, votes }) => {
          const last = lastAnswers(votes);
          let [n, d] = [0, 0];
          last.forEach((a, x) => {
            last.slice(x + 1).forEach((b, y) => {
              last.slice(x + y + 2).forEach((c) => {
                const of = [a, b, c];
                n += of.reduce((product, { j, v }) => product * (e[j * k + v] ?? 0) * (g[j] ?? 0), 1);
                d += of.reduce((product, { j }) => product * (g[j] ?? 0) ** 2, 1);
              });
            });
          });
          return { weight, n, d };
        });
        const total = (value: (each: { n: number; d: number }) => number): number =>
          sums.reduce((sum, each) => sum + each.weight * value(each), 0);
        const [numerator, denominator] = [total(({ n }) => n), total(({ d }) => d)];
        const found = sumTriples(rows, e, g);
        expect(found.numerator).toBeCloseTo(numerator, 10);
        expect(found.denominator).toBeCloseTo(denominator, 10);
        const r = denominator > 0 ? numerator / denominator : 0;
        expect(found.squaredResiduals).toBeCloseTo(
          total(({ n, d }) => (n - r * d) ** 2),
          8,
        );
      }),
    );
  });
});

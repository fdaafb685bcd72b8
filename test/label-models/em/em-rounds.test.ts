import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { measureAgreement, type Dependencies } from "../../../src/label-models/em/agreement.ts";
import { runEm, type EmRounds, type WarmStart } from "../../../src/label-models/em/em-rounds.ts";
import { countMeetings } from "../../../src/label-models/em/pair-counts.ts";
import type { VotePatterns } from "../../../src/matrix/vote-patterns.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { randomRows } from "../../util/arbitrary-votes.ts";
import { simulateVotes } from "../../util/simulated-votes.ts";
import { compressVotes } from "../../../src/matrix/compress.ts";
import { emDataOf, learnAll, patternsOfRows, quiet, severalLabels } from "./em-data.ts";

interface Run {
  readonly dependencies?: Dependencies;
  readonly balance?: readonly number[];
  readonly warm?: WarmStart | null;
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/** Rounds in which every function votes for several labels. */
function run(votes: VotePatterns, options: Run = {}): EmRounds {
  const { dependencies = learnAll, warm = null, tolerance = 1e-7, maxIterations = 60 } = options;
  const k = votes.labels.size;
  const data = { ...emDataOf(votes), oneLabel: severalLabels(votes.functions.length) };
  const agreement = measureAgreement(countMeetings(data.sample), data.oneLabel, k, dependencies);
  const balance = Float64Array.from(options.balance ?? new Array<number>(k).fill(1 / k));
  const known = votes.functions.map(() => null);
  return runEm(data, agreement, balance, known, warm, { maxIterations, tolerance }, quiet);
}

/** By how much an objective falls at most from one round to the next, as a share of its size. */
const largestFall = (objective: readonly number[]): number =>
  Math.max(0, ...objective.slice(1).map((now, i) => (objective[i] ?? 0) - now)) / (1 + Math.abs(objective.at(-1) ?? 0));

describe("the objective never falls", () => {
  const shape = fc.record({
    seed: fc.nat(1e6),
    labels: fc.integer({ min: 2, max: 5 }),
    functions: fc.integer({ min: 1, max: 7 }),
    rows: fc.integer({ min: 1, max: 80 }),
    coverage: fc.double({ min: 0.1, max: 1, noNaN: true }),
  });

  test.prop([shape])("on random votes", ({ seed, ...size }) => {
    expect(largestFall(run(patternsOfRows(size.labels, randomRows(seed, size))).objective)).toBeLessThan(1e-12);
  });

  test.prop([shape])("where votes have confidences, and the balance is given", ({ seed, ...size }) => {
    const random = makeRandom(seed, "confidences");
    const rows = randomRows(seed, size);
    const confidences = rows.map((row) => row.map(() => 0.05 + 0.95 * random()));
    const weights = Array.from({ length: size.labels }, () => 0.1 + random());
    const sum = weights.reduce((a, b) => a + b, 0);
    const balance = weights.map((each) => each / sum);
    expect(largestFall(run(patternsOfRows(size.labels, rows, confidences), { balance }).objective)).toBeLessThan(1e-12);
  });

  test.prop([shape])("where dependent functions share a voice", ({ seed, ...size }) => {
    const votes = patternsOfRows(size.labels, randomRows(seed, { ...size, functions: size.functions + 1 }));
    const pairs = Array.from({ length: size.functions }, (_, j): [number, number] => [j, j + 1]);
    expect(largestFall(run(votes, { dependencies: { pairs, learn: true } }).objective)).toBeLessThan(1e-12);
  });

  test("on votes from the model, where many rounds are needed", () => {
    const functions = [0.55, 0.6, 0.6, 0.65].map((accuracy) => ({ coverage: 0.5, accuracy }));
    const { votes } = simulateVotes(1, { rows: 1000, balance: [0.6, 0.4], functions });
    const { objective } = run(compressVotes(votes), { tolerance: 0, maxIterations: 200 });
    expect(objective.length).toBeGreaterThan(100);
    expect(largestFall(objective)).toBeLessThan(1e-12);
  });
});

describe("rounds", () => {
  const functions = [0.6, 0.7, 0.8, 0.9].map((accuracy) => ({ coverage: 0.7, accuracy }));
  const votes = compressVotes(simulateVotes(2, { rows: 1000, balance: [0.5, 0.5], functions }).votes);
  const whole = run(votes, { tolerance: 1e-9, maxIterations: 1000 });

  test("settle where another round changes nothing", () => {
    expect(whole.converged).toBe(true);
    expect((whole.objective.at(-1) ?? NaN) - (whole.objective.at(-2) ?? NaN)).toBeLessThan(1e-6);
  });

  test("stop at their limit", () => {
    expect(run(votes, { maxIterations: 2 })).toMatchObject({ iterations: 2, converged: false, objective: [] });
  });

  test("from where a fit has settled end there again, in fewer rounds", () => {
    const { logTable, prior, iterations } = run(votes, { tolerance: 1e-4 });
    const again = run(votes, { warm: { logTable, population: prior.population }, tolerance: 1e-4 });
    expect(again.iterations).toBeLessThan(iterations / 2);
    const differences = again.logTable.map((x, cell) => Math.abs(x - (logTable[cell] ?? NaN)));
    expect(differences.reduce((largest, each) => Math.max(largest, each))).toBeLessThan(0.02);
  });

  test("tables hold probabilities of votes: they sum to 1 for each function and label", () => {
    const k = 2;
    for (let j = 0; j < 4; j++) {
      for (let y = 0; y < k; y++) {
        const sum = Math.exp(whole.logTable[j * 4 + y] ?? NaN) + Math.exp(whole.logTable[j * 4 + 2 + y] ?? NaN);
        expect(sum).toBeCloseTo(1, 12);
      }
    }
  });
});

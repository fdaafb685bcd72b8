import { describe, expect, test } from "vitest";
import { summarizeWorkers, synthesizeVotes, type WorkerReport } from "../../../src/index.ts";

const quiet = { onProgress: (): void => undefined };

/** How many of the intervals of several crowds hold what was planted. */
function coverage(runs: readonly { report: WorkerReport; planted: readonly number[] }[]): number {
  let [held, all] = [0, 0];
  for (const { report: one, planted } of runs) {
    one.workers.forEach(({ interval }, j) => {
      const accuracy = planted[j] ?? NaN;
      if (interval === null) return;
      all++;
      if (interval[0] <= accuracy && accuracy <= interval[1]) held++;
    });
  }
  return held / all;
}

describe("intervals hold planted accuracies about as often as they say", () => {
  const crowd = {
    rows: 300,
    labels: ["a", "b"],
    functions: 30,
    accuracies: { from: 0.55, to: 0.95 },
    coverage: 0.2,
  } as const;
  const names = Array.from({ length: 30 }, (_, j) => `lf_${j}`);
  const run = (options: object, sharedMistakes?: number): number =>
    coverage(
      [1, 2, 3, 4].map((seed) => {
        const { votes, plan } = synthesizeVotes({ ...crowd, ...options, seed });
        const one = summarizeWorkers(votes, { sharedMistakes, draws: 200, ...quiet });
        return { report: one, planted: plan.functions.map(({ accuracy }) => accuracy) };
      }),
    );

  // 120 workers: the share of intervals that hold is known to about 3 %.
  test("of workers who err independently", () => {
    expect(run({}, 0)).toBeGreaterThan(0.8);
    expect(run({})).toBeGreaterThan(0.85);
  });
  test("of workers who all find some items hard", () => {
    expect(run({ difficulty: { share: 0.2, skill: 0.2 } })).toBeGreaterThan(0.85);
  });
  test("of workers who are wrong together, where intervals that do not allow for it fail", () => {
    const together = { accuracies: { from: 0.6, to: 0.88 }, sharedMistakes: [{ functions: names, rate: 0.08 }] };
    expect(run(together, 0)).toBeLessThan(0.6);
    expect(run(together)).toBeGreaterThan(0.85);
  });
  test("and gold tells how often they are wrong together", () => {
    const { votes, truth } = synthesizeVotes({
      ...crowd,
      accuracies: { from: 0.6, to: 0.8 },
      sharedMistakes: [{ functions: names, rate: 0.15 }],
      seed: 5,
    });
    const gold = truth.map((label, row) => (row % 2 === 0 ? label : null));
    const [blind, told] = [summarizeWorkers(votes, quiet), summarizeWorkers(votes, { gold, ...quiet })];
    expect(blind.sharedMistakes).toBeCloseTo(0.05, 2);
    expect(Math.abs(told.sharedMistakes - 0.15)).toBeLessThan(0.06);
  });
});

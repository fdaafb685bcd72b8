import { median } from "./statistics.ts";

/** One of several ways to do a job. */
export interface Candidate {
  readonly name: string;
  /** Does the job once. What it returns is compared nowhere, but keeps the work from being optimized away. */
  readonly run: () => unknown;
}

/** How long a candidate took. */
export interface Timing {
  readonly name: string;
  /** Median of the rounds, in milliseconds. */
  readonly ms: number;
  /** Fastest and slowest round. */
  readonly fastest: number;
  readonly slowest: number;
}

/** Clears garbage of earlier runs, where Node was started with `--expose-gc`, so that nobody pays for others. */
export function collectGarbage(): void {
  (globalThis as { gc?: () => void }).gc?.();
}

/**
 * Times candidates in one process. Each runs once unmeasured; then in every round all of them run, in turn forward and
 * backward, so that drift of the machine (heat, neighbors) and leftovers of the one before hit all alike.
 */
export async function timeCandidates(candidates: readonly Candidate[], rounds: number): Promise<readonly Timing[]> {
  const times = candidates.map((): number[] => []);
  for (const { run } of candidates) await run();
  for (let round = 0; round < rounds; round++) {
    const order = candidates.map((_, i) => i);
    if (round % 2 === 1) order.reverse();
    for (const i of order) {
      collectGarbage();
      const start = performance.now();
      await candidates[i]?.run();
      times[i]?.push(performance.now() - start);
    }
  }
  return candidates.map(({ name }, i) => {
    const each = times[i] ?? [];
    return { name, ms: median(each), fastest: Math.min(...each), slowest: Math.max(...each) };
  });
}

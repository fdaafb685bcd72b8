import { median } from "./statistics.ts";

/** One of several ways to do a job. */
export interface Candidate {
  readonly name: string;
  /** Does the job once. What it returns is compared nowhere, but keeps the work from being optimized away. */
  readonly run: () => unknown;
}

/** How long a candidate took: medians of the rounds, in milliseconds. */
export interface Timing {
  readonly name: string;
  /**
   * Time on the processor, helper threads of the engine included: what one core alone would need. Programs beside it
   * do not count, so it is what rates are worked out from.
   */
  readonly cpuMs: number;
  /** Time on the clock. */
  readonly wallMs: number;
}

/** Clears garbage of earlier runs, where Node was started with `--expose-gc`, so that nobody pays for others. */
export function collectGarbage(): void {
  (globalThis as { gc?: () => void }).gc?.();
}

/**
 * Times candidates in one process. Each runs once unmeasured; then in every round all of them run, in turn forward and
 * backward, so that drift of the machine (heat, neighbors) and leftovers of the one before hit all alike.
 *
 * @param collect Whether garbage is cleared before each run. Not for jobs of some milliseconds: what is cleared with it
 * (compiled code among it) they would then spend most of their time on.
 */
export async function timeCandidates(
  candidates: readonly Candidate[],
  rounds: number,
  collect = true,
): Promise<readonly Timing[]> {
  const cpu = candidates.map((): number[] => []);
  const wall = candidates.map((): number[] => []);
  for (const { run } of candidates) await run();
  for (let round = 0; round < rounds; round++) {
    const order = candidates.map((_, i) => i);
    if (round % 2 === 1) order.reverse();
    for (const i of order) {
      if (collect) collectGarbage();
      const used = process.cpuUsage();
      const start = performance.now();
      await candidates[i]?.run();
      wall[i]?.push(performance.now() - start);
      const { user, system } = process.cpuUsage(used);
      cpu[i]?.push((user + system) / 1000);
    }
  }
  return candidates.map(({ name }, i) => ({ name, cpuMs: median(cpu[i] ?? []), wallMs: median(wall[i] ?? []) }));
}

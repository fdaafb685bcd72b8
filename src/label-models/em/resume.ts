import type { EmRounds, WarmStart } from "./em-rounds.ts";
import type { Population } from "./population.ts";

/** What a fit leaves for the next one, beside its scores. */
export interface EmResume {
  /** What the evidence of functions of several labels was raised to. */
  readonly temperature: number;
  readonly population: Population;
  /** For each function of one label, the log of how often it votes on rows of each label: K numbers; null for others. */
  readonly firing: readonly (readonly number[] | null)[];
}

/** What a fit leaves for the next one. */
export function resumeOf(rounds: EmRounds, temperature: number, oneLabel: Int32Array, k: number): EmResume {
  return {
    temperature,
    population: rounds.prior.population,
    firing: Array.from(oneLabel, (v, j) =>
      v < 0 ? null : Array.from(rounds.logTable.subarray((j * k + v) * k, (j * k + v + 1) * k)),
    ),
  };
}

/**
 * Where a refit starts: at the tables the earlier fit ended with. Those of functions of several labels are what their
 * votes add to scores (K x K numbers a function, v by v), without weight and temperature.
 */
export function warmStartOf(
  cells: readonly (readonly number[])[],
  { temperature, population, firing }: EmResume,
  weights: readonly number[],
  k: number,
): WarmStart {
  const logTable = new Float64Array(cells.length * k * k);
  cells.forEach((table, j) => {
    const scale = Math.max(1e-6, (weights[j] ?? 1) * temperature);
    const rates = firing[j] ?? null;
    for (let v = 0; v < k; v++) {
      for (let y = 0; y < k; y++) {
        logTable[(j * k + v) * k + y] = rates === null ? (table[v * k + y] ?? 0) / scale : (rates[y] ?? 0);
      }
    }
  });
  return { logTable, population };
}

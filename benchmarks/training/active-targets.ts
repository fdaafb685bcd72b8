import type { Target } from "../util/targets.ts";
import type { ActiveResult } from "./active.ts";

/** The default strategy must be ahead of random on every set. */
export function activeTargets(results: readonly ActiveResult[]): Target[] {
  return results
    .filter(({ strategy }) => strategy === "uncertain-diverse")
    .map(({ set, ahead }) => ({
      name: `${set}: points ahead of random, mean over 0 to 200 answers`,
      value: ahead,
      target: 0,
      good: "above" as const,
      format: (value: number) => value.toFixed(2),
    }));
}

import { checkNumber } from "../../util/checks.ts";
import type { Groups } from "../groups.ts";

/** How intervals are found: by drawing rows again, with replacement, and measuring anew (Efron 1979). */
export interface BootstrapOptions {
  /** How often rows are drawn again. @defaultValue 1000 */
  readonly resamples?: number | undefined;
  /** How sure intervals are, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number | undefined;
  /**
   * What each row belongs to, where rows of one group are alike: whole groups are then drawn instead of rows, for rows
   * that depend on each other tell less than they count.
   * @defaultValue each row stands for itself
   */
  readonly groups?: Groups | undefined;
  /** The seed of the draws. @defaultValue 0 */
  readonly seed?: number | string | undefined;
}

/** How rows are drawn, option by option. */
export interface Drawing {
  readonly resamples: number;
  readonly level: number;
  readonly seed: number | string;
}

/** @throws LabelingError `bad_option`, naming the option. */
export function checkBootstrap({ resamples, level, seed = 0 }: BootstrapOptions, where: string): Drawing {
  return {
    resamples: checkNumber(resamples, 1000, { where: `${where}, resamples`, min: 10, max: 1_000_000, whole: true }),
    level: checkNumber(level, 0.95, { where: `${where}, level`, min: 0.01, max: 0.9999 }),
    seed,
  };
}

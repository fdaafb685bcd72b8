import type { Random } from "../../src/util/random.ts";
import type { VotePlan } from "./plan.ts";

/** A way to make votes, to be drawn with many seeds. */
export interface Scenario {
  readonly name: string;
  /** The plan of one seed: skill and coverage may be drawn too. */
  readonly plan: (random: Random) => VotePlan;
  /**
   * The accuracy to reach, as a difference to that of the rule of Bayes that knows every function but takes them as
   * independent; null where there is no target.
   */
  readonly aboveTruth: number | null;
}

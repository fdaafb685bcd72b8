import { level } from "./methods.ts";
import { sharesTried, type SetResult } from "./measure.ts";

/** What comes of choosing `sharedMistakes` on all sets but one. */
export interface LeftOut {
  readonly set: string;
  /** The share whose mean coverage on the other sets is nearest to what intervals say. */
  readonly chosen: number;
  /** Its coverage on this set. */
  readonly coverage: number;
}

const coverageOf = (set: SetResult, share: number): number =>
  set.bySharedMistakes.find(({ sharedMistakes }) => sharedMistakes === share)?.score.coverage ?? NaN;

/** Chooses on all other sets, measures on each. */
export function leaveOut(sets: readonly SetResult[]): LeftOut[] {
  return sets.map((set) => {
    const others = sets.filter((each) => each !== set);
    const miss = (share: number): number =>
      Math.abs(others.reduce((sum, each) => sum + coverageOf(each, share), 0) / others.length - level);
    const chosen = [...sharesTried].reduce((best, share) => (miss(share) < miss(best) ? share : best));
    return { set: set.set, chosen, coverage: coverageOf(set, chosen) };
  });
}

import type { BallotBox } from "../functions/ballot.ts";
import { voterOf, type AnyLabelingFunction } from "../functions/labeling-function.ts";
import type { TableWindow } from "../tables/windows.ts";

/** One step of voting on a window of rows: the votes of one function, or of some that look at the rows together. */
export interface VotingStep {
  /** The functions that vote, by their places. */
  readonly members: readonly number[];
  /** Casts the members' votes, each in its own box. */
  readonly vote: (window: TableWindow, boxes: readonly BallotBox[]) => void | Promise<void>;
}

/** The steps that have every function vote once. */
export function planSteps(functions: readonly AnyLabelingFunction[]): readonly VotingStep[] {
  return functions.map((func, j) => {
    const vote = voterOf(func);
    return {
      members: [j],
      vote: (window, [box]) => (box === undefined ? undefined : vote(window, box.open(window.firstRow, window.length))),
    };
  });
}

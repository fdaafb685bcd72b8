import { BallotBox } from "../../src/functions/ballot.ts";
import { voterOf, type AnyLabelingFunction } from "../../src/functions/labeling-function.ts";
import type { TableShape } from "../../src/tables/arrow-shape.ts";
import { tableWindows } from "../../src/tables/windows.ts";

/** A failed row, as `row: message`. */
type Failure = string;

/** What one function did on all rows of a table. */
export interface Outcome {
  readonly votes: readonly (string | null)[];
  readonly confidences: readonly number[] | null;
  readonly failures: readonly Failure[];
}

/** Runs one function over a table, a few rows at a time, and keeps what went wrong. */
export async function run(func: AnyLabelingFunction, table: TableShape, windowSize = 3): Promise<Outcome> {
  const failures: Failure[] = [];
  const ballots = new BallotBox(func, table.numRows, (row, error) => failures.push(`${row}: ${error.message}`));
  const vote = voterOf(func);
  for (const window of tableWindows(table, func.columns, windowSize)) {
    await vote(window, ballots.open(window.firstRow, window.length));
  }
  return {
    votes: Array.from(ballots.votes, (code) => func.task.labels.label(code)),
    confidences: ballots.confidences === null ? null : Array.from(ballots.confidences),
    failures,
  };
}

/** The votes of one function that does not fail. */
export async function votesOf(func: AnyLabelingFunction, table: TableShape): Promise<Outcome["votes"]> {
  const { votes, failures } = await run(func, table);
  if (failures.length > 0) throw new Error(failures.join("\n"));
  return votes;
}

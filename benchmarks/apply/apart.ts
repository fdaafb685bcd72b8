import type { Table } from "apache-arrow";
import type { AnyLabelingFunction } from "labelwright";
import { BallotBox } from "../../src/functions/ballot.ts";
import { voterOf } from "../../src/functions/labeling-function.ts";
import type { VoteArray } from "../../src/matrix/vote-array.ts";
import { tableWindows } from "../../src/tables/windows.ts";

/**
 * Has each function vote by itself, without a scan for all of them: keyword and pattern functions by their regular
 * expressions. One pass over the table decodes its text once for all of `functions`.
 */
export function voteApart(functions: readonly AnyLabelingFunction[], table: Table): readonly VoteArray[] {
  const columns = [...new Set(functions.flatMap((func) => func.columns))];
  const boxes = functions.map(
    (func) =>
      new BallotBox(func, table.numRows, (_row, error) => {
        throw error;
      }),
  );
  const voters = functions.map(voterOf);
  for (const window of tableWindows(table, columns)) {
    voters.forEach((vote, j) => {
      const box = boxes[j]?.open(window.firstRow, window.length);
      if (box !== undefined) void vote(window, box);
    });
  }
  return boxes.map((box) => box.votes);
}

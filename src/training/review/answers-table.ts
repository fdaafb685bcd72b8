import type { Table } from "apache-arrow";

import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import { dataOfCodes, labelDictionary } from "../../matrix/matrix-table.ts";
import { makeVotes } from "../../matrix/vote-array.ts";
import { idColumn } from "../../probabilities/labels-table.ts";
import { assembleTable } from "../../tables/build/column-builder.ts";

/** Answers by row, as far as a table needs them. */
interface AnswersShape {
  readonly labels: LabelSet;
  readonly rows: Int32Array;
  readonly codes: Int32Array;
}

/** Answers as a table: `id` and `label`. */
export function tableOfAnswers(answers: AnswersShape, ids: readonly (string | number | null)[] | undefined): Table {
  const { labels, rows, codes } = answers;
  const votes = makeVotes(rows.length, labels.size);
  votes.set(codes);
  const names = ids === undefined ? Array.from(rows) : Array.from(rows, (row) => nameOf(ids, row));
  return assembleTable(
    [
      { name: "id", data: idColumn(rows.length, names) },
      { name: "label", data: dataOfCodes(votes, labelDictionary(labels)) },
    ],
    rows.length,
  );
}

function nameOf(ids: readonly (string | number | null)[], row: number): string | number {
  const id = ids[row];
  if (id !== null && id !== undefined) return id;
  throw new LabelingError("bad_option", {
    where: "review answers as a table, ids",
    got: `no name for row ${row}, which is answered`,
    expected: "a name for each row",
  });
}

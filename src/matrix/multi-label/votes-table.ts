import { Bool, Float32, type Table } from "apache-arrow";

import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import { assembleTable, buildData, type BuiltColumn } from "../../tables/build/column-builder.ts";
import type { LabelMatrix } from "../label-matrix.ts";
import { columnOf, confidenceColumnOf, voteColumns, type VoteColumnName } from "./columns.ts";

/** What a table of votes on a multi-label task is made from. */
export interface LabeledVotes {
  readonly labels: LabelSet;
  readonly functions: readonly string[];
  readonly rows: number;
  readonly matrices: Readonly<Record<string, LabelMatrix>>;
}

/** Checks that each column, when it is read, is taken for the votes that it holds. */
function checkNames(written: readonly VoteColumnName[], columns: readonly string[], labels: LabelSet): void {
  const where = "multi-label votes as a table";
  const read = voteColumns(columns, labels, where);
  written.forEach(({ column, name, label }, i) => {
    const as = read[i];
    if (as?.name === name && as.label === label) return;
    throw new LabelingError("duplicate_name", {
      where,
      got: `the votes of "${name}" on "${label}" in column "${column}"`,
      expected: "a name that no other function, label or confidence reads as",
      remedy: "Rename the labeling function: a dot in its name makes it look like another's.",
      details: { function: name, label, column },
    });
  });
}

/** Votes, and confidences where given, by function, then label. */
export function tableOfMultiLabelVotes(votes: LabeledVotes): Table {
  const built: BuiltColumn[] = [];
  const written: VoteColumnName[] = [];
  for (const name of votes.functions) {
    for (const label of votes.labels.names) {
      const matrix = votes.matrices[label];
      const j = matrix?.functions.findIndex((func) => func.name === name) ?? -1;
      const codes = matrix?.votes[j];
      if (codes === undefined) continue;
      const column = columnOf(name, label);
      written.push({ column, name, label });
      const said = Array.from(codes, (code) => (code < 0 ? null : code === 1));
      built.push({ name: column, data: buildData(new Bool(), said, column) });
      const confidences = matrix?.confidences[j];
      if (confidences == null) continue;
      const sure = Array.from(confidences, (confidence, row) => ((codes[row] ?? -1) < 0 ? null : confidence));
      built.push({ name: confidenceColumnOf(column), data: buildData(new Float32(), sure, column) });
    }
  }
  const columns = built.map(({ name }) => name);
  checkNames(written, columns, votes.labels);
  return assembleTable(built, votes.rows);
}

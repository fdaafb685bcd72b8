import { LabelingError } from "../../errors.ts";
import { labelSet, type LabelSet } from "../../labels/label-set.ts";
import { binaryLabels } from "../../labels/multi-label-task.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { checkTable } from "../../tables/schema.ts";
import { describe } from "../../util/checks.ts";
import { compareCodePoints } from "../../util/code-points.ts";
import { carriedColumns, readConfidences, type VotesTableOptions } from "../from-table.ts";
import { checkNameColumn, readLabelColumns } from "../label-codes.ts";
import { LabelMatrix } from "../label-matrix.ts";
import { sourceOfName } from "../vote-source.ts";
import { voteColumns, type VoteColumnName } from "./columns.ts";
import { MultiLabelVotes, type MatrixByLabel } from "./votes.ts";

/** How votes are read from a table of `<function>.<label>` columns. */
export interface MultiLabelVotesTableOptions<L extends string> extends Omit<VotesTableOptions<L>, "labels"> {
  /**
   * The labels, in order; one without columns gets no votes.
   * @defaultValue what stands behind the last dot of the columns' names, sorted by code point
   */
  readonly labels?: LabelSet<L> | undefined;
}

// Against, for, against, for ...: the parity of a spelling's place is the vote.
const spellings = labelSet([
  "no",
  "yes",
  "false",
  "true",
  "0",
  "1",
  "No",
  "Yes",
  "False",
  "True",
  "NO",
  "YES",
  "FALSE",
  "TRUE",
  "0.0",
  "1.0",
]);

function readVotes(
  table: TableShape,
  columns: readonly string[],
  abstain: readonly string[],
  where: string,
): Int8Array[] {
  for (const column of columns) checkNameColumn(table, column, where);
  try {
    const { codes } = readLabelColumns(table, columns, { labels: spellings, abstain, where });
    return codes.map((column) => Int8Array.from(column, (code) => (code < 0 ? -1 : code & 1)));
  } catch (error) {
    if (!LabelingError.is(error) || error.code !== "unknown_label") throw error;
    throw new LabelingError("wrong_vote", {
      where: error.where,
      got: describe(error.details["label"]),
      expected: "yes or no (true or false, 1 or 0), or nothing to abstain",
      remedy: "Mend the value, or name it as a spelling of abstention (abstain).",
      details: error.details,
    });
  }
}

function labelsOf(columns: readonly VoteColumnName[], where: string): LabelSet {
  const names = [...new Set(columns.map(({ label }) => label))].sort(compareCodePoints);
  if (names.length >= 2) return labelSet(names);
  throw new LabelingError("empty", {
    where,
    got: `columns of votes on ${describe(names[0])} alone`,
    expected: "votes on at least 2 labels",
    remedy: "Name the labels (labels). A task of one label is an ordinary one, with a second label for the rest.",
  });
}

/**
 * Reads votes on a multi-label task from a table: a column `<function>.<label>` for each function and label it may vote
 * on, holding yes or no (true or false, 1 or 0); null or empty = abstain. The columns `id`, `split` and `gold` are left
 * alone, and `<function>.<label>.confidence` columns hold confidences. O(N x columns).
 *
 * @throws LabelingError for columns that name no label, values that are no votes (naming column and row), or no vote
 * columns.
 *
 * @example
 * ```ts
 * import { multiLabelVotesFromTable, tableFromRows } from "labelwright";
 *
 * const table = tableFromRows([
 *   { id: "a", "editor.sports": "yes", "editor.politics": "no", "ball.sports": true },
 *   { id: "b", "editor.sports": null, "editor.politics": "yes", "ball.sports": null },
 * ]);
 * const votes = multiLabelVotesFromTable(table);
 * console.log(votes.labels.names, votes.functions); // [ "politics", "sports" ] [ "editor", "ball" ]
 * ```
 */
export function multiLabelVotesFromTable<L extends string = string>(
  table: TableShape,
  options: MultiLabelVotesTableOptions<L> = {},
): MultiLabelVotes<L> {
  const where = "multiLabelVotesFromTable";
  checkTable(table, where);
  const ignore = options.ignore ?? carriedColumns;
  const fields = table.schema.fields.map((field) => field.name);
  const columns = voteColumns(
    fields.filter((name) => !ignore.includes(name)),
    options.labels,
    where,
  );
  if (columns.length === 0) {
    throw new LabelingError("missing_column", {
      where,
      got: `no vote columns among ${fields.join(", ") || "none"}`,
      expected: "a column <function>.<label> for each labeling function and label",
    });
  }
  const labels = options.labels ?? (labelsOf(columns, where) as LabelSet<L>);
  const votes = readVotes(
    table,
    columns.map(({ column }) => column),
    options.abstain ?? [],
    where,
  );
  const matrices = labels.names.map((label) => {
    const places = columns.flatMap((column, i) => (column.label === label ? [i] : []));
    const matrix = new LabelMatrix({
      labels: binaryLabels(label),
      functions: places.map((i) => sourceOfName(columns[i]?.name ?? "")),
      votes: places.map((i) => votes[i] ?? new Int8Array()),
      confidences: places.map((i) => readConfidences(table, columns[i]?.column ?? "", where)),
      rows: table.numRows,
    });
    return [label, matrix] as const;
  });
  return new MultiLabelVotes({
    labels,
    matrices: Object.fromEntries(matrices) as unknown as MatrixByLabel<L>,
    functions: columns.map(({ name }) => name),
  });
}

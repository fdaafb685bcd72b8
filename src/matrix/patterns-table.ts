import { Float64, makeData, type Table } from "apache-arrow";

import { LabelingError } from "../errors.ts";
import { assembleTable } from "../tables/build/column-builder.ts";
import type { TableShape } from "../tables/arrow-shape.ts";
import { checkTable, typeOfColumn } from "../tables/schema.ts";
import { tableWindows } from "../tables/windows.ts";
import { compressVotes } from "./compress.ts";
import { carriedColumns, labelMatrixFromTable, type VotesTableOptions } from "./from-table.ts";
import { columnsOfMatrix } from "./matrix-table.ts";
import { makeVotes } from "./vote-array.ts";
import { VotePatterns } from "./vote-patterns.ts";

/** The column that says how many rows show a pattern. */
export const countColumn = "count";

function repeatedVote(u: number, name: string | undefined): LabelingError {
  return new LabelingError("wrong_vote", {
    where: `vote patterns as a table, pattern ${u}`,
    got: `several votes of "${name}"`,
    expected: "at most one vote of each function in a pattern",
    remedy: "Answers that a worker gave twice have no place in such a table: keep the answers themselves.",
    details: { pattern: u, function: name },
  });
}

/**
 * Vote patterns as an Arrow table, as label matrices are written: a dictionary column of labels for each function
 * over one shared dictionary, `<function>.confidence` where votes have confidences, and `count`. A row a pattern; which
 * row of the data has which pattern is not kept. O(U m).
 *
 * @throws LabelingError `wrong_vote` for patterns with two votes of one worker; `duplicate_name` for a function named `count`.
 *
 * @example
 * ```ts
 * import { compressVotes, labelMatrix, labelSet, tableOfPatterns, votePatternsFromTable } from "labelwright";
 *
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { link: ["spam", "spam", null], money: [null, null, "spam"] });
 * const table = tableOfPatterns(compressVotes(votes));
 * console.log(table.numRows, votePatternsFromTable(table, { labels: votes.labels }).rows); // 2 3
 * ```
 */
export function tableOfPatterns(patterns: VotePatterns): Table {
  const { labels, functions, size, votes: sparse } = patterns;
  if (functions.some(({ name }) => name === countColumn)) {
    throw new LabelingError("duplicate_name", {
      where: "vote patterns as a table",
      got: `a labeling function named "${countColumn}"`,
      expected: "another name, as that column holds the counts",
    });
  }
  const votes = functions.map(() => makeVotes(size, labels.size));
  const confidences = functions.map(() => (sparse.strengths === null ? null : new Float32Array(size).fill(1)));
  for (let u = 0; u < size; u++) {
    for (let i = sparse.offsets[u] ?? 0; i < (sparse.offsets[u + 1] ?? 0); i++) {
      const j = sparse.functions[i] ?? 0;
      const column = votes[j];
      if (column === undefined || column[u] !== -1) throw repeatedVote(u, functions[j]?.name);
      column[u] = sparse.codes[i] ?? -1;
      confidences[j]?.fill(sparse.strengths?.[i] ?? 1, u, u + 1);
    }
  }
  const counts = makeData({ type: new Float64(), length: size, data: patterns.counts });
  const columns = columnsOfMatrix({ labels, functions, rows: size, votes, confidences });
  return assembleTable([...columns, { name: countColumn, data: counts }], size);
}

function readCounts(table: TableShape): Float64Array {
  const where = `votePatternsFromTable, column "${countColumn}"`;
  typeOfColumn(table, countColumn, where);
  const counts = new Float64Array(table.numRows);
  for (const { firstRow, length, columns } of tableWindows(table, [countColumn])) {
    const { values, valid } = columns.get(countColumn) ?? { values: [], valid: null };
    for (let i = 0; i < length; i++) {
      const count = valid?.[i] === 0 ? NaN : Number(values[i]);
      if (!(Number.isInteger(count) && count >= 0)) {
        throw new LabelingError("wrong_type", {
          where: `${where}, row ${firstRow + i}`,
          got: valid?.[i] === 0 ? "nothing" : String(count),
          expected: "a whole number of rows",
        });
      }
      counts[firstRow + i] = count;
    }
  }
  return counts;
}

/**
 * Reads vote patterns from a table such as `tableOfPatterns` makes, or such as a database makes that groups votes and
 * counts: vote columns as in `labelMatrixFromTable`, and `count`. Equal rows add up. O(U m).
 *
 * @throws LabelingError for a missing `count`, counts that are no whole numbers, and as `labelMatrixFromTable`.
 */
export function votePatternsFromTable<L extends string = string>(
  table: TableShape,
  options: VotesTableOptions<L> = {},
): VotePatterns<L> {
  checkTable(table, "votePatternsFromTable");
  const counts = readCounts(table);
  const ignore = [...(options.ignore ?? carriedColumns), countColumn];
  const rows = compressVotes(labelMatrixFromTable(table, { ...options, ignore }));
  const { labels, functions, votes } = rows;
  const summed = new Float64Array(rows.size);
  rows.rowPatterns?.forEach((u, row) => {
    summed[u] = (summed[u] ?? 0) + (counts[row] ?? 0);
  });
  return new VotePatterns({ labels, functions, votes, counts: summed, rowPatterns: null });
}

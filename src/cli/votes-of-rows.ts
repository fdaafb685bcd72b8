import type { LabelSet } from "../labels/label-set.ts";
import { isLabelMatrix, LabelMatrix } from "../matrix/label-matrix.ts";
import { makeVotes } from "../matrix/vote-array.ts";
import type { CommandContext } from "./context.ts";
import { badUsage } from "./errors.ts";
import { findRows, type NamedRows } from "./row-index.ts";
import { readVotes } from "./votes-file.ts";

/** Votes on some rows, in the order given. */
function takeVotes({ labels, functions, votes, confidences }: LabelMatrix, rows: Int32Array): LabelMatrix {
  return new LabelMatrix({
    labels,
    functions,
    votes: votes.map((column) => {
      const taken = makeVotes(rows.length, labels.size);
      rows.forEach((row, i) => (taken[i] = column[row] ?? -1));
      return taken;
    }),
    confidences: confidences.map((column) => column && Float32Array.from(rows, (row) => column[row] ?? 0)),
    rows: rows.length,
  });
}

/**
 * Reads the votes on some of the rows of another file, found by name.
 *
 * @throws LabelingError `incompatible` for a row without votes, and what `readVotes` throws
 */
export async function readVotesOfRows(
  path: string,
  data: NamedRows,
  some: Int32Array | null,
  labels: LabelSet,
  { warn }: CommandContext,
): Promise<LabelMatrix> {
  const { votes, ids } = await readVotes(path, {}, { labels: labels.names, warn });
  if (!isLabelMatrix(votes)) throw badUsage("--votes", path, "a file with a column for each labeling function");
  const places = findRows({ path, rows: votes.rows, ids }, data);
  return takeVotes(votes, some === null ? places : some.map((row) => places[row] ?? 0));
}

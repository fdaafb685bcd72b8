import { LabelingError } from "../errors.ts";
import { compressVotes } from "../matrix/compress.ts";
import { isLabelMatrix, LabelMatrix } from "../matrix/label-matrix.ts";
import { VotePatterns } from "../matrix/vote-patterns.ts";
import { describe } from "../util/checks.ts";
import { asPatterns } from "./as-patterns.ts";
import type { Votes } from "./label-model.ts";

/**
 * The votes of one row, as patterns of that row alone. Rows count from 0; patterns that have lost their rows count as
 * rows themselves. O(m + votes of the row).
 */
export function rowOfVotes<L extends string, N extends string>(
  votes: Votes<L, N>,
  row: number,
  where: string,
): VotePatterns<L, N> {
  if (!isLabelMatrix(votes)) asPatterns(votes, where); // refuses what is neither
  const count = isLabelMatrix(votes) ? votes.rows : (votes.rowPatterns?.length ?? votes.size);
  if (!Number.isInteger(row) || row < 0 || row >= count) {
    throw new LabelingError("bad_option", {
      where: `${where}, row`,
      got: describe(row),
      expected: count === 0 ? "votes with rows" : `a whole number from 0 to ${count - 1}`,
    });
  }
  const { labels, functions } = votes;
  if (isLabelMatrix(votes)) {
    const take = <T extends { subarray(from: number, to: number): T }>(column: T): T => column.subarray(row, row + 1);
    const confidences = votes.confidences.map((column) => column && take(column));
    return compressVotes(new LabelMatrix({ labels, functions, votes: votes.votes.map(take), confidences }));
  }
  const u = votes.rowPatterns?.[row] ?? row;
  const [start, end] = [votes.votes.offsets[u] ?? 0, votes.votes.offsets[u + 1] ?? 0];
  const { functions: voters, codes, strengths } = votes.votes;
  return new VotePatterns({
    labels,
    functions,
    votes: {
      offsets: Int32Array.of(0, end - start),
      functions: voters.subarray(start, end),
      codes: codes.subarray(start, end),
      strengths: strengths?.subarray(start, end) ?? null,
    },
    counts: Float64Array.of(1),
    rowPatterns: Int32Array.of(0),
  });
}

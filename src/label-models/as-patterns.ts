import { LabelingError } from "../errors.ts";
import { compressVotes } from "../matrix/compress.ts";
import { isLabelMatrix } from "../matrix/label-matrix.ts";
import { isVotePatterns, type VotePatterns } from "../matrix/vote-patterns.ts";
import { describe } from "../util/checks.ts";
import type { Votes } from "./label-model.ts";

/** Votes as patterns; a matrix is compressed first. */
export function asPatterns<L extends string, N extends string>(votes: Votes<L, N>, where: string): VotePatterns<L, N> {
  checkVotes(votes, where);
  return isVotePatterns(votes) ? votes : compressVotes(votes);
}

/** @throws LabelingError `bad_option` for what are no votes */
export function checkVotes(votes: unknown, where: string): void {
  if (isVotePatterns(votes) || isLabelMatrix(votes)) return;
  throw new LabelingError("bad_option", {
    where,
    got: describe(votes),
    expected: "a label matrix or vote patterns",
    remedy: "Make them with applyLabelingFunctions, labelMatrixFromTable or votesFromAnswers.",
  });
}

/** One byte a pattern: whether it has any vote. */
export function coveredPatterns(patterns: VotePatterns): Uint8Array {
  const { offsets } = patterns.votes;
  const covered = new Uint8Array(patterns.size);
  for (let u = 0; u < covered.length; u++) covered[u] = (offsets[u + 1] ?? 0) > (offsets[u] ?? 0) ? 1 : 0;
  return covered;
}

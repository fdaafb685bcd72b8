/** Votes of one labeling function: a label code a row, -1 = abstain. */
export type VoteArray = Int8Array | Int16Array;

/** An array for votes, all abstaining: one byte a vote up to 127 labels, two above. */
export function makeVotes(length: number, labels: number): VoteArray {
  return labels <= 127 ? new Int8Array(length).fill(-1) : new Int16Array(length).fill(-1);
}

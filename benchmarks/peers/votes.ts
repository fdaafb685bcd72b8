import { isLabelMatrix, type LabelMatrix, type VotePatterns } from "labelwright";

/** All votes as triples (row, function, label code), row after row. Patterns without rows are a row each. */
export function voteTriples(votes: LabelMatrix | VotePatterns): Int32Array {
  const triples: number[] = [];
  if (isLabelMatrix(votes)) {
    for (let row = 0; row < votes.rows; row++) {
      votes.votes.forEach((column, j) => {
        const code = column[row] ?? -1;
        if (code >= 0) triples.push(row, j, code);
      });
    }
    return Int32Array.from(triples);
  }
  const { offsets, functions, codes } = votes.votes;
  for (let row = 0; row < votes.rows; row++) {
    const u = votes.rowPatterns?.[row] ?? row;
    for (let i = offsets[u] ?? 0; i < (offsets[u + 1] ?? 0); i++) triples.push(row, functions[i] ?? 0, codes[i] ?? 0);
  }
  return Int32Array.from(triples);
}

/** One byte a row: whether it has a vote. */
export function coveredRows(votes: LabelMatrix | VotePatterns): Uint8Array {
  const covered = new Uint8Array(votes.rows);
  const triples = voteTriples(votes);
  for (let i = 0; i < triples.length; i += 3) covered[triples[i] ?? 0] = 1;
  return covered;
}

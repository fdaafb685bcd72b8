import { isLabelMatrix, type LabelMatrix, type VotePatterns } from "labelwright";

/** All votes as triples (row, function, label code), row after row. Patterns without rows are a row each. */
export function voteTriples(votes: LabelMatrix | VotePatterns): Int32Array {
  return isLabelMatrix(votes) ? triplesOfMatrix(votes) : triplesOfPatterns(votes);
}

function triplesOfMatrix({ rows, votes }: LabelMatrix): Int32Array {
  let count = 0;
  for (const column of votes) for (const code of column) count += Number(code >= 0);
  const triples = new Int32Array(3 * count);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < votes.length; j++) {
      const code = votes[j]?.[row] ?? -1;
      if (code < 0) continue;
      triples[at++] = row;
      triples[at++] = j;
      triples[at++] = code;
    }
  }
  return triples;
}

function triplesOfPatterns({ size, votes: { offsets, functions, codes } }: VotePatterns): Int32Array {
  const triples = new Int32Array(3 * functions.length);
  for (let row = 0; row < size; row++) {
    for (let i = offsets[row] ?? 0; i < (offsets[row + 1] ?? 0); i++) {
      triples[3 * i] = row;
      triples[3 * i + 1] = functions[i] ?? 0;
      triples[3 * i + 2] = codes[i] ?? 0;
    }
  }
  return triples;
}

/** One byte a row: whether it has a vote. */
export function coveredRows(votes: LabelMatrix | VotePatterns): Uint8Array {
  const covered = new Uint8Array(votes.rows);
  const triples = voteTriples(votes);
  for (let i = 0; i < triples.length; i += 3) covered[triples[i] ?? 0] = 1;
  return covered;
}

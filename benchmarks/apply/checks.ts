import type { LabelMatrix } from "labelwright";

/** Fails when two ways to vote do not agree: then they did not do the same work. */
export function checkSame(name: string, votes: LabelMatrix, other: readonly ArrayLike<number>[]): void {
  votes.votes.forEach((column, j) => {
    const row = column.findIndex((code, i) => code !== other[j]?.[i]);
    if (row >= 0) throw new Error(`${name}: function ${votes.functions[j]?.name} differs at row ${row}`);
  });
}

/** How often each function voted. */
export const countVotes = (votes: readonly ArrayLike<number>[]): readonly number[] =>
  votes.map((column) => {
    let count = 0;
    for (let row = 0; row < column.length; row++) if ((column[row] ?? -1) >= 0) count++;
    return count;
  });

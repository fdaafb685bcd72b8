/** Votes of one function that moved from one code to another; -1 abstains. */
export interface Move {
  readonly from: number;
  readonly to: number;
  count: number;
  /** The first rows, as many as are wanted. */
  readonly rows: number[];
}

/** The moves between two columns of votes, whose codes mean the same, with the first rows of each; the largest first. */
export function findMoves(
  from: (row: number) => number,
  to: (row: number) => number,
  rows: number,
  wanted: number,
): readonly Move[] {
  const moves = new Map<string, Move>();
  for (let row = 0; row < rows; row++) {
    const [before, after] = [from(row), to(row)];
    if (before === after) continue;
    const key = `${before} ${after}`;
    let move = moves.get(key);
    if (move === undefined) moves.set(key, (move = { from: before, to: after, count: 0, rows: [] }));
    move.count++;
    if (move.rows.length < wanted) move.rows.push(row);
  }
  return [...moves.values()].sort((a, b) => b.count - a.count || a.from - b.from || a.to - b.to);
}

/** Up to `wanted` rows, some of each move: the first of each, then the second, and so on. */
export function pickRows(
  moves: readonly Move[],
  wanted: number,
): readonly { readonly row: number; readonly move: Move }[] {
  const picked: { readonly row: number; readonly move: Move }[] = [];
  for (let turn = 0; picked.length < wanted; turn++) {
    const round = moves.flatMap((move) => {
      const row = move.rows[turn];
      return row === undefined ? [] : [{ row, move }];
    });
    if (round.length === 0) break;
    picked.push(...round.slice(0, wanted - picked.length));
  }
  return picked.sort((x, y) => x.row - y.row);
}

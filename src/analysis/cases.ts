/**
 * Rows that are alike in all that is asked of them: each case is looked at once, and counts as often as it occurs.
 * Labels of a label model have few cases, as rows with the same votes share their probabilities.
 */
export interface Cases {
  /** Number of cases. */
  readonly count: number;
  /** The case of each of the rows that were given, in their order. */
  readonly caseOf: Int32Array;
  /** A row of each case. */
  readonly rows: Int32Array;
}

/** Finds the cases of some rows: those on which all `keys`, whole numbers of at least 0, are equal. O(rows x keys). */
export function findCases(rows: Int32Array, keys: readonly ((row: number) => number)[]): Cases {
  let caseOf = new Int32Array(rows.length);
  let first = rows.slice(0, 1);
  for (const key of keys) {
    const known = new Map<number, number>();
    const next = new Int32Array(rows.length);
    const firsts: number[] = [];
    const before = first.length;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] ?? 0;
      const id = key(row) * before + (caseOf[i] ?? 0);
      let found = known.get(id);
      if (found === undefined) {
        found = firsts.length;
        known.set(id, found);
        firsts.push(row);
      }
      next[i] = found;
    }
    caseOf = next;
    first = Int32Array.from(firsts);
  }
  return { count: first.length, caseOf, rows: first };
}

/** How often each case occurs. */
export function countCases({ count, caseOf }: Cases): Float64Array {
  const counts = new Float64Array(count);
  for (const each of caseOf) counts[each] = (counts[each] ?? 0) + 1;
  return counts;
}

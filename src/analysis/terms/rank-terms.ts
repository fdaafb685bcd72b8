import { compareCodePoints } from "../../util/code-points.ts";
import type { TermCounts } from "./count-terms.ts";

/** A term that stands out in some rows. */
export interface RankedTerm {
  readonly term: string;
  /** Rows in question that have it. */
  readonly rows: number;
  /** All rows that have it. */
  readonly all: number;
  /** Those of them that no function covers. */
  readonly uncovered: number;
  readonly lift: number | null;
}

/** Count times log of what it is to what it would be. */
const part = (count: number, expected: number): number => (count === 0 ? 0 : count * Math.log(count / expected));

/** The log-likelihood ratio of a term's rows against chance (Dunning 1993): large where many rows differ much. */
function ratio(rows: number, all: number, size: number, total: number): number {
  const other = total - size;
  const elsewhere = all - rows;
  return (
    2 *
    (part(rows, (all * size) / total) +
      part(elsewhere, (all * other) / total) +
      part(size - rows, ((total - all) * size) / total) +
      part(other - elsewhere, ((total - all) * other) / total))
  );
}

/** How alike the rows of two terms that share a word must be for the second to say nothing new. */
const sameRows = 0.8;

/**
 * The terms that tell `size` rows, of `total`, from the others: by the log-likelihood ratio, of those more frequent there
 * than elsewhere and in at least `minRows` of them. Of terms that share a word and occur about equally often, only the
 * best stays; so does one of those that occur in just the same rows, as the words of a text that was copied do.
 */
export function rankTerms(
  counts: TermCounts,
  ofKind: readonly number[],
  {
    size,
    total,
    count,
    minRows,
  }: { readonly size: number; readonly total: number; readonly count: number; readonly minRows: number },
): readonly RankedTerm[] {
  const found: (RankedTerm & { readonly score: number; readonly sameRows: number })[] = [];
  counts.terms.forEach((term, i) => {
    const [rows, all] = [ofKind[i] ?? 0, counts.all[i] ?? 0];
    if (rows < minRows) return;
    const other = total - size;
    const lift = other === 0 ? null : rows / size / ((all - rows) / other);
    if (lift !== null && lift <= 1) return;
    found.push({
      term,
      rows,
      all,
      uncovered: counts.ofKind[0][i] ?? 0,
      lift,
      sameRows: counts.sameRows[i] ?? 0,
      score: other === 0 ? rows : ratio(rows, all, size, total),
    });
  });
  found.sort((a, b) => b.score - a.score || b.rows - a.rows || compareCodePoints(a.term, b.term));
  const taken: RankedTerm[] = [];
  const byWord = new Map<string, RankedTerm[]>();
  const rowsTaken = new Set<string>();
  for (const each of found) {
    if (taken.length >= count) break;
    const words = each.term.split(" ");
    const known = words.flatMap((word) => byWord.get(word) ?? []);
    const isSame = ({ rows }: RankedTerm): boolean => Math.min(rows, each.rows) / Math.max(rows, each.rows) >= sameRows;
    const rowsOfEach = `${each.all} ${each.sameRows}`;
    if (rowsTaken.has(rowsOfEach) || known.some(isSame)) continue;
    rowsTaken.add(rowsOfEach);
    taken.push(each);
    for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), each]);
  }
  return taken;
}

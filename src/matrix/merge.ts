import { LabelingError } from "../errors.ts";
import { PatternBuilder } from "./pattern-builder.ts";
import { PatternSum } from "./pattern-sum.ts";
import { VotePatterns } from "./vote-patterns.ts";
import { checkSameVoters } from "./vote-source.ts";

/** The pattern of each row of all parts, one part after the other; null when a part does not know its rows. */
function joinRows(parts: readonly VotePatterns[], numbers: readonly Int32Array[]): Int32Array | null {
  const out = new Int32Array(parts.reduce((sum, part) => sum + part.rows, 0));
  let row = 0;
  for (const [p, part] of parts.entries()) {
    if (part.rowPatterns === null) return null;
    for (const u of part.rowPatterns) out[row++] = numbers[p]?.[u] ?? 0;
  }
  return out;
}

/**
 * Puts the patterns of several parts (shards, batches, days) together: the counts of equal patterns add up. Parts
 * of one table, in order, give just the patterns of the whole. Cost: O(votes in distinct patterns).
 *
 * @throws LabelingError `empty` without parts, `incompatible` for other labels or labeling functions.
 *
 * @example
 * ```ts
 * import { compressVotes, labelMatrix, labelSet, mergePatterns } from "labelwright";
 *
 * const labels = labelSet(["ham", "spam"]);
 * const monday = compressVotes(labelMatrix(labels, { link: ["spam", null] }));
 * const tuesday = compressVotes(labelMatrix(labels, { link: ["spam", "ham"] }));
 * console.log(mergePatterns([monday, tuesday]).counts); // 2 spam, 1 abstain, 1 ham
 * ```
 */
export function mergePatterns<L extends string, N extends string>(
  parts: readonly VotePatterns<L, N>[],
): VotePatterns<L, N> {
  const [first] = parts;
  if (first === undefined) {
    throw new LabelingError("empty", { where: "mergePatterns", got: "no parts", expected: "at least one" });
  }
  const sum = new PatternSum();
  const numbers = parts.map((part) => {
    checkSameVoters(first, part, "mergePatterns");
    return sum.add(part, 1);
  });
  const ids = parts.every((part) => part.ids !== null) ? parts.flatMap((part) => part.ids ?? []) : null;
  return new VotePatterns({
    labels: first.labels,
    functions: first.functions,
    ...sum.finish(),
    rowPatterns: joinRows(parts, numbers),
    ids,
  });
}

/**
 * Takes the rows of `part` out of `whole` again: counts are subtracted, patterns without rows left are dropped. The
 * result does not know which row has which pattern. Cost: O(votes in distinct patterns).
 *
 * @throws LabelingError `incompatible` when `part` has rows that `whole` has not.
 */
export function retractPatterns<L extends string, N extends string>(
  whole: VotePatterns<L, N>,
  part: VotePatterns<L, N>,
): VotePatterns<L, N> {
  checkSameVoters(whole, part, "retractPatterns");
  const sum = new PatternSum();
  sum.add(whole, 1);
  sum.add(part, -1);
  const { votes, counts } = sum.finish();
  const builder = new PatternBuilder();
  const kept: number[] = [];
  for (let u = 0; u < counts.length; u++) {
    const count = counts[u] ?? 0;
    if (count < 0) throw notContained(whole, part, -count);
    if (count === 0) continue;
    kept.push(count);
    for (let i = votes.offsets[u] ?? 0; i < (votes.offsets[u + 1] ?? 0); i++) {
      builder.add(votes.functions[i] ?? 0, votes.codes[i] ?? 0, votes.strengths?.[i] ?? 1);
    }
    builder.close();
  }
  const { labels, functions } = whole;
  const counted = { votes: builder.finish(), counts: Float64Array.from(kept) };
  return new VotePatterns({ labels, functions, ...counted, rowPatterns: null });
}

function notContained(whole: VotePatterns, part: VotePatterns, missing: number): LabelingError {
  return new LabelingError("incompatible", {
    where: "retractPatterns",
    got: `${part.rows} rows to take out, of which ${missing} of one pattern are not there`,
    expected: `rows that are among the ${whole.rows}`,
    remedy: "Take out only what was merged before.",
  });
}

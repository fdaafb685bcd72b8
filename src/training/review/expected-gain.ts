import type { Random } from "../../util/random.ts";
import { affords, costOf, spend, type Candidates, type Choice, type Purse, type RowPatterns } from "./candidates.ts";
import { shuffled } from "../../util/shuffled.ts";
import { errorOf } from "./strategies.ts";

/** How many answers what is thought of a pattern is worth. */
const strength = 2;

/**
 * Chooses rows by what an answer tells of all rows with the same votes. A pattern's expected error is the sum of the
 * probabilities that its rows' labels are wrong; what is thought of it is worth `strength` answers, so of that error the
 * answer after `a` others removes strength / ((strength + a)(strength + a + 1)), and the next pattern is asked about when
 * that has become more. Within a pattern rows are drawn at random, as they must be to speak for it.
 * O(N + count x U).
 */
export function chooseByGain(
  candidates: Candidates,
  patterns: RowPatterns,
  purse: Purse,
  random: Random,
  chosen: ReadonlySet<number>,
): Choice[] {
  const { ofRow, sizes } = patterns;
  const answered = patterns.answered.slice();
  for (const row of chosen) answered[ofRow[row] ?? 0] = (answered[ofRow[row] ?? 0] ?? 0) + 1;
  const errors = new Float64Array(sizes.length);
  ofRow.forEach((u, row) => (errors[u] = (errors[u] ?? 0) + errorOf(candidates.probabilities.row(row))));
  const left = queueRows(candidates, patterns, random, chosen);
  const choices: Choice[] = [];
  for (;;) {
    let best = -1;
    let most = -1;
    for (let u = 0; u < sizes.length; u++) {
      const row = left.first(u, purse);
      if (row < 0) continue;
      const gain = gainOf(errors[u] ?? 0, answered[u] ?? 0) / costOf(candidates, row);
      if (gain > most) [best, most] = [u, gain];
    }
    const row = best < 0 ? -1 : left.take(best);
    if (row < 0) return choices;
    spend(purse, costOf(candidates, row));
    choices.push({ row, score: gainOf(errors[best] ?? 0, answered[best] ?? 0), strategy: "expected-gain" });
    answered[best] = (answered[best] ?? 0) + 1;
  }
}

const gainOf = (error: number, answers: number): number =>
  (error * strength) / ((strength + answers) * (strength + answers + 1));

/** Rows still to be had, pattern by pattern. */
interface Queues {
  /** The next row of a pattern that can be afforded, or -1. */
  first(u: number, purse: Purse): number;
  take(u: number): number;
}

/** The candidates of each pattern: in random order, and where rows have costs the cheaper ones first. */
function queueRows(
  candidates: Candidates,
  { ofRow, sizes }: RowPatterns,
  random: Random,
  chosen: ReadonlySet<number>,
): Queues {
  const order = shuffled(candidates.rows, random);
  if (candidates.costs !== null) order.sort((a, b) => costOf(candidates, b) - costOf(candidates, a)); // stable
  const queues = new Map<number, number[]>();
  for (const row of order) {
    if (chosen.has(row)) continue;
    const u = ofRow[row] ?? 0;
    const queue = queues.get(u);
    if (queue === undefined) queues.set(u, [row]);
    else queue.push(row);
  }
  const next = Int32Array.from(sizes, (_, u) => queues.get(u)?.at(-1) ?? -1);
  return {
    first: (u, purse) => {
      const row = next[u] ?? -1;
      return row >= 0 && affords(purse, costOf(candidates, row)) ? row : -1;
    },
    take: (u) => {
      const queue = queues.get(u);
      const row = queue?.pop() ?? -1;
      next[u] = queue?.at(-1) ?? -1;
      return row;
    },
  };
}

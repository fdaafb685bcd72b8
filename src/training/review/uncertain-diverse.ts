import type { Random } from "../../util/random.ts";
import { affords, costOf, spend, type Candidates, type Choice, type Purse } from "./candidates.ts";
import { cosinesOf } from "./cosines.ts";

/**
 * Chooses uncertain rows that differ from each other: the seeding of k-means++ in the space of loss gradients (BADGE: Ash,
 * Zhang, Krishnamurthy, Langford, Agarwal, "Deep Batch Active Learning by Diverse, Uncertain Gradient Lower Bounds", 2020).
 * The gradient of a row, were its most probable label its true one, is (probabilities - that label) times its features,
 * here of length 1; the next row is drawn with odds of its squared distance to the nearest of those chosen. Without
 * features rows are drawn with odds of their uncertainty alone. O(count x (entries + N K)).
 */
export function chooseDiverse(
  candidates: Candidates,
  purse: Purse,
  random: Random,
  chosen: ReadonlySet<number>,
): Choice[] {
  const { rows, probabilities } = candidates;
  const k = probabilities.labels.size;
  const cosines = candidates.features === null ? null : cosinesOf(candidates.features);
  const gradients = new Float64Array(probabilities.rows * k);
  const norms = new Float64Array(probabilities.rows);
  for (let row = 0; row < probabilities.rows; row++) norms[row] = fillGradient(gradients, row, probabilities.row(row));
  const distances = Float64Array.from(rows, (row) => (chosen.has(row) ? 0 : (norms[row] ?? 0)));
  const approach = (to: number): void => {
    if (cosines === null) return;
    const similar = cosines.to(to);
    rows.forEach((row, i) => {
      let dot = 0;
      for (let y = 0; y < k; y++) dot += (gradients[to * k + y] ?? 0) * (gradients[row * k + y] ?? 0);
      const distance = (norms[to] ?? 0) + (norms[row] ?? 0) - 2 * dot * (similar[row] ?? 0);
      distances[i] = Math.max(0, Math.min(distances[i] ?? 0, distance));
    });
  };
  for (const row of chosen) approach(row);
  const choices: Choice[] = [];
  const taken = new Set(chosen);
  for (;;) {
    const open = (i: number): boolean => !taken.has(rows[i] ?? 0) && affords(purse, costOf(candidates, rows[i] ?? 0));
    const i = draw(
      rows.length,
      (at) => (open(at) ? (distances[at] ?? 0) / costOf(candidates, rows[at] ?? 0) : -1),
      random,
    );
    const row = rows[i];
    if (row === undefined) return choices;
    spend(purse, costOf(candidates, row));
    choices.push({ row, score: distances[i] ?? 0, strategy: "uncertain-diverse" });
    taken.add(row);
    distances[i] = 0;
    approach(row);
  }
}

/** Writes what the probabilities are off the most probable label, and gives the square of its length. */
function fillGradient(gradients: Float64Array, row: number, probabilities: Float64Array): number {
  const k = probabilities.length;
  let top = 0;
  for (let y = 1; y < k; y++) if ((probabilities[y] ?? 0) > (probabilities[top] ?? 0)) top = y;
  let norm = 0;
  for (let y = 0; y < k; y++) {
    const off = (probabilities[y] ?? 0) - (y === top ? 1 : 0);
    gradients[row * k + y] = off;
    norm += off * off;
  }
  return norm;
}

/** A place drawn with the odds given; those below 0 cannot be drawn, and where all others are 0 the first is. -1: none is left. */
function draw(places: number, odds: (place: number) => number, random: Random): number {
  let total = 0;
  let first = -1;
  for (let i = 0; i < places; i++) {
    const odd = odds(i);
    if (odd < 0) continue;
    if (first < 0) first = i;
    total += odd;
  }
  if (!(total > 0)) return first;
  let rest = random() * total;
  let last = first;
  for (let i = 0; i < places; i++) {
    const odd = odds(i);
    if (!(odd > 0)) continue;
    last = i;
    rest -= odd;
    if (rest < 0) return i;
  }
  return last;
}

import type { Random } from "../../util/random.ts";
import { drawBeta } from "../../util/variates.ts";
import type { WorkerEntries } from "./entries.ts";
import { expectTable, type WorkerPopulation } from "./population.ts";

/** Rounds before draws count. */
const settling = 50;
/** How many answers the expected table of a worker is worth on items of one label. */
const tableStrength = 4;
/** Most answers that the population is worth in the accuracy that is reported: few workers are the average one. */
const mostBorrowed = 2;

/** What draws tell of a worker. */
export interface WorkerDraws {
  /** The share of his answers that are right, a draw each. */
  readonly right: Float64Array;
  /** The accuracy to expect of further answers, a draw each. */
  readonly accuracy: Float64Array;
  /** K x K: expected answers for each label on items of each true label. */
  readonly counts: Float64Array;
}

/** What is known beside a worker's answers. */
export interface SamplingInput {
  readonly entries: WorkerEntries;
  readonly population: WorkerPopulation;
  /** The known label of each item, or -1. */
  readonly gold: Int32Array;
  /** Draws of the share of items that the crowd gets wrong together; how many there are decides how many draws are made. */
  readonly sharedMistakes: Float64Array;
}

/**
 * Draws from what is probable of one worker (Gibbs sampling): the true labels of his items given his confusion table and the
 * votes of all others, then his table given those labels. So his own votes count where others are in doubt, as far as
 * he proves to be good, and never where he is judged by them alone. O(rounds x answers x K + rounds x K^2).
 */
export function sampleWorker(j: number, input: SamplingInput, random: Random): WorkerDraws {
  const { entries, population, gold, sharedMistakes } = input;
  const { starts, items, answerStarts, codes, others } = entries;
  const k = population.accuracyOn.length;
  const [first, end] = [starts[j] ?? 0, starts[j + 1] ?? 0];
  const answers = (answerStarts[end] ?? 0) - (answerStarts[first] ?? 0);
  const draws = sharedMistakes.length;
  const truth = new Int32Array(end - first);
  const [cells, rows] = [new Float64Array(k * k), new Float64Array(k)];
  const expected = new Float64Array(k * k);
  const weights = new Float64Array(k);
  const { mean, concentration } = population;
  const borrowed = Math.min(mostBorrowed, concentration);

  const count = (e: number, y: number, by: 1 | -1): void => {
    for (let a = answerStarts[e] ?? 0; a < (answerStarts[e + 1] ?? 0); a++) {
      const cell = y * k + (codes[a] ?? 0);
      cells[cell] = (cells[cell] ?? 0) + by;
      rows[y] = (rows[y] ?? 0) + by;
    }
  };
  const choose = (sum: number): number => {
    let left = random() * sum;
    for (let y = 0; y < k - 1; y++) {
      left -= weights[y] ?? 0;
      if (left < 0) return y;
    }
    return k - 1;
  };
  for (let e = first; e < end; e++) {
    weights.set(others.subarray(e * k, (e + 1) * k));
    const known = gold[items[e] ?? 0] ?? -1;
    const y = known >= 0 ? known : choose(weights.reduce((a, b) => a + b, 0));
    truth[e - first] = y;
    count(e, y, 1);
  }

  const [right, accuracy, counts] = [new Float64Array(draws), new Float64Array(draws), new Float64Array(k * k)];
  for (let round = 0; round < settling + draws; round++) {
    let hits = 0;
    for (let y = 0; y < k; y++) hits += cells[y * k + y] ?? 0;
    expectTable(
      population,
      drawBeta(concentration * mean + hits, concentration * (1 - mean) + answers - hits, random),
      expected,
    );
    for (let e = first; e < end; e++) {
      if ((gold[items[e] ?? 0] ?? -1) >= 0) continue;
      count(e, truth[e - first] ?? 0, -1);
      let sum = 0;
      for (let y = 0; y < k; y++) {
        let p = others[e * k + y] ?? 0;
        const all = (rows[y] ?? 0) + tableStrength;
        for (let a = answerStarts[e] ?? 0; a < (answerStarts[e + 1] ?? 0); a++) {
          const cell = y * k + (codes[a] ?? 0);
          p *= ((cells[cell] ?? 0) + tableStrength * (expected[cell] ?? 0)) / all;
        }
        weights[y] = p;
        sum += p;
      }
      const y = choose(sum);
      truth[e - first] = y;
      count(e, y, 1);
    }
    if (round < settling) continue;
    const draw = round - settling;
    const mistakes = sharedMistakes[draw] ?? 0;
    let good = 0;
    for (let e = first; e < end; e++) {
      let y = truth[e - first] ?? 0;
      if (mistakes > 0 && (gold[items[e] ?? 0] ?? -1) < 0 && random() < mistakes) {
        const other = Math.floor(random() * (k - 1));
        y = other + (other >= y ? 1 : 0);
      }
      for (let a = answerStarts[e] ?? 0; a < (answerStarts[e + 1] ?? 0); a++) if (codes[a] === y) good++;
    }
    right[draw] = good / answers;
    accuracy[draw] = drawBeta(borrowed * mean + good, borrowed * (1 - mean) + answers - good, random);
    for (let c = 0; c < counts.length; c++) counts[c] = (counts[c] ?? 0) + (cells[c] ?? 0) / draws;
  }
  return { right, accuracy, counts };
}

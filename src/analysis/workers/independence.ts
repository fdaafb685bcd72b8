import type { WorkerEntries } from "./entries.ts";
import { expectTable, type WorkerPopulation } from "./population.ts";

/** How many answers the expected table is worth on items of one label, and the own shares of a worker who does not look. */
const [tableStrength, shareStrength] = [4, 2];

/**
 * How much more probable the answers of each worker are if they follow the truth, as those of other workers do, than if they
 * do not depend on it: the logarithm of the ratio of the two marginal likelihoods, each answer predicted from those before
 * it. Below 0 they look like those of somebody who does not look at the items. What the truth is, the other workers say.
 *
 * The two are a confusion table with the population's as its prior, and shares of answers with the crowd's as theirs; so
 * somebody who always gives a frequent label is no spammer by that alone. O(answers K).
 */
export function truthEvidence(
  entries: WorkerEntries,
  population: WorkerPopulation,
  shares: Float64Array,
  gold: Int32Array,
): Float64Array {
  const k = shares.length;
  const { starts, items, answerStarts, codes, others } = entries;
  const prior = new Float64Array(k * k);
  expectTable(population, population.mean, prior);
  return Float64Array.from({ length: starts.length - 1 }, (_, j) => {
    const [cells, rows] = [new Float64Array(k * k), new Float64Array(k)];
    const [said, posterior] = [new Float64Array(k), new Float64Array(k)];
    let [answers, evidence] = [0, 0];
    for (let e = starts[j] ?? 0; e < (starts[j + 1] ?? 0); e++) {
      const known = gold[items[e] ?? 0] ?? -1;
      for (let y = 0; y < k; y++) posterior[y] = known < 0 ? (others[e * k + y] ?? 0) : y === known ? 1 : 0;
      // Repeats of an answer say how steady a worker is, not how good: the first one counts.
      const code = codes[answerStarts[e] ?? 0] ?? 0;
      let p = 0;
      for (let y = 0; y < k; y++) {
        const cell = y * k + code;
        const q = ((cells[cell] ?? 0) + tableStrength * (prior[cell] ?? 0)) / ((rows[y] ?? 0) + tableStrength);
        posterior[y] = (posterior[y] ?? 0) * q;
        p += posterior[y] ?? 0;
      }
      const blind = ((said[code] ?? 0) + shareStrength * (shares[code] ?? 0)) / (answers + shareStrength);
      evidence += Math.log(Math.max(p, 1e-12)) - Math.log(blind);
      for (let y = 0; y < k && p > 0; y++) {
        const part = (posterior[y] ?? 0) / p;
        cells[y * k + code] = (cells[y * k + code] ?? 0) + part;
        rows[y] = (rows[y] ?? 0) + part;
      }
      said[code] = (said[code] ?? 0) + 1;
      answers++;
    }
    return evidence;
  });
}

/**
 * How much a confusion table tells of the truth, 0 to 1: the spammer score of Raykar and Yu (2012), "Eliminating spammers
 * and ranking annotators for crowdsourced labeling tasks". 0 where all rows are equal; 1 where each label is always
 * answered by one of its own. It is the mean squared distance of two rows.
 */
export function informationOf(table: readonly (readonly number[])[]): number {
  const k = table.length;
  let sum = 0;
  for (let a = 0; a < k; a++) {
    for (let b = a + 1; b < k; b++) {
      for (let v = 0; v < k; v++) sum += ((table[a]?.[v] ?? 0) - (table[b]?.[v] ?? 0)) ** 2;
    }
  }
  return sum / (k * (k - 1));
}

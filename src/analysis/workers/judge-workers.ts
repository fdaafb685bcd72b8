import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import type { VotePatterns } from "../../matrix/vote-patterns.ts";
import { makeRandom } from "../../util/random.ts";
import { agreements, consistencies } from "./agreement.ts";
import type { WorkerEntries } from "./entries.ts";
import { informationOf, truthEvidence } from "./independence.ts";
import { intervalOfDraws, intervalOfShare } from "./intervals.ts";
import { expectTable, findPopulation } from "./population.ts";
import { sampleWorker, type WorkerDraws } from "./sample-worker.ts";
import type { WorkerSpeed } from "./speed.ts";
import { judgeSuspicion } from "./suspicion.ts";
import { findTwins } from "./twins.ts";
import type { GoldScore, LabelBias, WorkerSummary } from "./worker-report.ts";

/** What workers are judged by. */
export interface JudgingInput {
  /** One pattern an item. */
  readonly votes: VotePatterns;
  readonly soft: ProbabilisticLabels;
  readonly entries: WorkerEntries;
  /** The known label of each item, or -1. */
  readonly gold: Int32Array;
  readonly sharedMistakes: Float64Array;
  readonly speeds: ReadonlyMap<string, WorkerSpeed>;
  readonly level: number;
  readonly seed: number | string;
}

/** Answers that a worker's table is expected to be worth on items of one label. */
const tableStrength = 4;
/** Above this many labels there are no confusion tables in a report. */
const maxConfusionLabels = 64;

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A worker's table from his expected answers, drawn to what is expected of one of his accuracy. */
function tableOf(counts: Float64Array, expected: Float64Array, k: number): Float64Array {
  const table = new Float64Array(k * k);
  for (let y = 0; y < k; y++) {
    const sum = counts.subarray(y * k, (y + 1) * k).reduce((a, b) => a + b, 0) + tableStrength;
    for (let v = 0; v < k; v++) {
      table[y * k + v] = ((counts[y * k + v] ?? 0) + tableStrength * (expected[y * k + v] ?? 0)) / sum;
    }
  }
  return table;
}

/** The answers of a worker to gold items, and how many were right. */
function scoreOnGold(j: number, { entries, gold, level }: JudgingInput): GoldScore | null {
  const { starts, items, answerStarts, codes } = entries;
  let [answers, right] = [0, 0];
  for (let e = starts[j] ?? 0; e < (starts[j + 1] ?? 0); e++) {
    const known = gold[items[e] ?? 0] ?? -1;
    if (known < 0) continue;
    for (let a = answerStarts[e] ?? 0; a < (answerStarts[e + 1] ?? 0); a++) {
      answers++;
      if (codes[a] === known) right++;
    }
  }
  if (answers === 0) return null;
  return Object.freeze({ answers, right, accuracy: right / answers, interval: intervalOfShare(right, answers, level) });
}

/** How often each label is given and to be expected, of K x K expected answers by truth and answer. */
function biasOf(counts: Float64Array, labels: readonly string[], answers: number): readonly LabelBias[] {
  const k = labels.length;
  return Object.freeze(
    labels.map((label, v) => {
      let [given, expected] = [0, 0];
      for (let y = 0; y < k; y++) {
        given += (counts[y * k + v] ?? 0) / answers;
        expected += (counts[v * k + y] ?? 0) / answers;
      }
      return Object.freeze({ label, given, expected, ratio: expected > 0 ? given / expected : null });
    }),
  );
}

/** The summary of each worker. */
export function judgeWorkers(input: JudgingInput, onDone: (workers: number) => void): readonly WorkerSummary[] {
  const { votes, soft, entries, gold, sharedMistakes, speeds, level, seed } = input;
  const { labels, functions } = votes;
  const k = labels.size;
  const population = findPopulation(votes, soft);
  const shares = new Float64Array(k);
  for (const code of votes.votes.codes) shares[code] = (shares[code] ?? 0) + 1 / votes.votes.codes.length;
  const evidence = truthEvidence(entries, population, shares, gold);
  const drawn = functions.map(({ name }, j): WorkerDraws | null => {
    onDone(j);
    if (entries.starts[j] === entries.starts[j + 1]) return null;
    return sampleWorker(j, { entries, population, gold, sharedMistakes }, makeRandom(seed, `worker ${name}`));
  });
  const expected = new Float64Array(k * k);
  const tables = drawn.map((draws) => {
    expectTable(population, draws === null ? population.mean : meanOf(draws.accuracy), expected);
    return tableOf(draws?.counts ?? new Float64Array(k * k), expected, k);
  });
  const certain = Float64Array.from({ length: k * k }, (_, cell) => (cell % (k + 1) === 0 ? 1 : 0));
  const posteriorOf = (u: number): Float64Array => {
    const known = gold[u] ?? -1;
    return known < 0 ? soft.row(u) : certain.subarray(known * k, (known + 1) * k);
  };
  const twins = findTwins(votes, entries, tables, posteriorOf);
  const [agreed, steady] = [agreements(votes), consistencies(entries)];

  const workers = functions.map(({ name }, j): WorkerSummary => {
    const draws = drawn[j] ?? null;
    const [first, end] = [entries.starts[j] ?? 0, entries.starts[j + 1] ?? 0];
    const answers = (entries.answerStarts[end] ?? 0) - (entries.answerStarts[first] ?? 0);
    const table = Array.from({ length: k }, (_, y) => Array.from(tables[j]?.subarray(y * k, (y + 1) * k) ?? []));
    const bias = draws === null ? [] : biasOf(draws.counts, labels.names, answers);
    const favorite = bias.reduce<LabelBias>((best, each) => (each.given > best.given ? each : best), {
      label: "",
      given: 0,
      expected: 0,
      ratio: null,
    });
    const [speed, consistency, twin] = [speeds.get(name) ?? null, steady[j] ?? null, twins[j] ?? null];
    return Object.freeze({
      name,
      answers,
      items: end - first,
      accuracy: draws && meanOf(draws.accuracy),
      interval: draws && intervalOfDraws(draws.accuracy, level),
      rightAnswers: draws && meanOf(draws.right),
      rightInterval: draws && intervalOfDraws(draws.right, level),
      gold: scoreOnGold(j, input),
      information: draws && informationOf(table),
      confusion:
        draws === null || k > maxConfusionLabels ? null : Object.freeze(table.map((row) => Object.freeze(row))),
      bias: Object.freeze(bias),
      agreement: agreed[j] ?? null,
      consistency,
      speed,
      suspicion: judgeSuspicion({
        items: end - first,
        evidence: evidence[j] ?? 0,
        favorite,
        speed,
        consistency,
        chance: bias.reduce((sum, { given }) => sum + given * given, 0),
        twin,
        twinName: functions[twin?.other ?? -1]?.name ?? "",
      }),
    });
  });
  onDone(functions.length);
  return Object.freeze(workers);
}

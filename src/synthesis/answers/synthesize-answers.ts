import type { Table } from "apache-arrow";
import { votesFromAnswers } from "../../matrix/answers.ts";
import type { VotePatterns } from "../../matrix/vote-patterns.ts";
import { tableFromRows } from "../../tables/from-rows.ts";
import { printAs } from "../../util/brands.ts";
import { checkNumber } from "../../util/checks.ts";
import { makeRandom } from "../../util/random.ts";
import { drawNormal } from "../../util/variates.ts";
import { choose } from "../votes/draw.ts";
import type { VotesPlan } from "../votes/plan.ts";
import { checkShare, readLabels } from "../votes/read-options.ts";
import { synthesizeVotes } from "../votes/synthesize-votes.ts";
import { assignWorkers } from "./assign.ts";
import { planWorkers } from "./crowd.ts";
import type { SynthesizeAnswersOptions } from "./options.ts";

/** Answers of a crowd whose truth is known. */
export interface SynthesizedAnswers<L extends string = string> {
  /** A row an answer: `item`, `worker`, `label`, `seconds`. */
  readonly answers: Table;
  /** The same as votes. */
  readonly votes: VotePatterns<L>;
  /** The true label of each item, in the order of `votes.ids`. */
  readonly truth: readonly L[];
  /** The labels that are told, by item. */
  readonly gold: ReadonlyMap<string, L>;
  /** What is to be expected of each worker. `coverage` says what he would do if he were asked about everything. */
  readonly plan: VotesPlan<L>;
}

/** How far times spread: two in three answers take between 0.6 and 1.6 times the median. */
const spread = 0.5;

/**
 * Makes the answers of a crowd whose truth is known: good workers and bad ones, some who answer at random or always the
 * same, some who copy; with times, repeated answers and gold questions. For trying out reports, screening and label models.
 *
 * The same options give the same bits on every machine. Cost: O(items x workers).
 *
 * @throws LabelingError `bad_option` for numbers out of range, `duplicate_name` for workers of the same name.
 *
 * @example
 * ```ts
 * import { summarizeWorkers, synthesizeAnswers } from "labelwright";
 *
 * const { answers, gold } = synthesizeAnswers({
 *   items: 200,
 *   labels: ["cat", "dog"],
 *   workers: [
 *     { name: "careful", count: 12, accuracies: { from: 0.75, to: 0.95 } },
 *     { name: "bot", count: 3, spam: "random", seconds: 2 },
 *   ],
 *   gold: 0.1,
 *   seed: 1,
 * });
 * console.log(answers.numRows); // 1000
 * console.log(summarizeWorkers(answers, { duration: "seconds", gold }).suspects);
 * ```
 */
export function synthesizeAnswers<const L extends string>(options: SynthesizeAnswersOptions<L>): SynthesizedAnswers<L> {
  const where = "synthesizeAnswers";
  const { seed = 0, classBalance, difficulty } = options;
  const labels = readLabels(options.labels);
  const items = checkNumber(options.items, NaN, { where: `${where}, items`, min: 1, max: 1e7, whole: true });
  const workers = planWorkers(options.workers, labels, seed, where);
  const most = workers.filter(({ leader, activity }) => leader < 0 && activity > 0).length;
  const perItem = { where: `${where}, answersPerItem`, min: 1, max: most, whole: true };
  const count = checkNumber(options.answersPerItem, Math.min(5, most), perItem);
  const repeats = checkShare(options.repeats ?? 0, `${where}, repeats`);
  const goldShare = checkShare(options.gold ?? 0, `${where}, gold`);
  const shared = checkShare(options.sharedMistakes ?? 0, `${where}, sharedMistakes`);
  const { votes, truth, plan } = synthesizeVotes({
    rows: items,
    labels,
    functions: workers.map(({ name }) => name),
    accuracies: workers.map(({ accuracy }) => accuracy),
    coverage: 1,
    copies: workers.flatMap(({ name, leader }) =>
      leader < 0 ? [] : [{ functions: [name], of: workers[leader]?.name ?? "", rate: 1 }],
    ),
    sharedMistakes: [
      { functions: workers.flatMap(({ name, looks, leader }) => (looks && leader < 0 ? [name] : [])), rate: shared },
    ],
    difficulty,
    classBalance: classBalance,
    seed,
  });
  const [ofWork, ofTime, ofRepeat, ofGold] = ["assignment", "times", "repeats", "gold"].map((use) =>
    makeRandom(seed, `answers, ${use}`),
  ) as [() => number, () => number, () => number, () => number];
  const rows: { item: string; worker: string; label: string; seconds: number }[] = [];
  const gold = new Map<string, L>();
  for (let i = 0; i < items; i++) {
    const item = `item ${i + 1}`;
    const y = labels.code(truth[i] as L);
    if (ofGold() < goldShare) gold.set(item, truth[i] as L);
    for (const j of assignWorkers(workers, count, ofWork)) {
      const { name = "", seconds = 0 } = workers[j] ?? {};
      const add = (code: number): void => {
        const took = seconds * Math.exp(spread * drawNormal(ofTime));
        rows.push({ item, worker: name, label: labels.label(code) ?? "", seconds: Math.round(10 * took) / 10 });
      };
      add(votes.votes[j]?.[i] ?? 0);
      const [again, which] = [ofRepeat() < repeats, ofRepeat()];
      if (again) add(choose(plan.functions[j]?.confusion[y] ?? [], which));
    }
  }
  const answers = tableFromRows(rows, { columns: { seconds: "float64" } });
  const made: SynthesizedAnswers<L> = {
    answers,
    votes: votesFromAnswers(answers, { labels }),
    truth,
    gold,
    plan: plan,
  };
  printAs(made, () => `${rows.length} answers of ${workers.length} workers to ${items} items, ${gold.size} with gold`);
  return Object.freeze(made);
}

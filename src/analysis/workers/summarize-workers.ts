import { LabelingError } from "../../errors.ts";
import { fitLabelModel } from "../../label-models/fit.ts";
import type { LabelModel, Votes } from "../../label-models/label-model.ts";
import { checkSameVoters } from "../../matrix/vote-source.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { printAs } from "../../util/brands.ts";
import { checkNumber, describe, listNames } from "../../util/checks.ts";
import type { NotInferred } from "../../util/not-inferred.ts";
import { terminalProgress } from "../../util/progress.ts";
import { describeWorkers } from "./describe-workers.ts";
import { readEntries } from "./entries.ts";
import { judgeWorkers } from "./judge-workers.ts";
import type { SummarizeAnswersOptions, SummarizeWorkersOptions } from "./options.ts";
import { readGold, readInput } from "./read-input.ts";
import { drawSharedMistakes } from "./shared-mistakes.ts";
import { tableOfWorkers } from "./table-of-workers.ts";
import type { WorkerReport, WorkerSummary } from "./worker-report.ts";

const where = "summarizeWorkers";
const task = "judging workers";

/**
 * What is known of each worker of a crowd: how often he is right, with an interval, without any gold; which labels he
 * gives too often; how he agrees with others and with himself; how fast he is; and whether he looks at the items at all.
 *
 * A worker is judged by the votes of all others: the label model tells how probable each label is without his own, and his
 * confusion table and the true labels are then drawn in turn (Gibbs sampling), so that neither his own vote nor the
 * doubt about the truth makes him look better than he is. Intervals hold the chance in his answers, the doubt about each
 * item, and that a crowd is wrong together on some items, where votes look certain and are not (`sharedMistakes`). Gold
 * items are known in all of it; they also tell how often the crowd is wrong together, and score a worker on their own.
 *
 * `suspicion.score` is the probability that a worker does not look at the items: it weighs his answers under his
 * confusion table against answers that do not depend on the truth, and takes speed and contradictions into account.
 * `suspects` have 0.95 or more on ten items or more. Of two who answer alike beyond what their accuracies explain, the
 * one with fewer answers is suspected. The spammer score of Raykar and Yu (2012) is there as `information`.
 *
 * On real crowds intervals have been measured against gold, and cover about as often as they say; the guide to crowds has
 * the figures. They are about items like those the worker answered.
 *
 * Labeling functions are summarized in the same way, and crowds beside them (`joinVotes`). Confidences of votes count
 * in the label model alone.
 *
 * Cost: the fit, with gold another one without it; one prediction an answer without the worker's own, O(sum of squared answers of an item x K); and
 * O(draws x (answers x K + workers x K^2)): about a second for 10,000 answers and two labels.
 *
 * @param votes Votes, or a table of answers with a row each.
 * @throws LabelingError as `votesFromAnswers` for a table; `empty` without answers; `incompatible` for a model of other
 * workers or gold of other items; `bad_option` for options out of range.
 *
 * @example
 * ```ts
 * import { summarizeWorkers, tableFromRows } from "labelwright";
 *
 * const rows = Array.from({ length: 40 }, (_, i) => [
 *   { item: `photo ${i}`, worker: "ann", label: i % 2 ? "cat" : "dog" },
 *   { item: `photo ${i}`, worker: "bob", label: i % 2 ? "cat" : "dog" },
 *   { item: `photo ${i}`, worker: "cy", label: i % 8 < 6 && i % 2 ? "cat" : "dog" },
 *   { item: `photo ${i}`, worker: "lazy", label: "cat" },
 * ]);
 * const report = summarizeWorkers(tableFromRows(rows.flat()));
 * console.log(report);
 * console.log(report.worker("cy").interval, report.suspects);
 * ```
 */
export function summarizeWorkers<L extends string, N extends string>(
  votes: Votes<L, N>,
  options?: SummarizeWorkersOptions<NotInferred<L>, NotInferred<N>>,
): WorkerReport<L, N>;
export function summarizeWorkers<L extends string = string>(
  answers: TableShape,
  options?: SummarizeAnswersOptions<L>,
): WorkerReport<L>;
export function summarizeWorkers(given: unknown, options: SummarizeAnswersOptions = {}): WorkerReport {
  const { seed = 0, onProgress = terminalProgress(process.stderr) } = options;
  const { votes, speeds } = readInput(given, options, where);
  const level = checkNumber(options.level, 0.9, { where: `${where}, level`, min: 0.5, max: 0.999 });
  const draws = checkNumber(options.draws, 400, { where: `${where}, draws`, min: 50, max: 1e5, whole: true });
  const shared = checkNumber(options.sharedMistakes, 0.05, { where: `${where}, sharedMistakes`, min: 0, max: 0.5 });
  if (votes.votes.codes.length === 0) {
    throw new LabelingError("empty", { where, got: "no answers", expected: "at least one" });
  }
  const gold = readGold(options.gold, votes, where);
  const model = chooseModel(options, votes, gold);
  const soft = model.predict(votes);
  // A model that was told the gold is surer of it than it is of the rest.
  const untold = options.model === undefined && gold.some((code) => code >= 0) ? chooseModel(options, votes) : model;
  const foretold = untold === model ? soft : untold.predict(votes);
  const { offsets } = votes.votes;
  const isAnswered = (u: number): boolean => (offsets[u + 1] ?? 0) > (offsets[u] ?? 0);
  const items = Array.from({ length: votes.size }, (_, u) => u).filter(isAnswered);
  const known = items.filter((u) => (gold[u] ?? -1) >= 0);
  const mistakes = drawSharedMistakes(
    shared,
    known.map((u) => {
      const row = foretold.row(u);
      const confidence = Math.max(...row);
      return { confidence, isRight: row.indexOf(confidence) === gold[u] };
    }),
    votes.labels.size,
    draws,
  );
  const entries = readEntries(votes, model, (done, total) => onProgress({ task, done: done / 2, total }));
  const half = votes.functions.length;
  const workers = judgeWorkers({ votes, soft, entries, gold, sharedMistakes: mistakes, speeds, level, seed }, (done) =>
    onProgress({ task, done: half + done, total: 2 * half }),
  );
  return makeReport({
    labels: votes.labels,
    workers,
    items: items.length,
    answers: votes.votes.codes.length,
    goldItems: known.length,
    level,
    sharedMistakes: mistakes.reduce((sum, share) => sum + share, 0) / draws,
    model: model.kind,
  });
}

function chooseModel(
  { model, onProgress }: SummarizeWorkersOptions,
  votes: WorkerReportVotes,
  gold?: Int32Array,
): LabelModel {
  if (model === undefined) {
    const isKnown = gold?.some((code) => code >= 0) === true;
    return fitLabelModel(votes, { onProgress, ...(isKnown ? { gold } : {}) });
  }
  if (typeof model.predict !== "function") {
    throw new LabelingError("bad_option", {
      where: `${where}, model`,
      got: describe(model),
      expected: "a label model",
    });
  }
  checkSameVoters(model, votes, `${where}, model`);
  return model;
}

type WorkerReportVotes = ReturnType<typeof readInput>["votes"];

function makeReport(parts: Omit<WorkerReport, "suspects" | "worker" | "toArrow" | "toJSON">): WorkerReport {
  const { workers, labels, ...counts } = parts;
  const suspects = Object.freeze(workers.flatMap(({ name, suspicion }) => (suspicion.suspected ? [name] : [])));
  const byName = new Map<string, WorkerSummary>(workers.map((each) => [each.name, each]));
  const report: WorkerReport = {
    labels,
    workers,
    ...counts,
    suspects,
    worker: (name) => {
      const found = byName.get(name);
      if (found !== undefined) return found;
      throw new LabelingError("missing_column", {
        where: "worker report",
        got: describe(name),
        expected: `one of its workers: ${listNames([...byName.keys()])}`,
      });
    },
    toArrow: () => tableOfWorkers(report),
    toJSON: () => ({ labels: labels.names, ...counts, suspects, workers }),
  };
  printAs(report, () => describeWorkers(report));
  return Object.freeze(report);
}

import { LabelingError } from "../errors.ts";
import { asPatterns } from "../label-models/as-patterns.ts";
import type { LabelModel, Votes } from "../label-models/label-model.ts";
import type { FaultReport } from "../matrix/faults.ts";
import { isLabelMatrix } from "../matrix/label-matrix.ts";
import { checkSameVoters } from "../matrix/vote-source.ts";
import { printAs } from "../util/brands.ts";
import { describeSummary } from "./describe-summary.ts";
import { goldCodes, type Gold } from "../labels/gold.ts";
import type { FunctionSummary, Summary } from "./summary.ts";
import { countSummary } from "./summary-rows.ts";

/** What a summary may be told besides the votes. */
export interface SummarizeOptions<L extends string = string, N extends string = string> {
  /** True labels, to count right and wrong votes. Needs a label matrix. @defaultValue none */
  readonly gold?: Gold<L> | undefined;
  /** Failures of the functions, where the votes are patterns, which do not know them. @defaultValue those of a label matrix */
  readonly faults?: FaultReport | undefined;
  /** A fitted model of the same functions, for learned accuracies. @defaultValue none */
  readonly model?: LabelModel<L, N> | undefined;
}

function countRight(votes: Votes, gold: Gold): { readonly correct: number[]; readonly incorrect: number[] } {
  if (!isLabelMatrix(votes)) {
    throw new LabelingError("bad_option", {
      where: "summarize, gold",
      got: "gold with vote patterns, which do not know their rows",
      expected: "a label matrix",
    });
  }
  const truth = goldCodes(gold, votes.labels, votes.rows, "summarize");
  const correct: number[] = [];
  const incorrect: number[] = [];
  for (const column of votes.votes) {
    let [right, wrong] = [0, 0];
    for (let row = 0; row < column.length; row++) {
      const code = column[row] ?? -1;
      const true_ = truth[row] ?? -1;
      if (code < 0 || true_ < 0) continue;
      if (code === true_) right++;
      else wrong++;
    }
    correct.push(right);
    incorrect.push(wrong);
  }
  return { correct, incorrect };
}

/**
 * Summarizes votes: a row for each labeling function, with polarity, coverage, overlaps, conflicts; with gold its
 * right and wrong votes; with a model its learned accuracy. The definitions are Snorkel's, except that rows without
 * gold are left out of right and wrong. O(N m).
 *
 * @throws LabelingError for gold that does not fit the votes, or a model of other functions.
 *
 * @example
 * ```ts
 * import { labelMatrix, labelSet, summarize } from "labelwright";
 *
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { link: ["spam", null, "ham"], short: ["spam", "ham", "spam"] });
 * console.log(summarize(votes, { gold: ["spam", "ham", null] }));
 * ```
 */
export function summarize<L extends string, N extends string>(
  votes: Votes<L, N>,
  options: SummarizeOptions<L, N> = {},
): Summary<L, N> {
  const { gold, model } = options;
  const faults = options.faults ?? (isLabelMatrix(votes) ? votes.faults : null);
  const patterns = asPatterns(votes, "summarize");
  if (model !== undefined) checkSameVoters(patterns, model, "summarize, model");
  const counts = countSummary(patterns);
  const right = gold === undefined ? null : countRight(votes, gold);
  const share = (count: number | undefined): number => (patterns.rows === 0 ? 0 : (count ?? 0) / patterns.rows);
  const k = patterns.labels.size;
  const functions = patterns.functions.map((source, j): FunctionSummary<L, N> => {
    const correct = right?.correct[j] ?? null;
    const incorrect = right?.incorrect[j] ?? null;
    const known = (correct ?? 0) + (incorrect ?? 0);
    return Object.freeze({
      name: source.name,
      polarity: Object.freeze(patterns.labels.names.filter((_, v) => (counts.byLabel[j * k + v] ?? 0) > 0)),
      votes: counts.votes[j] ?? 0,
      coverage: share(counts.votes[j]),
      overlaps: share(counts.overlaps[j]),
      conflicts: share(counts.conflicts[j]),
      correct,
      incorrect,
      accuracy: correct === null || known === 0 ? null : correct / known,
      learnedAccuracy: model?.functions[j]?.accuracy ?? null,
      faults: faults?.counts[j] ?? 0,
    });
  });
  const summary: Summary<L, N> = {
    functions: Object.freeze(functions),
    rows: patterns.rows,
    coverage: share(counts.covered),
    overlaps: share(counts.overlapping),
    conflicts: share(counts.conflicting),
    hasGold: gold !== undefined,
    hasModel: model !== undefined,
  };
  printAs(summary, () => describeSummary(summary));
  return Object.freeze(summary);
}

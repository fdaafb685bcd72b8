import { LabelingError } from "../../errors.ts";
import { goldCodes, type Gold } from "../../labels/gold.ts";
import { sameLabels, type LabelSet } from "../../labels/label-set.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { checkProbabilisticLabels } from "../../probabilities/scored-rows.ts";
import { printAs } from "../../util/brands.ts";
import { checkChoice, describe, listNames } from "../../util/checks.ts";
import { groupsOfRows } from "../groups.ts";
import { checkBootstrap, type BootstrapOptions, type Drawing } from "./bootstrap-options.ts";
import type { Candidate, Comparison, Differences } from "./comparison.ts";
import { describeComparison } from "./describe-comparison.ts";
import { isLoss } from "./describe-evaluation.ts";
import { differenceOf, type Difference } from "./interval.ts";
import { mainMeasures, type MainMeasure } from "./measures.ts";
import { evaluateTogether, uncoveredPolicies, type Judged, type UncoveredPolicy } from "./together.ts";

/** How candidates are compared. */
export interface CompareOptions<C extends string = string> extends BootstrapOptions {
  /**
   * What becomes of rows with gold that a candidate does not cover. `"guess"`: the candidate gets its most probable label
   * there, that of its class balance, ties shared evenly. `"wrong"`: it gets no label there, which is never right.
   * `"leave-out"`: only rows that all candidates cover count, for each of them.
   * @defaultValue "guess"
   */
  readonly uncovered?: UncoveredPolicy | undefined;
  /** The candidate that the others are compared to. @defaultValue the first one */
  readonly baseline?: C | undefined;
}

type Named<L extends string> = readonly (readonly [string, ProbabilisticLabels<L>])[];

/** The candidates by name: at least one, all with the same labels and rows. */
function checkCandidates<L extends string>(candidates: unknown, where: string): Named<L> {
  const isRecord = typeof candidates === "object" && candidates !== null && !Array.isArray(candidates);
  const named = isRecord ? Object.entries(candidates as Record<string, ProbabilisticLabels<L>>) : [];
  const [first] = named;
  if (first === undefined) {
    throw new LabelingError(isRecord ? "empty" : "bad_option", {
      where,
      got: isRecord ? "no candidates" : describe(candidates),
      expected: 'probabilistic labels by name, such as { "majority vote": majorityVote(votes), "label model": soft }',
    });
  }
  for (const [name, labels] of named) {
    checkProbabilisticLabels(labels, `${where}, candidate "${name}"`);
    if (sameLabels(labels.labels, first[1].labels) && labels.rows === first[1].rows) continue;
    const text = ({ labels: { names }, rows }: ProbabilisticLabels<L>): string =>
      `${rows} rows, labels ${listNames(names)}`;
    throw new LabelingError("incompatible", {
      where: `${where}, candidate "${name}"`,
      got: text(labels),
      expected: `those of "${first[0]}": ${text(first[1])}`,
      remedy: "Give labels of the same rows, with the same labels in the same order.",
    });
  }
  return named;
}

function rowsThatCount<L extends string>(
  named: Named<L>,
  truth: Int32Array,
  uncovered: UncoveredPolicy,
  where: string,
): Int32Array {
  const known = Int32Array.from(truth.keys()).filter((row) => (truth[row] ?? -1) >= 0);
  const rows =
    uncovered === "leave-out" ? known.filter((row) => named.every(([, labels]) => labels.covered(row))) : known;
  if (rows.length > 0) return rows;
  const got = known.length === 0 ? "no row with gold" : "no row with gold that all candidates cover";
  throw new LabelingError("empty", { where, got, expected: "at least one" });
}

function differencesOf<L extends string>(
  a: Judged<L>,
  b: Judged<L>,
  labels: LabelSet<L>,
  { level }: Drawing,
): Differences<L> {
  const main = (measure: MainMeasure): Difference | null =>
    differenceOf(a.measures.main(measure), b.measures.main(measure), level, isLoss(measure));
  const f1 = labels.names.map((name, y): [string, Difference | null] => [
    name,
    differenceOf(a.measures.ofLabel("f1", y), b.measures.ofLabel("f1", y), level),
  ]);
  const ofMain = Object.fromEntries(mainMeasures.map((measure) => [measure, main(measure)]));
  return Object.freeze({
    ...(ofMain as Record<MainMeasure, Difference | null>),
    f1: Object.freeze(Object.fromEntries(f1) as Record<L, Difference | null>),
  });
}

/**
 * Compares candidates fairly: majority vote, label model, learner, each as probabilistic labels of the same rows. All are
 * measured on exactly the same rows, those with gold, covered or not (option `uncovered`; the share each covers is told), and
 * on the same resamples: each gets its evaluation, and the difference to the baseline with a paired interval, which is
 * narrower than the two intervals side by side suggest, as rows that are hard for both cancel out.
 *
 * Cost: O(resamples x (rows + candidates x K)), as for `evaluateLabels`.
 *
 * @param candidates Probabilistic labels by the name that the table shows.
 * @param gold The true labels; rows without count for nobody.
 * @throws LabelingError for candidates of different rows or labels, gold or groups that do not fit, an unknown baseline, or
 * when no row counts.
 *
 * @example
 * ```ts
 * import { compareLabels, fitLabelModel, labelMatrix, labelSet, majorityVote } from "labelwright";
 *
 * const gold = Array.from({ length: 60 }, (_, row) => (row % 3 === 0 ? "spam" : "ham"));
 * const noisy = (every: number) => gold.map((label, row) => (row % every === 0 ? "spam" : label));
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { a: noisy(50), b: noisy(4), c: noisy(2) });
 * const comparison = compareLabels(
 *   { "majority vote": majorityVote(votes), "label model": fitLabelModel(votes).predict(votes) },
 *   gold,
 * );
 * console.log(comparison.candidates["label model"].difference?.accuracy?.value);
 * console.log(comparison);
 * ```
 */
export function compareLabels<L extends string, const C extends string, B extends C = C>(
  candidates: Readonly<Record<C, ProbabilisticLabels<L>>>,
  gold: Gold<L>,
  options: CompareOptions<B> = {},
): Comparison<L, C> {
  const where = "compareLabels";
  const drawing = checkBootstrap(options, where);
  const uncovered = checkChoice(options.uncovered, "guess", uncoveredPolicies, `${where}, uncovered`);
  const named = checkCandidates<L>(candidates, where);
  const names = named.map(([name]) => name as C);
  const baseline = checkChoice<C>(options.baseline, names[0] as C, names, `${where}, baseline`);
  const [[, { labels, rows: all }]] = named as [(typeof named)[number]]; // at least one, as checked
  const truth = goldCodes(gold, labels, all, where);
  const rows = rowsThatCount(named, truth, uncovered, where);
  const groups = groupsOfRows(options.groups, all, rows, where);
  const judged = evaluateTogether(
    named.map(([, each]) => each),
    { rows, truth, uncovered, groups },
    drawing,
  );
  const base = judged[names.indexOf(baseline)] as Judged<L>;
  const compared = judged.map((each, i): [C, Candidate<L>] => {
    const difference = each === base ? null : differencesOf(each, base, labels, drawing);
    return [names[i] as C, Object.freeze({ evaluation: each.evaluation, difference })];
  });
  const comparison: Comparison<L, C> = {
    rows: rows.length,
    known: base.evaluation.known,
    uncovered,
    baseline,
    candidates: Object.freeze(Object.fromEntries(compared) as Record<C, Candidate<L>>),
    level: drawing.level,
    resamples: drawing.resamples,
  };
  printAs(comparison, () => describeComparison(comparison));
  return Object.freeze(comparison);
}

import { countCases, findCases } from "../../analysis/cases.ts";
import { outcomesOf } from "../../analysis/outcomes.ts";
import { calibrationOf } from "../../probabilities/calibration.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import type { CodedValues } from "../groups.ts";
import type { Drawing } from "./bootstrap-options.ts";
import { confusionOf } from "./confusion.ts";
import { unitsOf } from "./draw.ts";
import type { Evaluation } from "./evaluation.ts";
import { makeEvaluation } from "./make-evaluation.ts";
import { measureViews, type ViewMeasures } from "./measures.ts";

/**
 * What becomes of rows with gold that no function covers: they are left out; or they count as rows without a label,
 * which is never right; or as rows with their most probable label, which is that of the class balance, ties shared evenly.
 * Where they count, so do their probabilities, as they stand.
 */
export type UncoveredPolicy = "leave-out" | "wrong" | "guess";

export const uncoveredPolicies: readonly UncoveredPolicy[] = ["leave-out", "wrong", "guess"];

/** The rows that candidates are held against gold on. */
export interface RowsWithGold {
  /** Those that count, rising; at least one. */
  readonly rows: Int32Array;
  /** The code of the true label of every row, -1 = unknown. */
  readonly truth: Int32Array;
  readonly uncovered: UncoveredPolicy;
  /** The groups of the rows that count; null where each stands for itself. */
  readonly groups: CodedValues | null;
}

/** A candidate's evaluation, with what its measures came to on each resample. */
export interface Judged<L extends string> {
  readonly evaluation: Evaluation<L>;
  readonly measures: ViewMeasures;
}

/** Rows that count, or those with gold: how many there are, and the share that is covered. */
export function coverageOf(labels: ProbabilisticLabels, truth: Int32Array): { known: number; coverage: number } {
  let [known, covered] = [0, 0];
  truth.forEach((code, row) => {
    if (code < 0) return;
    known++;
    if (labels.covered(row)) covered++;
  });
  return { known, coverage: covered / known };
}

/** Evaluates candidates on the same rows and the same resamples. */
export function evaluateTogether<L extends string>(
  candidates: readonly ProbabilisticLabels<L>[],
  { rows, truth, uncovered, groups }: RowsWithGold,
  drawing: Drawing,
): Judged<L>[] {
  const patterns = candidates.map((labels) => (row: number) => labels.patternOf(row));
  const cases = findCases(rows, [(row) => truth[row] ?? 0, ...patterns]);
  const all = Int32Array.from(cases.rows.keys());
  const counts = countCases(cases);
  const views = candidates.map((labels) => ({
    outcomes: outcomesOf(labels, cases, truth, uncovered === "wrong" ? "none" : "guess"),
    cases: all,
  }));
  const measured = measureViews(views, counts, unitsOf(cases.caseOf, groups), drawing);
  return candidates.flatMap((labels, i) => {
    const [view, measures] = [views[i], measured[i]];
    if (view === undefined || measures === undefined) return [];
    const { known, coverage } = coverageOf(labels, truth);
    const evaluation = makeEvaluation({
      labels: labels.labels,
      measures,
      calibration: calibrationOf({ labels, rows, truth, known }),
      confusion: confusionOf(labels.labels, view.outcomes, all, counts),
      known,
      coverage,
      drawing,
    });
    return [{ evaluation, measures }];
  });
}

import type { Slices } from "../../apply/slices/slices.ts";
import { countCases, findCases } from "../../analysis/cases.ts";
import { outcomesOf } from "../../analysis/outcomes.ts";
import type { Gold } from "../../labels/gold.ts";
import { calibrationOf } from "../../probabilities/calibration.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { scoredRows } from "../../probabilities/scored-rows.ts";
import { printAs } from "../../util/brands.ts";
import { checkChoice } from "../../util/checks.ts";
import { checkBootstrap, type BootstrapOptions } from "../evaluation/bootstrap-options.ts";
import { confusionOf } from "../evaluation/confusion.ts";
import { isLoss } from "../evaluation/describe-evaluation.ts";
import { unitsOf } from "../evaluation/draw.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import { differenceOf, type Difference } from "../evaluation/interval.ts";
import { makeEvaluation } from "../evaluation/make-evaluation.ts";
import { mainMeasures, measureViews, type MainMeasure, type ViewMeasures } from "../evaluation/measures.ts";
import { coverageOf, uncoveredPolicies, type UncoveredPolicy } from "../evaluation/together.ts";
import { groupsOfRows } from "../groups.ts";
import { describeSliceScores } from "./describe-slice-scores.ts";
import { checkMasks, type SliceMasks } from "./slice-masks.ts";
import type { SliceScore, SliceScores } from "./slice-scores.ts";

/** How slices are scored. */
export interface ScoreSlicesOptions extends BootstrapOptions {
  /** What becomes of rows with gold that no function covers. @defaultValue "leave-out", as in `evaluateLabels` */
  readonly uncovered?: UncoveredPolicy | undefined;
  /** The measure by whose gap slices are sorted, the worst first. @defaultValue "accuracy" */
  readonly by?: MainMeasure | undefined;
}

/** The whole, or a slice: its rows that count, and the cases they show. */
interface Part {
  readonly rows: Int32Array;
  readonly cases: Int32Array;
  readonly mask: Uint8Array | null;
}

const gapOf = (slice: ViewMeasures, whole: ViewMeasures, level: number): Record<MainMeasure, Difference | null> =>
  Object.fromEntries(
    mainMeasures.map((measure) => [
      measure,
      differenceOf(slice.main(measure), whole.main(measure), level, isLoss(measure)),
    ]),
  ) as Record<MainMeasure, Difference | null>;

/**
 * Scores labels on each slice: all measures of `evaluateLabels` with intervals, and the gap to all rows, which is measured on
 * the same resamples; the slice that falls furthest behind comes first. A gap whose interval holds 0 may be chance, the more
 * so the more slices are looked at.
 *
 * Cost: O(resamples x (rows + rows in slices)), some 20 ns each.
 *
 * @param slices From `applySlicingFunctions`, or for each name an array with true or false (1 or 0) for each row.
 * @throws LabelingError for gold, slices or groups that do not fit, options out of range, or when no row counts.
 *
 * @example
 * ```ts
 * import { probabilisticLabelsFromTable, scoreSlices, tableFromRows } from "labelwright";
 *
 * const soft = probabilisticLabelsFromTable(
 *   tableFromRows(Array.from({ length: 40 }, (_, row) => ({ p_ham: row < 20 ? 0.9 : 0.2, p_spam: row < 20 ? 0.1 : 0.8 }))),
 * );
 * const gold = Array.from({ length: 40 }, (_, row) => (row < 26 ? "ham" : "spam"));
 * const scores = scoreSlices(soft, gold, { early: gold.map((_, row) => row < 20), late: gold.map((_, row) => row >= 20) });
 * console.log(scores.slices[0]?.name, scores.slices[0]?.evaluation?.accuracy); // late 0.7
 * console.log(scores);
 * ```
 */
export function scoreSlices<L extends string, const N extends string>(
  labels: ProbabilisticLabels<L>,
  gold: Gold<L>,
  slices: Slices<N> | SliceMasks<N>,
  options: ScoreSlicesOptions = {},
): SliceScores<L, N> {
  const where = "scoreSlices";
  const drawing = checkBootstrap(options, where);
  const uncovered = checkChoice(options.uncovered, "leave-out", uncoveredPolicies, `${where}, uncovered`);
  const by = checkChoice(options.by, "accuracy", mainMeasures, `${where}, by`);
  const { rows, truth } = scoredRows(labels, gold, where, uncovered === "leave-out" ? "covered" : "all");
  const named = checkMasks<N>(slices, labels.rows, where);
  const groups = groupsOfRows(options.groups, labels.rows, rows, where);

  const inMasks = named.map(
    ([, mask]) =>
      (row: number) =>
        mask[row] ?? 0,
  );
  const cases = findCases(rows, [(row) => labels.patternOf(row), (row) => truth[row] ?? 0, ...inMasks]);
  const counts = countCases(cases);
  const outcomes = outcomesOf(labels, cases, truth, uncovered === "wrong" ? "none" : "guess");
  const partOf = (mask: Uint8Array | null): Part => ({
    mask,
    rows: mask === null ? rows : rows.filter((row) => mask[row] === 1),
    cases: Int32Array.from(cases.rows.keys()).filter((c) => mask === null || mask[cases.rows[c] ?? 0] === 1),
  });
  const wholePart = partOf(null);
  const parts = named.map(([, mask]) => partOf(mask));
  const views = [wholePart, ...parts].map((part) => ({ outcomes, cases: part.cases }));
  const [whole, ...ofSlices] = measureViews(views, counts, unitsOf(cases.caseOf, groups), drawing) as [
    ViewMeasures,
    ...ViewMeasures[],
  ];
  const evaluate = (part: Part, measures: ViewMeasures): Evaluation<L> => {
    const inPart = part.mask === null ? truth : truth.map((code, row) => (part.mask?.[row] === 1 ? code : -1));
    const { known, coverage } = coverageOf(labels, inPart);
    return makeEvaluation({
      labels: labels.labels,
      measures,
      calibration: calibrationOf({ labels, rows: part.rows, truth, known }),
      confusion: confusionOf(labels.labels, outcomes, part.cases, counts),
      known,
      coverage,
      drawing,
    });
  };
  const scores = named.map(([name, mask], i): SliceScore<L, N> => {
    const [part, measures] = [parts[i] as Part, ofSlices[i] as ViewMeasures];
    return Object.freeze({
      name,
      size: mask.reduce((sum, each) => sum + each, 0),
      evaluation: part.rows.length === 0 ? null : evaluate(part, measures),
      gap: Object.freeze(gapOf(measures, whole, drawing.level)),
    });
  });
  const behind = ({ gap }: SliceScore<L, N>): number => (gap[by]?.value ?? Infinity) * (isLoss(by) && gap[by] ? -1 : 1);
  const result: SliceScores<L, N> = {
    whole: evaluate(wholePart, whole),
    slices: Object.freeze(scores.sort((a, b) => (behind(a) === behind(b) ? 0 : behind(a) - behind(b)))),
    by,
  };
  printAs(result, () => describeSliceScores(result));
  return Object.freeze(result);
}

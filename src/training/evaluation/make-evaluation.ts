import { f1Of } from "../../analysis/outcomes.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import type { Calibration } from "../../probabilities/calibration.ts";
import { printAs } from "../../util/brands.ts";
import type { Drawing } from "./bootstrap-options.ts";
import type { Confusion } from "./confusion.ts";
import { describeEvaluation } from "./describe-evaluation.ts";
import type { Evaluation, LabelEvaluation } from "./evaluation.ts";
import { intervalOf, type Interval } from "./interval.ts";
import { mainMeasures, type LabelMeasure, type MainMeasure, type ViewMeasures } from "./measures.ts";

/** What an evaluation is made of. */
export interface EvaluationParts<L extends string> {
  readonly labels: LabelSet<L>;
  readonly measures: ViewMeasures;
  readonly calibration: Calibration;
  readonly confusion: Confusion<L>;
  readonly known: number;
  readonly coverage: number;
  readonly drawing: Drawing;
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

function evaluateLabel({ tally, ofLabel }: ViewMeasures, y: number, level: number): LabelEvaluation {
  const [right, predicted, support] = [tally.right[y] ?? 0, tally.predicted[y] ?? 0, tally.actual[y] ?? 0];
  const interval = (measure: LabelMeasure): Interval | null => {
    const { value, replicates } = ofLabel(measure, y);
    return intervalOf(value, replicates, level);
  };
  return Object.freeze({
    support,
    predicted,
    precision: orNull(right / predicted),
    recall: orNull(right / support),
    f1: orNull(f1Of(tally, y)),
    intervals: Object.freeze({
      precision: interval("precision"),
      recall: interval("recall"),
      f1: interval("f1"),
    }),
  });
}

/** Puts an evaluation together. */
export function makeEvaluation<L extends string>(parts: EvaluationParts<L>): Evaluation<L> {
  const { labels, measures, calibration, confusion, known, coverage, drawing } = parts;
  const { level, resamples } = drawing;
  const interval = (measure: MainMeasure): Interval => {
    const { value, replicates } = measures.main(measure);
    return intervalOf(value, replicates, level) ?? Object.freeze({ lower: NaN, upper: NaN });
  };
  const evaluation: Evaluation<L> = {
    ...calibration,
    known,
    coverage,
    accuracy: measures.main("accuracy").value,
    macroF1: measures.main("macroF1").value,
    byLabel: Object.freeze(
      Object.fromEntries(labels.names.map((name, y) => [name, evaluateLabel(measures, y, level)])) as Record<
        L,
        LabelEvaluation
      >,
    ),
    confusion,
    intervals: Object.freeze(
      Object.fromEntries(mainMeasures.map((measure) => [measure, interval(measure)])) as Record<MainMeasure, Interval>,
    ),
    level,
    resamples,
  };
  printAs(evaluation, () => describeEvaluation(evaluation));
  return Object.freeze(evaluation);
}

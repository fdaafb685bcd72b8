import { f1Of, macroF1Of, newTally, tallyOutcomes, type Outcomes, type Tally } from "../../analysis/outcomes.ts";
import type { Drawing } from "./bootstrap-options.ts";
import { drawUnits, type Units } from "./draw.ts";

/** The measures of the whole, each with an interval. */
export type MainMeasure = "accuracy" | "macroF1" | "logLoss" | "brier";

export const mainMeasures: readonly MainMeasure[] = ["accuracy", "macroF1", "logLoss", "brier"];

/** The measures of one label. */
export type LabelMeasure = "precision" | "recall" | "f1";

const labelMeasures: readonly LabelMeasure[] = ["precision", "recall", "f1"];

/** With more labels than this, the measures of each are given without intervals: they would take much memory. */
const mostLabelsWithIntervals = 100;

/** Labels on some of the cases. */
export interface View {
  readonly outcomes: Outcomes;
  /** The cases that are measured. */
  readonly cases: Int32Array;
}

/** One measure, and what it came to on each resample. */
export interface Replicated {
  readonly value: number;
  /** Empty where none were kept. */
  readonly replicates: Float64Array;
}

/** The measures of one view on its own rows, and on each resample. */
export interface ViewMeasures {
  /** Counts on its own rows. */
  readonly tally: Tally;
  readonly main: (measure: MainMeasure) => Replicated;
  readonly ofLabel: (measure: LabelMeasure, y: number) => Replicated;
}

/** Main measures, then those of each label; NaN where there is none. */
function writeMeasures(tally: Tally, labels: number, out: Float64Array, place: number): void {
  const [rows = 0, right = 0, logLoss = 0, brier = 0] = tally.sums;
  out[place] = right / rows;
  out[place + 1] = macroF1Of(tally);
  out[place + 2] = logLoss / rows;
  out[place + 3] = brier / rows;
  for (let y = 0; y < labels; y++) {
    const at = place + mainMeasures.length + labelMeasures.length * y;
    out[at] = (tally.right[y] ?? 0) / (tally.predicted[y] ?? 0);
    out[at + 1] = (tally.right[y] ?? 0) / (tally.actual[y] ?? 0);
    out[at + 2] = f1Of(tally, y);
  }
}

/** Measures views on their rows, and all of them on the same resamples. O(resamples x (rows + views (cases + K))). */
export function measureViews(
  views: readonly View[],
  counts: Float64Array,
  units: Units,
  drawing: Drawing,
): ViewMeasures[] {
  const measured = views.map(({ outcomes, cases }) => {
    const width = (labels: number): number => mainMeasures.length + labelMeasures.length * labels;
    const kept = outcomes.labels <= mostLabelsWithIntervals ? outcomes.labels : 0;
    const values = new Float64Array(width(outcomes.labels));
    const tally = newTally(outcomes.labels);
    tallyOutcomes(outcomes, cases, counts, tally);
    writeMeasures(tally, outcomes.labels, values, 0);
    const stride = width(kept);
    return { outcomes, cases, tally, values, kept, stride, replicates: new Float64Array(stride * drawing.resamples) };
  });
  const scratch = newTally(Math.max(...views.map(({ outcomes }) => outcomes.labels)));
  drawUnits(units, counts.length, drawing, (weights, r) => {
    for (const { outcomes, cases, kept, stride, replicates } of measured) {
      tallyOutcomes(outcomes, cases, weights, scratch);
      writeMeasures(scratch, kept, replicates, r * stride);
    }
  });
  return measured.map(({ tally, values, stride, replicates }): ViewMeasures => {
    const at = (place: number): Replicated => ({
      value: values[place] ?? NaN,
      replicates: Float64Array.from(
        { length: place < stride ? drawing.resamples : 0 },
        (_, r) => replicates[r * stride + place] ?? NaN,
      ),
    });
    return {
      tally,
      main: (measure) => at(mainMeasures.indexOf(measure)),
      ofLabel: (measure, y) => at(mainMeasures.length + labelMeasures.length * y + labelMeasures.indexOf(measure)),
    };
  });
}

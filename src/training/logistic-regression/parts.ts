import type { LabelSet } from "../../labels/label-set.ts";
import type { LogisticRegressionReport } from "./report.ts";

/** The parts of a fitted logistic regression. */
export interface LogisticRegressionParts<L extends string> {
  readonly labels: LabelSet<L>;
  readonly columns: number;
  readonly features: string | null;
  readonly weights: Float32Array;
  readonly intercepts: Float64Array;
  readonly report: LogisticRegressionReport;
}

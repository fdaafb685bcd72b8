import type { FitReport, FunctionEstimate, LabelModelKind } from "./fit-report.ts";

/** The version of the JSON form. */
export const modelSchema = "labelwright.model/1";

/** A label model as JSON. */
export interface LabelModelJson {
  /** Version of this form. */
  readonly schema: typeof modelSchema;
  readonly kind: LabelModelKind;
  /** Label names in order. */
  readonly labels: readonly string[];
  readonly functions: readonly FunctionEstimate[];
  readonly classBalance: readonly number[];
  /**
   * For `"em"`: by function, then voted label v, then true label y, the logarithm of how probable the vote is there
   * (K x K numbers, v by v). Null for `"majority"`.
   */
  readonly logVoteProbabilities: readonly (readonly number[])[] | null;
  readonly report: FitReport;
}

import type { LabelSet } from "../labels/label-set.ts";
import type { EmResume } from "./em/resume.ts";
import type { FitReport, FunctionEstimate, LabelModelKind } from "./fit-report.ts";
import type { ScoreRule } from "./score-table.ts";

/** The parts of a fitted label model of any kind. */
export interface ModelParts<L extends string = string, N extends string = string> extends ScoreRule {
  readonly kind: LabelModelKind;
  readonly labels: LabelSet<L>;
  readonly functions: readonly FunctionEstimate<N>[];
  readonly report: FitReport;
  /** What the fit leaves for the next one, where it is of the default kind. @defaultValue null */
  readonly resume?: EmResume | null;
}

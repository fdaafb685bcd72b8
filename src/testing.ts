export { arbitraryLabelSet } from "./quality/arbitraries/labels.ts";
export type { LabelSetOptions } from "./quality/arbitraries/labels.ts";
export { arbitraryLabelMatrix } from "./quality/arbitraries/matrix.ts";
export type { LabelMatrixOptions, PlantedVotes } from "./quality/arbitraries/matrix.ts";
export { arbitraryRow } from "./quality/arbitraries/row.ts";
export type { NullableRow, PlainRow } from "./quality/arbitraries/row.ts";
export type { RowOptions } from "./quality/arbitraries/row-options.ts";
export { arbitraryTable } from "./quality/arbitraries/table.ts";
export type { TableOptions } from "./quality/arbitraries/table.ts";
export { assertPack } from "./quality/check/assert-pack.ts";
export type { CheckName, CheckOptions } from "./quality/check/check-options.ts";
export { checkPack } from "./quality/check/check-pack.ts";
export type { TestFramework } from "./quality/check/test-framework.ts";
export { testPack } from "./quality/check/test-pack.ts";
export type { FunctionLaw, LawName, LawOptions, Violation } from "./quality/laws/law.ts";
export { functionLaws } from "./quality/laws/laws.ts";
export type {
  FunctionCheck,
  LawOutcome,
  PackFailure,
  PackReport,
  PackReportJson,
  PackWarning,
} from "./quality/report/pack-report.ts";
export { checkLabelModel, labelModelLaws, testLabelModel } from "./quality/conformance/label-models/laws.ts";
export type { LabelModelCase, TestedFitOptions, TestedLabelModel } from "./quality/conformance/label-models/subject.ts";
export type { Breach, ConformanceLaw, ConformanceOptions } from "./quality/conformance/law.ts";
export { checkLearner, learnerLaws, testLearner } from "./quality/conformance/learners/laws.ts";
export type { LearnerCase, Point } from "./quality/conformance/learners/subject.ts";
export type { ConformanceFailure, ConformanceOutcome, ConformanceReport } from "./quality/conformance/report.ts";
export type { Subject } from "./quality/conformance/run.ts";

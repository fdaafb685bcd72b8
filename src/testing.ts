export { arbitraryRow } from "./quality/arbitraries/row.ts";
export type { NullableRow, PlainRow } from "./quality/arbitraries/row.ts";
export type { RowOptions } from "./quality/arbitraries/row-options.ts";
export { assertPack } from "./quality/check/assert-pack.ts";
export type { CheckName, CheckOptions } from "./quality/check/check-options.ts";
export { checkPack } from "./quality/check/check-pack.ts";
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

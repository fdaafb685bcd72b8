export { findDisagreements } from "../analysis/disagreements.ts";
export type { Disagreement } from "../analysis/disagreements.ts";
export { bucketErrors } from "../analysis/errors/bucket-errors.ts";
export type { BucketRows, ErrorBucket, ErrorBuckets, FunctionErrors } from "../analysis/errors/error-buckets.ts";
export { scoreLabels } from "../analysis/score.ts";
export type { Score } from "../analysis/score.ts";
export { summarize } from "../analysis/summarize.ts";
export type { SummarizeOptions } from "../analysis/summarize.ts";
export type { FunctionSummary, Summary } from "../analysis/summary.ts";
export { suggestTerms, type SuggestTermsOptions } from "../analysis/terms/suggest-terms.ts";
export type { SuggestedTerm, TermSuggestions } from "../analysis/terms/term-suggestions.ts";
export type { WorkerAgreement, WorkerConsistency } from "../analysis/workers/agreement.ts";
export type { SummarizeAnswersOptions, SummarizeWorkersOptions } from "../analysis/workers/options.ts";
export type { WorkerSpeed } from "../analysis/workers/speed.ts";
export { summarizeWorkers } from "../analysis/workers/summarize-workers.ts";
export type { Suspicion } from "../analysis/workers/suspicion.ts";
export type {
  GoldScore,
  LabelBias,
  SharesInterval,
  WorkerReport,
  WorkerReportJson,
  WorkerSummary,
} from "../analysis/workers/worker-report.ts";

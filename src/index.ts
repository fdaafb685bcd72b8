export { LabelingError } from "./errors.ts";
export type { ErrorCode, ErrorParts } from "./errors.ts";
export type { NotInferred } from "./util/not-inferred.ts";
export type { Progress, ProgressHandler, ProgressStream } from "./util/progress.ts";

export type { BatchShape, DataShape, FieldShape, TableShape, TypeShape } from "./tables/arrow-shape.ts";
export type { ColumnType, ColumnValue, ScalarType } from "./tables/column-types.ts";
export type { NumberValues } from "./tables/decode/decode-values.ts";
export { writeFileAtomically, writeFolderAtomically } from "./tables/files/atomic.ts";
export type { FileContents, WriteFileOptions, WriteFolderOptions } from "./tables/files/atomic.ts";
export { readTable } from "./tables/files/files.ts";
export type { ReadTableOptions } from "./tables/files/files.ts";
export type { TableFormat } from "./tables/files/formats.ts";
export type { Tables } from "./tables/files/same-columns.ts";
export { writeTable, writeTables } from "./tables/files/write-table.ts";
export type { WriteTableOptions } from "./tables/files/write-table.ts";
export { tableFromRows } from "./tables/from-rows.ts";
export type { TableFromRowsOptions } from "./tables/from-rows.ts";
export { openParts } from "./tables/parts/open-parts.ts";
export type {
  ByteRange,
  OpenPart,
  OpenPartsOptions,
  PartPlace,
  ReadPartOptions,
  TablePart,
} from "./tables/parts/part.ts";
export { readPart } from "./tables/parts/read-part.ts";
export { takeRows } from "./tables/take-rows.ts";

export type { Gold } from "./labels/gold.ts";
export { labelSet } from "./labels/label-set.ts";
export type { LabelSet } from "./labels/label-set.ts";
export { binaryLabels, defineMultiLabelTask } from "./labels/multi-label-task.ts";
export type { AnyMultiLabelTask, ForOrAgainst, MultiLabelTask } from "./labels/multi-label-task.ts";
export { defineTask } from "./labels/task.ts";
export type {
  AnyTask,
  ArrowItem,
  ArrowValue,
  ColumnValues,
  LabelOf,
  RowOf,
  Task,
  TaskOfTableSpec,
  TaskSpec,
  Exactly,
} from "./labels/task.ts";

export { votesFromAnswers } from "./matrix/answers.ts";
export type { AnswersOptions } from "./matrix/answers.ts";
export { compressVotes } from "./matrix/compress.ts";
export type { Fault, FaultReport } from "./matrix/faults.ts";
export { tableOfFaults } from "./matrix/faults-table.ts";
export type { FunctionTiming } from "./matrix/timings.ts";
export { labelMatrix } from "./matrix/from-arrays.ts";
export type { VoteColumn } from "./matrix/from-arrays.ts";
export { labelMatrixFromTable } from "./matrix/from-table.ts";
export type { VotesTableOptions } from "./matrix/from-table.ts";
export { LabelMatrix, isLabelMatrix } from "./matrix/label-matrix.ts";
export type { LabelMatrixParts } from "./matrix/label-matrix.ts";
export { mergePatterns, retractPatterns } from "./matrix/merge.ts";
export { multiLabelVotes } from "./matrix/multi-label/from-rows.ts";
export type { MultiLabelVote } from "./matrix/multi-label/from-rows.ts";
export { multiLabelVotesFromTable } from "./matrix/multi-label/from-table.ts";
export type { MultiLabelVotesTableOptions } from "./matrix/multi-label/from-table.ts";
export { MultiLabelVotes, isMultiLabelVotes } from "./matrix/multi-label/votes.ts";
export type { MatrixByLabel, MultiLabelVotesParts } from "./matrix/multi-label/votes.ts";
export { tableOfPatterns, votePatternsFromTable } from "./matrix/patterns-table.ts";
export type { VoteArray } from "./matrix/vote-array.ts";
export { VotePatterns, isVotePatterns } from "./matrix/vote-patterns.ts";
export type { PatternVotes, VotePatternsParts } from "./matrix/vote-patterns.ts";
export type { VoteSource } from "./matrix/vote-source.ts";

export { measureCalibration } from "./probabilities/calibration.ts";
export type { Calibration, CalibrationOptions, ReliabilityBin } from "./probabilities/calibration.ts";
export type {
  CostRule,
  DecisionRule,
  HardOptions,
  MaximizeF1Rule,
  ThresholdRule,
} from "./probabilities/decisions/rule.ts";
export { probabilisticLabelsFromTable } from "./probabilities/from-table.ts";
export type { ReadLabelsOptions } from "./probabilities/from-table.ts";
export { multiLabelProbabilitiesFromTable } from "./probabilities/multi-label/from-table.ts";
export { MultiLabelProbabilities, isMultiLabelProbabilities } from "./probabilities/multi-label/probabilities.ts";
export type {
  MultiLabelHardOptions,
  MultiLabelProbabilitiesParts,
  MultiLabelTableOptions,
  ProbabilitiesByLabel,
} from "./probabilities/multi-label/probabilities.ts";
export { ProbabilisticLabels, isProbabilisticLabels } from "./probabilities/probabilistic-labels.ts";
export type {
  CoveredLabels,
  LabelsTableOptions,
  ProbabilisticLabelsParts,
} from "./probabilities/probabilistic-labels.ts";
export type { TiePolicy } from "./probabilities/ties.ts";

export type { Ballot } from "./functions/ballot.ts";
export { batchLabelingFunction } from "./functions/batch.ts";
export type { BatchColumn, BatchSpec, ListedColumns } from "./functions/batch.ts";
export type { ScalarColumn, TextColumn } from "./functions/column-kinds.ts";
export type { DeclarativeSpec, OneLabelSpec } from "./functions/declarative.ts";
export { expression } from "./functions/expression.ts";
export type { ExpressionSpec } from "./functions/expression.ts";
export { keywords } from "./functions/keywords.ts";
export type { KeywordsSpec } from "./functions/keywords.ts";
export { isLabelingFunction } from "./functions/labeling-function.ts";
export type {
  AnyLabelingFunction,
  CommonSpec,
  FunctionKind,
  LabelingFunction,
  NullPolicy,
} from "./functions/labeling-function.ts";
export { lookup } from "./functions/lookup.ts";
export type { LookupColumnSpec, LookupMapSpec, LookupSetSpec, LookupTableSpec } from "./functions/lookup.ts";
export { pattern } from "./functions/pattern.ts";
export type { PatternSpec } from "./functions/pattern.ts";
export { labelingFunction } from "./functions/row.ts";
export type { AsyncRowSpec, ListedRow, RowSpec } from "./functions/row.ts";
export type { ConfidentVote, Vote } from "./functions/vote.ts";

export { loadPack } from "./packs/load-pack.ts";
export type { LoadPackOptions } from "./packs/load-pack.ts";
export { definePack, isPack } from "./packs/pack.ts";
export type { AnyPack, Pack, PackSpec } from "./packs/pack.ts";

export { applyLabelingFunctions } from "./apply/apply.ts";
export type { ApplyOptions } from "./apply/apply.ts";
export { applyMultiLabelFunctions } from "./apply/multi-label.ts";
export type { FunctionOnLabel } from "./apply/multi-label.ts";
export type { FaultLimit, FaultOptions, FaultPolicy } from "./apply/fault-options.ts";
export { applyLabelingFunctionsToStream } from "./apply/stream/apply-to-stream.ts";
export type { ApplyToStreamOptions, ReadBatch, VotesHandler } from "./apply/stream/apply-to-stream.ts";
export type { RecordBatchShape, StreamBatch } from "./apply/stream/batch.ts";
export type { BatchReader } from "./apply/stream/pull.ts";
export type { CacheUse, StreamedVotes } from "./apply/stream/streamed-votes.ts";

export { isTransformationFunction, transformationFunction } from "./functions/transformation.ts";
export type {
  AnyTransformationFunction,
  ChangedColumns,
  CommonTransformationSpec,
  NoOtherColumns,
  OtherColumns,
  TransformationFunction,
  TransformationSpec,
} from "./functions/transformation.ts";
export {
  dropWords,
  swapWords,
  type DropWordsSpec,
  type SwapWordsSpec,
  type WordTransformationSpec,
} from "./functions/word-transformations.ts";
export { applyTransformationFunctions, type TransformOptions } from "./apply/transform/apply-transformations.ts";
export { labelsForTransformed } from "./apply/transform/labels-for-transformed.ts";
export type { PolicyOptions, TransformationPolicy } from "./apply/transform/policy.ts";
export type { TransformedTable } from "./apply/transform/transformed-table.ts";
export type { Random } from "./util/random.ts";

export type { ClassBalance } from "./label-models/class-balance.ts";
export { fitLabelModel, updateLabelModel } from "./label-models/fit.ts";
export type { FitOptions } from "./label-models/fit-options.ts";
export type { Population } from "./label-models/em/population.ts";
export type { EmResume } from "./label-models/em/resume.ts";
export { labelModelFromJson } from "./label-models/from-json.ts";
export type { Explanation, ExplanationPart } from "./label-models/explanation.ts";
export type { FitReport, FitRule, FitStart, FunctionEstimate, LabelModelKind } from "./label-models/fit-report.ts";
export type { AccuracyPrior, DependencyOption } from "./label-models/known.ts";
export type { LabelModel, Votes } from "./label-models/label-model.ts";
export { majorityVote } from "./label-models/majority.ts";
export type { LabelModelJson, VoteTableJson } from "./label-models/model-json.ts";
export { fitMultiLabelModel } from "./label-models/multi-label/fit.ts";
export type { MultiLabelFitOptions } from "./label-models/multi-label/fit.ts";
export { multiLabelModelFromJson } from "./label-models/multi-label/from-json.ts";
export { isMultiLabelModel } from "./label-models/multi-label/model.ts";
export type { ModelsByLabel, MultiLabelModel, MultiLabelModelJson } from "./label-models/multi-label/model.ts";

export { findDisagreements } from "./analysis/disagreements.ts";
export type { Disagreement } from "./analysis/disagreements.ts";
export { scoreLabels } from "./analysis/score.ts";
export type { Score } from "./analysis/score.ts";
export { summarize } from "./analysis/summarize.ts";
export type { SummarizeOptions } from "./analysis/summarize.ts";
export type { FunctionSummary, Summary } from "./analysis/summary.ts";

export { FeatureMatrix, isFeatureMatrix, type FeatureMatrixParts } from "./training/features/feature-matrix.ts";
export type { LearnerInput } from "./training/learner-input.ts";
export type { LearnedModel, Learner, LearnerFitOptions, Predicted, TrainingData } from "./training/learner.ts";
export type { BlockJson, NgramsJson, NgramWeighting } from "./training/features/block.ts";
export { featureMatrix, type FlatNumbers } from "./training/features/dense-matrix.ts";
export type { EmbeddingScale } from "./training/features/embedding-block.ts";
export { featuresFromJson } from "./training/features/features-json.ts";
export { isFeatures, type Features, type FeaturesJson } from "./training/features/features.ts";
export { fitFeatures, type FitFeaturesOptions } from "./training/features/fit.ts";
export type { FeaturesSpec } from "./training/features/spec.ts";
export type { FindTermsOptions, FoundTerm, FoundTerms } from "./training/features/text/find-terms.ts";
export type { ClassWeights } from "./training/logistic-regression/class-weights.ts";
export type { FeatureExplanation, FeaturePart } from "./training/logistic-regression/explain.ts";
export { fitLogisticRegression } from "./training/logistic-regression/fit.ts";
export { logisticRegressionFromJson } from "./training/logistic-regression/from-json.ts";
export type { LogisticRegressionJson } from "./training/logistic-regression/json.ts";
export { logisticRegression } from "./training/logistic-regression/logistic-regression.ts";
export type { LogisticRegressionModel } from "./training/logistic-regression/model.ts";
export type {
  LogisticRegressionFitOptions,
  LogisticRegressionOptions,
} from "./training/logistic-regression/options.ts";
export type { LogisticRegressionReport } from "./training/logistic-regression/report.ts";
export { compareLabels, type CompareOptions } from "./training/evaluation/compare.ts";

export type { Candidate, Comparison, Differences } from "./training/evaluation/comparison.ts";
export type { BootstrapOptions } from "./training/evaluation/bootstrap-options.ts";
export type { Confusion } from "./training/evaluation/confusion.ts";
export { evaluateLabels, type EvaluateOptions } from "./training/evaluation/evaluate.ts";
export type { Evaluation, LabelEvaluation } from "./training/evaluation/evaluation.ts";
export type { Difference, Interval } from "./training/evaluation/interval.ts";
export type { LabelMeasure, MainMeasure } from "./training/evaluation/measures.ts";
export { pairedBootstrap, type MeasuredValue, type PairedResult } from "./training/evaluation/paired-bootstrap.ts";
export { pairedBootstrapF1, type HardLabels, type PairedF1Options } from "./training/evaluation/paired-f1.ts";
export type { UncoveredPolicy } from "./training/evaluation/together.ts";
export type { Groups } from "./training/groups.ts";
export { findNeighbors, type FindNeighborsOptions } from "./training/neighbors/find-neighbors.ts";
export { isNeighbors, type Neighbors } from "./training/neighbors/neighbors.ts";
export { propagateLabels, type PropagateOptions } from "./training/neighbors/propagate-labels.ts";
export { crossPredict, type CrossPredictOptions } from "./training/cross-predict.ts";
export { addAnswers, reviewAnswers, type AddAnswersOptions, type GivenAnswers } from "./training/review/add-answers.ts";

export { ReviewAnswers, isReviewAnswers } from "./training/review/answers.ts";
export type { AnswersTableOptions, ReviewAnswersJson } from "./training/review/answers.ts";
export { reviewAnswersFromJson, reviewAnswersFromTable } from "./training/review/read-answers.ts";
export type { ReadAnswersOptions } from "./training/review/read-answers.ts";
export { routeLabels, type RoutedSource, type RouteOptions, type Routing } from "./training/review/route.ts";
export { findSuspiciousLabels } from "./training/review/suspicious.ts";
export type { SuspiciousLabel, SuspiciousLabels, SuspiciousOptions } from "./training/review/suspicious.ts";
export { findSuspiciousVotes, type SuspiciousFunction } from "./training/review/suspicious-votes.ts";
export type { ShareInterval } from "./training/review/wilson.ts";
export { withAnswers, type WeightedLabels, type WithAnswersOptions } from "./training/review/with-answers.ts";

export type { SelfTrainingRound, SelfTrainingStop } from "./training/self-training/history.ts";
export type { AugmentedRows, EvidenceRule, SelfTrainOptions, Validation } from "./training/self-training/options.ts";
export type { Candidates, Selection, SelectionRule } from "./training/self-training/selection.ts";
export { selfTrain, type SelfTraining } from "./training/self-training/self-train.ts";
export { learnerFromFunctions } from "./training/learners/learner-from-functions.ts";
export type { BatchOptions, BatchProbabilities, LearnerFunctions } from "./training/learners/learner-functions.ts";
export type { ReviewDiversity } from "./training/review/by-doubt.ts";
export type { ReviewItem, ReviewList, ReviewTableOptions } from "./training/review/review-list.ts";
export type { ReviewStrategy } from "./training/review/strategies.ts";
export { suggestForReview } from "./training/review/suggest.ts";
export type { ReviewRequest } from "./training/review/request.ts";
export { bucketErrors } from "./analysis/errors/bucket-errors.ts";
export type { BucketRows, ErrorBucket, ErrorBuckets, FunctionErrors } from "./analysis/errors/error-buckets.ts";
export { suggestTerms, type SuggestTermsOptions } from "./analysis/terms/suggest-terms.ts";
export type { SuggestedTerm, TermSuggestions } from "./analysis/terms/term-suggestions.ts";
export { applySlicingFunctions, type ApplySlicesOptions } from "./apply/slices/apply.ts";
export { isSlices, type Slices } from "./apply/slices/slices.ts";
export { isSlicingFunction, slicingFunction } from "./functions/slicing.ts";
export type {
  AsyncRowSliceSpec,
  ExpressionSliceSpec,
  KeywordsSliceSpec,
  PatternSliceSpec,
  RowSliceSpec,
  SliceSpec,
  SlicingFunction,
} from "./functions/slicing.ts";
export { scoreSlices, type ScoreSlicesOptions } from "./training/slices/score-slices.ts";
export type { SliceMasks } from "./training/slices/slice-masks.ts";
export type { SliceScore, SliceScores } from "./training/slices/slice-scores.ts";
export { foldRows, type Fold, type FoldRowsOptions } from "./training/splits/fold-rows.ts";
export type { CountedRows, SplitOptions } from "./training/splits/split-input.ts";
export { splitRows, type RowSplit, type SplitRowsOptions } from "./training/splits/split-rows.ts";

export { isClassifier, makeClassifier } from "./training/classifier/classifier.ts";
export type { Classifier, ClassifierJson, ClassifyOptions } from "./training/classifier/classifier.ts";
export { classifierFromJson, type ReadClassifierOptions } from "./training/classifier/from-json.ts";
export { trainClassifier, type ClassifierSpec } from "./training/classifier/train.ts";
export { reviewRound, type ReviewRound, type ReviewRoundSetup } from "./training/review/review-round.ts";

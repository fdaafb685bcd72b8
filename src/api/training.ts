export { isClassifier, makeClassifier } from "../training/classifier/classifier.ts";
export type { Classifier, ClassifierJson, ClassifyOptions } from "../training/classifier/classifier.ts";
export { classifierFromJson, type ReadClassifierOptions } from "../training/classifier/from-json.ts";
export { trainClassifier, type ClassifierSpec } from "../training/classifier/train.ts";
export { crossPredict, type CrossPredictOptions } from "../training/cross-predict.ts";
export type { BootstrapOptions } from "../training/evaluation/bootstrap-options.ts";
export { compareLabels, type CompareOptions } from "../training/evaluation/compare.ts";
export type { Candidate, Comparison, Differences } from "../training/evaluation/comparison.ts";
export type { Confusion } from "../training/evaluation/confusion.ts";
export { evaluateLabels, type EvaluateOptions } from "../training/evaluation/evaluate.ts";
export type { Evaluation, LabelEvaluation } from "../training/evaluation/evaluation.ts";
export type { Difference, Interval } from "../training/evaluation/interval.ts";
export type { LabelMeasure, MainMeasure } from "../training/evaluation/measures.ts";
export { pairedBootstrap, type MeasuredValue, type PairedResult } from "../training/evaluation/paired-bootstrap.ts";
export { pairedBootstrapF1, type HardLabels, type PairedF1Options } from "../training/evaluation/paired-f1.ts";
export type { UncoveredPolicy } from "../training/evaluation/together.ts";
export type { BlockJson, NgramsJson, NgramWeighting } from "../training/features/block.ts";
export { featureMatrix, type FlatNumbers } from "../training/features/dense-matrix.ts";
export type { EmbeddingScale } from "../training/features/embedding-block.ts";
export { FeatureMatrix, isFeatureMatrix, type FeatureMatrixParts } from "../training/features/feature-matrix.ts";
export { featuresFromJson } from "../training/features/features-json.ts";
export { isFeatures, type Features, type FeaturesJson } from "../training/features/features.ts";
export { fitFeatures, type FitFeaturesOptions } from "../training/features/fit.ts";
export type { FeaturesSpec } from "../training/features/spec.ts";
export type { FindTermsOptions, FoundTerm, FoundTerms } from "../training/features/text/find-terms.ts";
export type { Groups } from "../training/groups.ts";
export type { LearnerInput } from "../training/learner-input.ts";
export type { LearnedModel, Learner, LearnerFitOptions, Predicted, TrainingData } from "../training/learner.ts";
export { learnerFromFunctions } from "../training/learners/learner-from-functions.ts";
export type { BatchOptions, BatchProbabilities, LearnerFunctions } from "../training/learners/learner-functions.ts";
export type { ClassWeights } from "../training/logistic-regression/class-weights.ts";
export type { FeatureExplanation, FeaturePart } from "../training/logistic-regression/explain.ts";
export { fitLogisticRegression } from "../training/logistic-regression/fit.ts";
export { logisticRegressionFromJson } from "../training/logistic-regression/from-json.ts";
export type { LogisticRegressionJson } from "../training/logistic-regression/json.ts";
export { logisticRegression } from "../training/logistic-regression/logistic-regression.ts";
export type { LogisticRegressionModel } from "../training/logistic-regression/model.ts";
export type {
  LogisticRegressionFitOptions,
  LogisticRegressionOptions,
} from "../training/logistic-regression/options.ts";
export type { LogisticRegressionReport } from "../training/logistic-regression/report.ts";
export { findNeighbors, type FindNeighborsOptions } from "../training/neighbors/find-neighbors.ts";
export { isNeighbors, type Neighbors } from "../training/neighbors/neighbors.ts";
export { propagateLabels, type PropagateOptions } from "../training/neighbors/propagate-labels.ts";
export {
  addAnswers,
  reviewAnswers,
  type AddAnswersOptions,
  type GivenAnswers,
} from "../training/review/add-answers.ts";
export { ReviewAnswers, isReviewAnswers } from "../training/review/answers.ts";
export type { AnswersTableOptions, ReviewAnswersJson } from "../training/review/answers.ts";
export type { ReviewDiversity } from "../training/review/by-doubt.ts";
export { reviewAnswersFromJson, reviewAnswersFromTable } from "../training/review/read-answers.ts";
export type { ReadAnswersOptions } from "../training/review/read-answers.ts";
export type { ReviewRequest } from "../training/review/request.ts";
export type { ReviewItem, ReviewList, ReviewTableOptions } from "../training/review/review-list.ts";
export { reviewRound, type ReviewRound, type ReviewRoundSetup } from "../training/review/review-round.ts";
export { routeLabels, type RoutedSource, type RouteOptions, type Routing } from "../training/review/route.ts";
export type { ReviewStrategy } from "../training/review/strategies.ts";
export { suggestForReview } from "../training/review/suggest.ts";
export { findSuspiciousVotes, type SuspiciousFunction } from "../training/review/suspicious-votes.ts";
export { findSuspiciousLabels } from "../training/review/suspicious.ts";
export type { SuspiciousLabel, SuspiciousLabels, SuspiciousOptions } from "../training/review/suspicious.ts";
export type { ShareInterval } from "../training/review/wilson.ts";
export { withAnswers, type WeightedLabels, type WithAnswersOptions } from "../training/review/with-answers.ts";
export type { SelfTrainingRound, SelfTrainingStop } from "../training/self-training/history.ts";
export type { AugmentedRows, EvidenceRule, SelfTrainOptions, Validation } from "../training/self-training/options.ts";
export type { Candidates, Selection, SelectionRule } from "../training/self-training/selection.ts";
export { selfTrain, type SelfTraining } from "../training/self-training/self-train.ts";
export { scoreSlices, type ScoreSlicesOptions } from "../training/slices/score-slices.ts";
export type { SliceMasks } from "../training/slices/slice-masks.ts";
export type { SliceScore, SliceScores } from "../training/slices/slice-scores.ts";
export { foldRows, type Fold, type FoldRowsOptions } from "../training/splits/fold-rows.ts";
export type { CountedRows, SplitOptions } from "../training/splits/split-input.ts";
export { splitRows, type RowSplit, type SplitRowsOptions } from "../training/splits/split-rows.ts";

export type { Ballot } from "../functions/ballot.ts";
export { batchLabelingFunction } from "../functions/batch.ts";
export type { BatchColumn, BatchSpec, ListedColumns } from "../functions/batch.ts";
export type { ScalarColumn, TextColumn } from "../functions/column-kinds.ts";
export { crowdFunctions, type CrowdFunctionsOptions } from "../functions/crowd.ts";
export type { DeclarativeSpec, OneLabelSpec } from "../functions/declarative.ts";
export { distantSupervision, type DistantSupervisionSpec } from "../functions/distant-supervision.ts";
export { expression } from "../functions/expression.ts";
export type { ExpressionSpec } from "../functions/expression.ts";
export type { Invariance } from "../functions/invariances.ts";
export { keywords } from "../functions/keywords.ts";
export type { KeywordsSpec } from "../functions/keywords.ts";
export { isLabelingFunction } from "../functions/labeling-function.ts";
export type {
  AnyLabelingFunction,
  CommonSpec,
  FunctionKind,
  LabelingFunction,
  NullPolicy,
} from "../functions/labeling-function.ts";
export { lookup } from "../functions/lookup.ts";
export type { LookupColumnSpec, LookupMapSpec, LookupSetSpec, LookupTableSpec } from "../functions/lookup.ts";
export { ontologyFunction } from "../functions/ontology/ontology-function.ts";
export type { OntologyLabelsSpec, OntologySpec, OntologyTermsSpec } from "../functions/ontology/ontology-function.ts";
export { pattern } from "../functions/pattern.ts";
export type { PatternSpec } from "../functions/pattern.ts";
export { labelingFunction } from "../functions/row.ts";
export type { AsyncRowSpec, ListedRow, RowSpec } from "../functions/row.ts";
export { isSlicingFunction, slicingFunction } from "../functions/slicing.ts";
export type {
  AsyncRowSliceSpec,
  ExpressionSliceSpec,
  KeywordsSliceSpec,
  PatternSliceSpec,
  RowSliceSpec,
  SliceSpec,
  SlicingFunction,
} from "../functions/slicing.ts";
export { isTransformationFunction, transformationFunction } from "../functions/transformation.ts";
export type {
  AnyTransformationFunction,
  ChangedColumns,
  CommonTransformationSpec,
  NoOtherColumns,
  OtherColumns,
  TransformationFunction,
  TransformationSpec,
} from "../functions/transformation.ts";
export type { ConfidentVote, Vote } from "../functions/vote.ts";
export {
  dropWords,
  swapWords,
  type DropWordsSpec,
  type SwapWordsSpec,
  type WordTransformationSpec,
} from "../functions/word-transformations.ts";

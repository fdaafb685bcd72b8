export { measureCalibration } from "../probabilities/calibration.ts";
export type { Calibration, CalibrationOptions, ReliabilityBin } from "../probabilities/calibration.ts";
export type {
  CostRule,
  DecisionRule,
  HardOptions,
  MaximizeF1Rule,
  ThresholdRule,
} from "../probabilities/decisions/rule.ts";
export { probabilisticLabelsFromTable } from "../probabilities/from-table.ts";
export type { ReadLabelsOptions } from "../probabilities/from-table.ts";
export { multiLabelProbabilitiesFromTable } from "../probabilities/multi-label/from-table.ts";
export { MultiLabelProbabilities, isMultiLabelProbabilities } from "../probabilities/multi-label/probabilities.ts";
export type {
  MultiLabelHardOptions,
  MultiLabelProbabilitiesParts,
  MultiLabelTableOptions,
  ProbabilitiesByLabel,
} from "../probabilities/multi-label/probabilities.ts";
export { ProbabilisticLabels, isProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
export type {
  CoveredLabels,
  LabelsTableOptions,
  ProbabilisticLabelsParts,
} from "../probabilities/probabilistic-labels.ts";
export type { TiePolicy } from "../probabilities/ties.ts";

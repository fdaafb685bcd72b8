type BrandName =
  | "labelSet"
  | "task"
  | "labelMatrix"
  | "votePatterns"
  | "probabilisticLabels"
  | "labelingFunction"
  | "pack"
  | "multiLabelTask"
  | "multiLabelVotes"
  | "multiLabelProbabilities"
  | "multiLabelModel"
  | "neighbors"
  | "transformationFunction"
  | "featureMatrix"
  | "features"
  | "learnedModel"
  | "classifier"
  | "reviewAnswers"
  | "slicingFunction"
  | "slices"
  | "ontology"
  | "modelClient"
  | "chatModel"
  | "conformanceReport"
  | "packReport";

/**
 * Marks by which values of this package are recognized. They are shared by every copy of the package in a process
 * (ESM and CJS, two versions), where `instanceof` would fail.
 */
export const brands: Readonly<Record<BrandName, symbol>> = {
  labelSet: Symbol.for("labelwright.LabelSet"),
  task: Symbol.for("labelwright.Task"),
  labelMatrix: Symbol.for("labelwright.LabelMatrix"),
  votePatterns: Symbol.for("labelwright.VotePatterns"),
  probabilisticLabels: Symbol.for("labelwright.ProbabilisticLabels"),
  labelingFunction: Symbol.for("labelwright.LabelingFunction"),
  pack: Symbol.for("labelwright.Pack"),
  multiLabelTask: Symbol.for("labelwright.MultiLabelTask"),
  multiLabelVotes: Symbol.for("labelwright.MultiLabelVotes"),
  multiLabelProbabilities: Symbol.for("labelwright.MultiLabelProbabilities"),
  multiLabelModel: Symbol.for("labelwright.MultiLabelModel"),
  neighbors: Symbol.for("labelwright.Neighbors"),
  transformationFunction: Symbol.for("labelwright.TransformationFunction"),
  featureMatrix: Symbol.for("labelwright.FeatureMatrix"),
  features: Symbol.for("labelwright.Features"),
  learnedModel: Symbol.for("labelwright.LearnedModel"),
  classifier: Symbol.for("labelwright.Classifier"),
  reviewAnswers: Symbol.for("labelwright.ReviewAnswers"),
  slicingFunction: Symbol.for("labelwright.SlicingFunction"),
  slices: Symbol.for("labelwright.Slices"),
  ontology: Symbol.for("labelwright.Ontology"),
  modelClient: Symbol.for("labelwright.ModelClient"),
  chatModel: Symbol.for("labelwright.ChatModel"),
  conformanceReport: Symbol.for("labelwright.ConformanceReport"),
  packReport: Symbol.for("labelwright.PackReport"),
};

/** What Node, tslab and `console.log` call to print a value. */
export const inspectSymbol: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

/** Whether a value carries a brand. */
export function hasBrand(value: unknown, brand: symbol): boolean {
  return typeof value === "object" && value !== null && brand in value;
}

/** Gives a value the text it prints as: in a terminal, a notebook, or as part of another text. Call it before freezing. */
export function printAs(value: object, print: () => string): void {
  Object.defineProperty(value, inspectSymbol, { value: print });
  Object.defineProperty(value, "toString", { value: print });
}

/** Gives a value its brand and the text it prints as. Call it before freezing. */
export function brandAs(value: object, brand: symbol, print: () => string): void {
  Object.defineProperty(value, brand, { value: true });
  printAs(value, print);
}

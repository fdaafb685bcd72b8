// What the package exports, a list a stage.
export * from "./api/basics.ts";
export * from "./api/tables.ts";
export * from "./api/labels.ts";
export * from "./api/matrix.ts";
export * from "./api/probabilities.ts";
export * from "./api/ontologies.ts";
export * from "./api/functions.ts";
export * from "./api/models.ts";
export * from "./api/packs.ts";
export * from "./api/synthesis.ts";
export * from "./api/apply.ts";
export * from "./api/label-models.ts";
export * from "./api/analysis.ts";
export * from "./api/training.ts";
export * from "./api/quality.ts";

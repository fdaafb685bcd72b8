export { changelogEntry, checkChangelog } from "../packs/changelog.ts";
export type { ChangedFunctions, ChangelogProblem } from "../packs/changelog.ts";
export type { ChangelogEntry } from "../packs/changelog-entry.ts";
export { packFromJson, type PackFromJsonOptions } from "../packs/json/from-json.ts";
export type { PackLimits } from "../packs/json/limits.ts";
export type {
  CommonFunctionJson,
  ExpressionJson,
  FunctionJson,
  KeyJson,
  KeywordsJson,
  LookupJson,
  OntologyJson,
  PackJson,
  PairsJson,
  PatternJson,
} from "../packs/json/pack-json.ts";
export { packToJson } from "../packs/json/to-json.ts";
export { composePacks } from "../packs/compose.ts";
export type { ComposeSpec } from "../packs/compose.ts";
export { filterFunctions } from "../packs/filter-functions.ts";
export { loadPack } from "../packs/load-pack.ts";
export type { LoadPackOptions } from "../packs/load-pack.ts";
export { overrideFunctions } from "../packs/override-functions.ts";
export type { Replacement } from "../packs/override-functions.ts";
export type {
  AllNames,
  Combined,
  Flat,
  FunctionNamesOf,
  MergedParameters,
  MergedTask,
  NamedParameters,
  PackOf,
  RowsOfTasks,
  SameLabels,
  TasksOf,
  WithoutLabels,
} from "../packs/pack-types.ts";
export { definePack, isPack } from "../packs/pack.ts";
export type { AnyPack, Pack, PackSpec } from "../packs/pack.ts";
export type { ExampleRow, FunctionExamples } from "../packs/examples.ts";
export type { NoParameters, PackParameters, ParameterTypes, ParameterValue } from "../packs/parameters.ts";
export { renameFunctions } from "../packs/rename-functions.ts";
export type { OnlyNames, RenamedBy } from "../packs/rename-functions.ts";
export { withParameters } from "../packs/with-parameters.ts";
export type { ParametersFor } from "../packs/with-parameters.ts";

export type { SynthesizeAnswersOptions, WorkerGroup } from "../synthesis/answers/options.ts";
export { synthesizeAnswers, type SynthesizedAnswers } from "../synthesis/answers/synthesize-answers.ts";
export type {
  ColumnValuesSpec,
  RowTemplate,
  SynthesizeRowsOptions,
  WeightedTemplate,
} from "../synthesis/rows/options.ts";
export { synthesizeRows, type SynthesizedRows } from "../synthesis/rows/synthesize-rows.ts";
export type {
  ConfusionTable,
  CopySpec,
  DriftSpec,
  NumberRange,
  PerFunction,
  SharedMistakesSpec,
  SynthesizeVotesOptions,
} from "../synthesis/votes/options.ts";
export type { PlannedFunction, VotesPlan } from "../synthesis/votes/plan.ts";
export { synthesizeVotes, type SynthesizedVotes } from "../synthesis/votes/synthesize-votes.ts";

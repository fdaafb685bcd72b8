import { joinVotes, summarizeWorkers, synthesizeVotes, type SynthesizeVotesOptions } from "labelwright";
import { scoreClaims, type Scored } from "./score.ts";
import { claimsOfReport, level } from "./methods.ts";

/** A way to make crowds. */
interface Simulation {
  readonly name: string;
  readonly options: SynthesizeVotesOptions;
}

const names = Array.from({ length: 30 }, (_, j) => `lf_${j}`);
const base = { rows: 400, labels: ["a", "b"], functions: 30, coverage: 0.2, accuracies: { from: 0.55, to: 0.95 } };

/** Crowds whose accuracies are planted. */
export const simulations: readonly Simulation[] = [
  { name: "independent, 2 labels", options: base },
  {
    name: "independent, 4 labels",
    options: {
      ...base,
      labels: ["a", "b", "c", "d"],
      accuracies: { from: 0.4, to: 0.95 },
      functions: 40,
      coverage: 0.12,
    },
  },
  { name: "some items hard for all", options: { ...base, difficulty: { share: 0.2, skill: 0.2 } } },
  {
    name: "wrong together on 8 %",
    options: { ...base, accuracies: { from: 0.6, to: 0.9 }, sharedMistakes: [{ functions: names, rate: 0.08 }] },
  },
  {
    name: "many answers each",
    options: {
      ...base,
      rows: 1000,
      labels: ["a", "b", "c"],
      functions: 15,
      coverage: 0.6,
      accuracies: { from: 0.5, to: 0.9 },
    },
  },
];

/** Scores of one way to make crowds, means of several seeds. */
export interface SimulationResult {
  readonly name: string;
  /** With the default, and with intervals that take workers for independent. */
  readonly usual: Scored;
  readonly independent: Scored;
}

const meanOf = (scores: readonly Scored[]): Scored => {
  const mean = (key: keyof Scored): number => scores.reduce((sum, each) => sum + each[key], 0) / scores.length;
  return {
    workers: mean("workers"),
    correlation: mean("correlation"),
    coverage: mean("coverage"),
    width: mean("width"),
    bias: mean("bias"),
  };
};

/** Measures whether intervals hold planted accuracies. */
export function measureSimulation({ name, options }: Simulation, seeds: number): SimulationResult {
  const scores = Array.from({ length: seeds }, (_, seed) => {
    const made = synthesizeVotes({ ...options, seed });
    const votes = joinVotes([made.votes]);
    return [undefined, 0].map((sharedMistakes) =>
      scoreClaims(
        claimsOfReport(summarizeWorkers(votes, { level, sharedMistakes, onProgress: () => undefined })),
        (j) => made.plan.functions[j]?.accuracy ?? NaN,
        () => true,
      ),
    );
  });
  const of = (place: number): Scored => meanOf(scores.map((each) => each[place] as Scored));
  return { name, usual: of(0), independent: of(1) };
}

import { compressVotes, fitLabelModel, LabelMatrix } from "labelwright";
import { collectGarbage } from "../util/rounds.ts";
import { median } from "../util/statistics.ts";
import { generateVotes, type VotesSpec } from "./votes.ts";

/** Fitting and predicting: medians of time on the processor. */
export interface FitTimes {
  readonly fitMs: number;
  readonly predictMs: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** A matrix of the same votes that nothing is known of yet: a scan of votes is remembered with its matrix. */
const renewed = ({ labels, functions, votes, rows }: LabelMatrix): LabelMatrix =>
  new LabelMatrix({ labels, functions, votes, rows });

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Fits on a label matrix and predicts on it, as often as wanted, after one run that does not count. */
export function timeFits(votes: LabelMatrix, rounds: number): FitTimes {
  const [fits, predictions]: [number[], number[]] = [[], []];
  let report = { iterations: 0, converged: false };
  for (let round = 0; round <= rounds; round++) {
    const matrix = renewed(votes);
    collectGarbage();
    const start = cpu();
    const model = fitLabelModel(matrix);
    const fitted = cpu();
    model.predict(matrix);
    const done = cpu();
    report = model.report;
    if (round === 0 && rounds > 0) continue;
    fits.push(fitted - start);
    predictions.push(done - fitted);
  }
  const { iterations, converged } = report;
  return { fitMs: median(fits), predictMs: median(predictions), iterations, converged };
}

/** Fits on patterns made before, warm: the median on the clock of many runs, as one takes a few milliseconds only. */
export function timePatternFits(spec: VotesSpec, rounds: number): { readonly ms: number; readonly patterns: number } {
  const patterns = compressVotes(generateVotes(spec));
  const times: number[] = [];
  for (let round = 0; round < 2 * rounds; round++) {
    const start = performance.now();
    fitLabelModel(patterns);
    if (round >= rounds) times.push(performance.now() - start);
  }
  return { ms: median(times), patterns: patterns.size };
}

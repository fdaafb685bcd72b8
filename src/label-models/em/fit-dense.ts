import type { ProgressHandler } from "../../util/progress.ts";
import type { DenseScores } from "../scan/vote-scan.ts";
import { estimateAccuracies, type AccuracyEstimate } from "./accuracy.ts";
import { measureAgreement, type Agreement, type Dependencies } from "./agreement.ts";
import { estimateBalance } from "./balance-moments.ts";
import type { KnownAccuracy } from "./confusion-prior.ts";
import { countEvidence } from "../scan/vote-rows.ts";
import type { EmData } from "./em-data.ts";
import { runEm, type EmLimits, type EmRounds, type WarmStart } from "./em-rounds.ts";
import { fitFiringPairs } from "./firing-pairs.ts";
import { viewFiring, type FiringView } from "./firing-view.ts";
import { countMeetings } from "./pair-counts.ts";
import { estimatePopulation, unknownPopulation, type Population } from "./population.ts";
import { viewPrecision, type PrecisionView } from "./precision-view.ts";
import { chooseTemperature } from "./temperature.ts";

/** What the user knows. */
export interface EmKnowledge {
  /** The class balance, or null where it is to be estimated. */
  readonly balance: Float64Array | null;
  /** m: what is known of each function. */
  readonly accuracies: readonly (KnownAccuracy | null)[];
  readonly dependencies: Dependencies;
}

/** A fitted model, with the views it was made of. */
export interface DenseFit {
  readonly scores: DenseScores;
  readonly balance: Float64Array;
  /** m: how much a function's votes count. */
  readonly weights: Float64Array;
  readonly accuracies: readonly (AccuracyEstimate | null)[];
  readonly agreement: Agreement;
  readonly rounds: EmRounds;
  readonly temperature: number;
  readonly precision: PrecisionView | null;
  readonly firing: FiringView | null;
}

/** More functions of one label than this are not looked at pair by pair. */
const maxFiringFunctions = 256;

/** Fits the default label model with a dense table: see the guide to the label model for the whole picture. */
export function fitDense(
  data: EmData,
  knowledge: EmKnowledge,
  warm: WarmStart | null,
  limits: EmLimits,
  progress: ProgressHandler,
): DenseFit {
  const { sample, oneLabel, votes, scan } = data;
  const k = scan.labels;
  const { accuracies: known, dependencies } = knowledge;
  const meetings = countMeetings(sample);
  const sampleVotes = sample.weights.reduce((sum, weight) => sum + weight, 0);
  const agreement = measureAgreement(meetings, oneLabel, k, dependencies);
  const oneLabelVotes = votes.reduce((sum, n, j) => sum + (oneLabel[j] === -1 ? 0 : n), 0);
  const allVotes = votes.reduce((sum, n) => sum + n, 0);
  const mostlyOneLabel = oneLabelVotes > allVotes / 2;
  const balance = knowledge.balance ?? estimateBalance(sample, meetings, countEvidence(sample), agreement);
  const rounds = runEm(data, agreement, balance, known, warm, limits, progress);
  const temperature = chooseTemperature(data, rounds.scores, rounds.logTable);
  const em = temper(rounds.scores, oneLabel, temperature);
  const given = agreement.dependent.filter(({ a, b }) => oneLabel[a] !== -1 || oneLabel[b] !== -1);
  const precision = mostlyOneLabel
    ? viewPrecision(data, meetings, sampleVotes, knowledge.balance, known, agreement.weights)
    : null;
  const onlyOneLabel = oneLabelVotes === allVotes && allVotes > 0;
  const firing =
    onlyOneLabel && oneLabel.filter((v) => v >= 0).length <= maxFiringFunctions
      ? viewFiring(
          data,
          meetings,
          sampleVotes,
          fitFiringPairs(meetings, oneLabel, k, sampleVotes, knowledge.balance),
          knowledge.balance,
          given,
        )
      : null;
  const pooled = poolViews(em, balance, precision, firing, oneLabel, k);
  const scale = sampleVotes > 0 ? scan.rows / sampleVotes : 1;
  const population = populationsOf(rounds, pooled.scores, data, scale);
  return {
    scores: pooled.scores,
    balance: pooled.balance,
    weights: agreement.weights.map((weight, j) =>
      firing === null ? weight : mix(weight, firing.weights[j] ?? 1, firing.trust),
    ),
    accuracies: estimateAccuracies(sample, mostlyOneLabel ? pooled.scores : rounds.scores, population, scale),
    agreement,
    rounds,
    temperature,
    precision,
    firing,
  };
}

const mix = (a: number, b: number, share: number): number => (1 - share) * a + share * b;

/** The evidence of functions of several labels, raised to the power of beta. */
function temper({ bias, table }: DenseScores, oneLabel: Int32Array, beta: number): DenseScores {
  const cells = bias.length ** 2;
  return { bias, table: table.map((x, cell) => (oneLabel[Math.floor(cell / cells)] === -1 ? beta * x : x)) };
}

/**
 * Views are pooled by the logarithm of their odds (Genest and Zidek 1986), which keeps scores a sum over votes: half
 * precision view, half EM; and as far as it is trusted, the firing view.
 */
function poolViews(
  em: DenseScores,
  emBalance: Float64Array,
  precision: PrecisionView | null,
  firing: FiringView | null,
  oneLabel: Int32Array,
  k: number,
): { readonly scores: DenseScores; readonly balance: Float64Array } {
  if (precision === null) return { scores: em, balance: emBalance };
  const trust = firing?.trust ?? 0;
  const cells = k * k;
  const pool = (e: number, p: number, f: number): number => mix((e + p) / 2, f, trust);
  const bias = em.bias.map((e, y) => pool(e, precision.scores.bias[y] ?? 0, firing?.scores.bias[y] ?? 0));
  const table = em.table.map((e, cell) =>
    oneLabel[Math.floor(cell / cells)] === -1
      ? e
      : pool(e, precision.scores.table[cell] ?? 0, firing?.scores.table[cell] ?? 0),
  );
  const balance = precision.balance.map((p, y) => mix(p, firing?.balance[y] ?? 0, trust));
  return { scores: { bias, table }, balance };
}

/** What accuracies are shrunk to: that of functions of several labels was learned along; others have their own. */
function populationsOf(
  rounds: EmRounds,
  scores: DenseScores,
  { sample, oneLabel }: EmData,
  scale: number,
): (j: number) => Population {
  const none: Population = { mean: 0.5, concentration: 1e-6 };
  const raw = estimateAccuracies(sample, scores, () => none, scale);
  const voted = countEvidence(sample);
  const k = sample.labels;
  const members = [...oneLabel.keys()].filter((j) => oneLabel[j] !== -1 && raw[j] !== null);
  const votes = Float64Array.from(
    members,
    (j) => scale * voted.subarray(j * k, (j + 1) * k).reduce((a, b) => a + b, 0),
  );
  const right = votes.map((n, i) => n * (raw[members[i] ?? 0]?.accuracy ?? 0));
  const ofOneLabel = estimatePopulation(right, votes, unknownPopulation);
  return (j) => (oneLabel[j] === -1 ? rounds.prior.population : ofOneLabel);
}

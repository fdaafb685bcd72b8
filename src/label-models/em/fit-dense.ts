import type { ProgressHandler } from "../../util/progress.ts";
import { PatternScan } from "../scan/pattern-scan.ts";
import { countEvidence, sampleRows } from "../scan/vote-rows.ts";
import type { DenseScores } from "../scan/vote-scan.ts";
import { estimateAccuracies, type AccuracyEstimate } from "./accuracy.ts";
import { addDependent, measureAgreement, type Agreement, type Dependencies } from "./agreement.ts";
import { estimateBalance } from "./balance-moments.ts";
import { adjustToGold } from "./gold-adjustment.ts";
import type { KnownAccuracy } from "./confusion-prior.ts";
import { sharesOf, votesOf, type EmData } from "./em-data.ts";
import type { GoldRows } from "./gold-rows.ts";
import { runEm, type EmLimits, type EmRounds, type WarmStart } from "./em-rounds.ts";
import { fitFiringPairs, type FiringPairs } from "./firing-pairs.ts";
import { viewFiring, type FiringView } from "./firing-view.ts";
import type { PairCounts } from "./pair-counts.ts";
import type { Population } from "./population.ts";
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

/** Rows from which on a fit starts from that of a sample, and the rows of that. */
const [warmRows, startRows] = [2 ** 18, 2 ** 15];
/** The share of votes in common from which two functions of one label are copies, whatever else they may be. */
const copyShare = 0.9;
/** More functions of one label than this are not looked at pair by pair. */
const maxFiringFunctions = 256;

/** Fits the default label model with a dense table: see the guide to the label model for the whole picture. */
export function fitDense(
  data: EmData,
  knowledge: EmKnowledge,
  meetings: PairCounts,
  warm: WarmStart | null,
  limits: EmLimits,
  progress: ProgressHandler,
): DenseFit {
  const { sample, oneLabel, votes, scan } = data;
  const k = scan.labels;
  const evidence = countEvidence(sample);
  const rowsOfPairs = sample.weights.reduce((sum, weight) => sum + weight, 0);
  const oneLabelVotes = votes.reduce((sum, n, j) => sum + (oneLabel[j] === -1 ? 0 : n), 0);
  const allVotes = votes.reduce((sum, n) => sum + n, 0);
  const mostlyOneLabel = oneLabelVotes > allVotes / 2;
  const members = oneLabel.filter((v) => v >= 0).length;
  const pairs =
    mostlyOneLabel && members <= maxFiringFunctions
      ? learnPairs(fitFiringPairs(meetings, oneLabel, k, rowsOfPairs, knowledge.balance), knowledge.dependencies)
      : null;
  const copies = pairs?.dependent.filter(({ a, b }) => areCopies(a, b, meetings)) ?? [];
  const agreement = addDependent(measureAgreement(meetings, oneLabel, k, knowledge.dependencies), copies, meetings);
  const balance = knowledge.balance ?? estimateBalance(sample, meetings, evidence, agreement);
  const run = (each: EmData, from: WarmStart | null): EmRounds =>
    runEm(each, agreement, balance, knowledge.accuracies, from, limits, progress);
  const rounds = run(data, warm ?? (scan.size >= warmRows ? startFromSample(data, run) : null));
  const temperature = chooseTemperature(data, rounds.scores, rounds.logTable);
  const em = temper(rounds.scores, oneLabel, temperature);
  const precision = mostlyOneLabel
    ? viewPrecision(data, meetings, rowsOfPairs, knowledge.balance, knowledge.accuracies, agreement.weights)
    : null;
  const given = agreement.dependent.filter(({ a, b }) => oneLabel[a] !== -1 || oneLabel[b] !== -1);
  const firing =
    pairs !== null && oneLabelVotes === allVotes
      ? viewFiring(data, meetings, rowsOfPairs, pairs, knowledge.balance, given)
      : null;
  const pooled = poolViews(em, balance, precision, firing, oneLabel, k);
  const scores = data.gold === null ? pooled.scores : adjustToGold(pooled.scores, data.gold);
  const scale = rowsOfPairs > 0 ? scan.rows / rowsOfPairs : 1;
  const judged = precision === null && data.gold === null ? rounds.scores : scores;
  return {
    scores,
    balance:
      data.gold === null || knowledge.balance !== null ? pooled.balance : balanceWithGold(pooled.balance, data.gold),
    weights: firing !== null && firing.trust >= 0.5 ? firing.weights : agreement.weights,
    accuracies: estimateAccuracies(sample, judged, populationsOf(rounds, oneLabel), scale),
    agreement,
    rounds,
    temperature,
    precision,
    firing,
  };
}

/** Copies that were found share a voice only where dependencies are to be learned. */
const learnPairs = (pairs: FiringPairs, { learn }: Dependencies): FiringPairs =>
  learn ? pairs : { ...pairs, dependent: [] };

/** A rule and a narrower one are two rules; only where hardly a vote sets them apart are they one. */
function areCopies(a: number, b: number, { over, voted, functions: m }: PairCounts): boolean {
  return (over[a * m + b] ?? 0) >= copyShare * Math.max(voted[a] ?? 0, voted[b] ?? 0);
}

/** How many known rows the estimate of the balance from votes is worth. */
const balanceRows = 20;

function balanceWithGold(balance: Float64Array, { rows, labels }: GoldRows): Float64Array {
  const counts = balance.map((p) => balanceRows * p);
  labels.forEach((y, u) => (counts[y] = (counts[y] ?? 0) + (rows.weights[u] ?? 0)));
  const sum = counts.reduce((total, n) => total + n, 0);
  return counts.map((n) => n / sum);
}

/** A table learned from a part of the rows: few rounds over all of them are then left. */
function startFromSample(data: EmData, run: (each: EmData, from: null) => EmRounds): WarmStart {
  const sample = sampleRows(data.sample, startRows);
  const scan = new PatternScan(sample);
  const votes = votesOf(scan.evidence, scan.functions);
  const { logTable, prior } = run({ ...data, scan, sample, votes, share: sharesOf(sample, votes) }, null);
  return { logTable, population: prior.population };
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

/** What accuracies are shrunk to: that of functions of several labels was learned along; of others nothing is known. */
function populationsOf(
  rounds: EmRounds,
  oneLabel: Int32Array,
): (j: number) => Pick<Population, "mean" | "concentration"> {
  return (j) => (oneLabel[j] === -1 ? rounds.prior.population : { mean: 0.5, concentration: 2 });
}

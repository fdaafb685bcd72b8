import { goldCodes, type Gold } from "../../labels/gold.ts";
import { VotePatterns } from "../../matrix/vote-patterns.ts";
import type { ProgressHandler } from "../../util/progress.ts";
import { asPatterns } from "../as-patterns.ts";
import { finishFit, type Fitted } from "../finish-fit.ts";
import type { LabelModel, Votes } from "../label-model.ts";
import { PatternScan } from "../scan/pattern-scan.ts";
import { openScan } from "../scan/scan.ts";
import type { VoteRows } from "../scan/vote-rows.ts";
import type { VoteScan } from "../scan/vote-scan.ts";
import { countVotes, type VoteCounts } from "../vote-counts.ts";
import { sharesOf, votesOf, type EmData } from "./em-data.ts";
import type { EmLimits, WarmStart } from "./em-rounds.ts";
import { fitCompact } from "./fit-compact.ts";
import { fitDense, type DenseFit, type EmKnowledge } from "./fit-dense.ts";
import { collectGold } from "./gold-rows.ts";
import { findOneLabel } from "./one-label.ts";
import { countMeetings } from "./pair-counts.ts";
import { priorOfFiring } from "./tables.ts";
import { describeCompact, describeDense } from "./what-was-learned.ts";

/** What the default label model is fitted with. */
export interface EmOptions<L extends string> {
  readonly knowledge: EmKnowledge;
  readonly gold: Gold<L> | null;
  /** The label of rows that no function covers, or -1. */
  readonly defaultLabel: number;
  readonly limits: EmLimits;
  readonly progress: ProgressHandler;
  readonly warm: WarmStart | null;
}

/** Rows that are looked at for pairs and triples of functions; their sampling error is far below what they are used for. */
const statisticsRows = 65_536;
/** Pairs of votes that are counted at most, in so many rows. */
const statisticsPairs = 2e8;
/** Rows from which on a fit starts from that of a sample. */
const warmRows = 4 * statisticsRows;
/** Labels above which, and cells of K x K tables above which, a vote has two numbers instead of K. */
const [maxDenseLabels, maxDenseCells] = [64, 2 ** 22];

/** Fits the default label model. */
export function fitEm<L extends string, N extends string>(votes: Votes<L, N>, options: EmOptions<L>): LabelModel<L, N> {
  const { knowledge, limits, progress } = options;
  // Known rows are found by their pattern.
  const known = options.gold === null ? null : asPatterns(votes, "fitLabelModel");
  const source = known ?? votes;
  const scan = openScan(source);
  const counts = voteCountsOf(scan, source);
  const { labels, functions } = source;
  const oneLabel = findOneLabel(functions, labels, counts.byLabel, counts.byFunction);
  const sample = scan.sample(rowsForPairs(scan, counts));
  const gold =
    known === null || options.gold === null
      ? null
      : collectGold(known, goldCodes(options.gold, labels, known.rowPatterns?.length ?? known.size, "fitLabelModel"));
  const dataOf = (each: VoteScan, rows: VoteRows): EmData => {
    const own = votesOf(each.evidence, each.functions);
    return { scan: each, sample: rows, oneLabel, votes: own, share: sharesOf(rows, own), gold };
  };
  const data = dataOf(scan, sample);
  const shown = new VotePatterns({ labels, functions, votes: sample, counts: sample.weights, rowPatterns: null });
  const shape = { rows: scan.rows, patterns: scan.size, scale: scan.rows / Math.max(1, shown.rows) };
  const finish = (fitted: Fitted): LabelModel<L, N> =>
    finishFit("em", shown, counts, withDefaultLabel(fitted, options.defaultLabel), shape);
  if (isCompact(scan)) {
    return finish(
      describeCompact(fitCompact(data, knowledge, countMeetings(sample), limits, progress), shown, counts, limits),
    );
  }
  let { warm } = options;
  if (warm === null && scan.size >= warmRows) {
    const small = dataOf(new PatternScan(sample), sample);
    const first = fitDense(small, knowledge, null, limits, progress);
    warm = { logTable: first.rounds.logTable, population: first.rounds.prior.population };
  }
  const fit: DenseFit = fitDense(data, knowledge, warm, limits, progress);
  return finish(describeDense(fit, data, shown, counts, limits));
}

const isCompact = ({ functions: m, labels: k }: VoteScan): boolean => k > maxDenseLabels || m * k * k > maxDenseCells;

/** How many rows give enough pairs, and not too many. */
function rowsForPairs(scan: VoteScan, counts: VoteCounts): number {
  const votes = counts.byFunction.reduce((sum, n) => sum + n, 0);
  const each = votes / Math.max(1, scan.rows);
  return Math.max(256, Math.min(statisticsRows, Math.floor(statisticsPairs / Math.max(1, each * each))));
}

/** Exact counts: from the votes, or where rows are scanned in blocks (no confidences, no repeats) from the evidence. */
function voteCountsOf(scan: VoteScan, votes: Votes): VoteCounts {
  if (scan.kind === "votes") {
    const rows = scan.sample(scan.size);
    return countVotes(
      new VotePatterns({
        labels: votes.labels,
        functions: votes.functions,
        votes: rows,
        counts: rows.weights,
        rowPatterns: null,
      }),
    );
  }
  const k = scan.labels;
  const byFunction = votesOf(scan.evidence, scan.functions);
  const onlyLabel = Int32Array.from(byFunction, (n, j) => {
    const label = scan.evidence.subarray(j * k, (j + 1) * k).findIndex((count) => count === n);
    return n > 0 ? label : -1;
  });
  return {
    byLabel: scan.evidence,
    byFunction,
    rowsVoted: byFunction,
    evidence: byFunction,
    onlyLabel,
    coveredRows: scan.coveredRows,
  };
}

/** Rows without votes are of the default label, as sure as one vote of a function of which nothing is known. */
function withDefaultLabel(fitted: Fitted, label: number): Fitted {
  if (label < 0) return fitted;
  const classBalance = priorOfFiring(label, fitted.rule.classBalance);
  return { ...fitted, rule: { ...fitted.rule, classBalance, defaultLabel: label } };
}

import { LabelingError } from "../../errors.ts";
import { goldCodes, type Gold } from "../../labels/gold.ts";
import { VotePatterns } from "../../matrix/vote-patterns.ts";
import type { ProgressHandler } from "../../util/progress.ts";
import { asPatterns } from "../as-patterns.ts";
import { finishFit, type Fitted } from "../finish-fit.ts";
import type { LabelModel, Votes } from "../label-model.ts";
import { openScan } from "../scan/scan.ts";
import { sampleRows } from "../scan/vote-rows.ts";
import type { VoteScan } from "../scan/vote-scan.ts";
import { countVotes, type VoteCounts } from "../vote-counts.ts";
import { sharesOf, votesOf, type EmData } from "./em-data.ts";
import type { EmLimits, WarmStart } from "./em-rounds.ts";
import { fitCompact } from "./fit-compact.ts";
import { fitDense, type EmKnowledge } from "./fit-dense.ts";
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

/** Rows looked at for pairs and triples of functions, whose sampling error is far below what they are used for. */
const [fewestRows, mostRows] = [512, 2 ** 18];
/** Posteriors that are enough to find votes that the model overturns. */
const mostPosteriors = 2 ** 22;
/** Pairs of votes that are enough. */
const enoughPairs = 5e6;
/** Labels above which, and cells of K x K tables above which, a vote has two numbers instead of K. */
const [maxDenseLabels, maxDenseCells] = [64, 2 ** 20];

/** Numbers for pairs of functions, or for functions and labels, of which memory holds a few tables: 1 GB each. */
const maxPairs = 2 ** 27;

/** Fits the default label model. @throws LabelingError `too_large` */
export function fitEm<L extends string, N extends string>(votes: Votes<L, N>, options: EmOptions<L>): LabelModel<L, N> {
  const { knowledge, limits, progress } = options;
  checkSize(votes.functions.length, votes.labels.size);
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
  const own = votesOf(scan.evidence, scan.functions);
  const data: EmData = { scan, sample, oneLabel, votes: own, share: sharesOf(sample, own), gold };
  const looked = sampleRows(sample, Math.max(fewestRows, Math.floor(mostPosteriors / labels.size)));
  const shown = new VotePatterns({ labels, functions, votes: looked, counts: looked.weights, rowPatterns: null });
  const shape = { rows: scan.rows, patterns: scan.size, scale: scan.rows / Math.max(1, shown.rows) };
  const meetings = countMeetings(sample);
  const fitted = isCompact(scan)
    ? describeCompact(fitCompact(data, knowledge, meetings, limits, progress), data, shown, counts, limits)
    : describeDense(fitDense(data, knowledge, meetings, options.warm, limits, progress), data, shown, counts, limits);
  progress({ task: "fitting the label model", done: 1, total: 1 });
  return finishFit("em", shown, counts, withDefaultLabel(fitted, options.defaultLabel), shape);
}

function checkSize(m: number, k: number): void {
  const pairs = m * Math.max(m, k);
  if (pairs <= maxPairs) return;
  throw new LabelingError("too_large", {
    where: "fitLabelModel",
    got: `${m} labeling functions and ${k} labels: ${pairs} pairs ${m > k ? "of functions" : "of a function and a label"}`,
    expected: `at most ${maxPairs}`,
    remedy: `Leave out functions with few votes${m > k ? "" : ", or labels"}, or use majorityVote.`,
  });
}

const isCompact = ({ functions: m, labels: k }: VoteScan): boolean => k > maxDenseLabels || m * k * k > maxDenseCells;

/** How many rows give enough pairs, and not too many. */
function rowsForPairs(scan: VoteScan, counts: VoteCounts): number {
  const each = counts.byFunction.reduce((sum, n) => sum + n, 0) / Math.max(1, scan.rows);
  return Math.max(fewestRows, Math.min(mostRows, Math.floor(enoughPairs / Math.max(1, each * each))));
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

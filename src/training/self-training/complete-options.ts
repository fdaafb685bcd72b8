import { LabelingError } from "../../errors.ts";
import { goldCodes } from "../../labels/gold.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { checkChoice, checkNumber } from "../../util/checks.ts";
import { fingerprint, sha256 } from "../../util/hash.ts";
import { terminalProgress } from "../../util/progress.ts";
import { isFeatureMatrix } from "../features/feature-matrix.ts";
import { countInputRows, type LearnerInput } from "../learner-input.ts";
import type { LearnedModel, Learner } from "../learner.ts";
import { logisticRegression } from "../logistic-regression/logistic-regression.ts";
import { checkTrainingLabels } from "../training-labels.ts";
import { meanShares } from "./align.ts";
import { evidenceOf, type Evidence } from "./evidence.ts";
import type { SelfTrainingRound } from "./history.ts";
import { judgeOf } from "./judge.ts";
import type { EvidenceRule, SelfTrainOptions } from "./options.ts";
import type { LabelShares, PseudoLabelRules } from "./pseudo-labels.ts";
import { checkRefitVotes, refitWithLearner } from "./refit.ts";
import type { Course } from "./rounds.ts";
import { selectionOf } from "./selection.ts";

/** A run of self-training, checked and with its defaults. */
export interface CompleteRun<L extends string, X> {
  readonly course: Course<L, X>;
  readonly rules: PseudoLabelRules;
  readonly shares: LabelShares;
  readonly rounds: number;
  readonly tolerance: number;
  readonly checkpoint: string | null;
  /** Equal for runs of which one may go on where the other ended. */
  readonly owner: string;
  readonly onRound: ((round: SelfTrainingRound<L>, model: LearnedModel<L, X>) => unknown) | null;
}

const where = "selfTrain";
const evidenceRules: readonly EvidenceRule[] = ["pool", "refit", "gate", "keep", "replace"];

/** Checks the arguments of `selfTrain`. */
export function completeOptions<L extends string, X extends LearnerInput, N extends string>(
  input: X,
  labels: ProbabilisticLabels<L>,
  options: SelfTrainOptions<L, X, N>,
): CompleteRun<L, X> {
  const rows = countInputRows(input, where);
  checkTrainingLabels(labels, rows, where);
  const { seed = 0, signal, augment = null, onRound = null, checkpoint = null, gold } = options;
  const number = checkNumber;
  const rounds = number(options.rounds, 2, { where: `${where}, rounds`, min: 0, max: 100, whole: true });
  const folds = number(options.folds, 3, { where: `${where}, folds`, min: 2, max: 20, whole: true });
  const trust = number(options.trust, 1.5, { where: `${where}, trust`, min: 1e-6, max: 10 });
  const tolerance = number(options.tolerance, 0.002, { where: `${where}, tolerance`, min: 0, max: 1 });
  const slack = number(options.maxDisagreement, 0.02, { where: `${where}, maxDisagreement`, min: 0, max: 1 });
  const evidenceRule = checkChoice(options.evidence, "pool", evidenceRules, `${where}, evidence`);
  const learner = options.learner ?? defaultLearner(input);
  const evidence = evidenceOf(labels);
  const { selection = { rule: "threshold" }, align = true } = options;
  const votes = evidenceRule === "refit" ? checkRefitVotes(options.votes, rows, where) : null;
  const rules: PseudoLabelRules = {
    evidence: evidenceRule,
    trust,
    align,
    selection: typeof selection === "function" ? selection : selectionOf(selection, `${where}, selection`),
    refit: votes && ((learned) => refitWithLearner(votes, learned)),
  };
  const course: Course<L, X> = {
    where,
    labels: labels.labels,
    learner,
    input,
    evidence,
    judge: judgeOf(options, slack, where),
    truth: gold === undefined ? null : goldCodes(gold, labels.labels, rows, where),
    folds,
    seed,
    augment,
    signal,
    onProgress: options.onProgress ?? terminalProgress(process.stderr),
  };
  const owner = fingerprint({
    labels: labels.labels.names,
    evidence: [evidenceRule, sha256([bytesOf(evidence.probabilities), evidence.covered])],
    input: isFeatureMatrix(input) ? sha256([bytesOf(input.indices), bytesOf(input.values)]) : rows,
    learner: learner.name,
    options: { trust, align, folds, seed, selection: typeof selection === "function" ? "own" : selection },
    augmented: augment !== null,
  });
  return { course, rules, shares: sharesOf(evidence), rounds, tolerance, checkpoint, owner, onRound };
}

const bytesOf = (array: Float64Array | Float32Array | Int32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

function sharesOf({ probabilities, known, labels: k }: Evidence): LabelShares {
  const own = new Float64Array(known.length * k);
  known.forEach((row, i) => own.set(probabilities.subarray(row * k, (row + 1) * k), i * k));
  return { known: meanShares(own, k), all: meanShares(probabilities, k) };
}

function defaultLearner<X extends LearnerInput>(input: X): Learner<X> {
  if (isFeatureMatrix(input)) return logisticRegression() as unknown as Learner<X>; // X is FeatureMatrix here
  throw new LabelingError("bad_option", {
    where: `${where}, learner`,
    got: "none, for a table",
    expected: "a learner that takes tables",
    remedy:
      "Make one with learnerFromFunctions({ fit, predict }), or encode the table: fitFeatures(table, spec).encode(table).",
  });
}

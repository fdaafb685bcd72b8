import { LabelingError } from "../../errors.ts";
import { sameLabels, type LabelSet } from "../../labels/label-set.ts";
import { checkVotes } from "../../label-models/as-patterns.ts";
import { isLabelMatrix } from "../../matrix/label-matrix.ts";
import { checkChoice, checkNumber, describe, listNames } from "../../util/checks.ts";
import { isFeatureMatrix } from "../features/feature-matrix.ts";
import { checkAnswerLabels, checkAnswers } from "./add-answers.ts";
import { checkWithin } from "./answers.ts";
import type { ReviewDiversity } from "./by-doubt.ts";
import { reviewStrategies, type ReviewStrategy } from "./strategies.ts";
import type { ReviewRequest } from "./request.ts";
import { checkLabels } from "../../probabilities/check-labels.ts";

/** A request whose parts fit each other. */
export interface CheckedRequest {
  readonly strategy: ReviewStrategy;
  readonly diversity: ReviewDiversity;
  readonly count: number;
  readonly budget: number;
  readonly seed: number | string;
  /** Rows that may be asked about, rising. */
  readonly rows: Int32Array;
}

const where = "suggestForReview";

/** Checks a request, and finds the rows it may ask about. */
export function checkRequest(request: ReviewRequest): CheckedRequest {
  const { probabilities, answers, costs, seed = 0 } = request;
  checkLabels(
    probabilities,
    `${where}, probabilities`,
    "Make them with model.predict(...), of a learner or of a label model.",
  );
  const { rows } = probabilities;
  checkParts(request);
  if (answers !== undefined) {
    checkAnswers(answers, where);
    checkAnswerLabels(answers, probabilities.labels, where);
    checkWithin(answers, rows, `${where}, answers`);
  }
  const strategy = checkChoice(request.strategy, "uncertain-diverse", reviewStrategies, `${where}, strategy`);
  const diversity = checkChoice(request.diversity, "none", ["none", "patterns", "features"], `${where}, diversity`);
  checkNeeds(request, strategy, diversity);
  if (costs !== undefined) checkCosts(costs, rows);
  const free = new Uint8Array(rows).fill(1);
  for (const row of answers?.rows ?? []) free[row] = 0;
  for (const row of request.exclude ?? []) free[checkRow(row, rows)] = 0;
  return {
    strategy,
    diversity,
    count: checkNumber(request.count, 10, { where: `${where}, count`, min: 0, whole: true }),
    budget: checkNumber(request.budget, Infinity, { where: `${where}, budget`, min: 0 }),
    seed,
    rows: Int32Array.from(free.keys()).filter((row) => free[row] === 1),
  };
}

function checkFits(
  given: { readonly rows: number; readonly labels: LabelSet | null },
  { probabilities }: ReviewRequest,
  name: string,
): void {
  const fits = given.labels === null || sameLabels(given.labels, probabilities.labels);
  if (given.rows === probabilities.rows && fits) return;
  const of = (labels: LabelSet | null): string => (labels === null ? "" : ` of labels ${listNames(labels.names)}`);
  throw new LabelingError("incompatible", {
    where: `${where}, ${name}`,
    got: `${given.rows} rows${of(given.labels)}`,
    expected: `the ${probabilities.rows} rows of the probabilities${of(given.labels === null ? null : probabilities.labels)}`,
  });
}

function checkParts(request: ReviewRequest): void {
  const { votes, features } = request;
  if (votes !== undefined) {
    checkVotes(votes, `${where}, votes`);
    const rows = isLabelMatrix(votes) ? votes.rows : (votes.rowPatterns?.length ?? votes.size);
    checkFits({ rows, labels: votes.labels }, request, "votes");
  }
  if (features === undefined) return;
  if (!isFeatureMatrix(features)) {
    throw new LabelingError("bad_option", {
      where: `${where}, features`,
      got: describe(features),
      expected: "a feature matrix",
      remedy: "Make it with fitFeatures(table, { text: [...] }).encode(table).",
    });
  }
  checkFits({ rows: features.rows, labels: null }, request, "features");
}

/** What a strategy cannot do without. */
function checkNeeds(request: ReviewRequest, strategy: ReviewStrategy, diversity: ReviewDiversity): void {
  const { votes, features, probabilities } = request;
  const hasPatterns = votes !== undefined || probabilities.rowPatterns !== null;
  const fail = (missing: string, wanting: string): LabelingError =>
    new LabelingError("bad_option", { where, got: `no ${missing}`, expected: `${missing} with ${wanting}` });
  if (strategy === "conflict" && votes === undefined) throw fail("votes", 'strategy "conflict"');
  if (strategy === "expected-gain" && !hasPatterns) throw fail("votes", 'strategy "expected-gain"');
  if (diversity === "patterns" && !hasPatterns) throw fail("votes", 'diversity "patterns"');
  if (diversity === "features" && features === undefined) throw fail("features", 'diversity "features"');
}

function checkCosts(costs: ArrayLike<number>, rows: number): void {
  const bad = Array.from(costs).findIndex((cost) => !(cost > 0 && cost < Infinity));
  if (costs.length === rows && bad < 0) return;
  throw new LabelingError("bad_option", {
    where: `${where}, costs`,
    got: costs.length === rows ? `${describe(costs[bad])} for row ${bad}` : `${costs.length} costs`,
    expected: costs.length === rows ? "a number above 0" : `one for each of the ${rows} rows`,
  });
}

function checkRow(row: unknown, rows: number): number {
  if (typeof row === "number" && Number.isInteger(row) && row >= 0 && row < rows) return row;
  throw new LabelingError("bad_option", {
    where: `${where}, exclude`,
    got: describe(row),
    expected: `the number of one of the ${rows} rows, from 0`,
  });
}

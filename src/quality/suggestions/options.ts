import { LabelingError } from "../../errors.ts";
import type { Gold } from "../../labels/gold.ts";
import { checkLabelMatrix } from "../../matrix/check-matrix.ts";
import type { LabelMatrix } from "../../matrix/label-matrix.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { sameLabels, type LabelSet } from "../../labels/label-set.ts";
import { checkNumber } from "../../util/checks.ts";
import { knownLabels, type KnownLabels } from "./known-labels.ts";
import { Names } from "./names.ts";
import type { RankRules } from "./rank-candidates.ts";

/** What suggestions are drawn from, and how sure they must be. */
export interface SuggestOptions<L extends string = string> {
  /**
   * The labels of some rows: gold (`null` where it is unknown), 50 rows drawn at random, say; or what a label model or a
   * classifier makes of the rows. Of two labels at least.
   */
  readonly labels: Gold<L> | ProbabilisticLabels<L>;
  /** The votes of the functions there are: then only rows without a vote count. @defaultValue all rows count */
  readonly votes?: LabelMatrix<L> | undefined;
  /** Names that suggested functions must not have, besides those of `votes`. @defaultValue none */
  readonly taken?: readonly string[] | undefined;
  /** The most functions for each label. @defaultValue 20 */
  readonly count?: number | undefined;
  /** In how many of the rows that count a function must vote. @defaultValue 5 */
  readonly minRows?: number | undefined;
  /**
   * How many times as high the odds of the label must be on a function's rows as on all rows, above 1. Higher: fewer
   * rows, more often right. @defaultValue 8
   */
  readonly minOdds?: number | undefined;
  /** The least share of a function's rows that must have the label, 0 to 1. @defaultValue 0.5 */
  readonly minShare?: number | undefined;
}

/** Checked options. */
export interface SuggestRequest extends Omit<RankRules, "size"> {
  readonly given: KnownLabels;
  readonly names: Names;
}

/** 1 for the rows that count. */
function wantedRows(votes: LabelMatrix | undefined, labels: LabelSet, rows: number, where: string): Uint8Array {
  const wanted = new Uint8Array(rows).fill(1);
  if (votes === undefined) return wanted;
  checkLabelMatrix(votes, `${where}, votes`);
  if (votes.rows !== rows || !sameLabels(votes.labels, labels)) {
    throw new LabelingError("incompatible", {
      where: `${where}, votes`,
      got: `votes on ${votes.rows} rows, for ${votes.labels.names.join(", ")}`,
      expected: `votes on the ${rows} rows of the table, for ${labels.names.join(", ")}`,
    });
  }
  for (const column of votes.votes) {
    for (let row = 0; row < rows; row++) if ((column[row] ?? -1) >= 0) wanted[row] = 0;
  }
  return wanted;
}

/** Checks the options that all suggestions share. */
export function checkSuggestOptions(
  options: SuggestOptions,
  labels: LabelSet,
  rows: number,
  where: string,
  minOdds = 8,
): SuggestRequest {
  return {
    given: knownLabels(options.labels, labels, rows, where),
    wanted: wantedRows(options.votes, labels, rows, where),
    names: new Names([
      ...["id", "split", "gold"], // of columns in files of votes
      ...(options.taken ?? []),
      ...(options.votes?.functions.map((func) => func.name) ?? []),
    ]),
    count: checkNumber(options.count, 20, { where: `${where}, count`, min: 0, whole: true }),
    minRows: checkNumber(options.minRows, 5, { where: `${where}, minRows`, min: 1, whole: true }),
    minOdds: checkNumber(options.minOdds, minOdds, { where: `${where}, minOdds`, min: 1 }),
    minShare: checkNumber(options.minShare, 0.5, { where: `${where}, minShare`, min: 0, max: 1 }),
  };
}

import { LabelingError } from "../../errors.ts";
import { goldCodes } from "../../labels/gold.ts";
import { topOf } from "../../probabilities/ties.ts";
import { describe } from "../../util/checks.ts";
import { countInputRows, type LearnerInput } from "../learner-input.ts";
import type { LearnedModel } from "../learner.ts";
import type { Evidence } from "./evidence.ts";
import type { SelfTrainOptions } from "./options.ts";
import { mostProbable } from "../most-probable.ts";

/** Judges rounds: by a number, higher is better, and by how far it may fall. */
export interface Judge<L extends string, X> {
  /** What the number is, in a word or two. */
  readonly name: string;
  /** How far below the best number so far (or the first, for agreement) a round may be. */
  readonly slack: number;
  /** Whether a round is measured against the first one, not against the best. */
  readonly againstFirst: boolean;
  measure(model: LearnedModel<L, X>, round: number, agreement: number): number | Promise<number>;
}

/** The judge the options ask for. */
export function judgeOf<L extends string, X extends LearnerInput>(
  options: Pick<SelfTrainOptions<L, X>, "validate" | "validation" | "signal">,
  maxDisagreement: number,
  where: string,
): Judge<L, X> {
  const { validate, validation, signal } = options;
  if (validate !== undefined) {
    const measure = async (model: LearnedModel<L, X>, round: number): Promise<number> =>
      checkMeasure(await validate(model, round), where);
    return { name: "validation", slack: 0, againstFirst: false, measure };
  }
  if (validation !== undefined) {
    const rows = countInputRows(validation.input, `${where}, validation`);
    const measure = async (model: LearnedModel<L, X>): Promise<number> => {
      const truth = goldCodes(validation.gold, model.labels, rows, `${where}, validation`);
      const predicted = await model.predict(validation.input, { signal });
      let right = 0;
      let known = 0;
      truth.forEach((code, row) => {
        if (code < 0) return;
        known++;
        const { tied, isTop } = topOf(predicted.row(row));
        if (isTop(code)) right += 1 / tied;
      });
      if (known === 0) throw noGold(where);
      return right / known;
    };
    return { name: "validation accuracy", slack: 0, againstFirst: false, measure };
  }
  return {
    name: "agreement",
    slack: maxDisagreement,
    againstFirst: true,
    measure: (_model, _round, agreement) => agreement,
  };
}

function checkMeasure(measure: unknown, where: string): number {
  if (typeof measure === "number" && !Number.isNaN(measure)) return measure;
  throw new LabelingError("bad_option", {
    where: `${where}, validate`,
    got: describe(measure),
    expected: "a number, higher for a better model",
  });
}

const noGold = (where: string): LabelingError =>
  new LabelingError("empty", {
    where: `${where}, validation`,
    got: "no row with a label",
    expected: "at least one",
    remedy: "Give the true labels of some rows that are not trained on.",
  });

/** How often learner and label model find the same label most probable, on the rows that functions cover; 1 for none. */
export function agreementOf(learned: Float64Array, evidence: Evidence): number {
  const ours = mostProbable(learned, evidence.labels);
  const theirs = mostProbable(evidence.probabilities, evidence.labels);
  let same = 0;
  for (const row of evidence.known) if (ours[row] === theirs[row]) same++;
  return evidence.known.length === 0 ? 1 : same / evidence.known.length;
}

import { printAs } from "../../util/brands.ts";
import { formatTextTable } from "../../util/text-table.ts";

/** What one round of self-training did. Round 0 trains on the labels as they came. */
export interface SelfTrainingRound<L extends string = string> {
  readonly round: number;
  /** Rows trained on that functions vote on. */
  readonly coveredRows: number;
  /** Rows trained on that no function votes on. */
  readonly addedRows: number;
  /** Of the rows trained on, how many have each label as their most probable pseudo-label. */
  readonly labelRows: Readonly<Record<L, number>>;
  /** Share of rows whose most probable pseudo-label changed in this round; 0 in round 0. */
  readonly changed: number;
  /** How often learner (out of sample) and label model find the same label most probable, on rows functions vote on. */
  readonly agreement: number;
  /** What judged the round, higher is better: accuracy on the validation rows, or `agreement` where there are none. */
  readonly measure: number;
  /** Share of right pseudo-labels among the rows trained on, by the gold given; null without. */
  readonly precision: number | null;
  /** The same among the rows that no function votes on; null without gold or rows. */
  readonly addedPrecision: number | null;
  /** Whether the round was taken. */
  readonly accepted: boolean;
}

/**
 * Why self-training ended: all rounds are done; hardly a pseudo-label changed; the last round was refused; `onRound`
 * said so.
 */
export type SelfTrainingStop = "rounds" | "settled" | "refused" | "asked";

const percent = (share: number | null): string => (share === null ? "" : `${(100 * share).toFixed(1)} %`);

/** A round as a frozen value. */
export function freezeRound<L extends string>(round: SelfTrainingRound<L>): SelfTrainingRound<L> {
  return Object.freeze({ ...round, labelRows: Object.freeze({ ...round.labelRows }) });
}

/** The rounds as a table. */
export function describeHistory(history: readonly SelfTrainingRound[], judge: string): string {
  const right = (title: string): { title: string; align: "right" } => ({ title, align: "right" });
  const withGold = history.some(({ precision }) => precision !== null);
  const judged = judge !== "agreement"; // else the column is there already
  const titles = ["round", "covered rows", "added rows", "changed", "agreement", ...(judged ? [judge] : [])];
  const goldColumns = withGold ? ["precision", "precision of added"].map(right) : [];
  return formatTextTable(
    [...titles.map(right), ...goldColumns, { title: "" }],
    history.map((each) => [
      String(each.round),
      String(each.coveredRows),
      String(each.addedRows),
      percent(each.changed),
      percent(each.agreement),
      ...(judged ? [each.measure.toFixed(4)] : []),
      ...(withGold ? [percent(each.precision), percent(each.addedPrecision)] : []),
      each.accepted ? "" : "refused",
    ]),
  );
}

/** A history as a frozen list that prints as a table. */
export function freezeHistory<L extends string>(
  rounds: readonly SelfTrainingRound<L>[],
  judge: string,
): readonly SelfTrainingRound<L>[] {
  const history = rounds.map(freezeRound);
  printAs(history, () => describeHistory(history, judge));
  return Object.freeze(history);
}

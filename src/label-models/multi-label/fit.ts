import { LabelingError } from "../../errors.ts";
import { checkLabelKeys, type ForOrAgainst } from "../../labels/multi-label-task.ts";
import type { MultiLabelVotes } from "../../matrix/multi-label/votes.ts";
import { describe } from "../../util/checks.ts";
import type { ClassBalance } from "../class-balance.ts";
import { fitLabelModel } from "../fit.ts";
import type { FitOptions } from "../fit-options.ts";
import type { LabelModel } from "../label-model.ts";
import { checkMultiLabelVotes, makeMultiLabelModel, type ModelsByLabel, type MultiLabelModel } from "./model.ts";
import { ofLabel } from "./of-label.ts";

/** Options that mean the same for every label. */
type SharedOptions = Pick<FitOptions, "labelModel" | "maxIterations" | "tolerance" | "seed" | "onProgress">;

/** How a multi-label model is fitted. */
export interface MultiLabelFitOptions<L extends string = string> extends SharedOptions {
  /**
   * How probable each label is before any vote, above 0 and below 1: one number a label, which need not sum to 1
   * (labels left out: the default); or a word for all labels.
   * @defaultValue "estimate" for "em", else "uniform": a row carries a label as likely as not
   */
  readonly classBalance?: Extract<ClassBalance, string> | Readonly<Partial<Record<L, number>>> | undefined;
  /** Options for single labels, before those for all. @defaultValue none */
  readonly byLabel?: { readonly [Y in L]?: FitOptions<ForOrAgainst<Y>> | undefined } | undefined;
}

const where = "fitMultiLabelModel";

/** The balance of one label's binary task. */
function balanceOf(label: string, balance: MultiLabelFitOptions["classBalance"]): ClassBalance | undefined {
  if (typeof balance !== "object" || (balance as unknown) === null) return balance as ClassBalance | undefined;
  const p: unknown = Object.hasOwn(balance, label) ? balance[label] : undefined;
  if (p === undefined) return undefined;
  if (typeof p === "number" && p > 0 && p < 1) return { [`not ${label}`]: 1 - p, [label]: p };
  throw new LabelingError("bad_option", {
    where: `${where}, classBalance of "${label}"`,
    got: describe(p),
    expected: "a probability above 0 and below 1",
    remedy: "A label that never occurs, or always, should not be in the label set.",
  });
}

/**
 * Learns a label model for each label of a multi-label task, by `fitLabelModel` on the votes for and against it. The
 * labels do not know of each other: the model of a label is the one its votes alone would give. A label without votes
 * keeps its class balance, with a warning.
 *
 * Labels of such tasks are often rare, and functions often only vote for a label, never against it: the class balance
 * then matters. Give it where you know it.
 *
 * @param votes Votes on each label.
 * @param options Options for all labels, and with `byLabel` for single ones.
 * @throws LabelingError as `fitLabelModel` does, naming the label.
 *
 * @example
 * ```ts
 * import { fitMultiLabelModel, labelSet, multiLabelVotes } from "labelwright";
 *
 * const votes = multiLabelVotes(labelSet(["sports", "politics"]), {
 *   editor: [{ sports: true, politics: false }, { politics: true }, { sports: false }],
 *   ball: [{ sports: true }, null, { sports: false }],
 *   vote: [{ politics: false }, { politics: true, sports: false }, null],
 * });
 * const model = fitMultiLabelModel(votes, { classBalance: { politics: 0.3 } });
 * const soft = model.predict(votes);
 * console.log(soft.hard()); // [ [ "sports" ], [ "politics" ], [] ]
 * console.log(soft.probability(0, "sports"), model.models.sports.functions);
 * ```
 */
export function fitMultiLabelModel<L extends string, N extends string>(
  votes: MultiLabelVotes<L, N>,
  options: MultiLabelFitOptions<L> = {},
): MultiLabelModel<L, N> {
  const { labels } = checkMultiLabelVotes(votes, where);
  const { classBalance, byLabel, labelModel, maxIterations, tolerance, seed, onProgress } = options;
  if (typeof classBalance === "object") checkLabelKeys(classBalance, labels, `${where}, classBalance`);
  checkLabelKeys(byLabel, labels, `${where}, byLabel`);
  const models = labels.names.map((label): [L, LabelModel] => {
    const shared = {
      labelModel,
      maxIterations,
      tolerance,
      seed,
      onProgress,
      classBalance: balanceOf(label, classBalance),
    };
    const own = Object.entries(byLabel?.[label] ?? {}).filter(([, value]) => value !== undefined);
    const fitting: FitOptions = { ...shared, ...Object.fromEntries(own) };
    return [label, ofLabel(label, () => fitLabelModel(votes.label(label), fitting))];
  });
  return makeMultiLabelModel(labels, Object.fromEntries(models) as unknown as ModelsByLabel<L, N>);
}

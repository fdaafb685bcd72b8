import type { LabelSet } from "../../labels/label-set.ts";
import type { NotInferred } from "../../util/not-inferred.ts";
import type { ConfusionTable, NumberRange } from "../votes/options.ts";

/** Workers of one sort. */
export interface WorkerGroup {
  /** Their name: `name_0`, `name_1` and so on; of a single worker the name itself. */
  readonly name: string;
  /** How many there are. @defaultValue 1 */
  readonly count?: number | undefined;
  /** How often they are right, one accuracy for all or a range; or their confusion table. @defaultValue `{ from: 0.6, to: 0.9 }` */
  readonly accuracies?: number | NumberRange | ConfusionTable | undefined;
  /** They do not look at the items: `"random"` answers any label, `"same"` always one, each worker his own. @defaultValue they look */
  readonly spam?: "random" | "same" | undefined;
  /** They answer what this worker answered, on the items he answered. @defaultValue they answer for themselves */
  readonly copies?: string | undefined;
  /** How much they do, against others' 1; of copiers, on what share of their leader's items they answer. @defaultValue 1 */
  readonly activity?: number | undefined;
  /** The median time they take for an answer, in seconds. @defaultValue 12 */
  readonly seconds?: number | undefined;
}

/** How answers of a crowd are made. */
export interface SynthesizeAnswersOptions<L extends string = string> {
  readonly items: number;
  readonly labels: readonly L[] | LabelSet<L>;
  /** Groups of workers; a number makes that many who are right in 60 to 90 % of their answers, `worker_0` and so on. */
  readonly workers: number | readonly WorkerGroup[];
  /** How many workers answer an item, copiers aside. @defaultValue 5, or all where there are fewer */
  readonly answersPerItem?: number | undefined;
  /** The share of answers that are asked for a second time. @defaultValue 0 */
  readonly repeats?: number | undefined;
  /** The share of items whose label is told in `gold`. @defaultValue 0 */
  readonly gold?: number | undefined;
  /** The share of each label. @defaultValue all the same */
  readonly classBalance?: Readonly<Record<NotInferred<L>, number>> | undefined;
  /** Hard items, as the hard rows of `synthesizeVotes`. @defaultValue none */
  readonly difficulty?: { readonly share: number; readonly skill: number } | undefined;
  /** On what share of items one wrong label takes in everybody who looks. @defaultValue 0 */
  readonly sharedMistakes?: number | undefined;
  /** @defaultValue 0 */
  readonly seed?: number | string | undefined;
}

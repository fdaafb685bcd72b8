import type { LabelSet } from "../../labels/label-set.ts";
import { checkNumber } from "../../util/checks.ts";
import { apartFromMistakes, readCopies, readGroups, type Copy, type MistakeGroups } from "./dependence.ts";
import type { ConfusionTable, SynthesizeVotesOptions } from "./options.ts";
import { checkShare, readLabels, readNames } from "./read-options.ts";
import { readStates, type State } from "./states.ts";

/** How one function votes where it votes. */
export interface VotingTable {
  /** Over all rows. */
  readonly planned: ConfusionTable;
  /** On rows on which its group makes no mistake together. */
  readonly apart: ConfusionTable;
}

/** Options of `synthesizeVotes`, checked and by places. */
export interface Recipe {
  readonly rows: number;
  readonly labels: LabelSet;
  readonly names: readonly string[];
  readonly states: readonly State[];
  /** By state, then kind of row (0 usual, 1 hard), then function. */
  readonly tables: readonly (readonly (readonly VotingTable[])[])[];
  /** The share of hard rows. */
  readonly hardShare: number;
  readonly copies: readonly Copy[];
  readonly groups: MistakeGroups;
  readonly seed: number | string;
}

/** A table on hard rows: part skill, part guess. */
const blur = (table: ConfusionTable, skill: number): ConfusionTable =>
  table.map((row) => row.map((p) => skill * p + (1 - skill) / row.length));

/** Checks options. @throws LabelingError */
export function readRecipe(options: SynthesizeVotesOptions, where: string): Recipe {
  const labels = readLabels(options.labels);
  const names = readNames(options.functions, `${where}, functions`);
  const rows = checkNumber(options.rows, NaN, { where: `${where}, rows`, min: 0, max: 2 ** 31 - 1, whole: true });
  const { difficulty, seed = 0 } = options;
  const hardShare = difficulty === undefined ? 0 : checkShare(difficulty.share, `${where}, difficulty, share`);
  const skill = difficulty === undefined ? 1 : checkShare(difficulty.skill, `${where}, difficulty, skill`);
  const states = readStates({ ...options, rows }, labels, names, where);
  const groups = readGroups(options.sharedMistakes, names, where);
  const tables = states.map(({ confusions }) =>
    [1, skill].map((skilled) =>
      confusions.map((table, j) => {
        const planned = blur(table, skilled);
        const rate = groups.rates[groups.groupOf[j] ?? -1] ?? 0;
        return { planned, apart: apartFromMistakes(planned, rate, `${where}, sharedMistakes of "${names[j]}"`) };
      }),
    ),
  );
  return {
    rows,
    labels,
    names,
    states,
    tables,
    hardShare,
    copies: readCopies(options.copies, names, where),
    groups,
    seed,
  };
}

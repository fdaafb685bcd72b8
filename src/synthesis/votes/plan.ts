import type { LabelSet } from "../../labels/label-set.ts";
import { printAs } from "../../util/brands.ts";
import { formatTextTable } from "../../util/text-table.ts";
import type { Copy } from "./dependence.ts";
import type { ConfusionTable } from "./options.ts";
import type { Recipe } from "./recipe.ts";
import { shareOfStates } from "./states.ts";

/** What one function can be expected to do, over all rows: copies, shared mistakes, hard rows and drift included. */
export interface PlannedFunction<N extends string = string> {
  readonly name: N;
  /** The expected share of its votes that are right; NaN where it never votes. */
  readonly accuracy: number;
  /** The expected share of rows it votes on. */
  readonly coverage: number;
  /** K rows, one a true label: the probability of each vote where it votes. NaN where it never does. */
  readonly confusion: readonly (readonly number[])[];
  /** Whom it copies. */
  readonly copyOf: N | null;
}

/** What synthesized votes can be expected to be. Prints as a table. */
export interface VotesPlan<L extends string = string, N extends string = string> {
  readonly rows: number;
  readonly labels: LabelSet<L>;
  /** The expected share of each label, in label order. */
  readonly classBalance: readonly number[];
  readonly functions: readonly PlannedFunction<N>[];
  /** The expected share of hard rows. */
  readonly hardRows: number;
  readonly seed: number | string;
}

/** K x (K + 1): the probabilities of a row's label and of abstaining or each vote, together. */
type Joint = readonly (readonly number[])[];

const addUp = (parts: readonly (readonly [weight: number, joint: Joint])[], k: number): Joint =>
  Array.from({ length: k }, (_, y) =>
    Array.from({ length: k + 1 }, (__, s) => parts.reduce((sum, [w, joint]) => sum + w * (joint[y]?.[s] ?? 0), 0)),
  );

const jointOf = (balance: readonly number[], coverage: readonly number[], table: ConfusionTable): Joint =>
  balance.map((p, y) => {
    const votes = coverage[y] ?? 0;
    return [p * (1 - votes), ...(table[y] ?? []).map((q) => p * votes * q)];
  });

/** The votes of a copier: its own, or its leader's, less what it leaves out. */
function jointOfCopier(own: Joint, led: Joint, { rate, keep }: Copy): Joint {
  const repeated = led.map(([silent = 0, ...votes]) => [
    silent + (1 - keep) * votes.reduce((sum, p) => sum + p, 0),
    ...votes.map((p) => keep * p),
  ]);
  return addUp(
    [
      [1 - rate, own],
      [rate, repeated],
    ],
    own.length,
  );
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

function plannedOf(name: string, joint: Joint, copyOf: string | null): PlannedFunction {
  const votes = joint.map(([, ...row]) => row);
  const coverage = total(votes.map(total));
  return Object.freeze({
    name,
    accuracy: total(votes.map((row, y) => row[y] ?? 0)) / coverage,
    coverage,
    confusion: Object.freeze(votes.map((row) => Object.freeze(row.map((p) => p / total(row))))),
    copyOf,
  });
}

const percent = (share: number): string => (Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)} %`);

/** A plan as text. */
export function describePlan({ rows, labels, classBalance, functions }: VotesPlan): string {
  const right = (title: string): { title: string; align: "right" } => ({ title, align: "right" });
  const table = formatTextTable(
    [{ title: "labeling function" }, right("coverage"), right("accuracy"), { title: "copies" }],
    functions.map(({ name, coverage, accuracy, copyOf }) => [name, percent(coverage), percent(accuracy), copyOf ?? ""]),
  );
  const balance = labels.names.map((name, y) => `${name} ${percent(classBalance[y] ?? 0)}`).join(", ");
  return `Votes to expect on ${rows} rows: ${balance}\n${table}`;
}

/** What can be expected of a recipe. */
export function makePlan(recipe: Recipe): VotesPlan {
  const { rows, labels, names, states, tables, hardShare, copies, seed } = recipe;
  const k = labels.size;
  const shares = shareOfStates(states, rows);
  const joints = names.map((_, j) =>
    addUp(
      states.flatMap((state, s) =>
        [1 - hardShare, hardShare].map((kind, h): readonly [number, Joint] => [
          (shares[s] ?? 0) * kind,
          jointOf(state.balance, state.coverages[j] ?? [], tables[s]?.[h]?.[j]?.planned ?? []),
        ]),
      ),
      k,
    ),
  );
  for (const copy of copies) {
    const [own, led] = [joints[copy.copier], joints[copy.leader]];
    if (own !== undefined && led !== undefined) joints[copy.copier] = jointOfCopier(own, led, copy);
  }
  const leaderOf = (j: number): string | null => names[copies.find(({ copier }) => copier === j)?.leader ?? -1] ?? null;
  const plan: VotesPlan = {
    rows,
    labels,
    classBalance: Object.freeze(
      labels.names.map((_, y) => total(states.map(({ balance }, s) => (shares[s] ?? 0) * (balance[y] ?? 0)))),
    ),
    functions: Object.freeze(joints.map((joint, j) => plannedOf(names[j] ?? "", joint, leaderOf(j)))),
    hardRows: hardShare,
    seed,
  };
  printAs(plan, () => describePlan(plan));
  return Object.freeze(plan);
}

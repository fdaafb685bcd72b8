import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import { checkNumber, describe } from "../../util/checks.ts";
import { makeRandom } from "../../util/random.ts";
import type { ConfusionTable, DriftSpec, SynthesizeVotesOptions } from "./options.ts";
import { readBalance, readConfusion, readCoverage, spread } from "./read-options.ts";

/** How rows and votes are made for a while. */
export interface State {
  /** From which row on it begins, and from which row on all rows are of it. */
  readonly from: number;
  readonly until: number;
  readonly balance: readonly number[];
  /** By function: on rows of each label, the probability of each vote of a function that votes. */
  readonly confusions: readonly ConfusionTable[];
  /** By function: on what share of the rows of each label it votes. */
  readonly coverages: readonly (readonly number[])[];
}

/** What options say of a state. */
type StateOptions = Pick<DriftSpec, "accuracies" | "coverage" | "classBalance">;

const usual: Required<Pick<StateOptions, "accuracies" | "coverage">> = {
  accuracies: { from: 0.6, to: 0.9 },
  coverage: 0.5,
};

/** Which function misses a value in the first state. */
function missing(name: string, where: string): LabelingError {
  return new LabelingError("bad_option", {
    where,
    got: `nothing for ${describe(name)}`,
    expected: "one for each function",
  });
}

function makeState(
  options: StateOptions,
  before: State | null,
  rows: { readonly from: number; readonly until: number },
  context: {
    readonly labels: LabelSet;
    readonly names: readonly string[];
    readonly seed: number | string;
    readonly where: string;
  },
): State {
  const { labels, names, seed, where } = context;
  const place = before === null ? "" : ` from row ${rows.from}`;
  const given =
    before === null
      ? { ...options, accuracies: options.accuracies ?? usual.accuracies, coverage: options.coverage ?? usual.coverage }
      : options;
  const random = (use: string): (() => number) => makeRandom(seed, `${use}${place}`);
  const of = <T>(
    use: "accuracies" | "coverage",
    old: readonly T[] | undefined,
    read: (value: unknown, k: number, where: string) => T,
  ): T[] =>
    spread<unknown>(given[use], names, random(use), `${where}, ${use}`).map((value, j) => {
      const kept = old?.[j];
      if (value !== undefined) return read(value, labels.size, `${where}, ${use} of ${describe(names[j])}`);
      if (kept === undefined) throw missing(names[j] ?? "", `${where}, ${use}`);
      return kept;
    });
  return {
    ...rows,
    balance:
      given.classBalance === undefined && before !== null
        ? before.balance
        : readBalance(given.classBalance, labels, `${where}, classBalance`),
    confusions: of("accuracies", before?.confusions, readConfusion),
    coverages: of("coverage", before?.coverages, readCoverage),
  };
}

/** The states that rows pass through, the first from row 0. @throws LabelingError for drift that goes back */
export function readStates(
  options: SynthesizeVotesOptions,
  labels: LabelSet,
  names: readonly string[],
  where: string,
): readonly State[] {
  const { seed = 0, rows } = options;
  const context = { labels, names, seed, where };
  const states = [makeState(options, null, { from: 0, until: 0 }, context)];
  for (const [i, drift] of (options.drift ?? []).entries()) {
    const place = `${where}, drift ${i}`;
    const before = states[i] as State;
    const from = checkNumber(drift.from, NaN, { where: `${place}, from`, min: before.until, max: rows, whole: true });
    const until = checkNumber(drift.until, from, { where: `${place}, until`, min: from, max: rows, whole: true });
    states.push(makeState(drift, before, { from, until }, { ...context, where: place }));
  }
  return states;
}

/** The share of rows of state `s` at a row: all of the last that is complete, or a growing share of the next. */
export function shareOfNext(row: number, { from, until }: State): number {
  if (row < from) return 0;
  return row >= until ? 1 : (row - from + 1) / (until - from + 1);
}

/** Which share of all rows is of each state. */
export function shareOfStates(states: readonly State[], rows: number): number[] {
  const shares = states.map(() => 0);
  for (let row = 0; row < rows; row++) {
    let s = states.length - 1;
    while (s > 0 && row < (states[s]?.from ?? 0)) s--;
    const next = s === 0 ? 1 : shareOfNext(row, states[s] as State);
    shares[s] = (shares[s] ?? 0) + next;
    if (s > 0) shares[s - 1] = (shares[s - 1] ?? 0) + 1 - next;
  }
  return shares.map((share) => (rows === 0 ? 0 : share / rows));
}

import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import { binaryLabels } from "../../labels/multi-label-task.ts";
import { brands, hasBrand } from "../../util/brands.ts";
import { describe, listNames } from "../../util/checks.ts";
import { LabelMatrix } from "../label-matrix.ts";
import { makeVotes, type VoteArray } from "../vote-array.ts";
import { sourceOfName } from "../vote-source.ts";
import { MultiLabelVotes, type MatrixByLabel } from "./votes.ts";

/**
 * What a function says of one row: true for a label, false against it; it abstains on labels left out or null, and
 * with `null` on all.
 */
export type MultiLabelVote<L extends string = string> = Readonly<Partial<Record<L, boolean | null>>> | null;

/** Votes by label, then function: only for the labels that a function names at least once. */
type VotesByLabel = ReadonlyMap<string, Map<string, VoteArray>>;

function castRow(cast: VotesByLabel, labels: LabelSet, name: string, rows: number, row: number, vote: unknown): void {
  const where = `multiLabelVotes, "${name}", row ${row}`;
  const details = { function: name, row };
  if (vote === null || vote === undefined) return;
  if (typeof vote !== "object" || Array.isArray(vote)) {
    throw new LabelingError("wrong_vote", {
      where,
      got: describe(vote),
      expected: "an object such as { sports: true, politics: false }, or null to abstain",
      remedy: "Say true for a label, false against it, and leave out what the function says nothing of.",
      details,
    });
  }
  for (const [label, said] of Object.entries(vote) as [string, unknown][]) {
    const columns = cast.get(label);
    if (columns === undefined) {
      const expected = `one of ${listNames(labels.names)}`;
      throw new LabelingError("unknown_label", { where, got: describe(label), expected, details });
    }
    let column = columns.get(name);
    if (column === undefined) columns.set(name, (column = makeVotes(rows, 2)));
    if (said === null || said === undefined) continue;
    if (typeof said !== "boolean") {
      throw new LabelingError("wrong_vote", {
        where: `${where}, label "${label}"`,
        got: describe(said),
        expected: "true (for), false (against) or null (abstains)",
        details: { ...details, label },
      });
    }
    column[row] = said ? 1 : 0;
  }
}

function checkRows(functions: Readonly<Record<string, unknown>>, names: readonly string[]): number {
  let rows: number | undefined;
  for (const name of names) {
    const list = functions[name];
    if (!Array.isArray(list)) {
      const expected = "an array with a vote for each row";
      throw new LabelingError("bad_option", { where: `multiLabelVotes, "${name}"`, got: describe(list), expected });
    }
    rows ??= list.length;
    if (list.length === rows) continue;
    throw new LabelingError("bad_option", {
      where: `multiLabelVotes, "${name}"`,
      got: `votes on ${list.length} rows`,
      expected: `${rows}, as of "${names[0]}"`,
      details: { function: name },
    });
  }
  if (rows !== undefined) return rows;
  throw new LabelingError("empty", {
    where: "multiLabelVotes",
    got: "no functions",
    expected: "at least one labeling function",
  });
}

/**
 * Makes votes on a multi-label task from votes in memory: for each labeling function, one vote a row. A function is
 * part of the votes on those labels that it names on some row, be it with null. O(N m K).
 *
 * @throws LabelingError for unknown labels, votes that are not true, false or null, functions with different numbers
 * of rows, or no function.
 *
 * @example
 * ```ts
 * import { labelSet, multiLabelVotes } from "labelwright";
 *
 * const votes = multiLabelVotes(labelSet(["sports", "politics"]), {
 *   editor: [{ sports: true, politics: false }, { politics: true }],
 *   ball: [{ sports: true }, null],
 * });
 * console.log(votes.vote(0, "editor", "politics"), votes.label("sports").votesOf(0));
 * // false { editor: "sports", ball: "sports" }
 * ```
 */
export function multiLabelVotes<L extends string, N extends string>(
  labels: LabelSet<L>,
  functions: Readonly<Record<N, readonly MultiLabelVote<L>[]>>,
): MultiLabelVotes<L, N> {
  if (!hasBrand(labels, brands.labelSet)) {
    throw new LabelingError("bad_option", {
      where: "multiLabelVotes, labels",
      got: describe(labels),
      expected: "a label set",
      remedy: 'Make it with labelSet(["sports", "politics"]), or take task.labels.',
    });
  }
  const names = Object.keys(functions) as N[];
  const rows = checkRows(functions, names);
  const cast = new Map(labels.names.map((label) => [label as string, new Map<string, VoteArray>()]));
  for (const name of names) functions[name].forEach((vote, row) => castRow(cast, labels, name, rows, row, vote));
  const matrices = labels.names.map((label) => {
    const columns = [...(cast.get(label) ?? [])];
    const matrix = new LabelMatrix({
      labels: binaryLabels(label),
      functions: columns.map(([name]) => sourceOfName(name)),
      votes: columns.map(([, votes]) => votes),
      rows,
    });
    return [label, matrix] as const;
  });
  const byLabel = Object.fromEntries(matrices) as unknown as MatrixByLabel<L, N>;
  return new MultiLabelVotes({ labels, matrices: byLabel, functions: names });
}

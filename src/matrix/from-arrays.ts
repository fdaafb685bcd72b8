import { LabelingError } from "../errors.ts";
import type { LabelSet } from "../labels/label-set.ts";
import { brands, hasBrand } from "../util/brands.ts";
import { describe, listNames } from "../util/checks.ts";
import { LabelMatrix } from "./label-matrix.ts";
import { makeVotes, type VoteArray } from "./vote-array.ts";
import { sourceOfName } from "./vote-source.ts";

/** Votes of one function, one a row: labels with `null` for abstentions, or codes with -1. */
export type VoteColumn<L extends string> = readonly (L | null)[] | Int8Array | Int16Array;

const isCode = (vote: number, labels: number): boolean => Number.isInteger(vote) && vote >= -1 && vote < labels;

function codesOf(labels: LabelSet, name: string, column: readonly (string | null)[] | VoteArray): VoteArray {
  const codes = makeVotes(column.length, labels.size);
  for (let i = 0; i < column.length; i++) {
    const vote = column[i] ?? null;
    if (typeof vote === "number" ? isCode(vote, labels.size) : vote === null || labels.has(vote)) {
      codes[i] = typeof vote === "number" ? vote : labels.code(vote);
      continue;
    }
    throw new LabelingError("unknown_label", {
      where: `labelMatrix, "${name}", row ${i}`,
      got: describe(vote),
      expected: `one of ${listNames(labels.names)}, or null to abstain`,
      details: { function: name, row: i },
    });
  }
  return codes;
}

/**
 * Makes a label matrix from votes in memory, a column for each labeling function.
 *
 * @throws LabelingError for unknown labels, columns of different lengths, or no column.
 *
 * @example
 * ```ts
 * import { labelMatrix, labelSet } from "labelwright";
 *
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { link: ["spam", null], money: ["spam", "ham"] });
 * console.log(votes.rows, votes.vote(1, "link")); // 2 null
 * ```
 */
export function labelMatrix<L extends string, N extends string>(
  labels: LabelSet<L>,
  columns: Readonly<Record<N, VoteColumn<L>>>,
): LabelMatrix<L, N> {
  if (!hasBrand(labels, brands.labelSet)) {
    throw new LabelingError("bad_option", {
      where: "labelMatrix, labels",
      got: describe(labels),
      expected: "a label set",
      remedy: 'Make it with labelSet(["ham", "spam"]), or take task.labels.',
    });
  }
  const names = Object.keys(columns) as N[];
  if (names.length === 0) {
    throw new LabelingError("empty", {
      where: "labelMatrix",
      got: "no columns",
      expected: "at least one labeling function",
    });
  }
  return new LabelMatrix({
    labels,
    functions: names.map(sourceOfName),
    votes: names.map((name) => codesOf(labels, name, columns[name])),
  });
}

import type { Table } from "apache-arrow";

import { LabelingError } from "../../errors.ts";
import { sameLabels, type LabelSet } from "../../labels/label-set.ts";
import { binaryLabels, checkLabelKeys, unknownLabelOf, type ForOrAgainst } from "../../labels/multi-label-task.ts";
import { brandAs, brands, hasBrand } from "../../util/brands.ts";
import { describe, listNames } from "../../util/checks.ts";
import { formatTextTable } from "../../util/text-table.ts";
import { isLabelMatrix, type LabelMatrix } from "../label-matrix.ts";
import { tableOfMultiLabelVotes } from "./votes-table.ts";

/** The votes on each label: a binary label matrix over `not <label>` and `<label>`. */
export type MatrixByLabel<L extends string = string, N extends string = string> = {
  readonly [Y in L]: LabelMatrix<ForOrAgainst<Y>, N>;
};

/** The parts of votes on a multi-label task. */
export interface MultiLabelVotesParts<L extends string, N extends string> {
  readonly labels: LabelSet<L>;
  /** One for each label, all of the same rows; each holds the functions that may vote on that label. */
  readonly matrices: MatrixByLabel<L, N>;
  /** Names of the functions, in order, also of those that vote on no label. @defaultValue those of the matrices */
  readonly functions?: readonly N[] | undefined;
}

const where = "multi-label votes";

/**
 * Votes on a multi-label task: for each label, which labeling functions voted for it or against it on each row. One
 * binary label matrix for each label, all of the same rows. Frozen.
 */
export class MultiLabelVotes<L extends string = string, N extends string = string> {
  /** The labels; a row may carry any number of them. */
  readonly labels: LabelSet<L>;
  /** The names of all labeling functions. */
  readonly functions: readonly N[];
  /** Number of rows. */
  readonly rows: number;
  /** The votes on each label. */
  readonly matrices: MatrixByLabel<L, N>;

  /** @throws LabelingError for a label without its matrix, one of other labels, or one of other rows. */
  constructor(parts: MultiLabelVotesParts<L, N>) {
    const { labels, matrices } = parts;
    checkMatrices(labels, matrices);
    const all = labels.names.map((name): LabelMatrix<string, N> => matrices[name]);
    const voting = all.flatMap((matrix) => matrix.functions.map((func) => func.name));
    this.labels = labels;
    this.functions = Object.freeze([...new Set([...(parts.functions ?? []), ...voting])]);
    this.rows = all[0]?.rows ?? 0;
    this.matrices = Object.freeze(Object.fromEntries(labels.names.map((name) => [name, matrices[name]]))) as never;
    brandAs(this, brands.multiLabelVotes, () => describeVotes(this));
    Object.freeze(this);
  }

  /** The votes on one label, as a label matrix over `not <label>` and `<label>`. @throws LabelingError `unknown_label` */
  label<Y extends string>(label: Y & L): LabelMatrix<ForOrAgainst<Y>, N> {
    if (!this.labels.has(label)) throw unknownLabelOf(this.labels, label, where);
    return this.matrices[label];
  }

  /** What function `name` voted on a label of a row: true for it, false against it, null where it abstained. O(m). */
  vote(row: number, name: N, label: L): boolean | null {
    const matrix: LabelMatrix<string, N> = this.label(label);
    if (!this.functions.includes(name)) throw unknownFunction(name, this.functions);
    matrix.checkRow(row);
    const j = matrix.functions.findIndex((func) => func.name === name);
    return saidOf(matrix.votes[j]?.[row]);
  }

  /** All votes on a row: by function, then label; abstentions left out. O(m K). */
  votesOf(row: number): Partial<Record<N, Partial<Record<L, boolean>>>> {
    const entries = this.functions.map((name) => {
      const votes = this.labels.names.map((label) => [label, this.vote(row, name, label)] as const);
      return [name, Object.fromEntries(votes.filter(([, vote]) => vote !== null))] as const;
    });
    const spoken = entries.filter(([, votes]) => Object.keys(votes).length > 0);
    return Object.fromEntries(spoken) as Partial<Record<N, Partial<Record<L, boolean>>>>;
  }

  /**
   * As an Arrow table: a column `<function>.<label>` for each function and label it votes on, true = for, false =
   * against, null = abstain; `<function>.<label>.confidence` beside those that give confidences. O(N m K).
   *
   * @throws LabelingError `duplicate_name` where names with dots make two columns read alike.
   */
  toArrow(): Table {
    return tableOfMultiLabelVotes(this);
  }
}

function unknownFunction(name: unknown, functions: readonly string[]): LabelingError {
  const expected = `one of their labeling functions: ${listNames(functions)}`;
  return new LabelingError("missing_column", { where, got: describe(name), expected });
}

const saidOf = (code: number | undefined): boolean | null => (code === undefined || code < 0 ? null : code === 1);

function checkMatrices(labels: LabelSet, matrices: Readonly<Record<string, unknown>>): void {
  checkLabelKeys(matrices, labels, where);
  let first: LabelMatrix | undefined;
  for (const name of labels.names) {
    const matrix = Object.hasOwn(matrices, name) ? matrices[name] : undefined;
    if (!isLabelMatrix(matrix)) {
      const expected = `a label matrix over ${listNames(binaryLabels(name).names)}`;
      throw new LabelingError("bad_option", { where: `${where}, label "${name}"`, got: describe(matrix), expected });
    }
    if (!sameLabels(matrix.labels, binaryLabels(name))) {
      throw new LabelingError("incompatible", {
        where: `${where}, label "${name}"`,
        got: `votes for ${listNames(matrix.labels.names)}`,
        expected: `votes for ${listNames(binaryLabels(name).names)}, in this order`,
        remedy: "Write its labeling functions on task.label(name) of a multi-label task, or use binaryLabels(name).",
      });
    }
    first ??= matrix;
    if (matrix.rows === first.rows) continue;
    throw new LabelingError("incompatible", {
      where: `${where}, label "${name}"`,
      got: `${matrix.rows} rows`,
      expected: `${first.rows} rows, as for "${labels.names[0]}"`,
      remedy: "Take the votes on all labels from the same rows.",
    });
  }
}

function describeVotes(votes: MultiLabelVotes): string {
  const shown = votes.labels.names.slice(0, 40);
  const lines = shown.map((name) => {
    const { functions, votes: columns } = votes.label(name);
    const counts = [0, 0];
    for (const column of columns) for (const code of column) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
    return [name, String(functions.length), String(counts[1]), String(counts[0])];
  });
  const table = formatTextTable(
    [
      { title: "label" },
      { title: "labeling functions", align: "right" },
      { title: "votes for", align: "right" },
      { title: "against", align: "right" },
    ],
    lines,
  );
  const more = votes.labels.size > shown.length ? `\n… and ${votes.labels.size - shown.length} more` : "";
  const head = `MultiLabelVotes: ${votes.rows} rows, ${votes.functions.length} labeling functions, ${votes.labels.size} labels`;
  return `${head}\n\n${table}${more}`;
}

/** Whether a value is votes on a multi-label task, of this or another copy of the package. */
export function isMultiLabelVotes(value: unknown): value is MultiLabelVotes {
  return hasBrand(value, brands.multiLabelVotes);
}

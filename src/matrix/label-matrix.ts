import type { Table } from "apache-arrow";

import { LabelingError } from "../errors.ts";
import type { LabelSet } from "../labels/label-set.ts";
import { brandAs, brands, hasBrand } from "../util/brands.ts";
import { describe, listNames } from "../util/checks.ts";
import { noFaults, type FaultReport } from "./faults.ts";
import { tableOfMatrix } from "./matrix-table.ts";
import { checkSources, type VoteSource } from "./vote-source.ts";
import type { FunctionTiming } from "./timings.ts";
import type { VoteArray } from "./vote-array.ts";

/** The parts of a label matrix. */
export interface LabelMatrixParts<L extends string, N extends string> {
  readonly labels: LabelSet<L>;
  readonly functions: readonly VoteSource<N>[];
  /** One array a function, all of the same length; codes, -1 = abstain. Taken over, not copied. */
  readonly votes: readonly VoteArray[];
  /** Confidences in (0, 1] beside the votes, null for functions that give none. @defaultValue none */
  readonly confidences?: readonly (Float32Array | null)[] | undefined;
  /** @defaultValue no faults */
  readonly faults?: FaultReport | undefined;
  /** @defaultValue null */
  readonly timings?: readonly FunctionTiming[] | null | undefined;
  /** Number of rows; needed only without functions. @defaultValue the length of the votes */
  readonly rows?: number | undefined;
}

/**
 * Who voted what on each row: a column for each labeling function, a row for each row of the table. Column-major,
 * one byte a vote up to 127 labels and two above. Frozen, as are all results here; do not write into its arrays.
 */
export class LabelMatrix<L extends string = string, N extends string = string> {
  /** The labels; a vote's code is the place of its label. */
  readonly labels: LabelSet<L>;
  /** The labeling functions, one for each column. */
  readonly functions: readonly VoteSource<N>[];
  /** Number of rows. */
  readonly rows: number;
  /** Label codes by function, then row; -1 = abstain. */
  readonly votes: readonly VoteArray[];
  /** Confidences beside the votes; null for a function that gives none. */
  readonly confidences: readonly (Float32Array | null)[];
  /** Failures of labeling functions, when the run went on regardless. */
  readonly faults: FaultReport;
  /**
   * How long each labeling function took, in order; null where the votes were not cast in this run. What functions do
   * together, such as one search for the words of all of them, is shared evenly among them. No part of the votes: it
   * is in no file, and votes that differ in nothing else are equal. `console.table(votes.timings)` prints it.
   */
  declare readonly timings: readonly FunctionTiming[] | null;

  constructor(parts: LabelMatrixParts<L, N>) {
    const where = "label matrix";
    this.labels = parts.labels;
    this.functions = checkSources(parts.functions, where);
    this.votes = Object.freeze([...parts.votes]);
    this.rows = parts.rows ?? this.votes[0]?.length ?? 0;
    this.confidences = Object.freeze(parts.confidences ? [...parts.confidences] : this.votes.map(() => null));
    this.faults = parts.faults ?? noFaults(this.functions.length);
    Object.defineProperty(this, "timings", { value: parts.timings ?? null, enumerable: false });
    checkShape(this, where);
    brandAs(this, brands.labelMatrix, () => describeMatrix(this));
    Object.freeze(this);
  }

  /** The place of a function's column. @throws LabelingError `missing_column` */
  indexOf(name: N): number {
    const index = this.functions.findIndex((source) => source.name === name);
    if (index >= 0) return index;
    throw new LabelingError("missing_column", {
      where: "label matrix",
      got: describe(name),
      expected: `one of its labeling functions: ${listNames(this.functions.map((source) => source.name))}`,
    });
  }

  /** What function `name` voted on a row, `null` where it abstained. O(m). */
  vote(row: number, name: N): L | null {
    return this.labels.label(this.votes[this.indexOf(name)]?.[this.checkRow(row)] ?? -1);
  }

  /** All votes on a row, by function name; abstentions left out. O(m). */
  votesOf(row: number): Partial<Record<N, L>> {
    this.checkRow(row);
    const entries = this.functions.map((source, j) => [source.name, this.labels.label(this.votes[j]?.[row] ?? -1)]);
    return Object.fromEntries(entries.filter(([, label]) => label !== null)) as Partial<Record<N, L>>;
  }

  /** `row` if it is a row number. @throws LabelingError `bad_option` */
  checkRow(row: number): number {
    if (Number.isInteger(row) && row >= 0 && row < this.rows) return row;
    throw new LabelingError("bad_option", {
      where: "label matrix, row",
      got: describe(row),
      expected: `a whole number from 0 to ${this.rows - 1}`,
    });
  }

  /**
   * The votes as an Arrow table: a dictionary column of labels for each function over one shared dictionary, null =
   * abstain, and `<name>.confidence` beside those that give confidences. O(N m).
   */
  toArrow(): Table {
    return tableOfMatrix(this);
  }
}

const describeMatrix = (matrix: LabelMatrix): string =>
  `LabelMatrix: ${matrix.rows} rows x ${matrix.functions.length} labeling functions, labels ${listNames(matrix.labels.names)}`;

function checkShape(matrix: LabelMatrix, where: string): void {
  const { functions, votes, confidences, rows } = matrix;
  const lengths = [...votes, ...confidences.filter((each) => each !== null)].map((array) => array.length);
  if (votes.length === functions.length && confidences.length === functions.length && lengths.every((n) => n === rows))
    return;
  throw new LabelingError("bad_option", {
    where,
    got: `${functions.length} labeling functions with vote arrays of lengths ${lengths.join(", ")}`,
    expected: `one array of ${rows} votes for each function`,
  });
}

/** Whether a value is a label matrix, of this or another copy of the package. */
export function isLabelMatrix(value: unknown): value is LabelMatrix {
  return hasBrand(value, brands.labelMatrix);
}

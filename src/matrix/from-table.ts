import { LabelingError } from "../errors.ts";
import type { LabelSet } from "../labels/label-set.ts";
import type { TableShape } from "../tables/arrow-shape.ts";
import { valueKind } from "../tables/column-types.ts";
import { checkTable, typeOfColumn } from "../tables/schema.ts";
import { tableWindows } from "../tables/windows.ts";
import { checkNameColumn, readLabelColumns } from "./label-codes.ts";
import { LabelMatrix } from "./label-matrix.ts";
import { makeVotes } from "./vote-array.ts";
import { sourceOfName } from "./vote-source.ts";

/** How votes are read from a table. */
export interface VotesTableOptions<L extends string> {
  /** The labels, in the order that fixes ties. @defaultValue the distinct votes, sorted by code point */
  readonly labels?: LabelSet<L> | undefined;
  /** Columns that are no votes. @defaultValue `["id", "split", "gold"]` */
  readonly ignore?: readonly string[] | undefined;
  /** Spellings of abstention besides null and the empty text, such as `"-1"`. @defaultValue none */
  readonly abstain?: readonly string[] | undefined;
}

/** Columns that vote files carry along, and that are never votes. */
export const carriedColumns: readonly string[] = Object.freeze(["id", "split", "gold"]);

const isConfidence = (name: string, names: readonly string[]): boolean =>
  name.endsWith(".confidence") && names.includes(name.slice(0, -".confidence".length));

/** The confidences in `<name>.confidence`, 1 where there is none; null without such a column. */
export function readConfidences(table: TableShape, name: string, caller: string): Float32Array | null {
  const column = `${name}.confidence`;
  if (!table.schema.fields.some((field) => field.name === column)) return null;
  const where = `${caller}, column "${column}"`;
  const out = new Float32Array(table.numRows).fill(1);
  if (valueKind(typeOfColumn(table, column, where)) !== "number") {
    throw new LabelingError("wrong_type", {
      where,
      got: typeOfColumn(table, column, where),
      expected: "numbers above 0, at most 1",
    });
  }
  for (const { firstRow, length, columns } of tableWindows(table, [column])) {
    const { values, valid } = columns.get(column) ?? { values: [], valid: null };
    for (let i = 0; i < length; i++) {
      if (valid?.[i] === 0) continue;
      const confidence = Number(values[i]);
      if (!(confidence > 0 && confidence <= 1)) {
        throw new LabelingError("wrong_vote", {
          where: `${where}, row ${firstRow + i}`,
          got: String(confidence),
          expected: "a number above 0, at most 1",
        });
      }
      out[firstRow + i] = confidence;
    }
  }
  return out;
}

/**
 * Reads votes from a table: one column for each labeling function, holding label names; null or empty = abstain. The
 * columns `id`, `split` and `gold` are left alone, and `<function>.confidence` columns hold confidences.
 *
 * @throws LabelingError for unknown labels (naming column and row), no vote columns, or no votes to take labels from.
 *
 * @example
 * ```ts
 * import { tableFromArrays } from "apache-arrow";
 * import { labelMatrixFromTable } from "labelwright";
 *
 * const votes = labelMatrixFromTable(tableFromArrays({ id: ["a", "b"], link: ["spam", null], short: ["ham", "ham"] }));
 * console.log(votes.labels.names, votes.functions.length); // [ "ham", "spam" ] 2
 * ```
 */
export function labelMatrixFromTable<L extends string = string>(
  table: TableShape,
  options: VotesTableOptions<L> = {},
): LabelMatrix<L> {
  const where = "labelMatrixFromTable";
  checkTable(table, where);
  const ignore = options.ignore ?? carriedColumns;
  const fields = table.schema.fields.map((field) => field.name);
  const names = fields.filter((name) => !ignore.includes(name) && !isConfidence(name, fields));
  if (names.length === 0) {
    throw new LabelingError("missing_column", {
      where,
      got: `no vote columns among ${fields.join(", ") || "none"}`,
      expected: "one column for each labeling function",
    });
  }
  for (const name of names) checkNameColumn(table, name, where);
  const { labels, codes } = readLabelColumns(table, names, {
    labels: options.labels,
    abstain: options.abstain ?? [],
    where,
  });
  return new LabelMatrix({
    labels: labels as LabelSet<L>,
    functions: names.map(sourceOfName),
    votes: codes.map((column) => {
      const votes = makeVotes(column.length, labels.size);
      votes.set(column);
      return votes;
    }),
    confidences: names.map((name) => readConfidences(table, name, where)),
  });
}

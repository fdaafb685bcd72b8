import type { LabelingFunction } from "../../functions/labeling-function.ts";
import type { ColumnValues } from "../../labels/task.ts";
import { printAs } from "../../util/brands.ts";
import { formatTextTable, shorten } from "../../util/text-table.ts";

/** A labeling function that is worth a look, and what speaks for it. */
export interface SuggestedFunction<L extends string = string, C extends ColumnValues = ColumnValues> {
  /** The function, ready to be applied. */
  readonly function: LabelingFunction<L, C>;
  /** What it looks for, in one line. */
  readonly looksFor: string;
  readonly label: L;
  /** Rows on which it votes. */
  readonly rows: number;
  /** Those of them that count: without votes of other functions, where `votes` was given; else all. */
  readonly newRows: number;
  /** The share of its rows that have the label, estimated from the labels given and what they tell of other rows. */
  readonly share: number;
  /** How many times as frequent the label is among its rows as among all rows. */
  readonly lift: number;
  /** Its rows whose label was given. Those of probabilistic labels count by their probability. */
  readonly labeledRows: number;
  /** Those of them that have the label. */
  readonly labeledRight: number;
  /** The function as TypeScript, to paste into a pack in which `task` is the task. */
  readonly source: string;
}

/** Suggested functions, the surest first. Prints as a table. */
export interface FunctionSuggestions<L extends string = string, C extends ColumnValues = ColumnValues> {
  /** Number of rows of the table. */
  readonly rows: number;
  /** Rows whose label was given. */
  readonly labeledRows: number;
  readonly suggestions: readonly SuggestedFunction<L, C>[];
  /** The suggested functions themselves, for `applyLabelingFunctions`. */
  readonly functions: readonly LabelingFunction<L, C>[];
  /** All of them as TypeScript, with a comment each on what speaks for it. Empty where nothing is suggested. */
  readonly source: string;
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** A count that may be a sum of probabilities. */
const count = (rows: number): string => (Number.isInteger(rows) ? String(rows) : rows.toFixed(1));

function describeSuggestions<L extends string, C extends ColumnValues>({
  rows,
  labeledRows,
  suggestions,
}: FunctionSuggestions<L, C>): string {
  const head = `${suggestions.length} suggested functions, from ${count(labeledRows)} labeled of ${rows} rows`;
  if (suggestions.length === 0) return `${head}: nothing goes with a label clearly enough`;
  const right = (title: string): { readonly title: string; readonly align: "right" } => ({ title, align: "right" });
  const table = formatTextTable(
    [{ title: "looks for" }, { title: "label" }, ...["rows", "new", "share", "lift", "labeled"].map(right)],
    suggestions.map((each) => [
      shorten(each.looksFor, 44),
      shorten(each.label, 20),
      String(each.rows),
      String(each.newRows),
      percent(each.share),
      each.lift.toFixed(1),
      `${count(each.labeledRight)} of ${count(each.labeledRows)}`,
    ]),
  );
  return `${head}\n${table}`;
}

const comment = <L extends string, C extends ColumnValues>({
  rows,
  share,
  label,
  labeledRight,
  labeledRows,
  lift,
}: SuggestedFunction<L, C>): string =>
  `// ${rows} rows, some ${percent(share)} of them ${JSON.stringify(label)} (${lift.toFixed(1)} times as often as in all rows; ` +
  `${count(labeledRight)} of ${count(labeledRows)} labeled rows).`;

/** Puts suggestions together. */
export function makeSuggestions<L extends string, C extends ColumnValues>(
  suggestions: readonly SuggestedFunction<L, C>[],
  rows: number,
  labeledRows: number,
): FunctionSuggestions<L, C> {
  const value: FunctionSuggestions<L, C> = {
    rows,
    labeledRows,
    suggestions: Object.freeze(suggestions.map((each) => Object.freeze(each))),
    functions: Object.freeze(suggestions.map((each) => each.function)),
    source: suggestions.map((each) => `${comment(each)}\n${each.source}\n`).join("\n"),
  };
  printAs(value, () => describeSuggestions(value));
  return Object.freeze(value);
}

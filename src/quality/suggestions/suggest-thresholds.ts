import { LabelingError } from "../../errors.ts";
import { checkColumnKind, type ScalarColumn } from "../../functions/column-kinds.ts";
import { expression } from "../../functions/expression.ts";
import { checkTask, type AnyTask, type LabelOf, type RowOf } from "../../labels/task.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { valueKind } from "../../tables/column-types.ts";
import { checkColumns, checkTable } from "../../tables/schema.ts";
import { tableWindows } from "../../tables/windows.ts";
import { cutsOf } from "./cuts.ts";
import { slug } from "./names.ts";
import { checkSuggestOptions, type SuggestOptions } from "./options.ts";
import { judge, rankCandidates, sharesOf, type Candidate, type RankRules } from "./rank-candidates.ts";
import { literal, suggestionsOf } from "./suggested.ts";
import type { FunctionSuggestions } from "./suggestions.ts";

/** Which numbers are looked at, and what is known of their rows. */
export interface SuggestThresholdsOptions<T extends AnyTask> extends SuggestOptions<LabelOf<T>> {
  /** The columns of numbers or times to look at. @defaultValue all of the task that the table has */
  readonly columns?: readonly ScalarColumn<T>[] | undefined;
}

const where = "suggestThresholds";

/** A side of a cut. */
interface Side extends Candidate {
  readonly column: string;
  readonly above: boolean;
  readonly cut: number;
}

function columnsFor(task: AnyTask, table: TableShape, given: readonly string[] | undefined): readonly string[] {
  const kinds = ["number", "time"] as const;
  if (given !== undefined) {
    for (const column of given) checkColumnKind(task, column, kinds, "a column of numbers or times", where);
    return given;
  }
  const there = new Set(table.schema.fields.map((field) => field.name));
  const columns = Object.entries(task.columns).filter(
    ([name, type]) => there.has(name) && kinds.some((kind) => kind === valueKind(type)),
  );
  if (columns.length > 0) return columns.map(([name]) => name);
  throw new LabelingError("missing_column", {
    where,
    got: "no column of numbers or times",
    expected: "one at least, in the task and in the table",
  });
}

/** A column's numbers; NaN where there is none. */
function numbersOf(table: TableShape, column: string): Float64Array {
  const numbers = new Float64Array(table.numRows).fill(NaN);
  for (const { columns, firstRow, length } of tableWindows(table, [column])) {
    const window = columns.get(column);
    const values = window?.values as ArrayLike<number> | undefined;
    for (let i = 0; i < length; i++) if (window?.valid?.[i] !== 0) numbers[firstRow + i] = values?.[i] ?? NaN;
  }
  return numbers;
}

/** What a cut must show beyond chance: 5 % of chi-square with one degree of freedom; more the more cuts are tried. */
const chance = 3.84;

/** For each side and label the cut that says most. */
function bestSides(numbers: Float64Array, column: string, labels: Float64Array, given: RankRules): Side[] {
  const { wanted, size } = given;
  const order = Int32Array.from(numbers.keys())
    .filter((row) => wanted[row] === 1 && !Number.isNaN(numbers[row]))
    .sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
  const totals = new Float64Array(size);
  for (const row of order) addRow(totals, labels, row);
  const shares = sharesOf(labels, given);
  const cuts = cutsOf(Float64Array.from(order, (row) => numbers[row] ?? 0));
  const rules = { ...given, minEvidence: chance + 2 * Math.log(2 * cuts.length) };
  const best = new Map<string, { readonly evidence: number; readonly above: boolean; readonly cut: number }>();
  const below = new Float64Array(size);
  let place = 0;
  for (const cut of cuts) {
    for (; place < order.length && (numbers[order[place] ?? 0] ?? 0) <= cut; place++) {
      addRow(below, labels, order[place] ?? 0);
    }
    const above = totals.map((total, y) => total - (below[y] ?? 0));
    const sides = [
      ...judge(below, place, shares, rules).map((each) => ({ ...each, above: false, cut })),
      ...judge(above, order.length - place, shares, rules).map((each) => ({ ...each, above: true, cut })),
    ];
    for (const side of sides) {
      const key = `${side.label} ${String(side.above)}`;
      if (side.evidence > (best.get(key)?.evidence ?? 0)) best.set(key, side);
    }
  }
  const rows = Int32Array.from(numbers.keys());
  return Array.from(best.values(), ({ above, cut }) => ({
    key: `${column} ${above ? ">" : "<="} ${cut}`,
    column,
    above,
    cut,
    rows: rows.filter((row) => (above ? (numbers[row] ?? NaN) > cut : (numbers[row] ?? NaN) <= cut)),
  }));

  function addRow(sums: Float64Array, from: Float64Array, row: number): void {
    for (let y = 0; y < size; y++) sums[y] = (sums[y] ?? 0) + (from[row * size + y] ?? 0);
  }
}

/** A column's name as an expression says it. */
const inExpression = (column: string): string =>
  /^[A-Za-z_]\w*$/.test(column) ? column : `col(${JSON.stringify(column)})`;

/**
 * Suggests `expression` functions on numbers: for each column the cuts, such as `likes > 40`, above or up to which rows
 * have one label far more often than others do. Only rows whose label was given count, so give those of a label model
 * or classifier, or gold of some hundred rows. For each column, side and label the surest cut is kept (Dunning's 1993 log-likelihood
 * ratio), at the roundest number between two values.
 *
 * As many cuts are tried, one must show more than chance would in as many tries; still the best looks better than it is, where
 * few rows have labels.
 *
 * Cost: each column is sorted once, and at most 64 cuts are counted: some 5 µs a row and column. Memory: 20 bytes a row.
 *
 * @throws LabelingError for a column that is missing or holds no numbers, labels or votes of other rows, rows of fewer than
 * two labels, options out of range.
 *
 * @example
 * ```ts
 * import { defineTask, suggestThresholds, tableFromRows } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { links: "float64" } });
 * const links = [0, 1, 0, 1, 2, 0, 1, 0, 6, 9, 7, 5, 6, 8, 7, 9];
 * const table = tableFromRows(links.map((each) => ({ links: each })));
 * const labels = links.map((_, row) => (row < 8 ? "ham" : "spam"));
 * const found = suggestThresholds(task, table, { labels });
 * console.log(found.suggestions.map(({ looksFor, label }) => `${looksFor}: ${label}`)); // [ "links > 3: spam", "links <= 3: ham" ]
 * ```
 */
export function suggestThresholds<T extends AnyTask>(
  task: T,
  table: TableShape,
  options: SuggestThresholdsOptions<T>,
): FunctionSuggestions<LabelOf<T>, RowOf<T>> {
  const { labels } = checkTask(task, where);
  const { numRows } = checkTable(table, where);
  const columns = columnsFor(task, table, options.columns);
  checkColumns(table, Object.fromEntries(columns.map((name) => [name, task.columns[name] ?? "float64"])), where);
  const request = checkSuggestOptions(options, labels, numRows, where, 4);
  const { given, names, wanted } = request;
  // Nothing carries labels from number to number: rows without one say nothing.
  const rules = { ...request, size: labels.size, wanted: wanted.map((each, row) => each & (given.known[row] ?? 0)) };
  const sides = columns.flatMap((column) => bestSides(numbersOf(table, column), column, given.probabilities, rules));
  const distinct = new Map(sides.map((side) => [side.key, side]));
  const ranked = rankCandidates(distinct.values(), given.probabilities, given, rules);
  const labelNames = labels.names as readonly LabelOf<T>[];
  return suggestionsOf<LabelOf<T>, RowOf<T>, Side>(
    ranked,
    labelNames,
    request,
    ({ column, above, cut, key }, label) => {
      const name = names.give(`${slug(label)}_${slug(column)}_${above ? "above" : "up_to"}_${slug(String(cut))}`);
      const spec = { name, when: `${inExpression(column)} ${above ? ">" : "<="} ${cut}`, label };
      return { function: expression(task, spec), looksFor: key, verb: "expression", spec: literal(spec) };
    },
  );
}

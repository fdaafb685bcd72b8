import { LabelingError } from "../errors.ts";
import type { LabelSet } from "../labels/label-set.ts";
import type { TableShape } from "../tables/arrow-shape.ts";
import { checkTable } from "../tables/schema.ts";
import { tableWindows } from "../tables/windows.ts";
import { checkNameColumn, readLabelColumns } from "./label-codes.ts";
import { VotePatterns } from "./vote-patterns.ts";
import { sourceOfName } from "./vote-source.ts";

/** Which columns hold items, workers and labels. */
export interface AnswersOptions<L extends string> {
  /** @defaultValue "item" */
  readonly item?: string | undefined;
  /** @defaultValue "worker" */
  readonly worker?: string | undefined;
  /** @defaultValue "label" */
  readonly label?: string | undefined;
  /** The labels, in the order that fixes ties. @defaultValue the distinct answers, sorted by code point */
  readonly labels?: LabelSet<L> | undefined;
}

/** Names in a column as numbers in order of first appearance. */
function numberNames(
  table: TableShape,
  column: string,
  where: string,
): { readonly names: string[]; readonly numbers: Int32Array } {
  checkNameColumn(table, column, where);
  const known = new Map<string, number>();
  const numbers = new Int32Array(table.numRows);
  for (const { firstRow, length, columns } of tableWindows(table, [column])) {
    const { values, valid } = columns.get(column) ?? { values: [], valid: null };
    for (let i = 0; i < length; i++) {
      if (valid?.[i] === 0 || values[i] === "") {
        throw new LabelingError("null_value", {
          where: `${where}, column "${column}", row ${firstRow + i}`,
          got: "nothing",
          expected: "a name in every row",
        });
      }
      const name = String((values as ArrayLike<unknown>)[i]);
      const number = known.get(name) ?? known.size;
      known.set(name, number);
      numbers[firstRow + i] = number;
    }
  }
  return { names: [...known.keys()], numbers };
}

/** Where the answers of each item start when they are sorted by item, then worker, then order of appearance. */
function groupByItem(
  items: Int32Array,
  workers: Int32Array,
  codes: Int32Array,
  count: number,
): { offsets: Int32Array; order: Int32Array } {
  const offsets = new Int32Array(count + 1);
  items.forEach((item, i) => {
    if ((codes[i] ?? -1) >= 0) offsets[item + 1] = (offsets[item + 1] ?? 0) + 1;
  });
  for (let u = 0; u < count; u++) offsets[u + 1] = (offsets[u + 1] ?? 0) + (offsets[u] ?? 0);
  const next = offsets.slice(0, count);
  const order = new Int32Array(offsets[count] ?? 0);
  items.forEach((item, i) => {
    if ((codes[i] ?? -1) < 0) return;
    order[next[item] ?? 0] = i;
    next[item] = (next[item] ?? 0) + 1;
  });
  for (let u = 0; u < count; u++) {
    order.subarray(offsets[u], offsets[u + 1]).sort((a, b) => (workers[a] ?? 0) - (workers[b] ?? 0) || a - b);
  }
  return { offsets, order };
}

/**
 * Reads crowd answers, one row an answer: item, worker, label. Workers become the functions, items the rows (in
 * order of first appearance, named in `ids`); an empty label is no answer. Repeated answers of a worker to an item are
 * kept as separate votes. Sparse: memory is proportional to the answers.
 *
 * @throws LabelingError for missing columns, nameless items or workers, unknown labels.
 *
 * @example
 * ```ts
 * import { tableFromRows, votesFromAnswers } from "labelwright";
 *
 * const answers = tableFromRows([
 *   { item: "photo 1", worker: "ann", label: "cat" },
 *   { item: "photo 1", worker: "bob", label: "dog" },
 *   { item: "photo 2", worker: "ann", label: "cat" },
 * ]);
 * const votes = votesFromAnswers(answers);
 * console.log(votes.ids, votes.functions.length); // [ "photo 1", "photo 2" ] 2
 * ```
 */
export function votesFromAnswers<L extends string = string>(
  table: TableShape,
  options: AnswersOptions<L> = {},
): VotePatterns<L> {
  const where = "votesFromAnswers";
  checkTable(table, where);
  const items = numberNames(table, options.item ?? "item", where);
  const workers = numberNames(table, options.worker ?? "worker", where);
  const column = options.label ?? "label";
  checkNameColumn(table, column, where);
  const { labels, codes } = readLabelColumns(table, [column], { labels: options.labels, abstain: [], where });
  const answers = codes[0] ?? new Int32Array();
  const { offsets, order } = groupByItem(items.numbers, workers.numbers, answers, items.names.length);
  return new VotePatterns({
    labels: labels as LabelSet<L>,
    functions: workers.names.map(sourceOfName),
    votes: {
      offsets,
      functions: order.map((i) => workers.numbers[i] ?? 0),
      codes: Int16Array.from(order, (i) => answers[i] ?? 0),
      strengths: null,
    },
    counts: new Float64Array(items.names.length).fill(1),
    rowPatterns: Int32Array.from(items.names, (_, u) => u),
    ids: Object.freeze(items.names),
  });
}

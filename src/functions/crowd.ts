import { LabelingError } from "../errors.ts";
import type { AnyTask, LabelOf, RowOf } from "../labels/task.ts";
import { votesFromAnswers } from "../matrix/answers.ts";
import type { VotePatterns } from "../matrix/vote-patterns.ts";
import type { TableShape } from "../tables/arrow-shape.ts";
import { checkName, checkNumber } from "../util/checks.ts";
import { compareCodePoints } from "../util/code-points.ts";
import { fingerprint } from "../util/hash.ts";
import { checkColumnKind, type ScalarColumn } from "./column-kinds.ts";
import { freezeTerms } from "./declarative.ts";
import { makeLabelingFunction, type LabelingFunction, type Voter } from "./labeling-function.ts";
import { valueVoter } from "./voters.ts";

/** Where the answers of a crowd are, and who votes on his own. */
export interface CrowdFunctionsOptions<T> {
  /** The task's column that names a row, as `item` does in the answers. @defaultValue the task's `id` */
  readonly column?: ScalarColumn<T> | undefined;
  /** The answers' column of items. @defaultValue "item" */
  readonly item?: string | undefined;
  /** The answers' column of workers. @defaultValue "worker" */
  readonly worker?: string | undefined;
  /** The answers' column of labels; empty is no answer. @defaultValue "label" */
  readonly label?: string | undefined;
  /** How many items a worker must have answered to be a labeling function of his own. @defaultValue 10 */
  readonly minAnswers?: number | undefined;
  /**
   * The name of the labeling function that pools all other workers: it votes for what most of their answers say. Null
   * leaves them out.
   * @defaultValue "other workers"
   */
  readonly others?: string | null | undefined;
  /** What the names of labeling functions start with, before the worker's name. @defaultValue "" */
  readonly prefix?: string | undefined;
}

const where = "crowdFunctions";

/** Above this many items, terms hold a hash of the votes. */
const maxListed = 1000;

/** The task's column of row names. */
function checkColumn(task: AnyTask, given: string | undefined): string {
  const column = given ?? task.id;
  if (column === null) {
    throw new LabelingError("missing_column", {
      where: `${where}, column`,
      got: "a task without an id column",
      expected: "the column that names a row as the answers name items",
      remedy: 'Give it: { column: "id" }, or define the task with id: "id".',
    });
  }
  checkColumnKind(task, column, ["text", "number"], "a column of text or numbers", where);
  return column;
}

/** Places of answers, item by item. */
interface Answers {
  readonly items: number[];
  readonly codes: number[];
}

/** The answers of each of `count` slots; `slotOf` says whose slot a worker has, or -1. One pass. */
function sortAnswers({ votes, size }: VotePatterns, count: number, slotOf: (worker: number) => number): Answers[] {
  const slots = Array.from({ length: count }, (): Answers => ({ items: [], codes: [] }));
  for (let u = 0; u < size; u++) {
    for (let i = votes.offsets[u] ?? 0; i < (votes.offsets[u + 1] ?? 0); i++) {
      const slot = slots[slotOf(votes.functions[i] ?? 0)];
      slot?.items.push(u);
      slot?.codes.push(votes.codes[i] ?? 0);
    }
  }
  return slots;
}

/** What most of some answers to each item say; items on which they tie are left out. */
function majorities({ ids, labels }: VotePatterns, { items, codes }: Answers): Map<string, string> {
  const said = new Map<string, string>();
  const counts = new Int32Array(labels.size);
  for (let start = 0, end = 0; start < items.length; start = end) {
    counts.fill(0);
    while (items[end] === items[start]) {
      const code = codes[end++] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
      if (end === items.length) break;
    }
    const most = Math.max(...counts);
    const label = labels.names[counts.indexOf(most)];
    const isTie = counts.indexOf(most) !== counts.lastIndexOf(most);
    if (!isTie && label !== undefined) said.set(ids?.[items[start] ?? 0] ?? "", label);
  }
  return said;
}

/** How many items each worker answered. */
function countItems({ votes, size, functions }: VotePatterns): Int32Array {
  const items = new Int32Array(functions.length);
  for (let u = 0; u < size; u++) {
    const [start, end] = [votes.offsets[u] ?? 0, votes.offsets[u + 1] ?? 0];
    for (let i = start; i < end; i++) {
      const worker = votes.functions[i] ?? 0;
      if (i === start || votes.functions[i - 1] !== worker) items[worker] = (items[worker] ?? 0) + 1;
    }
  }
  return items;
}

/**
 * Makes labeling functions of crowd answers: one for each worker with enough answers, who votes on the rows of a table
 * that bear the names of the items he answered, and one that pools all other workers. They run and vote like any
 * labeling function beside them.
 *
 * A worker who answered an item several times votes for the label he gave most; where none leads he abstains. So does
 * the pool. `votesFromAnswers` and `joinVotes` keep every answer apart instead, and every worker: use these where the
 * crowd is the main source, and labeling functions where it is one of several or belongs into a pack.
 *
 * Cost: O(answers); of up to 1,000 items a function's `terms` hold each vote, of more a hash.
 *
 * @throws LabelingError for missing columns, a label that is not the task's, no answers, and a worker's name that no
 * labeling function can have (`prefix` helps).
 *
 * @example
 * ```ts
 * import { applyLabelingFunctions, crowdFunctions, defineTask, keywords, tableFromRows } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { id: "utf8", text: "utf8" }, id: "id" });
 * const answers = tableFromRows([
 *   { item: "c1", worker: "ann", label: "spam" },
 *   { item: "c2", worker: "ann", label: "ham" },
 *   { item: "c2", worker: "bob", label: "ham" },
 * ]);
 * const crowd = crowdFunctions(task, answers, { minAnswers: 2 });
 * const money = keywords(task, { name: "money", column: "text", any: ["cash"], label: "spam" });
 * const table = tableFromRows([
 *   { id: "c1", text: "win cash" },
 *   { id: "c2", text: "nice song" },
 * ]);
 * const votes = await applyLabelingFunctions([...crowd, money], table);
 * console.log(votes.votesOf(1)); // { ann: "ham", "other workers": "ham" }
 * ```
 */
export function crowdFunctions<T extends AnyTask>(
  task: T,
  answers: TableShape,
  options: CrowdFunctionsOptions<T> = {},
): readonly LabelingFunction<LabelOf<T>, RowOf<T>>[] {
  const column = checkColumn(task, options.column);
  const { item, worker, label, others = "other workers", prefix = "" } = options;
  const minAnswers = checkNumber(options.minAnswers, 10, { where: `${where}, minAnswers`, min: 1, whole: true });
  if (others !== null) checkName(others, `${where}, others`);
  const votes = votesFromAnswers(answers, { item, worker, label, labels: task.labels });
  const items = countItems(votes);
  const own = [...items.keys()].filter((j) => (items[j] ?? 0) >= minAnswers);
  const rest = items.filter((count) => count > 0 && count < minAnswers).length;
  const slotOf = new Int32Array(items.length).fill(own.length);
  own.forEach((j, slot) => (slotOf[j] = slot));
  const slots = sortAnswers(votes, own.length + 1, (j) => slotOf[j] ?? -1);

  const makeFunction = (name: string, workers: number, slot: number): LabelingFunction<LabelOf<T>, RowOf<T>> => {
    const said = majorities(votes, slots[slot] ?? { items: [], codes: [] });
    const sorted = [...said].sort(([a], [b]) => compareCodePoints(a, b));
    const entries = sorted.length <= maxListed ? sorted : { count: sorted.length, hash: fingerprint(sorted) };
    const parts = { columns: [column], labels: [...new Set(said.values())], terms: freezeTerms({ entries, workers }) };
    const makeVoter = (): Voter => valueVoter(column, "abstain", (cell) => said.get(String(cell)) ?? null);
    return makeLabelingFunction(task, { name }, { kind: "crowd", ...parts, makeVoter });
  };

  const functions = own.map((j, slot) => makeFunction(prefix + (votes.functions[j]?.name ?? ""), 1, slot));
  if (others !== null && rest > 0) functions.push(makeFunction(others, rest, own.length));
  if (functions.length > 0) return Object.freeze(functions);
  throw new LabelingError("empty", {
    where,
    got: `no worker with ${minAnswers} answers`,
    expected: "at least one",
    remedy: "Lower minAnswers, or pool all workers: others.",
  });
}

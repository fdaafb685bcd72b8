import type { LabelModel } from "../../label-models/label-model.ts";
import { PatternBuilder } from "../../matrix/pattern-builder.ts";
import { VotePatterns } from "../../matrix/vote-patterns.ts";

/** Patterns predicted at a time: their posteriors and votes stay small beside the answers. */
const predictedAtOnce = 65_536;

/**
 * Answers worker by worker: entry `e` is one worker's answers to one item, those of worker `j` being entries `starts[j]` to
 * `starts[j + 1]`, in item order.
 */
export interface WorkerEntries {
  readonly starts: Int32Array;
  /** The item of each entry. */
  readonly items: Int32Array;
  /** The answers of an entry are `codes` from `answerStarts[e]` to `answerStarts[e + 1]`. */
  readonly answerStarts: Int32Array;
  readonly codes: Int16Array;
  /** K numbers an entry: the probability of each label by all votes on the item but the worker's own. */
  readonly others: Float64Array;
}

/** Calls `visit` for each worker's run of answers to each item. */
function eachRun(
  { votes, size }: VotePatterns,
  visit: (item: number, worker: number, from: number, to: number) => void,
): void {
  const { offsets, functions } = votes;
  for (let u = 0; u < size; u++) {
    const end = offsets[u + 1] ?? 0;
    for (let i = offsets[u] ?? 0, to = i; i < end; i = to) {
      while (to < end && functions[to] === functions[i]) to++;
      visit(u, functions[i] ?? 0, i, to);
    }
  }
}

/** Entries without what others say. */
function sortEntries(votes: VotePatterns): Omit<WorkerEntries, "others"> & { readonly placeOfRun: Int32Array } {
  const m = votes.functions.length;
  const starts = new Int32Array(m + 1);
  let runs = 0;
  eachRun(votes, (_, worker) => {
    starts[worker + 1] = (starts[worker + 1] ?? 0) + 1;
    runs++;
  });
  for (let j = 0; j < m; j++) starts[j + 1] = (starts[j + 1] ?? 0) + (starts[j] ?? 0);
  const next = starts.slice(0, m);
  const [items, lengths, placeOfRun] = [new Int32Array(runs), new Int32Array(runs), new Int32Array(runs)];
  let run = 0;
  eachRun(votes, (item, worker, from, to) => {
    const place = next[worker] ?? 0;
    next[worker] = place + 1;
    items[place] = item;
    lengths[place] = to - from;
    placeOfRun[run++] = place;
  });
  const answerStarts = new Int32Array(runs + 1);
  for (let e = 0; e < runs; e++) answerStarts[e + 1] = (answerStarts[e] ?? 0) + (lengths[e] ?? 0);
  const codes = new Int16Array(answerStarts[runs] ?? 0);
  run = 0;
  eachRun(votes, (_, __, from, to) => {
    codes.set(votes.votes.codes.subarray(from, to), answerStarts[placeOfRun[run++] ?? 0] ?? 0);
  });
  return { starts, items, answerStarts, codes, placeOfRun };
}

/**
 * The answers of each worker, with what a label model makes of the other votes on each item. One prediction an entry:
 * O(sum of squared answers of an item x K).
 *
 * @param votes One pattern an item.
 */
export function readEntries<L extends string, N extends string>(
  votes: VotePatterns<L, N>,
  model: LabelModel<L, N>,
  onDone: (entries: number, total: number) => void,
): WorkerEntries {
  const { placeOfRun, ...entries } = sortEntries(votes);
  const { labels, functions } = votes;
  const { offsets, functions: voters, codes, strengths } = votes.votes;
  const others = new Float64Array(placeOfRun.length * labels.size);
  let builder = new PatternBuilder();
  let [first, run] = [0, 0];
  const predict = (): void => {
    const counts = new Float64Array(run - first).fill(1);
    const rest = new VotePatterns({ labels, functions, votes: builder.finish(), counts, rowPatterns: null });
    const soft = model.predict(rest);
    for (let r = first; r < run; r++) others.set(soft.row(r - first), (placeOfRun[r] ?? 0) * labels.size);
    builder = new PatternBuilder();
    first = run;
    onDone(run, placeOfRun.length);
  };
  eachRun(votes, (item, _, from, to) => {
    for (let i = offsets[item] ?? 0; i < (offsets[item + 1] ?? 0); i++) {
      if (i < from || i >= to) builder.add(voters[i] ?? 0, codes[i] ?? 0, strengths?.[i] ?? 1);
    }
    builder.close();
    run++;
    if (run - first === predictedAtOnce) predict();
  });
  if (run > first) predict();
  return { ...entries, others };
}

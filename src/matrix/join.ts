import { isVotePatterns, VotePatterns } from "./vote-patterns.ts";
import { checkSources, type JoinInput, type JoinSource } from "./join-inputs.ts";
import { PatternBuilder } from "./pattern-builder.ts";
import type { VoteSource } from "./vote-source.ts";

/** The rows of all sources in order of first appearance, and for each source its row of each of them, or -1. */
function matchRows(inputs: readonly JoinInput[]): { readonly ids: readonly string[] | null; places: Int32Array[] } {
  const named = inputs.every(({ ids }) => ids !== null);
  if (!named)
    return { ids: null, places: inputs.map(({ rows }) => Int32Array.from({ length: rows }, (_, row) => row)) };
  const numbers = new Map<string, number>();
  for (const { ids } of inputs) for (const id of ids ?? []) if (!numbers.has(id)) numbers.set(id, numbers.size);
  const places = inputs.map(({ ids }) => {
    const rowOf = new Int32Array(numbers.size).fill(-1);
    ids?.forEach((id, row) => (rowOf[numbers.get(id) ?? 0] = row));
    return rowOf;
  });
  return { ids: [...numbers.keys()], places };
}

/** Adds the votes of one row of a source; its functions are numbered from `first`. */
function addVotes({ votes }: JoinInput, row: number, first: number, builder: PatternBuilder): void {
  if (isVotePatterns(votes)) {
    const u = votes.rowPatterns?.[row] ?? 0;
    const { offsets, functions, codes, strengths } = votes.votes;
    for (let i = offsets[u] ?? 0; i < (offsets[u + 1] ?? 0); i++) {
      builder.add(first + (functions[i] ?? 0), codes[i] ?? 0, strengths?.[i] ?? 1);
    }
    return;
  }
  votes.votes.forEach((column, j) => {
    const code = column[row] ?? -1;
    if (code >= 0) builder.add(first + j, code, votes.confidences[j]?.[row] ?? 1);
  });
}

/**
 * Joins several sources of votes on the same rows into one: crowd answers beside labeling functions beside another crowd,
 * for one label model. Rows are matched by their names. A row that a source does not have is one on which it abstains;
 * repeated answers and confidences are kept. Rows stand in order of first appearance, so that those of the first
 * source come first, in its order; `ids` of the result names them.
 *
 * Sources are label matrices with the names of their rows beside them, and vote patterns, which may know them
 * (`votesFromAnswers`). Where no source has names, rows are matched by number.
 *
 * Cost: O(votes + rows x functions of label matrices); memory in proportion to the votes.
 *
 * @throws LabelingError `incompatible` for other labels, rows without names beside rows with names, or patterns that do
 * not know their rows; `duplicate_name` for a row that is there twice, or for functions of the same name.
 *
 * @example
 * ```ts
 * import { fitLabelModel, joinVotes, labelMatrix, labelSet, tableFromRows, votesFromAnswers } from "labelwright";
 *
 * const labels = labelSet(["ham", "spam"]);
 * const rules = labelMatrix(labels, { link: ["spam", null, "spam"], short: [null, "ham", "ham"] });
 * const answers = tableFromRows([
 *   { item: "b", worker: "ann", label: "ham" },
 *   { item: "c", worker: "ann", label: "spam" },
 *   { item: "d", worker: "bob", label: "ham" },
 * ]);
 * const votes = joinVotes([{ votes: rules, ids: ["a", "b", "c"] }, votesFromAnswers(answers, { labels })]);
 * console.log(votes.ids, votes.votesOf(2)); // [ "a", "b", "c", "d" ] { link: "spam", short: "ham", ann: "spam" }
 * console.log(fitLabelModel(votes).predict(votes).hard());
 * ```
 */
export function joinVotes<L extends string, N extends string>(
  sources: readonly JoinSource<L, N>[],
): VotePatterns<L, N> {
  const inputs = checkSources(sources);
  const { ids, places } = matchRows(inputs);
  const rows = ids?.length ?? inputs[0]?.rows ?? 0;
  const starts = inputs.map((_, s) => inputs.slice(0, s).reduce((sum, { votes }) => sum + votes.functions.length, 0));
  const builder = new PatternBuilder();
  for (let row = 0; row < rows; row++) {
    inputs.forEach((input, s) => {
      const place = places[s]?.[row] ?? -1;
      if (place >= 0) addVotes(input, place, starts[s] ?? 0, builder);
    });
    builder.close();
  }
  const [first] = inputs as readonly [JoinInput];
  return new VotePatterns<L, N>({
    labels: first.votes.labels as VotePatterns<L, N>["labels"],
    functions: inputs.flatMap(({ votes }) => votes.functions as readonly VoteSource<N>[]),
    votes: builder.finish(),
    counts: new Float64Array(rows).fill(1),
    rowPatterns: Int32Array.from({ length: rows }, (_, row) => row),
    ids: ids === null ? null : Object.freeze([...ids]),
  });
}

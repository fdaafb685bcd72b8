import { LabelingError } from "../errors.ts";
import { checkDistinct, describe, listNames } from "../util/checks.ts";
import { isLabelMatrix, LabelMatrix } from "./label-matrix.ts";
import { PatternBuilder } from "./pattern-builder.ts";
import { isVotePatterns, VotePatterns } from "./vote-patterns.ts";

type Votes<L extends string, N extends string> = LabelMatrix<L, N> | VotePatterns<L, N>;

function checkVotes(votes: unknown, where: string): void {
  if (isLabelMatrix(votes) || isVotePatterns(votes)) return;
  throw new LabelingError("bad_option", {
    where: `${where}, votes`,
    got: describe(votes),
    expected: "a label matrix or vote patterns",
  });
}

/** The places of some functions. @throws LabelingError for a name that is not there, or is there twice */
function placesOf({ functions }: Votes<string, string>, names: readonly string[], where: string): number[] {
  if (!Array.isArray(names)) {
    throw new LabelingError("bad_option", {
      where: `${where}, names`,
      got: describe(names),
      expected: "an array of names",
    });
  }
  checkDistinct(names, `${where}, names`, "Name each once.");
  const places = new Map<string, number>(functions.map(({ name }, j) => [name, j]));
  return names.map((name: string) => {
    const place = places.get(name);
    if (place !== undefined) return place;
    throw new LabelingError("missing_column", {
      where: `${where}, names`,
      got: describe(name),
      expected: `one of the labeling functions: ${listNames([...places.keys()])}`,
    });
  });
}

function takeOfMatrix(matrix: LabelMatrix, places: readonly number[]): LabelMatrix {
  const { labels, functions, votes, confidences, rows, timings, faults } = matrix;
  const of = <T>(values: readonly T[]): T[] => places.map((j) => values[j] as T);
  const names = new Set(of(functions).map(({ name }) => name));
  const counts = of(faults.counts);
  return new LabelMatrix({
    labels,
    functions: of(functions),
    votes: of(votes),
    confidences: of(confidences),
    rows,
    timings: timings && of(timings),
    faults: Object.freeze({
      count: counts.reduce((sum, count) => sum + count, 0),
      counts: Object.freeze(counts),
      kept: Object.freeze(faults.kept.filter((fault) => names.has(fault.function))),
    }),
  });
}

function takeOfPatterns(patterns: VotePatterns, places: readonly number[]): VotePatterns {
  const { labels, functions, counts, rowPatterns, ids, size } = patterns;
  const placeOf = new Int32Array(functions.length).fill(-1);
  places.forEach((j, place) => (placeOf[j] = place));
  const { offsets, functions: voters, codes, strengths } = patterns.votes;
  const builder = new PatternBuilder();
  for (let u = 0; u < size; u++) {
    const kept: (readonly [place: number, vote: number])[] = [];
    for (let i = offsets[u] ?? 0; i < (offsets[u + 1] ?? 0); i++) {
      const place = placeOf[voters[i] ?? 0] ?? -1;
      if (place >= 0) kept.push([place, i]);
    }
    kept.sort(([a, i], [b, j]) => a - b || i - j);
    for (const [place, i] of kept) builder.add(place, codes[i] ?? 0, strengths?.[i] ?? 1);
    builder.close();
  }
  const votes = builder.finish();
  return new VotePatterns({
    labels,
    functions: places.map((j) => functions[j] as (typeof functions)[0]),
    votes,
    counts,
    rowPatterns,
    ids,
  });
}

function take<V extends Votes<string, string>>(votes: V, places: readonly number[]): V {
  return (isLabelMatrix(votes) ? takeOfMatrix(votes, places) : takeOfPatterns(votes, places)) as V;
}

/**
 * The votes of some labeling functions or workers alone, in the order given. Rows stay as they are, those that lose all
 * their votes included. O(votes).
 *
 * @throws LabelingError `missing_column` for a name that is not there, `duplicate_name` for one given twice.
 *
 * @example
 * ```ts
 * import { labelMatrix, labelSet, takeFunctions } from "labelwright";
 *
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { link: ["spam", null], money: ["spam", "ham"] });
 * console.log(takeFunctions(votes, ["money"]).votesOf(0)); // { money: "spam" }
 * ```
 */
export function takeFunctions<L extends string, N extends string, const T extends N>(
  votes: LabelMatrix<L, N>,
  names: readonly T[],
): LabelMatrix<L, T>;
export function takeFunctions<L extends string, N extends string, const T extends N>(
  votes: VotePatterns<L, N>,
  names: readonly T[],
): VotePatterns<L, T>;
export function takeFunctions(votes: Votes<string, string>, names: readonly string[]): Votes<string, string> {
  checkVotes(votes, "takeFunctions");
  return take(votes, placesOf(votes, names, "takeFunctions"));
}

/**
 * The votes without those of some labeling functions or workers, such as those whom `summarizeWorkers` suspects. Rows stay
 * as they are, those that lose all their votes included. O(votes).
 *
 * @throws LabelingError `missing_column` for a name that is not there, `duplicate_name` for one given twice.
 *
 * @example
 * ```ts
 * import { dropFunctions, labelMatrix, labelSet } from "labelwright";
 *
 * const votes = labelMatrix(labelSet(["ham", "spam"]), { link: ["spam", null], money: ["spam", "ham"] });
 * console.log(dropFunctions(votes, ["money"]).votesOf(0)); // { link: "spam" }
 * ```
 */
export function dropFunctions<L extends string, N extends string, const T extends N>(
  votes: LabelMatrix<L, N>,
  names: readonly T[],
): LabelMatrix<L, string extends N ? N : Exclude<N, T>>;
export function dropFunctions<L extends string, N extends string, const T extends N>(
  votes: VotePatterns<L, N>,
  names: readonly T[],
): VotePatterns<L, string extends N ? N : Exclude<N, T>>;
export function dropFunctions(votes: Votes<string, string>, names: readonly string[]): Votes<string, string> {
  checkVotes(votes, "dropFunctions");
  const dropped = new Set(placesOf(votes, names, "dropFunctions"));
  return take(
    votes,
    votes.functions.flatMap((_, j) => (dropped.has(j) ? [] : [j])),
  );
}

import { formatTextTable, shorten } from "../../util/text-table.ts";

/** Rows on which one function voted one label (null: abstained) and another or the same is true. */
export interface ErrorBucket<L extends string = string, N extends string = string> {
  readonly function: N;
  readonly vote: L | null;
  readonly gold: L;
  /** Number of rows. */
  readonly count: number;
}

/** How one function fares against the true labels. */
export interface FunctionErrors<L extends string = string, N extends string = string> {
  readonly name: N;
  /** Rows with a true label that it voted on. */
  readonly votes: number;
  /** Those on which it was wrong. */
  readonly wrong: number;
  /** The share of `votes` that was right; null without votes. */
  readonly accuracy: number | null;
  /** Every pair of vote and true label that occurs, abstentions too, most rows first. */
  readonly buckets: readonly ErrorBucket<L, N>[];
}

/** Which rows of a bucket are wanted. */
export interface BucketRows<L extends string = string> {
  /** Only rows on which it voted this; null: on which it abstained. @defaultValue any vote, no abstention */
  readonly vote?: L | null | undefined;
  /** Only rows whose true label is this. @defaultValue any */
  readonly gold?: L | undefined;
  /** The most rows that are given, the first ones. @defaultValue all */
  readonly limit?: number | undefined;
}

/**
 * Votes held against the true labels, function by function and label by label. Holds counts; rows are looked up when asked
 * for. Prints as a table of the errors, most rows first.
 */
export interface ErrorBuckets<L extends string = string, N extends string = string> {
  /** Number of rows. */
  readonly rows: number;
  /** Rows with a true label. */
  readonly known: number;
  readonly functions: readonly FunctionErrors<L, N>[];
  /** The wrong votes of all functions, most rows first. */
  readonly errors: readonly ErrorBucket<L, N>[];
  /** Row numbers, rising, on which a function voted as asked. O(rows). */
  rowsOf(name: N, wanted?: BucketRows<L>): Int32Array;
  /** Row numbers, rising, on which a function voted for another label than the true one. O(rows). */
  wrongRows(name: N, wanted?: { readonly limit?: number | undefined }): Int32Array;
}

const mostShown = 20;

/** Errors as a text table. */
export function describeErrors({ errors, functions, known, rows }: ErrorBuckets): string {
  const votesFor = new Map<string, number>();
  for (const { name, buckets } of functions) {
    for (const { vote, count } of buckets) {
      const key = JSON.stringify([name, vote]);
      votesFor.set(key, (votesFor.get(key) ?? 0) + count);
    }
  }
  const lines = errors.slice(0, mostShown).map(({ function: name, vote, gold, count }) => {
    const all = votesFor.get(JSON.stringify([name, vote])) ?? 0;
    return [
      shorten(name, 40),
      shorten(vote ?? "", 24),
      shorten(gold, 24),
      String(count),
      `${((100 * count) / all).toFixed(1)} %`,
    ];
  });
  const table = formatTextTable(
    [
      { title: "labeling function" },
      { title: "voted" },
      { title: "gold" },
      { title: "rows", align: "right" },
      { title: "of these votes", align: "right" },
    ],
    lines,
  );
  const more = errors.length > mostShown ? [`… and ${errors.length - mostShown} more kinds of error`] : [];
  const [votes, wrong] = functions.reduce(([v, w], each) => [v + each.votes, w + each.wrong], [0, 0]);
  return [table, ...more, `${wrong} of ${votes} votes are wrong, on ${known} rows with gold of ${rows}`].join("\n");
}

import fc from "fast-check";
import { labelSet, multiLabelVotes, type MultiLabelVote, type MultiLabelVotes } from "../../src/index.ts";

/** What functions say of rows, by function. */
export type Said = Readonly<Record<string, readonly MultiLabelVote[]>>;

const names = ["sports", "politics", "not sports", "money.tax", "7"];

/** Labels, and what some functions say of some rows of them. */
export function arbitrarySaid(): fc.Arbitrary<{ labels: string[]; said: Said }> {
  return fc
    .tuple(fc.subarray(names, { minLength: 2 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 12 }))
    .chain(([labels, m, rows]) => {
      const vote = fc.option(
        fc.record(Object.fromEntries(labels.map((name) => [name, fc.option(fc.boolean())])), { requiredKeys: [] }),
      );
      const column = fc.array(vote, { minLength: rows, maxLength: rows });
      return fc.array(column, { minLength: m, maxLength: m }).map((columns) => ({
        labels,
        said: Object.fromEntries(columns.map((votes, j) => [`lf ${j}`, votes])),
      }));
    });
}

/** Votes of `arbitrarySaid`. */
export const votesOfSaid = ({ labels, said }: { labels: string[]; said: Said }): MultiLabelVotes =>
  multiLabelVotes(labelSet(labels), said);

/** The votes on each row as plain objects. */
export const plainVotes = (votes: MultiLabelVotes): unknown[] =>
  Array.from({ length: votes.rows }, (_, row) => votes.votesOf(row));

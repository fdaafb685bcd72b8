import { LabelingError } from "../errors.ts";
import { sameLabels } from "../labels/label-set.ts";
import { describe, listNames } from "../util/checks.ts";
import { isLabelMatrix, type LabelMatrix } from "./label-matrix.ts";
import { isVotePatterns, type VotePatterns } from "./vote-patterns.ts";

/** What names a row: `7`, `7n` and `"7"` name the same one. */
export type VoteRowId = string | number | bigint;

/** Votes on rows that have names: those of crowd answers have them, a label matrix gets them from its table. */
export interface VotesWithIds<L extends string = string, N extends string = string> {
  /** The votes. */
  readonly votes: LabelMatrix<L, N> | VotePatterns<L, N>;
  /** The name of each row, such as the values of the table's id column. @defaultValue the `ids` of vote patterns */
  readonly ids?: Iterable<VoteRowId> | undefined;
}

/** What can be joined: votes with the names of their rows, or vote patterns that know them. */
export type JoinSource<L extends string = string, N extends string = string> =
  VotesWithIds<L, N> | VotePatterns<L, N> | LabelMatrix<L, N>;

/** One source of votes on its way into a join: the votes of row `ids[row]`. */
export interface JoinInput {
  readonly votes: LabelMatrix | VotePatterns;
  /** Names of the rows; null where rows are known by their number. */
  readonly ids: readonly string[] | null;
  readonly rows: number;
}

const where = "joinVotes";

const isVotes = (value: unknown): value is LabelMatrix | VotePatterns => isLabelMatrix(value) || isVotePatterns(value);

function checkIds(given: Iterable<unknown>, rows: number, place: string): readonly string[] {
  const isList = typeof given === "object" && (given as unknown) !== null && Symbol.iterator in given;
  if (!isList) {
    throw new LabelingError("bad_option", {
      where: `${place}, ids`,
      got: describe(given),
      expected: "a list of names",
    });
  }
  const ids = Array.from(given, (id, row) => {
    const isName = (typeof id === "string" && id !== "") || typeof id === "bigint" || Number.isFinite(id);
    if (isName) return String(id);
    throw new LabelingError("null_value", {
      where: `${place}, id of row ${row}`,
      got: describe(id),
      expected: "text that is not empty, or a number",
    });
  });
  if (ids.length !== rows) {
    throw new LabelingError("incompatible", {
      where: `${place}, ids`,
      got: `${ids.length} names`,
      expected: `one for each of the ${rows} rows of the votes`,
    });
  }
  const seen = new Set<string>();
  for (const [row, id] of ids.entries()) {
    if (seen.has(id)) {
      throw new LabelingError("duplicate_name", {
        where: `${place}, id of row ${row}`,
        got: `${describe(id)} a second time`,
        expected: "each row once",
        remedy: "Take one row of each, or give the rows ids of their own.",
        details: { id, row },
      });
    }
    seen.add(id);
  }
  return ids;
}

/** One source, checked. */
function readSource(source: unknown, place: string): JoinInput {
  const isWrapped = typeof source === "object" && source !== null && !isVotes(source) && "votes" in source;
  const { votes, ids } = (isWrapped ? source : { votes: source }) as { votes: unknown; ids?: Iterable<unknown> };
  if (!isVotes(votes)) {
    throw new LabelingError("bad_option", {
      where: place,
      got: describe(votes),
      expected: "a label matrix or vote patterns, or { votes, ids }",
    });
  }
  if (isVotePatterns(votes) && votes.rowPatterns === null) {
    throw new LabelingError("incompatible", {
      where: place,
      got: "vote patterns that do not know their rows",
      expected: "votes on rows that can be told apart",
      remedy: "Join before merging or retracting patterns.",
    });
  }
  const rows = isVotePatterns(votes) ? (votes.rowPatterns?.length ?? 0) : votes.rows;
  const own = isVotePatterns(votes) ? votes.ids : null;
  const given = ids ?? own;
  return { votes, rows, ids: given === null ? null : checkIds(given, rows, place) };
}

/** Sources that can be joined: the same labels, and rows with names in all or in none. */
export function checkSources(sources: unknown): readonly JoinInput[] {
  if (!Array.isArray(sources) || sources.length === 0) {
    const got = Array.isArray(sources) ? "no votes" : describe(sources);
    throw new LabelingError("empty", { where, got, expected: "an array of votes" });
  }
  const inputs = sources.map((source, s) => readSource(source, `${where}, votes ${s}`));
  const [first] = inputs as [JoinInput, ...JoinInput[]];
  for (const [s, input] of inputs.entries()) {
    const place = `${where}, votes ${s}`;
    if (!sameLabels(first.votes.labels, input.votes.labels)) {
      throw new LabelingError("incompatible", {
        where: place,
        got: `labels ${listNames(input.votes.labels.names)}`,
        expected: `labels ${listNames(first.votes.labels.names)}, in this order`,
        remedy: "Read all votes with the same labels: labels: labelSet([...]), or the task's labels.",
      });
    }
    if ((first.ids === null) !== (input.ids === null)) {
      throw new LabelingError("incompatible", {
        where: place,
        got: input.ids === null ? "rows without names" : "rows with names",
        expected: first.ids === null ? "rows without names, as in votes 0" : "rows with names, as in votes 0",
        remedy: "Give the names of a label matrix's rows beside it: { votes, ids }.",
      });
    }
    if (first.ids === null && input.rows !== first.rows) {
      throw new LabelingError("incompatible", {
        where: place,
        got: `${input.rows} rows without names`,
        expected: `the ${first.rows} rows of votes 0`,
        remedy: "Give the names of the rows beside each: { votes, ids }.",
      });
    }
  }
  return inputs;
}

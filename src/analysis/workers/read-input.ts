import { LabelingError } from "../../errors.ts";
import { goldCodes, type Gold } from "../../labels/gold.ts";
import { votesFromAnswers } from "../../matrix/answers.ts";
import { joinVotes } from "../../matrix/join.ts";
import { isLabelMatrix } from "../../matrix/label-matrix.ts";
import { isVotePatterns, VotePatterns } from "../../matrix/vote-patterns.ts";
import { isTable } from "../../tables/arrow-shape.ts";
import { describe, listNames } from "../../util/checks.ts";
import type { SummarizeAnswersOptions } from "./options.ts";
import { readSpeeds, type WorkerSpeed } from "./speed.ts";

/** What a report is made from. */
export interface WorkerInput {
  /** One pattern an item. */
  readonly votes: VotePatterns;
  readonly speeds: ReadonlyMap<string, WorkerSpeed>;
}

/** Patterns as rows: each stands for one item. */
function rowsOf(patterns: VotePatterns): VotePatterns {
  if (patterns.rowPatterns !== null) {
    const isPlain = patterns.size === patterns.rowPatterns.length && patterns.rowPatterns.every((u, row) => u === row);
    return isPlain ? patterns : joinVotes([patterns]);
  }
  const { labels, functions, votes, counts } = patterns;
  const rowPatterns = Int32Array.from(Array.from(counts).flatMap((count, u) => new Array<number>(count).fill(u)));
  return joinVotes([new VotePatterns({ labels, functions, votes, counts, rowPatterns })]);
}

/** Votes, or a table of answers, as rows. @throws LabelingError for what is neither */
export function readInput(given: unknown, options: SummarizeAnswersOptions, where: string): WorkerInput {
  if (isLabelMatrix(given)) return { votes: joinVotes([given]), speeds: new Map() };
  if (isVotePatterns(given)) return { votes: rowsOf(given), speeds: new Map() };
  if (isTable(given)) {
    const { item, worker = "worker", label, labels, duration, time } = options;
    const votes = votesFromAnswers(given, { item, worker, label, labels });
    return { votes, speeds: readSpeeds(given, { worker, duration, time }, where) };
  }
  throw new LabelingError("bad_option", {
    where,
    got: describe(given),
    expected: "a label matrix, vote patterns, or a table of answers with the columns item, worker and label",
  });
}

/** The known label of each item, -1 where there is none. @throws LabelingError for unknown labels, or names of no item */
export function readGold(
  gold: Gold | ReadonlyMap<string, string | null> | undefined,
  { ids, rows, labels }: VotePatterns,
  where: string,
): Int32Array {
  if (gold === undefined) return new Int32Array(rows).fill(-1);
  const byName = gold as Partial<ReadonlyMap<string, string | null>>;
  if (typeof byName.get !== "function" || typeof byName.keys !== "function")
    return goldCodes(gold as Gold, labels, rows, where);
  const known = gold as ReadonlyMap<string, string | null>;
  if (ids === null) {
    throw new LabelingError("incompatible", {
      where: `${where}, gold`,
      got: "labels by name, and votes whose rows have no names",
      expected: "an array of labels, one a row",
    });
  }
  const codes = goldCodes(
    ids.map((id) => known.get(id) ?? null),
    labels,
    rows,
    where,
  );
  if (known.size === 0 || codes.some((code) => code >= 0)) return codes;
  throw new LabelingError("incompatible", {
    where: `${where}, gold`,
    got: `names ${listNames([...known.keys()], 3)}`,
    expected: `some of the items ${listNames(ids, 3)}`,
  });
}

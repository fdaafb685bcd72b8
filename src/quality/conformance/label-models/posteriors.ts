import { compressVotes } from "../../../matrix/compress.ts";
import { mergePatterns } from "../../../matrix/merge.ts";
import { VotePatterns } from "../../../matrix/vote-patterns.ts";
import { matrixOfCodes } from "../../arbitraries/matrix.ts";
import { broken, expectNear, makeLaw, type ConformanceLaw } from "../law.ts";
import { drawRows, matrixOf, patternsOfRows, printVotes, someLabels, voteCases } from "../vote-cases.ts";
import { posteriorsOf, type LabelModelCase } from "./subject.ts";

/** Laws of the probabilities that a label model gives. */
export const posteriorLaws: readonly ConformanceLaw<LabelModelCase>[] = [
  makeLaw({
    name: "probabilities",
    title: "it gives every row numbers from 0 to 1 that sum to 1",
    explanation: "Whatever is trained on the labels, or decided by them, takes them for probabilities.",
    body: (subject, forAll) =>
      forAll(voteCases, printVotes, async (votes) => {
        for (const [i, row] of (await posteriorsOf(subject, matrixOf(votes))).entries()) {
          const sum = row.reduce((all, p) => all + p, 0);
          if (row.every((p) => p >= 0 && p <= 1) && Math.abs(sum - 1) < 1e-12) continue;
          broken("", `row ${i}: ${row.join(", ")}, which sum to ${sum}`, "numbers from 0 to 1 that sum to 1");
        }
      }),
  }),
  makeLaw({
    name: "same-bits",
    title: "it gives the same bits for the same votes and seed",
    explanation: "Labels must be made again as they were, or nobody can say why they differ.",
    body: (subject, forAll) =>
      forAll(voteCases, printVotes, async (votes) => {
        const run = (): Promise<number[][]> => posteriorsOf(subject, matrixOf(votes), { seed: 7 });
        expectNear(await run(), await run(), 0);
      }),
  }),
  makeLaw({
    name: "patterns-equal-rows",
    title: "it gives the same from distinct patterns and their counts as from one pattern a row",
    explanation: "Votes are fitted by their patterns: how rows are put together must not matter.",
    body: async (subject, forAll) => {
      await forAll(voteCases, printVotes, async (votes) => {
        const matrix = matrixOf(votes);
        expectNear(await posteriorsOf(subject, patternsOfRows(matrix)), await posteriorsOf(subject, matrix), 1e-9);
      });
      const rows = drawRows(5, { rows: 5000, functions: 12, labels: 3, coverage: 0.4 });
      const matrix = matrixOfCodes(someLabels(3), rows);
      const patterns = patternsOfRows(matrix);
      expectNear(await posteriorsOf(subject, patterns), await posteriorsOf(subject, matrix), 1e-9, "5,000 drawn rows");
    },
  }),
  makeLaw({
    name: "shards-equal-whole",
    title: "it gives the same bits from ten merged parts as from the whole",
    explanation: "Parts of large data are compressed where they lie, and fitted together.",
    body: (subject, forAll) =>
      forAll(voteCases, printVotes, async (votes) => {
        const { rows, confidences } = votes;
        const part = (from: number, to: number): VotePatterns =>
          compressVotes(matrixOf({ ...votes, rows: rows.slice(from, to), confidences: confidences.slice(from, to) }));
        const cuts = Array.from({ length: 11 }, (_, p) => Math.floor((p * rows.length) / 10));
        const shards = cuts.slice(1).map((end, p) => part(cuts[p] ?? 0, end));
        expectNear(
          await posteriorsOf(subject, mergePatterns(shards)),
          await posteriorsOf(subject, part(0, rows.length)),
          0,
        );
      }),
  }),
  makeLaw({
    name: "counts-are-rows",
    title: "it counts a pattern of weight 3 as three equal rows",
    explanation: "The count of a pattern says how many rows show it; a model that leaves it out fits other data.",
    body: async (subject) => {
      const codes = [
        [0, 1],
        [0, 0],
        [0, 1],
        [-1, 1],
        [0, 1],
      ];
      const { labels, functions, votes, counts, rowPatterns } = compressVotes(matrixOfCodes(someLabels(2), codes));
      const heavy = new VotePatterns({ labels, functions, votes, counts: counts.map((n) => 3 * n), rowPatterns });
      const tripled = matrixOfCodes(someLabels(2), [...codes, ...codes, ...codes]);
      expectNear(
        await posteriorsOf(subject, heavy),
        (await posteriorsOf(subject, tripled)).slice(0, 5),
        1e-12,
        "five rows of two functions, each counted three times",
      );
    },
  }),
];

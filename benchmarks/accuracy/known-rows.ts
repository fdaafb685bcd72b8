import { fitLabelModel, scoreLabels } from "labelwright";
import { makeRandom } from "../../src/util/random.ts";
import { formatTextTable } from "../../src/util/text-table.ts";
import type { VoteSet } from "./sets.ts";

/** How many rows are known in turn, and from how many draws the means are. */
const counts = [0, 10, 50, 200] as const;
const draws = 5;

/** Scores of a set on the rows that were not known, by how many were. */
export interface KnownRows {
  readonly set: string;
  /** Accuracy, 0 to 1, for each of the counts. */
  readonly accuracy: readonly number[];
  readonly logLoss: readonly number[];
}

/** What some known labels bring: rows drawn at random enter the fit as gold, the others are scored. */
export function measureKnownRows({ name, votes, gold }: VoteSet): KnownRows {
  const known = gold.flatMap((label, row) => (label === null ? [] : [row]));
  const scores = counts.map((count) => {
    const each = Array.from({ length: count === 0 ? 1 : draws }, (_, draw) => {
      const random = makeRandom(draw, `known rows of ${name}`);
      const drawn = new Set<number>();
      while (drawn.size < Math.min(count, known.length / 2)) {
        drawn.add(known[Math.floor(random() * known.length)] ?? 0);
      }
      const given = gold.map((label, row) => (drawn.has(row) ? label : null));
      const model = fitLabelModel(votes, count === 0 ? {} : { gold: given });
      const rest = gold.map((label, row) => (drawn.has(row) ? null : label));
      return scoreLabels(model.predict(votes), rest);
    });
    const mean = (of: (score: (typeof each)[number]) => number): number =>
      each.reduce((sum, score) => sum + of(score), 0) / each.length;
    return { accuracy: mean((score) => score.accuracy), logLoss: mean((score) => score.logLoss) };
  });
  return { set: name, accuracy: scores.map((s) => s.accuracy), logLoss: scores.map((s) => s.logLoss) };
}

/** A row a set, and the means. */
export function formatKnownRows(results: readonly KnownRows[]): string {
  const titles = [...counts.map((n) => `accuracy, ${n} known`), ...counts.map((n) => `log loss, ${n}`)];
  const rowOf = (name: string, accuracy: readonly number[], logLoss: readonly number[]): string[] => [
    name,
    ...accuracy.map((x) => (100 * x).toFixed(1)),
    ...logLoss.map((x) => x.toFixed(3)),
  ];
  const means = (of: (each: KnownRows) => readonly number[]): number[] =>
    counts.map((_, i) => results.reduce((sum, each) => sum + (of(each)[i] ?? 0), 0) / results.length);
  const rows = results.map((each) => rowOf(each.set, each.accuracy, each.logLoss));
  rows.push(
    rowOf(
      "mean",
      means((each) => each.accuracy),
      means((each) => each.logLoss),
    ),
  );
  return formatTextTable([{ title: "set" }, ...titles.map((title) => ({ title, align: "right" as const }))], rows);
}

import type { Votes } from "../../../label-models/label-model.ts";
import { compressVotes } from "../../../matrix/compress.ts";
import { matrixOfCodes } from "../../arbitraries/matrix.ts";
import { broken, expectNear, expectSame, makeLaw, refusalWith, type ConformanceLaw } from "../law.ts";
import { drawRows, matrixOf, printVotes, someLabels, voteCases } from "../vote-cases.ts";
import { rounds, rowsOf, type LabelModelCase, type TestedLabelModel } from "./subject.ts";

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

type Explaining = TestedLabelModel & Required<Pick<TestedLabelModel, "explain">>;

/** A fitted model that explains. */
async function explaining({ fit }: LabelModelCase, votes: Votes): Promise<Explaining> {
  const model = await fit(votes, { rounds });
  if (model.explain === undefined)
    broken("", "a model without explain", "one with it, as the case says explains: true");
  return model as Explaining;
}

const applies = ({ explains }: LabelModelCase): boolean => explains === true;

/** Laws of explanations, for models that have them. */
export const explanationLaws: readonly ConformanceLaw<LabelModelCase>[] = [
  makeLaw({
    name: "explanation-adds-up",
    title: "the parts of an explanation add up to the log probabilities, with a part for each vote",
    explanation: "An explanation that leaves something out, or adds something, explains another model.",
    applies,
    body: (subject, forAll) =>
      forAll(voteCases, printVotes, async (votes) => {
        const matrix = matrixOf(votes);
        const model = await explaining(subject, matrix);
        const soft = await model.predict(matrix);
        const hard = soft.hard();
        for (const [row, codes] of votes.rows.entries()) {
          const { label, parts, probabilities } = await model.explain(matrix, row);
          expectSame(probabilities, [...soft.row(row)], `row ${row}, probabilities`);
          expectSame(label, hard[row], `row ${row}, label`);
          const voted = parts.filter(({ kind }) => kind === "vote").map(({ source }) => source);
          const expected = codes.flatMap((code, j) => (code < 0 ? [] : [`lf ${j}`]));
          expectSame(voted, expected, `row ${row}, parts`);
          const sums = parts.map(({ scores }) => [sumOf(scores)]);
          expectNear(
            sums,
            parts.map(() => [0]),
            1e-9,
            `row ${row}, the sum of each part's scores`,
          );
          const logs = probabilities.map((p) => Math.log(Math.max(p, 1e-12)));
          const mean = sumOf(logs) / logs.length;
          const total = logs.map((_, y) => sumOf(parts.map(({ scores }) => scores[y] ?? NaN)));
          expectNear([total], [logs.map((log) => log - mean)], 1e-9, `row ${row}, scores of the labels`);
        }
      }),
  }),
  makeLaw({
    name: "explanation-of-patterns",
    title: "an explanation is the same from patterns as from rows",
    explanation: "A row is explained by its votes, however they are kept.",
    applies,
    body: async (subject) => {
      const rows = drawRows(3, { rows: 40, functions: 5, labels: 3, coverage: 0.5 });
      const matrix = matrixOfCodes(someLabels(3), rows);
      const model = await explaining(subject, matrix);
      const patterns = compressVotes(matrix);
      for (const row of [0, 17, 39]) {
        expectSame(await model.explain(patterns, row), await model.explain(matrix, row), `row ${row} of 40 drawn rows`);
      }
    },
  }),
  makeLaw({
    name: "explanation-without-votes",
    title: "the explanation of a row without votes is the class balance alone",
    explanation: "Nobody has said anything about such a row.",
    applies,
    body: async (subject) => {
      const matrix = matrixOfCodes(someLabels(2), [
        [0, 0, 1],
        [-1, -1, -1],
      ]);
      const model = await explaining(subject, matrix);
      const { label, parts, probabilities } = await model.explain(matrix, 1);
      expectSame([label, parts.map(({ kind }) => kind)], [null, ["balance"]], "label and parts");
      expectNear([probabilities], [rowsOf(await model.predict(matrix))[1] ?? []], 1e-12, "probabilities");
    },
  }),
  makeLaw({
    name: "explanation-refuses",
    title: "an explanation is refused for a number that is no row, and for votes of other functions",
    explanation: "Numbers for a row that is not there look like any others.",
    applies,
    body: async (subject) => {
      const matrix = matrixOfCodes(someLabels(2), [[0, 0, 1]]);
      const model = await explaining(subject, matrix);
      for (const row of [1, -1, 0.5])
        await refusalWith(`row ${row} of 1`, ["bad_option"], () => model.explain(matrix, row));
      const other = matrixOfCodes(someLabels(2), [[0, 0]]);
      await refusalWith("votes of two functions after a fit of three", ["incompatible"], () => model.explain(other, 0));
    },
  }),
];

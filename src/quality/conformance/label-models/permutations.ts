import fc from "fast-check";
import { labelSet } from "../../../labels/label-set.ts";
import { expectNear, makeLaw, type ConformanceLaw } from "../law.ts";
import { matrixOf, orders, printVotes, voteCases, type VoteCase } from "../vote-cases.ts";
import { posteriorsOf, rounds, type LabelModelCase } from "./subject.ts";

/** Votes, and an order for their rows, functions and labels. */
interface Shuffled {
  readonly votes: VoteCase;
  readonly rowOrder: readonly number[];
  readonly functionOrder: readonly number[];
  readonly labelOrder: readonly number[];
}

const shuffled: fc.Arbitrary<Shuffled> = voteCases.chain((votes) =>
  fc.record({
    votes: fc.constant(votes),
    rowOrder: orders(votes.rows.length),
    functionOrder: orders(votes.functions),
    labelOrder: orders(votes.labels.size),
  }),
);

const inOrder =
  (what: "rowOrder" | "functionOrder" | "labelOrder") =>
  (each: Shuffled): string =>
    `${printVotes(each.votes)}\nin the order ${each[what].join(", ")}`;

const turnCells = (rows: VoteCase["rows"], order: readonly number[]): number[][] =>
  rows.map((row) => order.map((j) => row[j] ?? -1));

/** Laws of what must not matter: the order of rows, functions and labels; functions that never vote. */
export const permutationLaws: readonly ConformanceLaw<LabelModelCase>[] = [
  makeLaw({
    name: "rows-permute",
    title: "rows in another order get the same probabilities",
    explanation: "The order of rows is chance: sorted or sampled data must not get other labels.",
    body: (subject, forAll) =>
      forAll(shuffled, inOrder("rowOrder"), async ({ votes, rowOrder }) => {
        const pick = (rows: VoteCase["rows"]): VoteCase["rows"] => rowOrder.map((row) => rows[row] ?? []);
        const turned = { ...votes, rows: pick(votes.rows), confidences: pick(votes.confidences) };
        const expected = await posteriorsOf(subject, matrixOf(votes));
        expectNear(
          await posteriorsOf(subject, matrixOf(turned)),
          rowOrder.map((row) => expected[row] ?? []),
          1e-9,
        );
      }),
  }),
  makeLaw({
    name: "functions-permute",
    title: "labeling functions in another order change no probability",
    explanation: "Functions stand in the order in which they were written, which says nothing about them.",
    body: (subject, forAll) =>
      forAll(shuffled, inOrder("functionOrder"), async ({ votes, functionOrder }) => {
        const { rows, confidences } = votes;
        const turned = {
          ...votes,
          rows: turnCells(rows, functionOrder),
          confidences: turnCells(confidences, functionOrder),
        };
        expectNear(await posteriorsOf(subject, matrixOf(turned)), await posteriorsOf(subject, matrixOf(votes)), 1e-9);
      }),
  }),
  makeLaw({
    name: "labels-permute",
    title: "labels in another order permute the probabilities, and change none",
    explanation: "Labels are names: the first one is not special.",
    body: (subject, forAll) =>
      forAll(shuffled, inOrder("labelOrder"), async ({ votes, labelOrder }) => {
        const { names, size } = votes.labels;
        const turned: VoteCase = {
          ...votes,
          labels: labelSet(labelOrder.map((y) => names[y] ?? "")),
          rows: votes.rows.map((row) => row.map((code) => (code < 0 ? -1 : labelOrder.indexOf(code)))),
        };
        const total = (size * (size + 1)) / 2;
        const classBalance = Object.fromEntries(names.map((name, y) => [name, (y + 1) / total]));
        const options = { rounds, classBalance };
        const expected = await posteriorsOf(subject, matrixOf(votes), options);
        expectNear(
          await posteriorsOf(subject, matrixOf(turned), options),
          expected.map((row) => labelOrder.map((y) => row[y] ?? NaN)),
          1e-9,
        );
      }),
  }),
  makeLaw({
    name: "silent-function",
    title: "a function that never votes changes nothing, bit for bit",
    explanation: "It has said nothing: labels that change with it come from nowhere.",
    body: (subject, forAll) =>
      forAll(voteCases, printVotes, async (votes) => {
        const silent: VoteCase = {
          ...votes,
          functions: votes.functions + 1,
          rows: votes.rows.map((row) => [...row, -1]),
          confidences: votes.confidences.map((row) => [...row, 1]),
        };
        expectNear(await posteriorsOf(subject, matrixOf(silent)), await posteriorsOf(subject, matrixOf(votes)), 0);
      }),
  }),
];

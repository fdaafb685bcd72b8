import { labelMatrix } from "../../../matrix/from-arrays.ts";
import { labelSet } from "../../../labels/label-set.ts";
import { LabelMatrix } from "../../../matrix/label-matrix.ts";
import { matrixOfCodes } from "../../arbitraries/matrix.ts";
import { broken, expectNear, expectSame, makeLaw, type ConformanceLaw } from "../law.ts";
import { posteriorsOf, rounds, softOf, type LabelModelCase } from "./subject.ts";

const labels = labelSet(["ham", "spam"]);

/** Laws of votes that are few, missing or one-sided. */
export const smallVoteLaws: readonly ConformanceLaw<LabelModelCase>[] = [
  makeLaw({
    name: "one-function",
    title: "of one function, its label is the more probable one on every row",
    explanation: "There is no other witness.",
    body: async (subject) => {
      const votes = labelMatrix(labels, { a: ["spam", "ham", null, "spam"] });
      expectSame((await softOf(subject, votes)).hard(), ["spam", "ham", null, "spam"], "votes spam, ham, none, spam");
    },
  }),
  makeLaw({
    name: "two-functions",
    title: "of two functions, rows get the label that one or both vote for",
    explanation: "Nothing speaks against it.",
    body: async (subject) => {
      const votes = labelMatrix(labels, { a: ["spam", "ham", "spam", null], b: ["spam", "ham", null, "ham"] });
      const on = "votes spam+spam, ham+ham, spam alone, ham alone";
      expectSame((await softOf(subject, votes)).hard(), ["spam", "ham", "spam", "ham"], on);
    },
  }),
  makeLaw({
    name: "constant-function",
    title: "a function that always votes the same leaves all probabilities finite",
    explanation: "It is common: rules that only ever say spam.",
    body: async (subject) => {
      const rows = Array.from({ length: 50 }, (_, i) => {
        const other = i % 3 === 0 ? 0 : 1;
        return [1, other, i % 4 === 0 ? -1 : other];
      });
      for (const row of await posteriorsOf(subject, matrixOfCodes(labels, rows))) {
        if (!row.every(Number.isFinite)) broken("50 rows, a function that says spam on all", row.join(", "), "numbers");
      }
    },
  }),
  makeLaw({
    name: "no-votes",
    title: "where all abstain, every row has the class balance, no hard label, and is not covered",
    explanation: "No function has voted: whatever else it says is made up.",
    body: async (subject) => {
      const votes = labelMatrix(labels, { a: [null, null], b: [null, null], c: [null, null] });
      const options = { rounds, classBalance: { ham: 0.7, spam: 0.3 } };
      const soft = await softOf(subject, votes, options);
      const on = "two rows without votes, class balance 0.7 and 0.3";
      expectNear(
        await posteriorsOf(subject, votes, options),
        [
          [0.7, 0.3],
          [0.7, 0.3],
        ],
        1e-12,
        on,
      );
      expectSame([soft.covered(0), soft.hard()], [false, [null, null]], `${on}: covered, labels`);
    },
  }),
  makeLaw({
    name: "rows-without-votes",
    title: "a row without votes among others has the class balance",
    explanation: "Silence of all functions is no vote.",
    body: async (subject) => {
      const codes = [
        [1, 1, 0],
        [-1, -1, -1],
        [0, 0, 0],
      ];
      const options = { rounds, classBalance: { ham: 0.2, spam: 0.8 } };
      const rows = await posteriorsOf(subject, matrixOfCodes(labels, codes), options);
      expectNear([rows[1] ?? []], [[0.2, 0.8]], 1e-12, "three rows, the second without votes");
    },
  }),
  makeLaw({
    name: "no-rows",
    title: "fitted on no rows, it is a model that can predict",
    explanation: "An empty part of the data must not stop a pipeline.",
    body: async (subject) => {
      const none = labelMatrix(labels, { a: [], b: [], c: [] });
      const model = await subject.fit(none, { rounds });
      expectSame((await model.predict(none)).rows, 0, "no rows");
      const next = labelMatrix(labels, { a: ["spam"], b: ["spam"], c: [null] });
      expectSame((await model.predict(next)).hard(), ["spam"], "one row, two votes for spam");
    },
  }),
  makeLaw({
    name: "no-functions",
    title: "fitted on no functions, every row has the class balance",
    explanation: "A pack whose functions were all left out has rows all the same.",
    body: async (subject) => {
      const none = new LabelMatrix({ labels, functions: [], votes: [], rows: 3 });
      expectNear(
        await posteriorsOf(subject, none),
        [
          [0.5, 0.5],
          [0.5, 0.5],
          [0.5, 0.5],
        ],
        1e-12,
        "three rows",
      );
    },
  }),
];

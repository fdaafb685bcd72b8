import { labelSet } from "../../../labels/label-set.ts";
import type { Votes } from "../../../label-models/label-model.ts";
import { labelMatrix } from "../../../matrix/from-arrays.ts";
import { LabelMatrix } from "../../../matrix/label-matrix.ts";
import { matrixOfCodes } from "../../arbitraries/matrix.ts";
import { broken, expectNear, expectSame, makeLaw, refusal, refusalWith, type ConformanceLaw } from "../law.ts";
import { drawRows, matrixOf, printVotes, someLabels, voteCases } from "../vote-cases.ts";
import { rowsOf, type LabelModelCase } from "./subject.ts";

const drawn = matrixOfCodes(someLabels(3), drawRows(4, { rows: 300, functions: 5, labels: 3, coverage: 0.6 }));

/** Votes of one function with a fingerprint. */
const made = (fingerprint: string): LabelMatrix =>
  new LabelMatrix({
    labels: labelSet(["ham", "spam"]),
    functions: [{ name: "link", fingerprint, labels: ["spam"] }],
    votes: [Int8Array.of(1, -1)],
  });

/** Laws of a fitted model as a value: frozen, kept as JSON, for votes of its own functions only. */
export const valueLaws: readonly ConformanceLaw<LabelModelCase>[] = [
  makeLaw({
    name: "frozen",
    title: "a fitted model is a frozen value",
    explanation: "What was learned must not change under those who use it.",
    body: async ({ fit }) => {
      if (!Object.isFrozen(await fit(drawn, {})))
        broken("300 drawn rows", "a model that can be changed", "a frozen one");
    },
  }),
  makeLaw({
    name: "json",
    title: "a model goes through JSON text, and predicts the same bits afterwards",
    explanation: "Models are kept and moved as JSON: what comes back must be what was fitted.",
    applies: ({ fromJson }) => fromJson !== undefined,
    body: ({ fit, fromJson }, forAll) =>
      forAll(voteCases, printVotes, async (votes) => {
        const matrix = matrixOf(votes);
        const model = await fit(matrix, {});
        const text = JSON.stringify(model);
        const back = await fromJson?.(JSON.parse(text));
        if (back === undefined) return;
        expectSame(JSON.stringify(back), text, "written again");
        expectNear(rowsOf(await back.predict(matrix)), rowsOf(await model.predict(matrix)), 0);
      }),
  }),
  makeLaw({
    name: "new-votes",
    title: "it predicts votes that it was not fitted on; rows that it has seen as before",
    explanation: "Models are fitted once, and label what comes later.",
    body: async ({ fit }) => {
      const model = await fit(drawn, {});
      const seen = rowsOf(await model.predict(drawn));
      const again = matrixOfCodes(someLabels(3), [
        [0, 1, 2, 0, 1],
        ...[17, 3].map((row) => drawn.votes.map((column) => column[row] ?? -1)),
      ]);
      const predicted = rowsOf(await model.predict(again));
      expectNear(predicted.slice(1), [seen[17] ?? [], seen[3] ?? []], 1e-12, "two rows seen before");
      const sum = predicted[0]?.reduce((all, p) => all + p, 0) ?? NaN;
      expectNear([[sum]], [[1]], 1e-12, "a new row: the sum of its probabilities");
    },
  }),
  makeLaw({
    name: "refuses-other-votes",
    title: "it refuses to predict from votes of other labels, functions, or versions of them",
    explanation: "Votes of others have the same shape: their labels would be wrong, and look right.",
    body: async ({ fit }) => {
      const model = await fit(drawn, {});
      const names = ["lf 0", "lf 1", "lf 3", "lf 2", "lf 4"];
      const others: readonly (readonly [string, Votes])[] = [
        ["two labels after a fit of three", matrixOfCodes(someLabels(2), [[0, 0, 0, 0, 0]])],
        ["four functions after a fit of five", matrixOfCodes(someLabels(3), [[0, 0, 0, 0]])],
        [
          "the same functions in another order",
          labelMatrix(someLabels(3), Object.fromEntries(names.map((name) => [name, []]))),
        ],
      ];
      for (const [on, votes] of others) await refusalWith(on, ["incompatible"], () => model.predict(votes));
      const fitted = await fit(made("aaaa"), {});
      const edited = "votes of a function that was edited: another fingerprint";
      await refusalWith(edited, ["incompatible"], () => fitted.predict(made("bbbb")));
    },
  }),
  makeLaw({
    name: "refuses-no-votes",
    title: "it refuses what is no votes, in the fit and in the prediction",
    explanation: "A table in place of votes should be told at once, not somewhere inside.",
    body: async ({ fit }) => {
      const model = await fit(drawn, {});
      const wrong: readonly (readonly [string, unknown])[] = [
        ["an array of arrays", [[0, 1]]],
        ["an object { votes: [] }", { votes: [] }],
        ["null", null],
      ];
      for (const [on, value] of wrong) {
        await refusal(`a fit of ${on}`, () => fit(value as Votes, {}));
        await refusal(`a prediction of ${on}`, () => model.predict(value as Votes));
      }
    },
  }),
];

import { inspect } from "node:util";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { fitLabelModel } from "../../src/label-models/fit.ts";
import type { FitOptions } from "../../src/label-models/fit-options.ts";
import { labelModelFromJson } from "../../src/label-models/from-json.ts";
import type { LabelModelKind } from "../../src/label-models/fit-report.ts";
import type { LabelModel, Votes } from "../../src/label-models/label-model.ts";
import { compressVotes } from "../../src/matrix/compress.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { labelSet } from "../../src/labels/label-set.ts";
import { testLabelModel } from "../../src/testing.ts";
import { arbitraryRows, labelsOf, matrixOfRows, randomRows, type Rows } from "../util/arbitrary-votes.ts";
import { caught } from "../util/caught.ts";
import { expectClose, rowsOf } from "../util/compare.ts";

const permutation = (length: number): fc.Arbitrary<number[]> =>
  fc.shuffledSubarray(
    Array.from({ length }, (_, i) => i),
    { minLength: length, maxLength: length },
  );

/** Rows of votes with a confidence in hundredths for each. */
const confidentRows = arbitraryRows({ minRows: 1, labels: 4, functions: 5, rows: 30 }).chain((each) =>
  fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 5, maxLength: 5 }).map((hundredths) => ({
    ...each,
    confidences: each.rows.map((row, i) => row.map((_, j) => (hundredths[(i + j) % 5] ?? 100) / 100)),
  })),
);

/**
 * What every kind of label model of this package must do: the laws of all label models, and what only these promise
 * (estimates, report, warnings, sentences of errors). Call it once for each kind.
 */
export function testKind(kind: LabelModelKind): void {
  testLabelModel(
    {
      name: `label model "${kind}"`,
      fit: (votes, { rounds, ...options }) =>
        // A fixed number of rounds, so that two runs cannot stop at different ones.
        fitLabelModel(votes, {
          labelModel: kind,
          ...options,
          ...(rounds === undefined ? {} : { maxIterations: rounds, tolerance: 0 }),
        }),
      fromJson: labelModelFromJson,
      explains: true,
    },
    { describe, test },
  );

  /** A fixed number of rounds, so that two runs cannot stop at different ones. */
  const fixed: FitOptions = { labelModel: kind, maxIterations: 20, tolerance: 0 };
  const fit = (votes: Votes, options: FitOptions = fixed): LabelModel => fitLabelModel(votes, options);
  const posteriors = (votes: Votes, options?: FitOptions): number[][] => rowsOf(fit(votes, options).predict(votes));

  describe(`label model "${kind}"`, () => {
    describe("posteriors", () => {
      test.prop([confidentRows, fc.integer()])("do not depend on the seed", ({ labels, rows, confidences }, seed) => {
        const votes = matrixOfRows(labels, rows, { confidences });
        expect(posteriors(votes, { labelModel: kind, seed })).toEqual(posteriors(votes, { labelModel: kind }));
      });
    });

    describe("permuting", () => {
      const shuffled = confidentRows.chain((each) =>
        fc.record({
          each: fc.constant(each),
          functionOrder: permutation(each.functions),
        }),
      );

      test.prop([shuffled])(
        "labeling functions changes no posterior, and permutes the estimates",
        ({ each, functionOrder }) => {
          const { labels, rows, confidences } = each;
          const turn = (all: Rows): number[][] => all.map((row) => functionOrder.map((j) => row[j] ?? -1));
          const matrix = matrixOfRows(labels, rows, { confidences });
          const turned = matrixOfRows(labels, turn(rows), { confidences: turn(confidences) });
          expectClose(posteriors(turned), posteriors(matrix), 1e-9);
          const accuracies = fit(matrix).functions.map((each_) => each_.accuracy ?? -1);
          expectClose(
            [fit(turned).functions.map((each_) => each_.accuracy ?? -1)],
            [functionOrder.map((j) => accuracies[j] ?? NaN)],
            1e-9,
          );
        },
      );

      test.prop([confidentRows])("a function that never votes changes nothing, bit for bit", (each) => {
        const { labels, rows, confidences } = each;
        const silent = matrixOfRows(
          labels,
          rows.map((row) => [...row, -1]),
          { confidences: confidences.map((row) => [...row, 1]) },
        );
        expect(posteriors(silent)).toEqual(posteriors(matrixOfRows(labels, rows, { confidences })));
        const last = fit(silent).functions.at(-1);
        expect(last).toMatchObject({ votes: 0, coverage: 0, accuracy: null, onlyLabel: null });
      });
    });

    describe("an explanation", () => {
      test("is the same from patterns as from rows, and frozen", () => {
        const matrix = matrixOfRows(labelsOf(3), randomRows(3, { rows: 40, functions: 5, labels: 3, coverage: 0.5 }));
        const model = fit(matrix);
        const patterns = compressVotes(matrix);
        for (const row of [0, 17, 39]) expect(model.explain(patterns, row)).toEqual(model.explain(matrix, row));
        const explanation = model.explain(matrix, 3);
        const { parts, probabilities, rules } = explanation;
        expect([explanation, parts, parts[0], parts[0]?.scores, probabilities, rules].map(Object.isFrozen)).toEqual(
          new Array<boolean>(6).fill(true),
        );
      });

      test("of a row without votes is the class balance alone", () => {
        const matrix = matrixOfRows(labelsOf(2), [
          [0, 0, 1],
          [-1, -1, -1],
        ]);
        const model = fit(matrix);
        const { label, parts, probabilities } = model.explain(matrix, 1);
        expect([label, parts.length, parts[0]?.kind]).toEqual([null, 1, "balance"]);
        expectClose([probabilities], [model.classBalance], 1e-12);
      });

      test("is refused for a number that is no row, and for other votes", () => {
        const matrix = matrixOfRows(labelsOf(2), [[0, 0, 1]]);
        const model = fit(matrix);
        expect(caught(() => model.explain(matrix, 1)).message).toBe(
          "explain, row: 1; expected a whole number from 0 to 0.",
        );
        expect(caught(() => model.explain(matrix, 0.5)).code).toBe("bad_option");
        expect(caught(() => model.explain(matrixOfRows(labelsOf(2), [[0, 0]]), 0)).code).toBe("incompatible");
        expect(caught(() => model.explain(null as unknown as Votes, 0)).message).toMatch(
          /^explain: null; expected a label matrix or vote patterns/,
        );
      });
    });

    describe("small and odd votes", () => {
      const labels = labelSet(["ham", "spam"]);
      const few =
        "With fewer than 3 labeling functions, votes alone cannot tell who is right: accuracies stay close to the prior.";
      const warningsOf = (votes: Votes): readonly string[] => fit(votes).report.warnings;
      const fewer = kind === "majority" ? [] : [few];

      test("of one function: its label is the more probable one", () => {
        const votes = labelMatrix(labels, { a: ["spam", "ham", null, "spam"] });
        expect(fit(votes).predict(votes).hard()).toEqual(["spam", "ham", null, "spam"]);
        expect(warningsOf(votes)).toEqual(fewer);
      });

      test("of two functions: they share the rows on which they agree", () => {
        const votes = labelMatrix(labels, { a: ["spam", "ham", "spam", null], b: ["spam", "ham", null, "ham"] });
        expect(fit(votes).predict(votes).hard()).toEqual(["spam", "ham", "spam", "ham"]);
        expect(warningsOf(votes)).toEqual(fewer);
      });

      test("of a function that always votes the same: finite, and its label is known", () => {
        const rows = Array.from({ length: 50 }, (_, i) => [
          1,
          i % 3 === 0 ? 0 : 1,
          i % 4 === 0 ? -1 : i % 3 === 0 ? 0 : 1,
        ]);
        const model = fit(matrixOfRows(labels, rows));
        expect(model.functions.map((func) => func.onlyLabel)).toEqual(["spam", null, null]);
        expect(
          model.functions.every((func) => func.accuracy !== null && func.accuracy >= 0 && func.accuracy <= 1),
        ).toBe(true);
      });

      test("where all abstain: nothing was learned, and a warning says so", () => {
        const model = fit(labelMatrix(labels, { a: [null, null], b: [null, null], c: [null, null] }));
        expect(model.report.warnings).toEqual(["No labeling function voted on any row: nothing was learned."]);
        expect(model.report).toMatchObject({ rows: 2, coveredRows: 0, patterns: 1 });
      });

      test("of zero rows: a model that can predict, and a warning", () => {
        const model = fit(labelMatrix(labels, { a: [], b: [], c: [] }));
        expect(model.report.warnings).toEqual(["There are no rows: nothing was learned."]);
        expect(model.predict(labelMatrix(labels, { a: [], b: [], c: [] })).rows).toBe(0);
        const next = model.predict(labelMatrix(labels, { a: ["spam"], b: ["spam"], c: [null] }));
        expect(next.hard()).toEqual(["spam"]);
      });

      test("of zero functions: the class balance on every row", () => {
        const none = new LabelMatrix({ labels, functions: [], votes: [], rows: 3 });
        expect(posteriors(none)).toEqual([
          [0.5, 0.5],
          [0.5, 0.5],
          [0.5, 0.5],
        ]);
      });

      test("with a silent function and a label without votes: a warning for each", () => {
        const set = labelSet(["a", "b", "c"]);
        const votes = matrixOfRows(set, [
          [0, 1, -1, 0],
          [1, 0, -1, 1],
          [0, 0, -1, 0],
        ]);
        // Some kinds add what they could not learn.
        expect(warningsOf(votes).slice(0, 2)).toEqual([
          "Never voted, and so were not learned: lf 2.",
          "No function ever voted for: c.",
        ]);
      });

      test("of functions that agree on every row: that label, and no rule fires", () => {
        const codes = Array.from({ length: 60 }, (_, i) => i % 3);
        const votes = matrixOfRows(
          labelsOf(3),
          codes.map((code) => [code, code, code, code]),
        );
        const model = fit(votes, { labelModel: kind });
        expect(Array.from(model.predict(votes).hardCodes())).toEqual(codes);
        expect(model.report.rules).toEqual([]);
      });

      test("of 3,000 functions for 2 labels", () => {
        const rows = randomRows(9, { rows: 100, functions: 3000, labels: 2, coverage: 0.02 });
        const votes = matrixOfRows(labels, rows);
        const model = fit(votes);
        expect(model.functions.length).toBe(3000);
        expect(
          model
            .predict(votes)
            .hard()
            .filter((label) => label !== null).length,
        ).toBeGreaterThan(90);
      });
    });

    describe("as a value", () => {
      const votes = matrixOfRows(labelsOf(3), randomRows(4, { rows: 300, functions: 5, labels: 3, coverage: 0.6 }));
      const model = fit(votes, { labelModel: kind });

      test("is frozen, with its estimates and its report", () => {
        const parts = [
          model,
          model.functions,
          model.functions[0],
          model.classBalance,
          model.report,
          model.report.warnings,
          model.report.objective,
          model.report.starts,
          model.report.rules,
        ];
        expect(parts.map(Object.isFrozen)).toEqual(parts.map(() => true));
        expect(model.kind).toBe(kind);
      });

      test("prints as a table of its functions", () => {
        const lines = inspect(model).split("\n");
        expect(lines[0]).toBe(
          `Label model (${kind}) of 5 labeling functions, fitted on 300 rows (${model.report.patterns} vote patterns)`,
        );
        const balance = model.classBalance.map((p, y) => `label ${y} ${(100 * p).toFixed(1)} %`).join(", ");
        expect(lines[1]).toBe(`class balance: ${balance}`);
        expect(lines.slice(-7).map((line) => line.split(/\s{2,}/)[0])).toEqual([
          "labeling function",
          expect.stringMatching(/^─+$/),
          "lf 0",
          "lf 1",
          "lf 2",
          "lf 3",
          "lf 4",
        ]);
      });

      test.prop([confidentRows], { numRuns: 30 })("goes through JSON bit for bit", ({ labels, rows, confidences }) => {
        const matrix = matrixOfRows(labels, rows, { confidences });
        const fitted = fit(matrix, { labelModel: kind });
        const text = JSON.stringify(fitted);
        const back = labelModelFromJson(JSON.parse(text));
        expect(JSON.stringify(back)).toBe(text);
        expect(back.functions).toEqual(fitted.functions);
        expect(back.report).toEqual(fitted.report);
        const [own, read] = [fitted.predict(matrix).probabilities, back.predict(matrix).probabilities];
        expect(own.every((p, i) => Object.is(p, read[i]))).toBe(true);
        expect(read.length).toBe(own.length);
      });

      test("is fitted on its report's rows, and counts each function's votes", () => {
        expect(model.report.rows).toBe(300);
        expect(model.functions.map((func) => func.votes)).toEqual(
          votes.votes.map((column) => column.filter((v) => v >= 0).length),
        );
        expect(model.functions.map((func) => func.coverage)).toEqual(model.functions.map((func) => func.votes / 300));
      });

      test("keeps the fingerprints of its functions, and refuses votes of edited ones", () => {
        const made = (fingerprint: string): LabelMatrix =>
          new LabelMatrix({
            labels: labelSet(["ham", "spam"]),
            functions: [{ name: "link", fingerprint, labels: ["spam"] }],
            votes: [Int8Array.of(1, -1)],
          });
        const fitted = fit(made("aaaa"));
        expect(fitted.functions[0]).toMatchObject({ name: "link", fingerprint: "aaaa", labels: ["spam"] });
        expect(caught(() => fitted.predict(made("bbbb"))).message).toBe(
          'predict: another version of "link"; expected the one with fingerprint aaaa. ' +
            "Apply the labeling functions again, so that all votes come from one version.",
        );
      });

      test.each<[string, Votes, string]>([
        [
          "other labels",
          matrixOfRows(labelsOf(2), [[0, 0, 0, 0, 0]]),
          'labels "label 0", "label 1"; expected labels "label 0", "label 1", "label 2", in this order. ' +
            "Give both the same labels in the same order.",
        ],
        [
          "fewer functions",
          matrixOfRows(labelsOf(3), [[0, 0, 0, 0]]),
          'no labeling function at place 5; expected "lf 4". Use the votes of the same labeling functions, in the same order.',
        ],
        [
          "other functions",
          labelMatrix(labelsOf(3), { "lf 0": [], "lf 1": [], "lf 3": [], "lf 2": [], "lf 4": [] }),
          '"lf 3" at place 3; expected "lf 2". Use the votes of the same labeling functions, in the same order.',
        ],
      ])("refuses to predict votes of %s", (_, other, message) => {
        expect(caught(() => model.predict(other))).toMatchObject({
          code: "incompatible",
          message: `predict: ${message}`,
        });
      });

      test.each<[unknown, string]>([
        [[[0, 1]], "an array of 1"],
        [{ votes: [] }, "an object with votes"],
        [null, "null"],
      ])("refuses %j, which is no votes", (value, got) => {
        const message = `${got}; expected a label matrix or vote patterns. Make them with applyLabelingFunctions, labelMatrixFromTable or votesFromAnswers.`;
        expect(caught(() => fit(value as Votes)).message).toBe(`fitLabelModel: ${message}`);
        expect(caught(() => model.predict(value as Votes)).message).toBe(`predict: ${message}`);
      });
    });
  });
}

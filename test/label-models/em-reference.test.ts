import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { fitLabelModel } from "../../src/label-models/fit.ts";
import type { LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { labelsOf, matrixOfRows } from "../util/arbitrary-votes.ts";
import { expectClose, rowsOf } from "../util/compare.ts";

type Numbers = readonly number[];

interface Fitted {
  readonly rounds: number;
  readonly converged: boolean;
  readonly objective: Numbers;
  readonly temperature: number;
  readonly balance: Numbers;
  readonly weights: Numbers;
  readonly bias: Numbers;
  readonly table: readonly Numbers[];
  /** Accuracy, standard error, and the two ends of the interval. */
  readonly accuracies: readonly (Numbers | null)[];
  /** Of the first 20 rows. */
  readonly posteriors: readonly Numbers[];
}

/** A case of em.json; em_reference.py says what its texts mean and how its figures are computed. */
interface Case {
  readonly name: string;
  readonly labels: number;
  readonly classBalance: Numbers | null;
  readonly votes: string;
  readonly tenths: string | null;
  readonly fitted: Fitted;
}

const { cases } = JSON.parse(readFileSync(new URL("../reference/em.json", import.meta.url), "utf8")) as {
  readonly cases: readonly Case[];
};

function matrixOf({ labels, votes, tenths }: Case): LabelMatrix {
  const read = (text: string, value: (character: string) => number): number[][] =>
    text.split(" ").map((row) => Array.from(row, value));
  const confidences = tenths === null ? undefined : read(tenths, (digit) => (digit === "X" ? 1 : Number(digit) / 10));
  const rows = read(votes, (digit) => (digit === "." ? -1 : Number(digit)));
  return matrixOfRows(labelsOf(labels), rows, confidences ? { confidences } : {});
}

describe.each(cases.map((each) => [each.name, each] as const))(
  "the default model equals an independent implementation, row by row: %s",
  (_, each) => {
    const votes = matrixOf(each);
    const { fitted } = each;
    const given = each.classBalance && Object.fromEntries(each.classBalance.map((p, y) => [`label ${y}`, p]));
    const model = fitLabelModel(votes, given ? { classBalance: given } : {});
    const json = model.toJSON();

    test("in as many rounds, with the same objective", () => {
      expect(model.report).toMatchObject({ iterations: fitted.rounds, converged: fitted.converged });
      expectClose([model.report.objective], [fitted.objective], 1e-6);
    });

    test("its scores, class balance, temperature and weights, to 1e-7", () => {
      expectClose([json.bias, model.classBalance], [fitted.bias, fitted.balance], 1e-7);
      if (json.table?.form !== "dense") throw new Error("the table is not dense");
      expectClose(json.table.cells, fitted.table, 1e-7);
      expect(json.resume?.temperature).toBeCloseTo(fitted.temperature, 7);
      expectClose([model.functions.map(({ weight }) => weight)], [fitted.weights], 1e-7);
    });

    test("its probabilities, to 1e-8", () => {
      expectClose(rowsOf(model.predict(votes)).slice(0, 20), fitted.posteriors, 1e-8);
    });

    test("its accuracies with their errors and intervals, to 1e-8", () => {
      expect(model.functions.map(({ accuracy }) => accuracy === null)).toEqual(
        fitted.accuracies.map((each) => each === null),
      );
      const learned = model.functions.flatMap(({ accuracy, standardError, interval }) =>
        accuracy === null ? [] : [[accuracy, standardError ?? NaN, ...(interval ?? [])]],
      );
      expectClose(
        learned,
        fitted.accuracies.flatMap((each) => (each === null ? [] : [each])),
        1e-8,
      );
    });
  },
);

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { fitLabelModel } from "../../src/label-models/fit.ts";
import type { FitOptions } from "../../src/label-models/fit-options.ts";
import type { LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { labelsOf, matrixOfRows } from "../util/arbitrary-votes.ts";
import { expectClose, rowsOf } from "../util/compare.ts";

interface Fitted {
  readonly rounds: number;
  readonly converged: boolean;
  readonly logLikelihood: readonly number[];
  readonly accuracies: readonly (number | null)[];
  readonly posteriors: readonly (readonly number[])[];
}

/** A case of em.json; em_reference.py says what its texts mean and how its figures are computed. */
interface Case {
  readonly name: string;
  readonly labels: number;
  readonly classBalance: readonly number[];
  readonly votes: string;
  readonly tenths: string | null;
  readonly fixed: Fitted;
  readonly settled: Fitted;
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

function expectSame(each: Case, fitted: Fitted, limits: FitOptions): void {
  const votes = matrixOf(each);
  const classBalance = Object.fromEntries(each.classBalance.map((p, y) => [`label ${y}`, p]));
  const model = fitLabelModel(votes, { ...limits, classBalance });
  expect(model.report).toMatchObject({ iterations: fitted.rounds, converged: fitted.converged });
  expectClose(rowsOf(model.predict(votes)), fitted.posteriors, 1e-9);
  expectClose([model.report.objective], [fitted.logLikelihood], 1e-7);
  const accuracies = model.functions.map(({ accuracy }) => accuracy);
  expect(accuracies.map((a) => a === null)).toEqual(fitted.accuracies.map((a) => a === null));
  expectClose([accuracies.map(Number)], [fitted.accuracies.map(Number)], 1e-9);
}

describe.each(cases.map((each) => [each.name, each] as const))(
  "the EM model equals an independent implementation, row by row: %s",
  (_, each) => {
    test("to 1e-9 after 20 fixed rounds", () => {
      expectSame(each, each.fixed, { maxIterations: 20, tolerance: 0 });
    });
    test("to 1e-9 when it has settled, after as many rounds", () => {
      expectSame(each, each.settled, {});
    });
  },
);

test("a uniform class balance is the default", () => {
  const [first] = cases;
  if (first === undefined) throw new Error("no cases");
  const votes = matrixOf(first);
  expect(rowsOf(fitLabelModel(votes).predict(votes))).toEqual(
    rowsOf(fitLabelModel(votes, { classBalance: { "label 0": 0.5, "label 1": 0.5 } }).predict(votes)),
  );
});

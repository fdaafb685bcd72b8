import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { fitLabelModel } from "../../src/label-models/fit.ts";
import type { LabelModelKind } from "../../src/label-models/fit-report.ts";
import type { LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { labelsOf, matrixOfRows } from "../util/arbitrary-votes.ts";
import { expectClose, rowsOf } from "../util/compare.ts";

interface Fitted {
  readonly classBalance: readonly number[];
  readonly posteriors: readonly (readonly number[])[];
  readonly objective: readonly number[];
}

/** A case of models.json; models_reference.py says what its texts mean and how its figures are computed. */
interface Case {
  readonly name: string;
  readonly labels: number;
  readonly votes: string;
  readonly tenths: string | null;
  readonly rounds: number;
  readonly models: Readonly<Record<string, Fitted>>;
}

const { cases } = JSON.parse(readFileSync(new URL("../reference/models.json", import.meta.url), "utf8")) as {
  readonly cases: readonly Case[];
};

function matrixOf({ labels, votes, tenths }: Case): LabelMatrix {
  const read = (text: string, value: (character: string) => number): number[][] =>
    text.split(" ").map((row) => Array.from(row, value));
  const confidences = tenths === null ? undefined : read(tenths, (digit) => (digit === "X" ? 1 : Number(digit) / 10));
  const rows = read(votes, (digit) => (digit === "." ? -1 : Number(digit)));
  return matrixOfRows(labelsOf(labels), rows, confidences ? { confidences } : {});
}

const each = cases.flatMap((one) =>
  Object.keys(one.models).map((kind) => [kind as LabelModelKind, one.name, one] as const),
);

describe("equals an independent implementation, row by row, to 1e-9 after 20 rounds", () => {
  test.each(each)("%s: %s", (labelModel, _, one) => {
    const expected = one.models[labelModel];
    const votes = matrixOf(one);
    const model = fitLabelModel(votes, { labelModel, maxIterations: one.rounds, tolerance: 0 });
    expectClose([model.classBalance], [expected?.classBalance ?? []], 1e-9);
    expectClose(rowsOf(model.predict(votes)), expected?.posteriors ?? [], 1e-9);
    expectClose([model.report.objective], [expected?.objective ?? []], 1e-7);
    expect(model.predict(votes).rows).toBeGreaterThan(40);
  });
});

test("the cases of EBCC have both a fit with one subtype and one with ten", () => {
  const chosen = cases.map((one) => {
    const { starts } = fitLabelModel(matrixOf(one), { labelModel: "ebcc", maxIterations: 20, tolerance: 0 }).report;
    expect(starts.map(({ name }) => name)).toEqual(["1 subtype a label", "10 subtypes a label"]);
    return starts.find((start) => start.chosen)?.name;
  });
  expect(new Set(chosen).size).toBe(2);
});

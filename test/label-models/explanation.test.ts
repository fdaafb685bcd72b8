import { inspect } from "node:util";
import { expect, test } from "vitest";

import { explainRow } from "../../src/label-models/explain.ts";
import { fitLabelModel } from "../../src/label-models/fit.ts";
import { compressVotes } from "../../src/matrix/compress.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { labelSet } from "../../src/labels/label-set.ts";
import { labelsOf, matrixOfRows } from "../util/arbitrary-votes.ts";
import { expectClose } from "../util/compare.ts";

const votes = labelMatrix(labelSet(["ham", "spam"]), { link: ["spam"], money: ["ham"] });

test("an explanation prints as a table of its parts", () => {
  const cells = Float64Array.of(0.5, 0.25, 0.5, 0.75, 0.4, 0.4, 0.6, 0.6).map(Math.log);
  const rule = {
    classBalance: Float64Array.of(0.5, 0.5),
    bias: Float64Array.of(0.5, 0.5).map(Math.log),
    table: { form: "dense" as const, cells },
    subtypes: 1,
  };
  expect(inspect(explainRow(compressVotes(votes), rule)).split("\n")).toEqual([
    "label: spam",
    "source         vote     ham    spam",
    "───────────────────────────────────",
    "class balance          0.00    0.00",
    "link           spam   -0.20   +0.20",
    "money          ham     0.00    0.00",
    "sum                   -0.20   +0.20",
    "probability          40.0 %  60.0 %",
  ]);
});

test("of many labels, the six most probable are shown", () => {
  const matrix = matrixOfRows(labelsOf(9), [[0, 7, 7]]);
  const lines = inspect(fitLabelModel(matrix).explain(matrix, 0)).split("\n");
  expect(lines[1]?.split(/\s{2,}/)).toHaveLength(8);
  expect(lines.at(-1)).toBe("… and 3 less probable labels");
});

test("scores that do not come from the class balance or votes are a part of their own: silence", () => {
  const rule = {
    classBalance: Float64Array.of(0.5, 0.5),
    bias: Float64Array.of(0.2, -0.2),
    table: { form: "compact" as const, hit: new Float64Array(4).fill(1), miss: new Float64Array(4) },
    subtypes: 1,
  };
  const { parts } = explainRow(compressVotes(votes), rule);
  expect(parts.map(({ source, kind }) => `${source}: ${kind}`)).toEqual([
    "class balance: balance",
    "link: vote",
    "money: vote",
    "rows that have votes: silence",
  ]);
  expectClose(
    parts.map(({ scores }) => [...scores]),
    [
      [0, 0],
      [-0.5, 0.5],
      [0.5, -0.5],
      [0.2, -0.2],
    ],
    1e-12,
  );
});

test("majority vote has a rest, as its probabilities are no product over votes", () => {
  const matrix = matrixOfRows(labelsOf(2), [[0, 0, 1]]);
  const { parts, probabilities } = fitLabelModel(matrix, { labelModel: "majority" }).explain(matrix, 0);
  expect(probabilities).toEqual([1, 0]);
  expect(parts.at(-1)).toMatchObject({ source: "only the most votes count", kind: "rest", vote: null });
});

import { describe, expect, test } from "vitest";

import { findOneLabel } from "../../../src/label-models/em/one-label.ts";
import { labelsOf } from "../../util/arbitrary-votes.ts";

/** Votes by label of each function, and the labels it declares. */
function find(functions: readonly (readonly [votes: readonly number[], declared?: readonly string[]])[]): number[] {
  const labels = labelsOf(3);
  const sources = functions.map(([, declared], j) => ({
    name: `f${j}`,
    fingerprint: null,
    labels: declared ?? null,
  }));
  const byLabel = Float64Array.from(functions.flatMap(([votes]) => votes));
  const byFunction = Float64Array.from(functions, ([votes]) => votes.reduce((a, b) => a + b, 0));
  return [...findOneLabel(sources, labels, byLabel, byFunction)];
}

describe("a function speaks for one label", () => {
  test("with 20 votes for it and none for others, not where it votes for two", () => {
    expect(find([[[0, 20, 0]], [[500, 0, 1]], [[0, 0, 900]]])).toEqual([1, -1, 2]);
  });
  test("with a single vote, where it declares no other label", () => {
    expect(find([[[0, 1, 0], ["label 1"]], [[50, 50, 0]], [[50, 50, 0]]])).toEqual([1, -1, -1]);
  });
  test("not where it declares several, however often it votes for one", () => {
    expect(
      find([
        [
          [0, 5000, 0],
          ["label 0", "label 1"],
        ],
      ]),
    ).toEqual([-1]);
  });
});

describe("a function with fewer than 20 votes, all for one label", () => {
  test("is one among functions of one label", () => {
    expect(find([[[0, 3, 0]], [[0, 60, 0]], [[60, 0, 0]], [[40, 40, 0]]])).toEqual([1, 1, 0, -1]);
  });
  test("is none among workers who vote for several", () => {
    expect(find([[[0, 3, 0]], [[30, 30, 0]], [[30, 30, 0]], [[60, 0, 0]]])).toEqual([-1, -1, -1, 0]);
  });
  test("is one where no function has more votes", () => {
    expect(find([[[0, 3, 0]], [[2, 0, 0]]])).toEqual([1, 0]);
  });
});

test("a function that never votes speaks for none", () => {
  expect(find([[[0, 0, 0]], [[0, 0, 0], ["label 1"]]])).toEqual([-1, -1]);
});

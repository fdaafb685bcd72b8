import { fc, test as prop } from "@fast-check/vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import {
  binaryLabels,
  isMultiLabelProbabilities,
  labelSet,
  MultiLabelProbabilities,
  multiLabelProbabilitiesFromTable,
  ProbabilisticLabels,
  readTable,
  tableFromRows,
  writeTable,
} from "../../../src/index.ts";
import { caught } from "../../util/caught.ts";

const folder = mkdtempSync(join(tmpdir(), "labelwright-multi-label-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Binary probabilities of a label; null where no function voted, with 0.5. */
function softOf<L extends string>(label: L, ps: readonly (number | null)[]): ProbabilisticLabels<L | `not ${L}`> {
  return new ProbabilisticLabels({
    labels: binaryLabels(label),
    probabilities: Float64Array.from(ps.flatMap((p) => [1 - (p ?? 0.5), p ?? 0.5])),
    covered: Uint8Array.from(ps, (p) => (p === null ? 0 : 1)),
    rowPatterns: null,
  });
}

const labels = labelSet(["a", "b"]);
const soft = new MultiLabelProbabilities({
  labels,
  byLabel: { a: softOf("a", [0.9, 0.5, null, 0.25]), b: softOf("b", [0.8, 0.75, null, null]) },
});

describe("MultiLabelProbabilities", () => {
  test("give a probability to each label, not summing to 1", () => {
    expect([...soft.row(0)]).toEqual([0.9, 0.8]);
    expect(soft.probability(3, "a")).toBe(0.25);
    expect(soft.label("b").probability(1, "not b")).toBe(0.25);
  });

  test("know which rows are covered, and for which labels", () => {
    expect([0, 1, 2, 3].map((row) => soft.covered(row))).toEqual([true, true, false, true]);
    expect(soft.covered(3, "b")).toBe(false);
  });

  test("hard() gives the labels more probable than not: none for a tie, nor where no function voted", () => {
    expect(soft.hard()).toEqual([["a", "b"], ["b"], null, []]);
  });

  test("hard({threshold}) gives the labels that reach it, one number for all or one for each", () => {
    expect(soft.hard({ threshold: 0.8 })).toEqual([["a", "b"], [], null, []]);
    expect(soft.hard({ threshold: 0.5 })).toEqual([["a", "b"], ["a", "b"], null, []]);
    expect(soft.hard({ threshold: { a: 0.25 } })).toEqual([["a", "b"], ["a", "b"], null, ["a"]]);
    expect(soft.hard({ threshold: undefined })).toEqual(soft.hard());
  });

  prop.prop([fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })])(
    "a higher threshold gives no further labels",
    (x, y) => {
      const low = soft.hard({ threshold: Math.min(x, y) });
      soft.hard({ threshold: Math.max(x, y) }).forEach((row, i) => {
        if (row === null) expect(low[i]).toBeNull();
        else expect(low[i]).toEqual(expect.arrayContaining(row));
      });
    },
  );

  test("become a table: id, labels, covered, and p_<label> for each label", () => {
    const table = soft.toArrow({ ids: ["w", "x", "y", "z"] });
    expect(table.schema.fields.map(({ name }) => name)).toEqual(["id", "labels", "covered", "p_a", "p_b"]);
    expect(table.toArray().map((row) => JSON.parse(JSON.stringify(row)) as unknown)).toEqual([
      { id: "w", labels: ["a", "b"], covered: true, p_a: 0.9, p_b: 0.8 },
      { id: "x", labels: ["b"], covered: true, p_a: 0.5, p_b: 0.75 },
      { id: "y", labels: null, covered: false, p_a: 0.5, p_b: 0.5 },
      { id: "z", labels: [], covered: true, p_a: 0.25, p_b: 0.5 },
    ]);
    expect([...(soft.toArrow().getChild("id") ?? [])]).toEqual([0, 1, 2, 3]);
  });

  test.each([".arrow", ".arrows", ".parquet", ".csv", ".jsonl"])("come back from a %s file", async (ending) => {
    const path = join(folder, `labels${ending}`);
    await writeTable(soft.toArrow(), path);
    const read = multiLabelProbabilitiesFromTable(await readTable(path));
    expect(read.labels.names).toEqual(["a", "b"]);
    for (let row = 0; row < soft.rows; row++) expect(read.row(row)).toEqual(soft.row(row));
    expect(read.hard()).toEqual(soft.hard());
  });

  test("are frozen, branded, and print their first rows", () => {
    expect(isMultiLabelProbabilities(soft)).toBe(true);
    expect(isMultiLabelProbabilities(soft.label("a"))).toBe(false);
    expect(Object.isFrozen(soft) && Object.isFrozen(soft.byLabel)).toBe(true);
    expect(inspect(soft).split("\n").slice(0, 2)).toEqual([
      'MultiLabelProbabilities: 4 rows, labels "a", "b"',
      "  0: a 0.900  b 0.800",
    ]);
  });

  test.each<[string, () => unknown, string]>([
    [
      "a threshold out of range",
      () => soft.hard({ threshold: 1.5 }),
      "multi-label probabilities, threshold: 1.5; expected a number from 0 to 1.",
    ],
    [
      "a threshold out of range for one label",
      () => soft.hard({ threshold: { b: -1 } }),
      'multi-label probabilities, threshold of "b": -1; expected a number from 0 to 1.',
    ],
    [
      "a threshold for an unknown label",
      () => soft.hard({ threshold: { c: 0.5 } as object }),
      'multi-label probabilities, threshold: "c"; expected one of "a", "b".',
    ],
    [
      "an unknown label",
      () => soft.probability(0, "c" as never),
      'multi-label probabilities: "c"; expected one of "a", "b".',
    ],
    [
      "a row that is not there",
      () => soft.row(4),
      "probabilistic labels, row: 4; expected a whole number from 0 to 3.",
    ],
    [
      "probabilities of another label",
      () => new MultiLabelProbabilities({ labels, byLabel: { a: softOf("a", []), b: softOf("a", []) as never } }),
      'multi-label probabilities, label "b": ones over "not a", "a"; expected probabilistic labels over "not b", "b".',
    ],
    [
      "probabilities of other rows",
      () => new MultiLabelProbabilities({ labels, byLabel: { a: softOf("a", []), b: softOf("b", [1]) } }),
      'multi-label probabilities, label "b": 1 rows; expected 0 rows, as for "a".',
    ],
    [
      "a label without probabilities",
      () => new MultiLabelProbabilities({ labels, byLabel: { a: softOf("a", []) } as never }),
      'multi-label probabilities, label "b": undefined; expected probabilistic labels over "not b", "b".',
    ],
    [
      "a number in a table that is no probability",
      () => multiLabelProbabilitiesFromTable(tableFromRows([{ p_a: 0.1, p_b: 1.5 }])),
      'multiLabelProbabilitiesFromTable, column "p_b", row 0: 1.5; expected a number from 0 to 1.',
    ],
    [
      "a probability that is not there",
      () => multiLabelProbabilitiesFromTable(tableFromRows([{ p_a: 0.1, p_b: 0.5 }, { p_a: 0.1 }])),
      'multiLabelProbabilitiesFromTable, column "p_b", row 1: no number; expected a number from 0 to 1.',
    ],
    [
      "a table without probabilities",
      () => multiLabelProbabilitiesFromTable(tableFromRows([{ a: 0.1 }])),
      "multiLabelProbabilitiesFromTable: 0 columns of probabilities; expected p_<label> for each of at least 2 labels. Read a table that labels.toArrow() or `labelwright predict` made.",
    ],
  ])("refuse %s", (_, run, message) => {
    expect(caught(run).message).toBe(message);
  });
});

import { inspect } from "node:util";
import { fc, test } from "@fast-check/vitest";
import { Dictionary, Float64, Int32, tableFromIPC, tableToIPC, Utf8 } from "apache-arrow";
import { describe, expect } from "vitest";

import { labelSet } from "../../src/labels/label-set.ts";
import { compressVotes } from "../../src/matrix/compress.ts";
import { isProbabilisticLabels, ProbabilisticLabels } from "../../src/probabilities/probabilistic-labels.ts";
import { labelsOf } from "../util/arbitrary-votes.ts";
import { caught } from "../util/caught.ts";
import { softLabels } from "../util/soft-labels.ts";
import { matrixOfRows } from "../util/arbitrary-votes.ts";
import { referenceMatrices, snorkel } from "../reference/snorkel.ts";

const labels = labelSet(["ham", "spam"]);
const three = softLabels([[0.9, 0.1], null, [0.5, 0.5], [0.2, 0.8]], labels);

/** Rows that share patterns, as fits give them. */
const shared = new ProbabilisticLabels({
  labels,
  probabilities: Float64Array.of(0.75, 0.25, 0.5, 0.5, 0.5, 0.5),
  covered: Uint8Array.of(1, 1, 0),
  rowPatterns: Int32Array.of(2, 0, 1, 0, 1, 1, 2, 0),
});

describe("ProbabilisticLabels", () => {
  test("gives the probabilities of a row, in label order", () => {
    expect([...three.row(0)]).toEqual([0.9, 0.1]);
    expect(three.probability(3, "spam")).toBe(0.8);
    expect([...shared.row(7)]).toEqual([0.75, 0.25]);
    expect(Array.from({ length: 4 }, (_, row) => three.covered(row))).toEqual([true, false, true, true]);
    expect(shared.covered(0)).toBe(false);
  });

  test("gives the probability of each row's most probable label", () => {
    expect([...three.confidences()]).toEqual([0.9, 0.5, 0.5, 0.8]);
    expect([...shared.confidences()]).toEqual([0.5, 0.75, 0.5, 0.75, 0.5, 0.5, 0.5, 0.75]);
  });

  test.each([[4], [-1], [1.5]])("has no row %s of four", (row) => {
    const message = `probabilistic labels, row: ${row}; expected a whole number from 0 to 3.`;
    expect(caught(() => three.row(row)).message).toBe(message);
    expect(caught(() => three.covered(row)).message).toBe(message);
    expect(caught(() => three.probability(row, "ham")).message).toBe(message);
  });

  test("has no probability for a label that is none", () => {
    expect(caught(() => three.probability(0, "eggs" as "ham")).message).toBe(
      'label set: "eggs"; expected one of "ham", "spam", or null to abstain.',
    );
  });

  test("is frozen, branded, and prints its first rows", () => {
    expect(Object.isFrozen(three)).toBe(true);
    expect(isProbabilisticLabels(three)).toBe(true);
    expect(isProbabilisticLabels(Object.assign({}, three))).toBe(false);
    expect(inspect(shared)).toBe(
      [
        'ProbabilisticLabels: 8 rows, labels "ham", "spam"',
        "  0: ham 0.500  spam 0.500",
        "  1: ham 0.750  spam 0.250",
        "  2: ham 0.500  spam 0.500",
        "  3: ham 0.750  spam 0.250",
        "  4: ham 0.500  spam 0.500",
        "  … and 3 more",
      ].join("\n"),
    );
    expect(inspect(softLabels([new Array<number>(300).fill(1 / 300)]))).toMatch(/label 7 0\.003 {2}…$/);
  });
});

describe("hard labels", () => {
  test("are the most probable ones; ties and uncovered rows have none", () => {
    expect(three.hard()).toEqual(["ham", null, null, "spam"]);
    expect(three.hardCodes()).toEqual(Int8Array.of(0, -1, -1, 1));
  });

  test('with ties "first" take the first of the tied labels, in label order', () => {
    expect(three.hard({ ties: "first" })).toEqual(["ham", null, "ham", "spam"]);
    expect(softLabels([[0.2, 0.4, 0.4]]).hard({ ties: "first" })).toEqual(["label 1"]);
  });

  test("count probabilities within 1e-5 of the largest as equal to it", () => {
    const rows = [
      [0.500004, 0.499996],
      [0.50001, 0.49999],
    ];
    expect(softLabels(rows, labels).hard()).toEqual([null, "ham"]);
  });

  test.each(snorkel.probs_to_preds.map(({ probs, preds }) => [probs[0]?.length, probs, preds] as const))(
    "agree with Snorkel's probs_to_preds for %i labels: ties abstain",
    (_, probs, preds) => {
      expect(Array.from(softLabels(probs).hardCodes())).toEqual(preds);
    },
  );

  test("refuse a tie policy that is none", () => {
    expect(caught(() => three.hard({ ties: "last" as "first" })).message).toBe(
      'hard labels, ties: "last"; expected one of "abstain", "random", "first".',
    );
  });

  test("need two bytes beyond 127 labels", () => {
    const row = Array.from({ length: 300 }, (_, y) => (y === 299 ? 0.5 : 0.5 / 299));
    expect(softLabels([row, null]).hardCodes()).toEqual(Int16Array.of(299, -1));
  });

  const share = fc.constantFrom(0.1, 0.3, 0.5, 1, 2);
  const weights = fc
    .integer({ min: 2, max: 5 })
    .chain((k) => fc.array(fc.array(share, { minLength: k, maxLength: k }), { minLength: 1 }));
  test.prop([weights, fc.constantFrom("random", "first", "abstain"), fc.integer()])(
    "are always among the labels that are most probable",
    (rows, ties, seed) => {
      const normal = rows.map((row) => row.map((w) => w / row.reduce((sum, x) => sum + x, 0)));
      const soft = softLabels(normal);
      soft.hardCodes({ ties, seed }).forEach((code, row) => {
        const best = Math.max(...(normal[row] ?? []));
        const tied = (normal[row] ?? []).flatMap((p, y) => (p === best ? [y] : []));
        if (tied.length > 1 && ties === "abstain") expect(code).toBe(-1);
        else if (tied.length > 1 && ties === "random") expect(tied).toContain(code);
        else expect(code).toBe(tied[0]);
      });
    },
  );
});

describe('hard labels with ties "random"', () => {
  const tied = (rows: number, k = 2): ProbabilisticLabels =>
    softLabels(Array.from({ length: rows }, () => new Array<number>(k).fill(1 / k)));

  test("are the same for the same seed, and others for another", () => {
    const soft = tied(200);
    const draw = (seed?: number | string): number[] => Array.from(soft.hardCodes({ ties: "random", seed }));
    expect(draw(1)).toEqual(draw(1));
    expect(draw()).toEqual(draw(0));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw("a")).not.toEqual(draw("b"));
  });

  test("do not depend on other rows: on their number, their probabilities, or how they share memory", () => {
    const all = Array.from(tied(500).hardCodes({ ties: "random", seed: 3 }));
    expect(Array.from(tied(100).hardCodes({ ties: "random", seed: 3 }))).toEqual(all.slice(0, 100));
    const mixed = softLabels(
      Array.from({ length: 500 }, (_, row) => (row % 3 === 0 ? [0.5, 0.5] : row % 3 === 1 ? null : [0.1, 0.9])),
    );
    const codes = mixed.hardCodes({ ties: "random", seed: 3 });
    for (let row = 0; row < 500; row += 3) expect(codes[row]).toBe(all[row]);
    const one = new ProbabilisticLabels({
      labels,
      probabilities: Float64Array.of(0.5, 0.5),
      covered: Uint8Array.of(1),
      rowPatterns: new Int32Array(500),
    });
    expect(Array.from(one.hardCodes({ ties: "random", seed: 3 }))).toEqual(all);
  });

  test.each([[2], [3], [7]])("fall evenly on %i tied labels, for 20 neighboring seeds", (k) => {
    for (let seed = 0; seed < 20; seed++) {
      const counts = new Array<number>(k).fill(0);
      for (const code of tied(7000, k).hardCodes({ ties: "random", seed })) counts[code] = (counts[code] ?? 0) + 1;
      // 5 standard errors of a share
      for (const count of counts)
        expect(Math.abs(count - 7000 / k)).toBeLessThan(5 * Math.sqrt((7000 / k) * (1 - 1 / k)));
    }
  });

  test("fall on neighboring seeds independently: two seeds agree on about half of the ties", () => {
    const soft = tied(4000);
    const streams = Array.from({ length: 10 }, (_, seed) => soft.hardCodes({ ties: "random", seed }));
    for (let a = 0; a < 10; a++) {
      for (let b = 0; b < a; b++) {
        const agree = Array.from(streams[a] ?? []).filter((code, row) => code === streams[b]?.[row]).length;
        expect(Math.abs(agree - 2000)).toBeLessThan(5 * Math.sqrt(1000));
      }
    }
  });
});

describe("filterUncovered", () => {
  test("keeps the rows that some function covers, with their row numbers", () => {
    const { rows, labels: kept } = shared.filterUncovered();
    expect(rows).toEqual(Int32Array.of(1, 2, 3, 4, 5, 7));
    expect(kept.rows).toBe(6);
    expect([...kept.row(0)]).toEqual([0.75, 0.25]);
    expect(kept.hard()).toEqual(["ham", null, "ham", null, null, "ham"]);
    expect(Array.from({ length: 6 }, (_, row) => kept.covered(row))).toEqual(new Array<boolean>(6).fill(true));
  });

  test("keeps nothing where nothing is covered", () => {
    const { rows, labels: kept } = softLabels([null, null], labels).filterUncovered();
    expect([rows.length, kept.rows, kept.hard()]).toEqual([0, 0, []]);
  });

  test.each(referenceMatrices)("keeps the rows that Snorkel's filter_unlabeled_dataframe keeps: %s", (_, matrix) => {
    const patterns = compressVotes(matrixOfRows(labelsOf(matrix.labels), matrix.rows));
    const { offsets } = patterns.votes;
    const soft = new ProbabilisticLabels({
      labels: patterns.labels,
      probabilities: new Float64Array(patterns.size * matrix.labels).fill(1 / matrix.labels),
      covered: Uint8Array.from(patterns.counts, (__, u) => Number((offsets[u + 1] ?? 0) > (offsets[u] ?? 0))),
      rowPatterns: patterns.rowPatterns,
    });
    expect(Array.from(soft.filterUncovered().rows)).toEqual(matrix.kept);
  });
});

describe("toArrow", () => {
  test("has id, label, confidence, covered, and a column for each label", () => {
    const table = three.toArrow();
    expect(table.schema.fields.map((field) => field.name)).toEqual([
      "id",
      "label",
      "confidence",
      "covered",
      "p_ham",
      "p_spam",
    ]);
    expect(table.getChild("id")?.type).toBeInstanceOf(Int32);
    expect(table.getChild("id")?.toJSON()).toEqual([0, 1, 2, 3]);
    expect(table.getChild("label")?.type).toBeInstanceOf(Dictionary);
    expect(table.getChild("label")?.toJSON()).toEqual(["ham", null, null, "spam"]);
    expect(table.getChild("confidence")?.type).toBeInstanceOf(Float64);
    expect(table.getChild("confidence")?.toJSON()).toEqual([0.9, 0.5, 0.5, 0.8]);
    expect(table.getChild("covered")?.toJSON()).toEqual([true, false, true, true]);
    expect(table.getChild("p_spam")?.toJSON()).toEqual([0.1, 0.5, 0.5, 0.8]);
  });

  test("is the same after a trip through an IPC buffer", () => {
    const table = shared.toArrow({ ties: "first" });
    for (const format of ["file", "stream"] as const) {
      expect(tableFromIPC(tableToIPC(table, format)).toString()).toBe(table.toString());
    }
  });

  test("takes over the names of rows, and the tie policy", () => {
    const named = three.toArrow({ ids: ["a", "b", null, "d"], ties: "first" });
    expect(named.getChild("id")?.type).toBeInstanceOf(Utf8);
    expect(named.getChild("id")?.toJSON()).toEqual(["a", "b", null, "d"]);
    expect(named.getChild("label")?.toJSON()).toEqual(["ham", null, "ham", "spam"]);
    expect(
      three
        .toArrow({ ids: [7, 8, 9, -1] })
        .getChild("id")
        ?.toJSON(),
    ).toEqual([7, 8, 9, -1]);
    expect(
      three
        .toArrow({ ids: [7, "8", null, 2 ** 40] })
        .getChild("id")
        ?.toJSON(),
    ).toEqual(["7", "8", null, String(2 ** 40)]);
  });

  test("refuses names for another number of rows", () => {
    expect(caught(() => three.toArrow({ ids: ["a"] })).message).toBe(
      "labels as a table, ids: 1 names; expected one for each of the 4 rows.",
    );
  });

  test("keeps label order where labels are numbers", () => {
    const soft = softLabels([[0.9, 0.05, 0.05]], labelSet(["10", "9", "1"]));
    expect(
      soft
        .toArrow()
        .schema.fields.slice(4)
        .map((field) => field.name),
    ).toEqual(["p_10", "p_9", "p_1"]);
  });

  test("of 300 labels has 304 columns", () => {
    const soft = softLabels([Array.from({ length: 300 }, (_, y) => (y === 200 ? 0.5 : 0.5 / 299))]);
    const table = tableFromIPC(tableToIPC(soft.toArrow()));
    expect(table.numCols).toBe(304);
    expect(table.getChild("label")?.get(0)).toBe("label 200");
    expect(table.getChild("p_label 200")?.get(0)).toBe(0.5);
  });

  test("of no rows has its columns", () => {
    const table = softLabels([], labels).toArrow();
    expect([table.numRows, table.numCols]).toEqual([0, 6]);
    expect(softLabels([], labels).toArrow({ ids: [] }).numRows).toBe(0);
  });
});

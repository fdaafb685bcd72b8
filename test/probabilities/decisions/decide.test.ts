import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { labelSet } from "../../../src/labels/label-set.ts";
import type { DecisionRule } from "../../../src/probabilities/decisions/rule.ts";
import { ProbabilisticLabels } from "../../../src/probabilities/probabilistic-labels.ts";
import { caught } from "../../util/caught.ts";
import { softLabels } from "../../util/soft-labels.ts";

const two = labelSet(["ham", "spam"]);
const three = labelSet(["a", "b", "c"]);
const zeroOne = { ham: { ham: 0, spam: 1 }, spam: { ham: 1, spam: 0 } };

/** Rows of two labels from the probability of the second. */
const ofSpam = (ps: readonly (number | null)[]): ProbabilisticLabels<"ham" | "spam"> =>
  softLabels(
    ps.map((p) => (p === null ? null : [1 - p, p])),
    two,
  );

/** A probability distribution over k labels. */
const distribution = (k: number): fc.Arbitrary<number[]> =>
  fc
    .array(fc.integer({ min: 1, max: 100 }), { minLength: k, maxLength: k })
    .map((weights) => weights.map((w) => w / weights.reduce((a, b) => a + b)));

describe("hard labels by costs", () => {
  const cost = fc.double({ min: -5, max: 5, noNaN: true });
  const matrix = fc.record({
    a: fc.record({ a: cost, b: cost, c: cost }),
    b: fc.record({ a: cost, b: cost, c: cost }),
    c: fc.record({ a: cost, b: cost, c: cost }),
  });

  test.prop([fc.array(distribution(3), { minLength: 1 }), matrix, fc.option(cost, { nil: undefined })])(
    "have the least expected cost of all labels, and no more than abstaining",
    (rows, costs, abstain) => {
      const soft = softLabels(rows, three);
      soft.hard({ rule: { costs, abstain }, ties: "first" }).forEach((label, row) => {
        const expected = (decision: "a" | "b" | "c"): number =>
          three.names.reduce((sum, truth, y) => sum + (rows[row]?.[y] ?? NaN) * costs[truth][decision], 0);
        const least = Math.min(...three.names.map(expected));
        // Labels within 1e-5 of the range of costs (at most 10) are tied.
        if (label === null) expect(least).toBeGreaterThan(abstain ?? Infinity);
        else expect(expected(label)).toBeLessThanOrEqual(Math.min(least, abstain ?? Infinity) + 2e-4);
      });
    },
  );

  test.prop([fc.array(fc.double({ min: 0, max: 1, noNaN: true })), fc.constantFrom("abstain", "first", "random")])(
    "are the most probable ones where every mistake costs the same",
    (ps, ties) => {
      const soft = ofSpam(ps);
      expect(soft.hard({ rule: { costs: zeroOne }, ties })).toEqual(soft.hard({ ties }));
    },
  );

  test("abstain where the chance of a mistake is above the cost of abstaining (Chow)", () => {
    const rule = { costs: zeroOne, abstain: 0.25 };
    expect(ofSpam([0.1, 0.25, 0.3, 0.5, 0.75, 0.8]).hard({ rule })).toEqual(["ham", "ham", null, null, "spam", "spam"]);
  });

  test("have a tie where two labels cost the same, in whatever unit", () => {
    const costs = { ham: { ham: 0, spam: 3000 }, spam: { ham: 1000, spam: 0 } };
    const soft = ofSpam([0.75, 0.76]);
    expect(soft.hard({ rule: { costs } })).toEqual([null, "spam"]);
    expect(soft.hard({ rule: { costs }, ties: "first" })).toEqual(["ham", "spam"]);
  });
});

describe("hard labels by a threshold", () => {
  test("are the most probable ones where they reach it, else none", () => {
    expect(ofSpam([0.05, 0.1, 0.4, 0.9, 1]).hard({ rule: { threshold: 0.9 } })).toEqual([
      "ham",
      "ham",
      null,
      "spam",
      "spam",
    ]);
  });

  test("of one label are that label where it reaches it, else the most probable of the others", () => {
    const rule = { threshold: 0.3, label: "c" } as const;
    const rows = [
      [0.4, 0.3, 0.3],
      [0.4, 0.35, 0.25],
      [0.3, 0.45, 0.25],
      [0.4, 0.4, 0.2],
    ];
    expect(softLabels(rows, three).hard({ rule })).toEqual(["c", "a", "b", null]);
    expect(softLabels(rows, three).hard({ rule, ties: "first" })).toEqual(["c", "a", "b", "a"]);
  });

  test.each([
    [0, ["spam", "spam", "spam"]],
    [1, ["ham", "ham", "spam"]],
  ] as const)("of %s for one label", (threshold, labels) => {
    expect(ofSpam([0, 0.5, 1]).hard({ rule: { threshold, label: "spam" } })).toEqual(labels);
  });
});

/** The expected F1 of giving a label to some rows, over all 2^n truths: 0 where nothing is given and nothing true. */
function expectedF1(ps: readonly number[], given: number): number {
  let sum = 0;
  for (let truth = 0; truth < 2 ** ps.length; truth++) {
    const chance = ps.reduce((product, p, i) => product * ((truth >> i) & 1 ? p : 1 - p), 1);
    const total = bits(truth) + bits(given);
    if (total > 0) sum += (chance * 2 * bits(truth & given)) / total;
  }
  return sum;
}

const bits = (n: number): number => n.toString(2).replaceAll("0", "").length;

const chosen = (ps: readonly number[]): number =>
  ofSpam(ps)
    .hard({ rule: { maximizeF1: "spam" } })
    .reduce((set, label, i) => (label === "spam" ? set | (1 << i) : set), 0);

const few = fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });

describe("hard labels of largest expected F1", () => {
  test.prop([few], { numRuns: 60 })("have the largest expected F1 of all sets of rows", (ps) => {
    const sets = Array.from({ length: 2 ** ps.length }, (_, given) => expectedF1(ps, given));
    expect(expectedF1(ps, chosen(ps))).toBeGreaterThan(Math.max(...sets) - 3e-6);
  });

  test("of many rows are given from half of the F1 of expected counts on", () => {
    const ps = Array.from({ length: 20_000 }, (_, i) => ((i + 0.5) / 20_000) ** 4);
    const hard = ofSpam(ps).hard({ rule: { maximizeF1: "spam" } });
    const given = ps.filter((_, row) => hard[row] === "spam");
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    const f1 = (2 * sum(given)) / (given.length + sum(ps));
    expect(Math.min(...given)).toBeCloseTo(f1 / 2, 2);
  });

  test.prop([fc.array(distribution(3), { minLength: 1, maxLength: 20 })])(
    "leave the most probable other label to other rows, all of which are less probable",
    (rows) => {
      const hard = softLabels(rows, three).hard({ rule: { maximizeF1: "b" }, ties: "first" });
      const least = Math.min(...rows.filter((_, row) => hard[row] === "b").map((row) => row[1] ?? 0));
      rows.forEach(([a = 0, b = 0, c = 0], row) => {
        if (b < least) expect(hard[row]).toBe(a >= c - 1e-5 ? "a" : "c");
        else expect(hard[row]).toBe("b");
      });
    },
  );

  test("count a pattern as often as it has rows, and decide its rows alike", () => {
    const soft = new ProbabilisticLabels({
      labels: two,
      probabilities: Float64Array.of(0.2, 0.8, 0.65, 0.35, 0.1, 0.9),
      covered: Uint8Array.of(1, 1, 1),
      rowPatterns: Int32Array.of(0, 1, 1, 0, 1, 1, 1, 1), // pattern 2 has no row
    });
    const spread = ofSpam([0.8, 0.35, 0.35, 0.8, 0.35, 0.35, 0.35, 0.35]);
    const rule = { maximizeF1: "spam" } as const;
    expect(soft.hard({ rule })).toEqual(spread.hard({ rule }));
    // F1 of expected counts: 3.2 / (2 + 3.7) with two rows, 7.4 / (8 + 3.7) with all.
    expect(new Set(soft.hard({ rule }))).toEqual(new Set(["spam"]));
  });

  test("leave out uncovered rows: they get no label and do not move the threshold", () => {
    const ps = [0.9, 0.4, 0.3, 0.1];
    const uncovered = new Array<null>(100).fill(null);
    const rule = { maximizeF1: "spam" } as const;
    expect(ofSpam([...ps, ...uncovered]).hard({ rule })).toEqual([...ofSpam(ps).hard({ rule }), ...uncovered]);
  });

  test("are as few as possible where sets are equally good", () => {
    // One row: 1/2 * 1 + 1/2 * 2/3; both rows: 1/2 * 2/3 + 1/2 * 1.
    expect(ofSpam([1, 0.5]).hard({ rule: { maximizeF1: "spam" } })).toEqual(["spam", "ham"]);
  });

  test("are never a label that is impossible everywhere", () => {
    expect(ofSpam([0, 0]).hard({ rule: { maximizeF1: "spam" } })).toEqual(["ham", "ham"]);
  });
});

const rules: readonly DecisionRule<"ham" | "spam">[] = [
  "argmax",
  { costs: { ham: { ham: 5, spam: 0 }, spam: { ham: 5, spam: 0 } } },
  { threshold: 0 },
  { threshold: 0, label: "spam" },
  { maximizeF1: "spam" },
];

describe.each(rules.map((rule) => [JSON.stringify(rule), rule] as const))("hard labels by %s", (_, rule) => {
  test("are null for rows that no function covers and rows whose probabilities are not numbers", () => {
    const soft = ofSpam([0.9, null, NaN, 0.8]);
    expect(soft.hard({ rule, ties: "first" })).toEqual(["spam", null, null, "spam"]);
  });

  test("are those of the table, whose confidence is the probability of the label given", () => {
    const soft = ofSpam([0.9, null, 0.3, 0.6]);
    const table = soft.toArrow({ rule });
    const hard = soft.hard({ rule });
    expect(table.getChild("label")?.toJSON()).toEqual(hard);
    expect(table.getChild("confidence")?.toJSON()).toEqual(
      hard.map((label, row) => (label === null ? soft.confidences()[row] : soft.probability(row, label))),
    );
    expect(Array.from(soft.hardCodes({ rule }), (code) => two.label(code))).toEqual(hard);
  });

  test("of no rows are none", () => {
    expect(softLabels([], two).hard({ rule })).toEqual([]);
  });
});

describe("a rule that does not fit is refused:", () => {
  const where = "hard labels, rule";
  const kinds = 'expected "argmax", {costs, abstain?}, {threshold, label?} or {maximizeF1}.';
  test.each<[string, unknown, string]>([
    ["another word", "most", `${where}: "most"; ${kinds}`],
    ["no rule", {}, `${where}: an object with no keys; ${kinds}`],
    ["two rules", { threshold: 0.5, maximizeF1: "ham" }, `${where}: an object with threshold, maximizeF1; ${kinds}`],
    ["null", null, `${where}: null; ${kinds}`],
    ["threshold 1.5", { threshold: 1.5 }, `${where}, threshold: 1.5; expected a number from 0 to 1.`],
    ["threshold NaN", { threshold: NaN }, `${where}, threshold: NaN; expected a number from 0 to 1.`],
    ["an unknown label", { threshold: 0.5, label: "spma" }, `${where}, label: "spma"; expected one of "ham", "spam".`],
    ["F1 of no label", { maximizeF1: null }, `${where}, maximizeF1: null; expected one of "ham", "spam".`],
    [
      "costs that lack a true label",
      { costs: { ham: { ham: 0, spam: 1 } } },
      `${where}, costs: no entry for "spam"; expected one for each of "ham", "spam".`,
    ],
    [
      "costs that lack a decision",
      { costs: { ...zeroOne, spam: { spam: 0 } } },
      `${where}, costs, truth "spam": no entry for "ham"; expected one for each of "ham", "spam".`,
    ],
    [
      "costs of a label that is none",
      { costs: { ...zeroOne, eggs: { ham: 0, spam: 0 } } },
      `${where}, costs: an entry for "eggs"; expected one for each of "ham", "spam".`,
    ],
    [
      "costs that are no numbers",
      { costs: { ...zeroOne, ham: { ham: 0, spam: Infinity } } },
      `${where}, costs, truth "ham", decision "spam": Infinity; expected a finite number.`,
    ],
    ["abstain NaN", { costs: zeroOne, abstain: NaN }, `${where}, abstain: NaN; expected a finite number.`],
    ["costs 1", { costs: 1 }, `${where}, costs: 1; expected one for each of "ham", "spam".`],
  ])("%s", (_, rule, message) => {
    expect(caught(() => ofSpam([0.5]).hard({ rule: rule as DecisionRule<"ham" | "spam"> })).message).toBe(message);
  });
});

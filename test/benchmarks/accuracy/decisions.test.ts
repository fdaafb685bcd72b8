import { labelMatrix, labelSet } from "labelwright";
import { describe, expect, it } from "vitest";
import { bestThresholdF1, formatDecisions, measureDecisions } from "../../../benchmarks/accuracy/decisions.ts";
import { softLabels } from "../../util/soft-labels.ts";

const classes = ["no", "yes"] as const;

describe("measureDecisions", () => {
  it("scores both rules with either class balance; no rule passes the best threshold", () => {
    const votes = labelMatrix(labelSet(classes), {
      a: ["yes", "no", "no", "no", "no", "yes", null],
      b: ["yes", "yes", "no", "no", "no", null, null],
      c: ["yes", null, "no", "no", "yes", "no", null],
    });
    const gold = ["yes", "yes", "no", "no", "no", "no", "yes"];
    const results = measureDecisions({ name: "tiny", kind: "labeling functions", metric: "f1", classes, votes, gold });
    expect(results.map(({ balance }) => balance)).toEqual(["uniform", "gold"]);
    for (const { maximizeF1, bestThreshold } of results) {
      expect(maximizeF1).toBeGreaterThan(0);
      expect(maximizeF1).toBeLessThanOrEqual(bestThreshold);
    }
    expect(formatDecisions(results)).toContain("maximizeF1");
  });
});

describe("bestThresholdF1", () => {
  it("is the largest over thresholds; equal probabilities stay together, rows without vote or gold do not count", () => {
    const soft = softLabels([[0.1, 0.9], [0.6, 0.4], [0.6, 0.4], [0.9, 0.1], null, [0, 1]], labelSet(classes));
    // Down to 0.4: two right of three, of two.
    expect(bestThresholdF1(soft, ["yes", "yes", "no", "no", "yes", null], "yes")).toBeCloseTo(4 / 5, 12);
  });
});

/** Mistakes in decision rules that the compiler must find; see functions.test.ts. */
import { labelMatrix, labelSet, majorityVote, type DecisionRule, type ProbabilisticLabels } from "labelwright";
import { expect, expectTypeOf, test } from "vitest";

const labels = labelSet(["ham", "spam"]);
const votes = labelMatrix(labels, { a: ["ham", "spam"] });
const soft = majorityVote(votes);
const costs = { ham: { ham: 0, spam: 5 }, spam: { ham: 1, spam: 0 } };

test("types find a decision rule with a label that is none, or without one that is", () => {
  const mistakes = (): unknown[] => [
    // @ts-expect-error "spma" is no label
    soft.hard({ rule: { maximizeF1: "spma" } }),
    // @ts-expect-error "spma" is no label
    soft.hardCodes({ rule: { threshold: 0.5, label: "spma" } }),
    // @ts-expect-error no costs where "spam" is true
    soft.hard({ rule: { costs: { ham: { ham: 0, spam: 5 } } } }),
    // @ts-expect-error no cost of deciding for "spam"
    soft.toArrow({ rule: { costs: { ...costs, ham: { ham: 0 } } } }),
    // @ts-expect-error "most" is no rule
    soft.hard({ rule: "most" }),
    // @ts-expect-error a threshold is a number
    soft.hard({ rule: { threshold: "0.5" } }),
  ];
  expect(mistakes).toBeTypeOf("function");
});

test("types take every rule, and keep the labels", () => {
  const rules: DecisionRule<"ham" | "spam">[] = ["argmax", { costs, abstain: 0.3 }, { maximizeF1: "spam" }];
  for (const rule of rules) expectTypeOf(soft.hard({ rule })).toEqualTypeOf<("ham" | "spam" | null)[]>();
  const any: ProbabilisticLabels = soft; // labels by name fit where any labels do
  expect(any.hard({ rule: { threshold: 0.5, label: "spam" } })).toEqual(["ham", "spam"]);
});

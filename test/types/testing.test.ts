import * as node from "node:test";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { Arbitrary } from "fast-check";
import { defineTask, logisticRegression, majorityVote } from "../../src/index.ts";
import {
  arbitraryRow,
  testLabelModel,
  testLearner,
  testPack,
  type LabelModelCase,
  type NullableRow,
  type TestFramework,
} from "../../src/testing.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64", tags: "list<utf8>" } });

describe("types of labelwright/testing", () => {
  test("rows have the task's columns, any of them null", () => {
    expectTypeOf(arbitraryRow(task)).toEqualTypeOf<Arbitrary<NullableRow<typeof task>>>();
    expectTypeOf<NullableRow<typeof task>>().toEqualTypeOf<{
      readonly text: string | null;
      readonly likes: number | null;
      readonly tags: readonly string[] | null;
    }>();
  });

  test("the functions of vitest and node:test are a framework; an object without test is none", () => {
    const frameworks: readonly TestFramework[] = [
      { describe, test },
      { describe: node.describe, test: node.test },
      { describe: node.describe, test: node.it },
    ];
    expect(frameworks).toHaveLength(3);
    // @ts-expect-error: the function test is missing
    const wrong: TestFramework = { describe };
    expect(wrong).toBeDefined();
  });

  test("models and learners of any kind are cases; a model without predict is none", () => {
    expectTypeOf(testLabelModel).parameter(0).toEqualTypeOf<LabelModelCase>();
    const model: LabelModelCase = { name: "m", fit: () => ({ predict: (votes) => majorityVote(votes) }) };
    // @ts-expect-error: predict is missing
    const wrong: LabelModelCase = { name: "m", fit: () => ({}) };
    expect([model, wrong]).toHaveLength(2);
    expectTypeOf(testLearner).toBeCallableWith({ name: "l", make: () => logisticRegression() }, { describe, test });
    expectTypeOf(testPack).parameter(1).toEqualTypeOf<TestFramework>();
  });
});

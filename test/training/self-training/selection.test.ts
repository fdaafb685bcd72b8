import { describe, expect, test } from "vitest";
import { selectionOf, type Candidates, type SelectionRule } from "../../../src/training/self-training/selection.ts";

/** Candidates of two labels from the probability of the first. */
function candidates(first: readonly number[], round = 1): Candidates {
  const codes = Int16Array.from(first, (p) => (p >= 0.5 ? 0 : 1));
  return {
    rows: Int32Array.from(first.keys()),
    probabilities: Float64Array.from(first.flatMap((p) => [p, 1 - p])),
    codes,
    confidences: Float64Array.from(first, (p) => Math.max(p, 1 - p)),
    shares: Float64Array.of(0.5, 0.5),
    round,
  };
}

const weigh = (rule: SelectionRule, first: readonly number[], round = 1): number[] =>
  Array.from(selectionOf(rule, "selection")(candidates(first, round)));

describe("selection", () => {
  test("none takes no row", () => expect(weigh({ rule: "none" }, [1, 0])).toEqual([0, 0]));

  test("threshold takes rows that are sure enough, of any label", () =>
    expect(weigh({ rule: "threshold", threshold: 0.9 }, [0.95, 0.9, 0.89, 0.05])).toEqual([1, 1, 0, 1]));

  test("curriculum asks less of the label of which fewer rows pass", () => {
    // Six rows pass for the first label, one for the second.
    const first = [0.95, 0.95, 0.95, 0.95, 0.95, 0.95, 0.8, 0.05, 0.3];
    expect(weigh({ rule: "curriculum", threshold: 0.9 }, first)).toEqual([1, 1, 1, 1, 1, 1, 0, 1, 1]);
  });

  test("curriculum never takes a row that is less than half sure of its label", () => {
    const three: Candidates = {
      ...candidates([0.95, 0.95]),
      rows: Int32Array.of(0, 1, 2),
      codes: Int16Array.of(0, 0, 1),
      confidences: Float64Array.of(0.95, 0.95, 0.4),
      shares: Float64Array.of(0.4, 0.3, 0.3),
    };
    expect([...selectionOf({ rule: "curriculum" }, "selection")(three)]).toEqual([1, 1, 0]);
  });

  test("soft weighs rows above the mean fully, and those below the less, the less sure they are", () => {
    const [high = 0, middle = 0, low = 0] = weigh({ rule: "soft" }, [0.99, 0.7, 0.55]);
    expect(high).toBe(1);
    expect(middle).toBeLessThan(1);
    expect(low).toBeLessThan(middle);
    expect(low).toBeGreaterThan(0);
  });

  test("soft takes equally sure rows fully", () => expect(weigh({ rule: "soft" }, [0.7, 0.3])).toEqual([1, 1]));

  test("top takes the surest rows of each label by its share, more in each round", () => {
    const first = [0.99, 0.9, 0.8, 0.7, 0.01, 0.1, 0.2, 0.3];
    expect(weigh({ rule: "top", share: 0.25 }, first)).toEqual([1, 0, 0, 0, 1, 0, 0, 0]);
    expect(weigh({ rule: "top", share: 0.25 }, first, 2)).toEqual([1, 1, 0, 0, 1, 1, 0, 0]);
    expect(weigh({ rule: "top", share: 0.25 }, first, 99)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });

  test.each<[SelectionRule, string]>([
    [{ rule: "threshold", threshold: 2 }, "selection, threshold: 2; expected a number from 0 to 1"],
    [{ rule: "top", share: Number.NaN }, "selection, share: NaN; expected a number from 0 to 1"],
    [
      { rule: "best" } as never,
      'selection: "best"; expected a rule "none", "threshold", "curriculum", "soft" or "top"',
    ],
  ])("refuses %j", (rule, message) => expect(() => selectionOf(rule, "selection")).toThrow(message));

  test.each<SelectionRule>([
    { rule: "none" },
    { rule: "threshold" },
    { rule: "curriculum" },
    { rule: "soft" },
    { rule: "top" },
  ])("$rule gives nothing for no candidates", (rule) => expect(weigh(rule, [])).toEqual([]));
});

import { describe, expect, test } from "vitest";
import { generateSet } from "../../../benchmarks/accuracy/generated.ts";
import { harderScenarios } from "../../../benchmarks/scenarios/harder.ts";
import { knownScenarios } from "../../../benchmarks/scenarios/known.ts";
import { compressVotes } from "../../../src/matrix/compress.ts";
import { isLabelMatrix } from "../../../src/matrix/label-matrix.ts";
import { fitAndScore, majorityAccuracy, type Simulation } from "./harness.ts";

// Other seeds than those of the benchmark, which the model was developed beside.
const seeds = [101, 102, 103, 104];

/** What is allowed below majority vote, in accuracy; more where the votes break what the model takes for granted. */
const allowed: Readonly<Record<string, number>> = {
  abstention_by_label: 0.015, // Whether functions vote depends on the label: the model takes abstention as no evidence.
  leader_followers: 0.09, // Followers of a leader are most of the functions, and all dependent on each other.
};

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe("mean accuracy over four seeds", () => {
  test.each([...knownScenarios, ...harderScenarios])("$name", (scenario) => {
    const sets = seeds.map((seed) => generateSet(scenario, seed));
    const simulations = sets.map(({ votes, gold }): Simulation => ({
      votes: isLabelMatrix(votes) ? compressVotes(votes) : votes,
      truth: gold,
    }));
    const ours = meanOf(simulations.map((each) => fitAndScore(each).accuracy));
    const majority = meanOf(simulations.map(majorityAccuracy));
    expect(ours, "majority vote, less what is allowed").toBeGreaterThanOrEqual(
      majority - (allowed[scenario.name] ?? 0.005),
    );
    // Half a point less than asked on twenty seeds: four say less.
    const targets = sets.flatMap(({ target }) => (target === undefined ? [] : [target]));
    if (targets.length > 0) expect(ours, "its target").toBeGreaterThanOrEqual(meanOf(targets) - 0.005);
  });
});

import { describe, expect, it } from "vitest";
import { summarizeScenarios } from "../../../benchmarks/accuracy/scenario-results.ts";
import { formatScenarios } from "../../../benchmarks/accuracy/scenario-table.ts";
import {
  formatTargets,
  isScenarioMet,
  majorityTargets,
  meanTargets,
  scenarioTargets,
} from "../../../benchmarks/accuracy/targets.ts";
import { setResult } from "./set-result.ts";

describe("targets of sets", () => {
  it("compare the mean of each kind of set with its own target", () => {
    const sets = [setResult("a", 0.6), setResult("b", 0.8), setResult("c", 0.9, { kind: "crowd" })];
    expect(meanTargets(sets).map(({ value, target }) => [value, target])).toEqual([
      [70, 71.5],
      [90, 87.5],
    ]);
  });
  it("take the LF set that is farthest below majority vote, and no crowd set", () => {
    const sets = [
      setResult("a", 0.6, { majority: 0.61 }),
      setResult("b", 0.8, { majority: 0.7 }),
      setResult("c", 0.5, { majority: 0.9, kind: "crowd" }),
    ];
    expect(formatTargets(majorityTargets(sets))).toEqual({
      text: "MISS  label model against majority vote, worst LF set (a): -1.00 (target >= -0.50, by 0.50)",
      met: false,
    });
  });
  it("are none for kinds that are not there", () => {
    expect([...meanTargets([]), ...majorityTargets([]), ...scenarioTargets([])]).toEqual([]);
  });
});

describe("scenarios", () => {
  const sets = [
    setResult("copies.0", 0.9, { truth: 0.7, target: 0.6, majority: 0.8 }),
    setResult("copies.1", 0.8, { truth: 0.9, target: 0.9, majority: 0.8 }),
    setResult("alone.0", 0.9, { truth: 0.9, target: 0.8, majority: 0.91 }),
    setResult("hard.0", 0.5, { truth: 0.9, majority: 0.7 }),
  ];
  const scenarios = summarizeScenarios(sets);

  it("are grouped by the name before the seed, with means over seeds", () => {
    expect(scenarios.map(({ name, seeds }) => [name, seeds])).toEqual([
      ["copies", 2],
      ["alone", 1],
      ["hard", 1],
    ]);
    expect(scenarios[0]).toMatchObject({ truth: 0.8, target: 0.75, worst: { seed: "1" } });
    expect(scenarios[0]?.aboveTarget).toBeCloseTo(0.1, 12);
    expect(scenarios[2]).toMatchObject({ target: null, aboveTarget: null, worst: null });
  });

  it("are missed when one seed is more than 3 points under its own target, whatever the mean", () => {
    const verdict = (seed: number): boolean[] =>
      summarizeScenarios([
        setResult("a.0", 0.9, { truth: 1, target: 0.8 }),
        setResult("a.1", seed, { truth: 1, target: 0.8 }),
      ]).map(isScenarioMet);
    expect([verdict(0.77), verdict(0.769)]).toEqual([[true], [false]]);
  });

  it("are missed when the mean is under its target", () => {
    expect(summarizeScenarios([setResult("a.0", 0.79, { truth: 1, target: 0.8 })]).map(isScenarioMet)).toEqual([false]);
  });

  it("give three targets: means reached, the worst seed of all, the worst mean against majority vote", () => {
    expect(formatTargets(scenarioTargets(scenarios)).text.split("\n")).toEqual([
      "PASS  scenarios whose mean over seeds reaches its target: 2 (target >= 2, by 0)",
      "MISS  worst seed against its own target (copies.1): -10.00 (target >= -3.00, by 7.00)",
      "MISS  label model against majority vote, worst scenario (alone): -1.00 (target >= -0.50, by 0.50)",
    ]);
  });

  it("print a row each, the seed farthest below its own target, the verdict, and means apart for those without target", () => {
    const lines = formatScenarios(scenarios).split("\n").slice(2);
    expect(lines[0]).toMatch(/^copies +2 .* -10\.0 \(1\) +MISSED \+10\.00 ± .*, seed$/);
    expect(lines[1]).toMatch(/^alone +1 .* \+10\.0 \(0\) +met \+10\.00$/);
    expect(lines[2]).toMatch(/^hard +1 +90\.0 +70\.0 +50\.0$/);
    expect(lines[3]).toMatch(/^mean with target +85\.00 +77\.50 +85\.50 +87\.50$/);
    expect(lines[4]).toMatch(/^mean without +90\.00 +70\.00 +50\.00$/);
  });
});

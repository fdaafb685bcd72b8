import { readFileSync } from "node:fs";
import { mean } from "../util/statistics.ts";
import { markdownTable } from "../util/tables.ts";
import { measuredMethod } from "./methods.ts";
import { methodNames, resultOf, type SetResult } from "./results.ts";
import type { ScenarioResult } from "./scenario-results.ts";
import { isScenarioMet } from "./targets.ts";
import { percent } from "./columns.ts";

const bold = (text: string): string => `**${text}**`;

function setsTable(sets: readonly SetResult[], title: string): string {
  const names = methodNames(sets);
  const rows = sets.map((set) => [set.name, ...names.map((name) => percent(resultOf(set, name).score))]);
  const means = names.map((name) => {
    const text = percent(mean(sets.map((set) => resultOf(set, name).score)), 2);
    return name === measuredMethod ? bold(text) : text;
  });
  return markdownTable([title, ...names], [...rows, [bold("mean"), ...means]]);
}

function scenariosTable(scenarios: readonly ScenarioResult[], title: string): string {
  const names = scenarios[0]?.methods.map(({ method }) => method) ?? [];
  const withTarget = scenarios.some(({ target }) => target !== null);
  const rows = scenarios.map((scenario) => {
    const { name, truth, target, worst, interval, methods } = scenario;
    const scores = methods.map(({ method, score }) =>
      method === measuredMethod && interval !== null ? `${percent(score)} ± ${percent(interval)}` : percent(score),
    );
    const verdict = [percent(worst?.aboveTarget ?? NaN), isScenarioMet(scenario) ? "met" : bold("missed")];
    const targets = withTarget ? [percent(target ?? NaN)] : [];
    return [name, percent(truth ?? NaN), ...targets, ...scores, ...(withTarget ? verdict : [])];
  });
  const targets = withTarget ? ["target"] : [];
  return markdownTable([title, "truth", ...targets, ...names, ...(withTarget ? ["worst seed", "verdict"] : [])], rows);
}

/** The tables of benchmarks/README.md, from figures that the command wrote. */
export function formatMarkdown(file: string): string {
  // A figure that could not be had, NaN, is null in JSON.
  const { sets, scenarios } = JSON.parse(readFileSync(file, "utf8"), (key, value: unknown) =>
    value === null && ["score", "ms"].includes(key) ? NaN : value,
  ) as { readonly sets: readonly SetResult[]; readonly scenarios: readonly ScenarioResult[] };
  const tables = [
    [
      sets.filter(({ kind }) => kind === "labeling functions"),
      (some: readonly SetResult[]) => setsTable(some, "LF sets"),
    ],
    [sets.filter(({ kind }) => kind === "crowd"), (some: readonly SetResult[]) => setsTable(some, "crowd sets")],
  ] as const;
  const scenarioTables = [
    [scenarios.filter(({ target }) => target !== null), "scenarios"],
    [scenarios.filter(({ target }) => target === null), "harder scenarios"],
  ] as const;
  return [
    ...tables.flatMap(([some, write]) => (some.length === 0 ? [] : [write(some)])),
    ...scenarioTables.flatMap(([some, title]) => (some.length === 0 ? [] : [scenariosTable(some, title)])),
  ].join("\n\n");
}

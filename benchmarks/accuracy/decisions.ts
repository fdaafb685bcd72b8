import { ProbabilisticLabels, fitLabelModel, scoreLabels, type ClassBalance, type DecisionRule } from "labelwright";
import { formatTextTable } from "../../src/util/text-table.ts";
import { percent, right } from "./columns.ts";
import type { VoteSet } from "./sets.ts";

/** F1 of a set's second class, from one fit, by ways to decide; 0 to 1. */
export interface DecisionResult {
  readonly name: string;
  /** The class balance given to the fit: the uniform one, or that of gold. */
  readonly balance: "uniform" | "gold";
  /** The most probable labels, ties shared evenly. */
  readonly argmax: number;
  /** The rule of largest expected F1, which sees no gold. */
  readonly maximizeF1: number;
  /** The best threshold there is for these probabilities, found with gold: what no rule can pass. */
  readonly bestThreshold: number;
}

/** The share of each class among rows with gold that some function covers. */
function goldBalance({ gold, classes }: VoteSet, soft: ProbabilisticLabels): ClassBalance {
  const known = gold.filter((label, row) => label !== null && soft.covered(row));
  return Object.fromEntries(
    classes.map((name) => [name, known.filter((label) => label === name).length / known.length]),
  );
}

/** F1 of a label decided by a rule, over covered rows with gold. */
function f1Of(soft: ProbabilisticLabels, gold: VoteSet["gold"], label: string, rule: DecisionRule): number {
  const codes = soft.hardCodes({ rule });
  const k = soft.labels.size;
  const probabilities = new Float64Array(codes.length * k);
  codes.forEach((code, row) => {
    if (code >= 0) probabilities[row * k + code] = 1;
  });
  const covered = Uint8Array.from(codes, (_, row) => Number(soft.covered(row)));
  const decided = new ProbabilisticLabels({ labels: soft.labels, probabilities, covered, rowPatterns: null });
  return scoreLabels(decided, gold).f1[label] ?? NaN;
}

/** The largest F1 of a label over all thresholds of its probability. */
export function bestThresholdF1(soft: ProbabilisticLabels, gold: VoteSet["gold"], label: string): number {
  const rows = gold.flatMap((truth, row) =>
    truth === null || !soft.covered(row) ? [] : [{ p: soft.probability(row, label), right: truth === label }],
  );
  rows.sort((a, b) => b.p - a.p);
  const actual = rows.filter(({ right }) => right).length;
  let hits = 0;
  return rows.reduce((best, { p, right }, i) => {
    if (right) hits++;
    return rows[i + 1]?.p === p ? best : Math.max(best, (2 * hits) / (i + 1 + actual));
  }, 0);
}

/** Decides a set whose metric is F1 by each rule, with either class balance. */
export function measureDecisions(set: VoteSet): readonly DecisionResult[] {
  const { votes, gold, name, classes } = set;
  const [, label = ""] = classes;
  const uniform = fitLabelModel(votes).predict(votes);
  const informed = fitLabelModel(votes, { classBalance: goldBalance(set, uniform) }).predict(votes);
  return (
    [
      ["uniform", uniform],
      ["gold", informed],
    ] as const
  ).map(([balance, soft]): DecisionResult => {
    return {
      name,
      balance,
      argmax: scoreLabels(soft, gold).f1[label] ?? NaN,
      maximizeF1: f1Of(soft, gold, label, { maximizeF1: label }),
      bestThreshold: bestThresholdF1(soft, gold, label),
    };
  });
}

/** A row for each set and class balance. */
export function formatDecisions(results: readonly DecisionResult[]): string {
  const titles = ["argmax", "maximizeF1", "best threshold, with gold"];
  return formatTextTable(
    [{ title: "set" }, { title: "class balance" }, ...titles.map(right)],
    results.map(({ name, balance, argmax, maximizeF1, bestThreshold }) => [
      name,
      balance,
      ...[argmax, maximizeF1, bestThreshold].map((share) => percent(share)),
    ]),
  );
}

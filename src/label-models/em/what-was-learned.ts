import type { VotePatterns } from "../../matrix/vote-patterns.ts";
import type { Learned } from "../estimates.ts";
import type { Fitted } from "../finish-fit.ts";
import type { FitRule } from "../fit-report.ts";
import type { VoteCounts } from "../vote-counts.ts";
import type { AccuracyEstimate } from "./accuracy.ts";
import type { Agreement } from "./agreement.ts";
import type { EmData } from "./em-data.ts";
import type { EmLimits } from "./em-rounds.ts";
import type { CompactFit } from "./fit-compact.ts";
import { resumeOf } from "./resume.ts";
import type { DenseFit } from "./fit-dense.ts";

/** The redundancy from which two functions are called copies. */
const copyRedundancy = 0.5;
const objectiveIs =
  "the log likelihood of the votes, each by its function's weight, plus the log prior, after the rounds in which the prior was learned";

/** The parts of a report that follow from a dense fit. */
export function describeDense(
  fit: DenseFit,
  data: EmData,
  shown: VotePatterns,
  counts: VoteCounts,
  limits: EmLimits,
): Fitted {
  const { rows } = data.scan;
  const { rounds, accuracies } = fit;
  const k = shown.labels.size;
  // Functions of one label are no maximizers of the objective: their tables are estimated, then pooled.
  const monotone = !data.oneLabel.some((v, j) => v !== -1 && (data.votes[j] ?? 0) > 0) && data.gold === null;
  const confusionOf = (j: number): readonly (readonly number[])[] | null => confusion(rounds.counts.expected, j, k);
  return {
    rule: {
      classBalance: fit.balance,
      bias: fit.scores.bias,
      table: { form: "dense", cells: fit.scores.table },
      subtypes: 1,
    },
    rightVotes: (j) => (accuracies[j]?.accuracy ?? 0) * (counts.evidence[j] ?? 0),
    learned: (j) => ({ ...errorsOf(accuracies[j] ?? null), weight: fit.weights[j] ?? 1, confusion: confusionOf(j) }),
    resume: resumeOf(rounds, fit.temperature, data.oneLabel, k),
    course: {
      iterations: rounds.iterations,
      converged: rounds.converged,
      stopReason: stopReason(rounds.converged, limits),
      objective: rounds.objective,
      objectiveIs,
      monotone,
      starts: [{ name: "what pairs of functions agree on", objective: rounds.objective.at(-1) ?? 0, chosen: true }],
      rules: copyRules(fit.agreement, fit.weights, shown, rows),
      warnings: [...copyWarnings(fit.agreement, fit.weights, shown), ...chanceWarnings(accuracies, shown)],
    },
  };
}

/** The parts of a report that follow from a compact fit. */
export function describeCompact(
  fit: CompactFit,
  { scan: { rows }, gold }: EmData,
  shown: VotePatterns,
  counts: VoteCounts,
  limits: EmLimits,
): Fitted {
  const margin = (j: number): number => {
    const a = fit.accuracy[j] ?? 0.5;
    return Math.sqrt((a * (1 - a)) / ((counts.evidence[j] ?? 0) + fit.population.concentration + 1));
  };
  const copies = { dependent: fit.dependent };
  return {
    rule: {
      classBalance: fit.balance,
      bias: fit.scores.bias,
      table: { form: "compact", hit: fit.scores.hit, miss: fit.scores.miss },
      subtypes: 1,
    },
    rightVotes: (j) => (fit.accuracy[j] ?? 0) * (counts.evidence[j] ?? 0),
    learned: (j) => ({ standardError: margin(j), weight: fit.weights[j] ?? 1 }),
    course: {
      iterations: fit.iterations,
      converged: fit.converged,
      stopReason: stopReason(fit.converged, limits),
      objective: fit.objective,
      objectiveIs,
      monotone: gold === null,
      starts: [{ name: "what pairs of functions agree on", objective: fit.objective.at(-1) ?? 0, chosen: true }],
      rules: copyRules(copies, fit.weights, shown, rows),
      warnings: copyWarnings(copies, fit.weights, shown),
    },
  };
}

const stopReason = (converged: boolean, limits: EmLimits): string =>
  converged
    ? `no function's expected votes changed by more than ${limits.tolerance} of its votes`
    : `the limit of ${limits.maxIterations} rounds was reached`;

const errorsOf = (estimate: AccuracyEstimate | null): Learned =>
  estimate === null ? {} : { standardError: estimate.standardError, interval: estimate.interval };

/** K x K, rows true labels: how probable each vote is there. Null above 64 labels. */
function confusion(expected: Float64Array, j: number, k: number): readonly (readonly number[])[] | null {
  if (k > 64) return null;
  return Array.from({ length: k }, (_, y) => {
    const column = Array.from({ length: k }, (__, v) => expected[(j * k + v) * k + y] ?? 0);
    const sum = column.reduce((a, b) => a + b, 0);
    return column.map((n) => (sum > 0 ? n / sum : 1 / k));
  });
}

const nameOf = (shown: VotePatterns, j: number): string => shown.functions[j]?.name ?? "";

type Copies = Pick<Agreement, "dependent">;

function copyRules({ dependent }: Copies, weights: Float64Array, shown: VotePatterns, all: number): FitRule[] {
  const copied = [...weights.keys()].filter((j) => (weights[j] ?? 1) < 0.995);
  if (copied.length === 0) return [];
  const rows = Math.round((countRows(shown, new Set(copied)) * all) / Math.max(1, shown.rows));
  return [
    {
      rule: "dependent functions share a voice",
      functions: copied.map((j) => nameOf(shown, j)),
      rows,
      reason: `${dependent.length} pairs of functions vote alike more than their accuracies explain: their votes count less.`,
    },
  ];
}

/** Rows on which any of some functions votes. */
function countRows({ votes, counts }: VotePatterns, functions: ReadonlySet<number>): number {
  let rows = 0;
  for (let u = 0; u < counts.length; u++) {
    const end = votes.offsets[u + 1] ?? 0;
    for (let i = votes.offsets[u] ?? 0; i < end; i++) {
      if (!functions.has(votes.functions[i] ?? -1)) continue;
      rows += counts[u] ?? 0;
      break;
    }
  }
  return rows;
}

/** Most warnings of one sort: a report is read by people. */
const maxWarnings = 5;

function copyWarnings({ dependent }: Copies, weights: Float64Array, shown: VotePatterns): string[] {
  const strong = dependent.filter(({ redundancy }) => redundancy >= copyRedundancy);
  strong.sort((x, y) => y.redundancy - x.redundancy || x.a - y.a || x.b - y.b);
  const percent = (j: number): string => `${Math.round(100 * (weights[j] ?? 1))} %`;
  const lines = strong
    .slice(0, maxWarnings)
    .map(
      ({ a, b }) =>
        `${nameOf(shown, a)} and ${nameOf(shown, b)} vote alike far more than their accuracies explain: they may be copies. ` +
        `Their votes count ${percent(a)} and ${percent(b)}.`,
    );
  if (strong.length > maxWarnings)
    lines.push(`${strong.length - maxWarnings} further pairs of functions may be copies.`);
  return lines;
}

function chanceWarnings(accuracies: readonly (AccuracyEstimate | null)[], shown: VotePatterns): string[] {
  const chance = 1 / shown.labels.size;
  const poor = accuracies.flatMap((each, j) => (each !== null && each.interval[1] < chance ? [nameOf(shown, j)] : []));
  if (poor.length === 0) return [];
  const names = poor.slice(0, 10).join(", ") + (poor.length > 10 ? `, and ${poor.length - 10} more` : "");
  return [`Right less often than chance, so their votes count against their own label: ${names}.`];
}

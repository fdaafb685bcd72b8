import type { VotePatterns } from "../matrix/vote-patterns.ts";
import { countWarnings, estimatesOf, type Learned } from "./estimates.ts";
import type { EmResume } from "./em/resume.ts";
import type { FitReport, LabelModelKind } from "./fit-report.ts";
import type { LabelModel } from "./label-model.ts";
import { findOverturned } from "./overturned-rule.ts";
import { posteriorsOf } from "./posteriors.ts";
import { makeScoreModel } from "./score-model.ts";
import type { ScoreRule } from "./score-table.ts";
import type { VoteCounts } from "./vote-counts.ts";

/** What a kind of label model has learned. */
export interface Fitted {
  readonly rule: ScoreRule;
  /** U x K posteriors of the patterns it was fitted on, where they are at hand. */
  readonly posteriors?: Float64Array;
  /** Expected number of right votes of a function, each vote counted by its confidence. */
  readonly rightVotes: (j: number) => number;
  /** What else is known of a function. */
  readonly learned?: (j: number) => Learned;
  readonly course: FitCourse;
  readonly resume?: EmResume;
}

/** The part of a report that a kind of label model writes itself. */
export type FitCourse = Omit<FitReport, "rows" | "coveredRows" | "patterns" | "warnings" | "rules" | "starts"> &
  Partial<Pick<FitReport, "warnings" | "rules" | "starts">>;

/** Makes the label model of what was learned: estimates, warnings and safety rules are the same for every kind. */
export function finishFit<L extends string, N extends string>(
  kind: LabelModelKind,
  patterns: VotePatterns<L, N>,
  counts: VoteCounts,
  fitted: Fitted,
  shape: FittedShape = { rows: patterns.rows, patterns: patterns.size, scale: 1 },
): LabelModel<L, N> {
  const { rule, posteriors = posteriorsOf(patterns.votes, rule), course } = fitted;
  const overturned = findOverturned(patterns, rule, posteriors, shape.scale);
  const rules = [...(course.rules ?? []), ...(overturned === null ? [] : [overturned])];
  const warnings = [
    ...countWarnings(patterns, counts, kind !== "majority"),
    ...(course.warnings ?? []),
    ...(overturned === null ? [] : [overturned.reason]),
  ];
  return makeScoreModel({
    ...rule,
    kind,
    labels: patterns.labels,
    resume: fitted.resume ?? null,
    functions: estimatesOf(patterns.functions, patterns.labels, shape.rows, counts, fitted),
    report: freezeReport({
      ...course,
      starts: course.starts ?? [],
      rules,
      rows: shape.rows,
      coveredRows: counts.coveredRows,
      patterns: shape.patterns,
      warnings,
    }),
  });
}

/** What was fitted on, where `patterns` are a sample of it: rows and patterns, and rows for each row of the sample. */
export interface FittedShape {
  readonly rows: number;
  readonly patterns: number;
  readonly scale: number;
}

/** A report with all its parts frozen, in the order in which it is written. */
export function freezeReport(report: FitReport): FitReport {
  const { iterations, converged, stopReason, objective, objectiveIs, monotone } = report;
  const { starts, rules, rows, coveredRows, patterns, warnings } = report;
  return Object.freeze({
    iterations,
    converged,
    stopReason,
    objective: Object.freeze([...objective]),
    objectiveIs,
    monotone,
    starts: Object.freeze(
      starts.map(({ name, objective: reached, chosen }) => Object.freeze({ name, objective: reached, chosen })),
    ),
    rules: Object.freeze(
      rules.map(({ rule, functions, rows: fired, reason }) =>
        Object.freeze({ rule, functions: Object.freeze([...functions]), rows: fired, reason }),
      ),
    ),
    rows,
    coveredRows,
    patterns,
    warnings: Object.freeze([...warnings]),
  });
}

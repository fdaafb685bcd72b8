import { LabelingError } from "../../errors.ts";
import type { LabelSet } from "../../labels/label-set.ts";
import type { ForOrAgainst } from "../../labels/multi-label-task.ts";
import { LabelMatrix } from "../../matrix/label-matrix.ts";
import { isMultiLabelVotes, type MultiLabelVotes } from "../../matrix/multi-label/votes.ts";
import { makeVotes } from "../../matrix/vote-array.ts";
import { MultiLabelProbabilities, type ProbabilitiesByLabel } from "../../probabilities/multi-label/probabilities.ts";
import { brandAs, brands, hasBrand } from "../../util/brands.ts";
import { describe, listNames } from "../../util/checks.ts";
import { formatTextTable } from "../../util/text-table.ts";
import type { FitReport } from "../fit-report.ts";
import type { LabelModel } from "../label-model.ts";
import type { LabelModelJson } from "../model-json.ts";
import { ofLabel } from "./of-label.ts";

/** The version of the JSON form. */
export const multiLabelModelSchema = "labelwright.multi-label-model/1";

/** A multi-label model as JSON: the binary models of its labels. */
export interface MultiLabelModelJson {
  /** Version of this form. */
  readonly schema: typeof multiLabelModelSchema;
  /** Label names in order. */
  readonly labels: readonly string[];
  /** The label model of each label. */
  readonly models: Readonly<Record<string, LabelModelJson>>;
}

/** The binary label models of a multi-label task, by label. */
export type ModelsByLabel<L extends string = string, N extends string = string> = {
  readonly [Y in L]: LabelModel<ForOrAgainst<Y>, N>;
};

/** A fitted multi-label model: one binary label model for each label. Frozen. */
export interface MultiLabelModel<L extends string = string, N extends string = string> {
  readonly labels: LabelSet<L>;
  /** The label model of each label, over `not <label>` and `<label>`. */
  readonly models: ModelsByLabel<L, N>;
  /** How the fit of each label went. */
  readonly report: { readonly [Y in L]: FitReport };
  /** The warnings of all labels, each beginning with its label. */
  readonly warnings: readonly string[];
  /**
   * The probability of each label on each row, from votes of the same functions: for each label, just what its binary
   * model predicts. A function that the votes have, but not on a label it voted on when the model was fitted, abstains
   * there.
   *
   * @throws LabelingError `incompatible` for votes of other functions, versions or labels.
   */
  predict(votes: MultiLabelVotes<L, N>): MultiLabelProbabilities<L>;
  /** As JSON: numbers, names and reports, no code. `multiLabelModelFromJson` reads it back, bit for bit. */
  toJSON(): MultiLabelModelJson;
}

/** Checks that votes are on the same labels, in whatever order. */
function checkLabels(ours: LabelSet, theirs: LabelSet): void {
  if (ours.size === theirs.size && theirs.names.every((name) => ours.has(name))) return;
  throw new LabelingError("incompatible", {
    where: "predict",
    got: `labels ${listNames(theirs.names)}`,
    expected: `labels ${listNames(ours.names)}, in any order`,
  });
}

/** The votes on one label in the order of its model's functions. */
function votesFor(model: LabelModel, votes: MultiLabelVotes, label: string): LabelMatrix {
  const matrix = votes.label(label);
  const places = new Map(matrix.functions.map((func, j) => [func.name, j]));
  const expected = model.functions.map((func) => func.name);
  const other = [...places.keys()].find((name) => !expected.includes(name));
  const missing = expected.find((name) => !votes.functions.includes(name));
  if (other !== undefined || missing !== undefined) {
    throw new LabelingError("incompatible", {
      where: "predict",
      got: missing === undefined ? `votes of "${other}" on "${label}"` : `no votes of "${missing}"`,
      expected: `votes of ${listNames(expected) || "no labeling function"}, on which the model was fitted`,
      remedy: "Use the votes of the same labeling functions on the same labels, or fit the model on these.",
      details: { label, missing, other },
    });
  }
  const columns = expected.map((name) => places.get(name));
  return new LabelMatrix({
    labels: matrix.labels,
    functions: columns.map((j, i) => {
      const { name, fingerprint, labels } = model.functions[i] ?? { name: "", fingerprint: null, labels: null };
      return (j === undefined ? undefined : matrix.functions[j]) ?? { name, fingerprint, labels };
    }),
    votes: columns.map((j) => (j === undefined ? undefined : matrix.votes[j]) ?? makeVotes(votes.rows, 2)),
    confidences: columns.map((j) => (j === undefined ? null : (matrix.confidences[j] ?? null))),
    rows: votes.rows,
  });
}

/** `value` as votes on a multi-label task; `where` names the caller. */
export function checkMultiLabelVotes<V extends MultiLabelVotes>(value: V, where: string): V {
  if (isMultiLabelVotes(value)) return value;
  throw new LabelingError("bad_option", {
    where,
    got: describe(value),
    expected: "votes on a multi-label task",
    remedy: "Make them with multiLabelVotes, multiLabelVotesFromTable or applyMultiLabelFunctions.",
  });
}

/** A multi-label model as a frozen value. */
export function makeMultiLabelModel<L extends string, N extends string>(
  labels: LabelSet<L>,
  byLabel: ModelsByLabel<L, N>,
): MultiLabelModel<L, N> {
  const models = Object.freeze(byLabel);
  const modelOf = (label: L): LabelModel => models[label];
  const each = <T>(value: (label: L) => T): Record<L, T> =>
    Object.fromEntries(labels.names.map((label) => [label, value(label)])) as Record<L, T>;
  const model: MultiLabelModel<L, N> = {
    labels,
    models,
    report: Object.freeze(each((label) => modelOf(label).report)),
    warnings: Object.freeze(
      labels.names.flatMap((label) => modelOf(label).report.warnings.map((warning) => `${label}: ${warning}`)),
    ),
    predict: (given) => {
      const votes = checkMultiLabelVotes(given, "predict") as unknown as MultiLabelVotes;
      checkLabels(labels, votes.labels);
      const soft = each((label) =>
        ofLabel(label, () => modelOf(label).predict(votesFor(modelOf(label), votes, label))),
      );
      return new MultiLabelProbabilities({ labels, byLabel: soft as unknown as ProbabilitiesByLabel<L> });
    },
    toJSON: () => ({
      schema: multiLabelModelSchema,
      labels: labels.names,
      models: each((label) => modelOf(label).toJSON()),
    }),
  };
  brandAs(model, brands.multiLabelModel, () => describeModel(model));
  return Object.freeze(model);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function describeModel(model: MultiLabelModel): string {
  const { names } = model.labels;
  const shown = names.slice(0, 40).map((label) => {
    const { functions, classBalance, report } = model.models[label] as unknown as LabelModel;
    const covered = report.rows === 0 ? "" : percent(report.coveredRows / report.rows);
    const settled = report.converged ? "converged" : "not converged";
    return [label, String(functions.length), covered, percent(classBalance[1] ?? 0), settled];
  });
  const table = formatTextTable(
    [
      { title: "label" },
      { title: "labeling functions", align: "right" },
      { title: "covered", align: "right" },
      { title: "balance", align: "right" },
      { title: "fit" },
    ],
    shown,
  );
  const warnings = model.warnings.slice(0, 12).map((warning) => `warning: ${warning}`);
  if (model.warnings.length > warnings.length) warnings.push(`… and ${model.warnings.length - warnings.length} more`);
  const rows = Object.values(model.report)[0]?.rows ?? 0;
  const lines = [`Multi-label model of ${names.length} labels, fitted on ${rows} rows`, ...warnings, "", table];
  if (names.length > shown.length) lines.push(`… and ${names.length - shown.length} more`);
  return lines.join("\n");
}

/** Whether a value is a multi-label model, of this or another copy of the package. */
export function isMultiLabelModel(value: unknown): value is MultiLabelModel {
  return hasBrand(value, brands.multiLabelModel);
}

import { LabelingError } from "../errors.ts";
import type { EmResume } from "./em/resume.ts";
import type { FitReport, FunctionEstimate, LabelModelKind } from "./fit-report.ts";
import type { ModelParts } from "./model-parts.ts";
import type { VoteTable } from "./score-table.ts";

/** The version of the JSON form. */
export const modelSchema = "labelwright.model/2";

/** What each vote adds to the scores of labels, as JSON: an array for each labeling function. */
export type VoteTableJson =
  | {
      readonly form: "dense";
      /** By voted label v, then by state: K x K S numbers, v by v. */
      readonly cells: readonly (readonly number[])[];
    }
  | {
      readonly form: "compact";
      /** What a vote for each label adds to that label: K numbers. */
      readonly hit: readonly (readonly number[])[];
      /** What it adds to every other label: K numbers. */
      readonly miss: readonly (readonly number[])[];
    };

/**
 * A label model as JSON. The score of state z on a row is `bias[z]` plus what each vote adds to it, times the vote's
 * confidence; the softmax of scores, summed over a label's `subtypes` states, is its probability.
 */
export interface LabelModelJson {
  /** Version of this form. */
  readonly schema: typeof modelSchema;
  readonly kind: LabelModelKind;
  /** Label names in order. */
  readonly labels: readonly string[];
  readonly functions: readonly FunctionEstimate[];
  /** The probability of each label on rows without votes. */
  readonly classBalance: readonly number[];
  /** The label of rows without votes, or null. */
  readonly defaultLabel: string | null;
  /** States of each label (S): 1 but for models with subtypes. */
  readonly subtypes: number;
  /** The score of each state before any vote: K S numbers, label by label. */
  readonly bias: readonly number[];
  /** Null for `"majority"`: the labels with most votes share the probability. */
  readonly table: VoteTableJson | null;
  readonly report: FitReport;
  /** What `updateLabelModel` goes on from, or null. */
  readonly resume: EmResume | null;
}

/** Numbers that still fit into one JSON text: at 20 characters each, half of the longest string V8 holds. */
const maxJsonNumbers = 12_000_000;

/** A model's JSON form. @throws LabelingError `too_large` */
export function jsonOfModel(parts: ModelParts): LabelModelJson {
  const { kind, labels, functions, classBalance, subtypes, bias, table, report } = parts;
  const numbers = table === null ? 0 : table.form === "dense" ? table.cells.length : 2 * table.hit.length;
  if (numbers > maxJsonNumbers) {
    throw new LabelingError("too_large", {
      where: "label model as JSON",
      got: `${numbers} vote probabilities`,
      expected: `at most ${maxJsonNumbers}`,
      remedy: "Predict with the model in memory, or fit on fewer labels.",
    });
  }
  return {
    schema: modelSchema,
    kind,
    labels: labels.names,
    functions,
    classBalance: [...classBalance],
    defaultLabel: labels.label(parts.defaultLabel ?? -1),
    subtypes,
    bias: [...bias],
    table: table && jsonOfTable(table, functions.length),
    report,
    resume: parts.resume ?? null,
  };
}

function jsonOfTable(table: VoteTable, m: number): VoteTableJson {
  const split = (numbers: Float64Array): number[][] => {
    const each = numbers.length / m;
    return Array.from({ length: m }, (_, j) => Array.from(numbers.subarray(j * each, (j + 1) * each)));
  };
  return table.form === "dense"
    ? { form: "dense", cells: split(table.cells) }
    : { form: "compact", hit: split(table.hit), miss: split(table.miss) };
}

import type { Table } from "apache-arrow";
import { LabelingError } from "../errors.ts";
import { listNames } from "../util/checks.ts";

/** What a table of votes must have: the columns of a model's labeling functions. */
export interface VotersOfModel {
  readonly functions: readonly { readonly name: string }[];
}

/**
 * The votes of a model's labeling functions, in the model's order, out of a table of votes.
 *
 * @throws LabelingError `incompatible` where the table lacks one of them, or has others.
 */
export function columnsOfModel(table: Table, ignore: readonly string[], model: VotersOfModel, file: string): Table {
  const fields = table.schema.fields.map((field) => field.name);
  const functions = model.functions.map((func) => func.name);
  const confidences = new Set(fields.map((name) => `${name}.confidence`));
  const votes = fields.filter((name) => !ignore.includes(name) && !confidences.has(name));
  const missing = functions.filter((name) => !votes.includes(name));
  const others = votes.filter((name) => !functions.includes(name));
  if (missing.length > 0 || others.length > 0) {
    const [first = ""] = others;
    const remedy =
      missing.length > 0
        ? "Apply the same labeling functions again, or fit a model on these votes."
        : `If they are no votes, leave them out: --ignore ${others.length === 1 ? first : others.join(",")}.`;
    throw new LabelingError("incompatible", {
      where: file,
      got: missing.length > 0 ? `no column of votes ${listNames(missing)}` : `the columns ${listNames(others)}`,
      expected: `the votes of the model's labeling functions: ${listNames(functions)}`,
      remedy,
      details: { missing, others },
    });
  }
  return table.select(
    functions.flatMap((name) => [name, `${name}.confidence`]).filter((name) => fields.includes(name)),
  );
}

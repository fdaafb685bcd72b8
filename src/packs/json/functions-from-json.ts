import { distantSupervision } from "../../functions/distant-supervision.ts";
import { expression } from "../../functions/expression.ts";
import { keywords } from "../../functions/keywords.ts";
import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { lookup } from "../../functions/lookup.ts";
import { functionOfTerms } from "../../functions/ontology/terms-function.ts";
import { pattern } from "../../functions/pattern.ts";
import type { AnyTask, Task } from "../../labels/task.ts";
import { valueKind } from "../../tables/column-types.ts";
import type { FunctionJson, KeyJson, LookupJson } from "./pack-json.ts";

/** The entries of a lookup without a label, as pairs: nothing of the document is looked at by its shape later on. */
function pairsOf({ in: given, column }: LookupJson, task: AnyTask): Iterable<readonly [KeyJson, string]> {
  if (Array.isArray(given)) return given as readonly (readonly [KeyJson, string])[];
  const type = Object.hasOwn(task.columns, column) ? task.columns[column] : undefined;
  const kind = type === undefined ? "text" : valueKind(type);
  return Object.entries(given as Readonly<Record<string, string>>).map(([name, label]) => [keyOf(name, kind), label]);
}

/** The name of a field as the key of a column that holds `kind`: what it does not stand for stays text, and is refused. */
function keyOf(name: string, kind: string): KeyJson {
  if (kind === "flag") return name === "true" ? true : name === "false" ? false : name;
  const number = kind === "text" || name.trim() === "" ? NaN : Number(name);
  return Number.isNaN(number) ? name : number;
}

type TermsByLabel = Readonly<Record<string, readonly string[]>>;

/** Makes a labeling function out of what a document says of it. @throws LabelingError for what does not fit the task */
export function functionFromJson(given: FunctionJson, anyTask: AnyTask): AnyLabelingFunction {
  const task = anyTask as Task<string, Readonly<Record<string, string>>>; // checked by name and type when it is made
  const { name, description, version, confidence } = given;
  const common = { name, description, version, confidence };
  switch (given.kind) {
    case "keywords": {
      const { column, any, all, none, wholeWord, caseSensitive, label } = given;
      return keywords(task, { ...common, column, any, all, none, wholeWord, caseSensitive, label });
    }
    case "pattern": {
      const { column, pattern: source, flags, label } = given;
      return pattern(task, { ...common, column, pattern: source, flags, label, linearTime: true });
    }
    case "expression": {
      const { when, nulls, label } = given;
      return expression(task, { ...common, when, nulls, label });
    }
    case "lookup": {
      const { column, caseSensitive, label } = given;
      if (label === undefined) {
        const pairs = pairsOf(given, task) as Iterable<readonly [string, string]>;
        return lookup(task, { ...common, column, in: pairs, caseSensitive });
      }
      return lookup(task, { ...common, column, in: [...(given.in as readonly string[])], label, caseSensitive });
    }
    case "pairs": {
      const { columns, pairs, symmetric, caseSensitive, label } = given;
      return distantSupervision(task, { ...common, columns, pairs, symmetric, caseSensitive, label });
    }
    case "ontology": {
      const { column, wholeWord, caseSensitive, label, terms } = given;
      const byLabel =
        label === undefined ? Object.entries(terms as TermsByLabel) : [[label, terms as readonly string[]] as const];
      return functionOfTerms(task, { ...common, column, terms: new Map(byLabel), wholeWord, caseSensitive });
    }
  }
}

import { LabelingError } from "../../errors.ts";
import { defineTask, type AnyTask } from "../../labels/task.ts";
import { describe } from "../../util/checks.ts";
import { definePack, type AnyPack } from "../pack.ts";
import { findExcess } from "./check-limits.ts";
import { SchemaCheck } from "./check-schema.ts";
import { functionFromJson } from "./functions-from-json.ts";
import { parseJsonText } from "./json-text.ts";
import { completeLimits, type Limits, type PackLimits } from "./limits.ts";
import type { PackJson } from "./pack-json.ts";
import packSchema from "./pack.schema.json";
import { problemError, type JsonPath } from "./problem.ts";
import type { SchemaNode } from "./schema-node.ts";

/** Options of `packFromJson`. */
export interface PackFromJsonOptions {
  /** How large the pack may be. @defaultValue limits that a pack of a stranger may well have */
  readonly limits?: PackLimits | undefined;
  /** What messages call the document: the name of its file, say. @defaultValue `packFromJson` */
  readonly source?: string | undefined;
}

let schemaCheck: SchemaCheck | undefined;

const withoutDot = (text: string): string => text.replace(/\.$/, "");

/** Makes something of a part of the document; what does not fit is an error at its path. */
function make<T>(path: JsonPath, document: unknown, source: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!LabelingError.is(error)) throw error;
    throw problemError("pack", { path, got: withoutDot(error.message) }, document, source, error);
  }
}

/** Makes a pack of a value that was read from JSON, or would be written as such. */
export function packOfDocument(document: unknown, limits: Limits, source: string): AnyPack {
  schemaCheck ??= new SchemaCheck(packSchema as unknown as SchemaNode);
  const problem = schemaCheck.find(document);
  if (problem !== null) throw problemError("pack", problem, document, source);
  const checked = document as PackJson;
  const excess = findExcess(checked, limits);
  if (excess !== null) throw problemError(excess.code, excess, document, source);
  const { name, version, description, examples, changelog } = checked;
  const task = make(["task"], document, source, () => defineTask(checked.task) as unknown as AnyTask);
  const functions = checked.functions.map((func, i) =>
    make(["functions", i], document, source, () => functionFromJson(func, task)),
  );
  return make([], document, source, () =>
    definePack({ name, version, description, task: task, functions: functions, examples, changelog }),
  );
}

/**
 * Makes a rule pack out of its data form: a JSON text, or the value that was read from one. The form is that of the
 * JSON Schema `labelwright/pack.schema.json`: name, version and task, and functions of the declarative kinds `keywords`,
 * `pattern`, `expression`, `lookup`, `pairs` and `ontology` (its terms listed), with the options these have in code. A function has the fingerprint, and casts
 * the votes, of the same one made in code.
 *
 * Made for packs of strangers: nothing of a pack is run, and names such as `__proto__` are names like others. Time and
 * memory are bounded, by `limits` for loading it, and in voting by the length of the texts: regular expressions are
 * run by an automaton in linear time, so backreferences and lookarounds of more than one character are refused.
 * Fields and kinds that are not of the form are refused, and so are fields that come twice.
 *
 * Cost: some 10 ms for a pack of 100 functions; 0.05 ms for each term when it first votes.
 *
 * @param json The text, or the value. A value must be plain data, as `JSON.parse` gives it.
 * @throws LabelingError `pack` for what is not of the form, or does not fit the pack's own task; `too_large` beyond a
 * limit; `corrupt_file` for text that is not JSON. The message names the labeling function, its path in the document
 * and the reason.
 *
 * @example
 * ```ts
 * import { packFromJson } from "labelwright";
 *
 * const pack = packFromJson(`{
 *   "schema": "labelwright.pack/1",
 *   "name": "spam-rules",
 *   "version": "1.0.0",
 *   "task": { "labels": ["ham", "spam"], "columns": { "text": "utf8", "author": "utf8" } },
 *   "functions": [
 *     { "kind": "keywords", "name": "money", "column": "text", "any": ["cash", "prize"], "label": "spam" },
 *     { "kind": "pattern", "name": "has_link", "column": "text", "pattern": "https?://", "label": "spam" },
 *     { "kind": "lookup", "name": "known", "column": "author", "in": { "ann": "ham" } }
 *   ]
 * }`);
 * console.log(pack.functions.map((func) => func.name)); // [ 'money', 'has_link', 'known' ]
 * ```
 */
export function packFromJson(json: unknown, options: PackFromJsonOptions = {}): AnyPack {
  const { source = "packFromJson" } = options;
  const limits = completeLimits(options.limits, source);
  if (json === undefined) {
    throw new LabelingError("bad_option", { where: source, got: describe(json), expected: "a pack in JSON" });
  }
  return packOfDocument(typeof json === "string" ? parseJsonText(json, limits, source) : json, limits, source);
}

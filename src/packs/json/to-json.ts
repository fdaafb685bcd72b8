import { LabelingError } from "../../errors.ts";
import { freezeTerms } from "../../functions/declarative.ts";
import { declarationOf, type AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { describe, listNames } from "../../util/checks.ts";
import { isPack, type AnyPack } from "../pack.ts";
import { packOfDocument } from "./from-json.ts";
import { noLimits } from "./limits.ts";
import type { FunctionJson, PackJson } from "./pack-json.ts";

/** The kinds that have a form in JSON. */
const kinds: readonly string[] = [
  "keywords",
  "pattern",
  "expression",
  "lookup",
  "pairs",
  "ontology",
] satisfies FunctionJson["kind"][];

/** What the terms of a function say, by the names that a document has for it. */
function formOfTerms({ kind, terms, columns }: AnyLabelingFunction): Readonly<Record<string, unknown>> {
  const [column] = columns;
  const given = terms as Readonly<Record<string, unknown>>;
  if (kind === "expression") return { when: given["when"] };
  if (kind === "pattern") return { column, pattern: given["source"], flags: given["flags"] };
  if (kind === "lookup") return { column, caseSensitive: given["caseSensitive"] };
  if (kind === "pairs") return { columns, ...given };
  return { column, ...given };
}

/** What need not be said. */
const usual: Readonly<Record<string, unknown>> = {
  description: "",
  version: "1",
  nulls: "abstain",
  flags: "",
  wholeWord: true,
  symmetric: false,
};

function isNeeded(value: unknown, name: string, kind: string): boolean {
  if (value === undefined || value === usual[name]) return false;
  if (name === "caseSensitive") return value === (kind === "keywords" || kind === "ontology");
  return !(Array.isArray(value) && value.length === 0);
}

function functionToJson(func: AnyLabelingFunction): FunctionJson {
  const { kind, name, description, version, nulls, labels } = func;
  const declared = declarationOf(func) ?? { label: labels?.[0] };
  const { confidence } = func.terms as { readonly confidence?: number };
  const all = { kind, name, description, version, ...formOfTerms(func), nulls, ...declared, confidence };
  return Object.fromEntries(Object.entries(all).filter(([field, value]) => isNeeded(value, field, kind))) as unknown as FunctionJson; // prettier-ignore
}

/** A value as JSON has it: lists of numbers as arrays. @throws LabelingError for numbers that JSON does not have */
function plain(value: unknown, where: string): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(value),
      expected: "values that JSON has",
      remedy: "Leave the value out, or give a number.",
    });
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    return Array.from(value as unknown as ArrayLike<unknown>, (item) => plain(item, where));
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part, where)]));
}

/**
 * The data form of a rule pack, for `JSON.stringify`: what `packFromJson` and `loadPack` make the same pack of. Its
 * functions must be declarative: of the kinds `keywords`, `pattern`, `expression`, `lookup`, `pairs`
 * (`distantSupervision`) and `ontology`, of which the labels are written that were taken out of it. Terms are written as
 * they are compared, folded and sorted.
 *
 * @returns frozen JSON; the pack made of it has the same fingerprint.
 * @throws LabelingError `pack` for functions that are code, naming them, for a regular expression that is not taken in
 * this form, and for values that JSON does not have.
 *
 * @example
 * ```ts
 * import { definePack, defineTask, keywords, packFromJson, packToJson } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const money = keywords(task, { name: "money", column: "text", any: ["cash", "prize"], label: "spam" });
 * const pack = definePack({ name: "spam-rules", version: "1.0.0", task, functions: [money] });
 * const text = JSON.stringify(packToJson(pack));
 * console.log(packFromJson(text).fingerprint === pack.fingerprint); // true
 * ```
 */
export function packToJson(pack: AnyPack): PackJson {
  if (!isPack(pack)) {
    throw new LabelingError("bad_option", { where: "packToJson", got: describe(pack), expected: "a rule pack" });
  }
  const where = `pack "${pack.name}"`;
  const others = pack.functions.filter(({ kind, terms }) => terms === null || !kinds.includes(kind));
  if (others.length > 0) {
    throw new LabelingError("pack", {
      where: `${where}, packToJson`,
      got: `${listNames(others.map(({ name }) => name))}, which ${others.length === 1 ? "is" : "are"} code`,
      expected: `functions of kind ${kinds.join(", ")}`,
      remedy: "Write them with one of these, or keep the pack as a module.",
      details: { functions: others.map(({ name }) => name) },
    });
  }
  const { name, version, description, task, functions, examples, changelog } = pack;
  const document = {
    schema: "labelwright.pack/1",
    name,
    version,
    ...(description === "" ? {} : { description }),
    task: { labels: task.labels.names, columns: task.columns, ...(task.id === null ? {} : { id: task.id }) },
    functions: functions.map(functionToJson),
    ...(Object.keys(examples).length === 0 ? {} : { examples }),
    ...(changelog === null ? {} : { changelog }),
  };
  const json = plain(document, where) as PackJson;
  packOfDocument(json, noLimits, where); // what cannot be read back is not given out
  freezeTerms(json);
  return json;
}

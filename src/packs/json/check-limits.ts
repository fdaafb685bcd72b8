import type { ErrorCode } from "../../errors.ts";
import type { FunctionJson, PackJson } from "./pack-json.ts";
import type { Limits } from "./limits.ts";
import type { JsonPath, Problem } from "./problem.ts";

/** A problem with the code of its error. */
export interface CodedProblem extends Problem {
  readonly code: ErrorCode;
}

/** Half of a character beyond the first plane, without the other half. */
const halfCharacter = /\p{Surrogate}/u;

/** Limits of the whole pack. */
type Total = "terms" | "termCharacters" | "lookupEntries" | "exampleRows";

/** Goes through a document that has the right form, and stops at the first thing that is too large. */
class LimitCheck {
  readonly #limits: Limits;
  readonly #totals: Record<Total, number> = { terms: 0, termCharacters: 0, lookupEntries: 0, exampleRows: 0 };
  problem: CodedProblem | null = null;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** A number of things, or of characters, that a limit bounds. */
  atMost(count: number, limit: keyof Limits, what: string, path: JsonPath): void {
    if (count <= this.#limits[limit]) return;
    this.problem ??= {
      code: "too_large",
      path,
      got: `${count} ${what}`,
      expected: `at most ${this.#limits[limit]}`,
      remedy: `Where you trust the pack, raise the limit: { limits: { ${limit}: ${count} } }.`,
    };
  }

  /** Things that are counted for the whole pack. */
  add(count: number, limit: Total, what: string, path: JsonPath): void {
    const total = (this.#totals[limit] += count);
    this.atMost(total, limit, `${what} in all functions until here`, path);
  }

  text(text: string | undefined, limit: keyof Limits, path: JsonPath): void {
    if (text === undefined) return;
    this.atMost(text.length, limit, "characters", path);
    if (!halfCharacter.test(text)) return;
    this.problem ??= {
      code: "pack",
      path,
      got: "text with half of a character: one of two surrogates",
      expected: "whole characters",
      remedy: "Files could not hold it, and no text in a table has it.",
    };
  }

  name(name: string | undefined, path: JsonPath): void {
    this.text(name, "nameLength", path);
  }
}

function checkTerms(check: LimitCheck, terms: readonly string[] | undefined, path: JsonPath): void {
  if (terms === undefined) return;
  check.add(terms.length, "terms", "terms", path);
  terms.forEach((term, i) => {
    check.text(term, "termLength", [...path, i]);
    check.add(term.length, "termCharacters", "characters of terms", [...path, i]);
  });
}

function checkFunction(check: LimitCheck, func: FunctionJson, path: JsonPath): void {
  check.name(func.name, [...path, "name"]);
  check.name(func.version, [...path, "version"]);
  check.text(func.description, "descriptionLength", [...path, "description"]);
  check.name(func.label, [...path, "label"]);
  if ("column" in func) check.name(func.column, [...path, "column"]);
  switch (func.kind) {
    case "keywords":
      for (const field of ["any", "all", "none"] as const) checkTerms(check, func[field], [...path, field]);
      return;
    case "pattern":
      check.text(func.pattern, "patternLength", [...path, "pattern"]);
      return;
    case "expression":
      check.text(func.when, "bytes", [...path, "when"]); // its length is limited where it is parsed
      return;
    case "pairs":
      check.add(func.pairs.length, "lookupEntries", "entries of lookups", [...path, "pairs"]);
      func.pairs.forEach((pair, i) => {
        for (const text of pair) check.text(text, "descriptionLength", [...path, "pairs", i]);
      });
      return;
    case "ontology":
      if (Array.isArray(func.terms)) checkTerms(check, func.terms as readonly string[], [...path, "terms"]);
      else
        for (const [label, terms] of Object.entries(func.terms as Readonly<Record<string, readonly string[]>>))
          checkTerms(check, terms, [...path, "terms", label]);
      return;
    case "lookup": {
      const entries = Array.isArray(func.in) ? (func.in as readonly unknown[]) : Object.entries(func.in);
      const place = [...path, "in"];
      check.add(entries.length, "lookupEntries", "entries of lookups", place);
      entries.forEach((entry, i) => {
        for (const each of Array.isArray(entry) ? (entry as readonly unknown[]) : [entry]) {
          if (typeof each === "string") check.text(each, "descriptionLength", [...place, i]);
        }
      });
    }
  }
}

/** The first thing in a document, which has the right form, that goes beyond a limit; null where nothing does. */
export function findExcess(document: PackJson, limits: Limits): CodedProblem | null {
  const check = new LimitCheck(limits);
  const { name, version, description, task, functions, examples = {} } = document;
  check.name(name, ["name"]);
  check.name(version, ["version"]);
  check.text(description, "descriptionLength", ["description"]);
  check.atMost(task.labels.length, "labels", "labels", ["task", "labels"]);
  task.labels.forEach((label, i) => check.name(label, ["task", "labels", i]));
  const columns = Object.keys(task.columns);
  check.atMost(columns.length, "columns", "columns", ["task", "columns"]);
  for (const column of columns) check.name(column, ["task", "columns", column]);
  check.name(task.id, ["task", "id"]);
  check.atMost(functions.length, "functions", "functions", ["functions"]);
  functions.forEach((func, i) => {
    if (check.problem === null) checkFunction(check, func, ["functions", i]);
  });
  for (const [func, { votes = {}, abstains = [] }] of Object.entries(examples)) {
    const rows = Object.values(votes).reduce((sum, each) => sum + (each?.length ?? 0), abstains.length);
    check.add(rows, "exampleRows", "rows of examples", ["examples", func]);
  }
  return check.problem;
}

import { LabelingError } from "../../errors.ts";
import { checkNumber, describe, listNames } from "../../util/checks.ts";
import type { Random } from "../../util/random.ts";
import { choose } from "../votes/draw.ts";
import type { WeightedTemplate } from "./options.ts";
import { namesOf, parseTemplate, type TemplateNode, type TemplateNodes } from "./parse-template.ts";

/** One of several ways to go on. */
export interface Branch {
  readonly nodes: TemplateNodes;
  /** Its share of all; they sum to 1. */
  readonly share: number;
}

/** Rules by name, checked. */
export interface Grammar {
  readonly rules: ReadonlyMap<string, readonly Branch[]>;
  /** How many rules deep a text is at least. */
  readonly depthOf: (nodes: TemplateNodes) => number;
}

/** Ways to go on, with their shares. */
export function readBranches(given: unknown, where: string): readonly Branch[] {
  if (!Array.isArray(given) || given.length === 0) {
    const got = Array.isArray(given) ? "no templates" : describe(given);
    throw new LabelingError("bad_option", { where, got, expected: "an array of at least one template" });
  }
  const parts = (given as readonly WeightedTemplate[]).map((each, i) => {
    const place = `${where}, template ${i + 1}`;
    const { text, weight = 1 } = typeof each === "object" ? each : { text: each };
    const checked = checkNumber(weight, 1, { where: `${place}, weight`, min: 0, max: 1e9 });
    return { nodes: parseTemplate(text, place), weight: checked };
  });
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (total > 0) return parts.map(({ nodes, weight }) => ({ nodes, share: weight / total }));
  throw new LabelingError("bad_option", { where, got: "weights of 0 alone", expected: "a weight above 0" });
}

/** How deep rules must go from each rule: the shortest way to an end. Infinity where there is none. */
function findDepths(rules: ReadonlyMap<string, readonly Branch[]>): (nodes: TemplateNodes) => number {
  const depths = new Map<string, number>(Array.from(rules.keys(), (rule) => [rule, Infinity]));
  const depthOfNode = (node: TemplateNode): number => {
    if (node.kind === "text") return 0;
    if (node.kind === "name") return depths.get(node.name) ?? 0; // a column has none
    return node.isOptional ? 0 : Math.min(...node.branches.map(depthOf));
  };
  const depthOf = (nodes: TemplateNodes): number => nodes.reduce((most, node) => Math.max(most, depthOfNode(node)), 0);
  for (let changed = true; changed;) {
    changed = false;
    for (const [rule, branches] of rules) {
      const depth = 1 + Math.min(...branches.filter(({ share }) => share > 0).map(({ nodes }) => depthOf(nodes)));
      if (depth >= (depths.get(rule) ?? Infinity)) continue;
      depths.set(rule, depth);
      changed = true;
    }
  }
  return depthOf;
}

/**
 * Reads rules, and checks them with the templates that start from them: every name is a rule or a column, every rule is
 * mentioned, every rule comes to an end.
 */
export function readGrammar(
  given: Readonly<Record<string, readonly WeightedTemplate[]>> | undefined,
  templates: readonly { readonly nodes: TemplateNodes; readonly where: string }[],
  columns: readonly string[],
  where: string,
): Grammar {
  const rules = new Map<string, readonly Branch[]>();
  for (const [rule, texts] of Object.entries(given ?? {})) {
    const place = `${where}, rule ${describe(rule)}`;
    if (columns.includes(rule)) {
      const remedy = "Call the rule something else.";
      throw new LabelingError("duplicate_name", { where: place, got: "the name of a column", remedy });
    }
    rules.set(rule, readBranches(texts, place));
  }
  const known = [...rules.keys(), ...columns];
  const used = new Set<string>();
  const checkNames = (nodes: TemplateNodes, place: string): void => {
    for (const name of namesOf(nodes)) {
      used.add(name);
      if (known.includes(name)) continue;
      throw new LabelingError("missing_column", {
        where: place,
        got: `{${name}}`,
        expected: known.length === 0 ? "no names, as there are no rules" : `one of ${listNames(known)}`,
        remedy: "Add the rule, or write \\{ for the character itself.",
        details: { name },
      });
    }
  };
  for (const { nodes, where: place } of templates) checkNames(nodes, place);
  // Rules are used where a template leads to them, not where they lead to each other.
  const open = [...used];
  for (let rule = open.pop(); rule !== undefined; rule = open.pop()) {
    const before = new Set(used);
    for (const { nodes } of rules.get(rule) ?? []) checkNames(nodes, `${where}, rule ${describe(rule)}`);
    open.push(...[...used].filter((name) => !before.has(name)));
  }
  const unused = [...rules.keys()].filter((rule) => !used.has(rule));
  if (unused.length > 0) {
    throw new LabelingError("bad_option", {
      where: `${where}, rules`,
      got: `${listNames(unused)}, which no template leads to`,
      expected: "rules that templates mention",
      remedy: "Mention or remove them.",
    });
  }
  const depthOf = findDepths(rules);
  const endless = [...rules.keys()].filter((name) => depthOf([{ kind: "name", name }]) === Infinity);
  if (endless.length === 0) return { rules, depthOf };
  throw new LabelingError("bad_option", {
    where: `${where}, rules`,
    got: `${listNames(endless)}, which mention each other without end`,
    expected: "rules that come to an end",
    remedy: "Give one of them a text that mentions none of them.",
  });
}

/** What an expansion goes by. */
export interface Expansion {
  readonly grammar: Grammar;
  /** Values of columns, as they read in text. */
  readonly columns: ReadonlyMap<string, string>;
  readonly random: Random;
  /** Parts that may still be written before every rule takes its shortest way out: rules that mention themselves twice would fill memory. */
  left: number;
}

/** Parts of a text before its rules take their shortest way out. */
export const mostParts = 10_000;

/** Text of a template. Rules below `depth` take the shortest way out, so that every text ends. */
export function expandNodes(nodes: TemplateNodes, depth: number, expansion: Expansion): string {
  const { grammar, columns, random } = expansion;
  let text = "";
  for (const node of nodes) {
    const room = expansion.left-- > 0 ? depth : 0;
    if (node.kind === "text") text += node.text;
    else if (node.kind === "choice") {
      if (node.isOptional && (room <= 0 || random() < 0.5)) continue;
      const branches = node.branches.map((each) => ({ nodes: each, share: 1 }));
      text += expandNodes(pick(branches, grammar, room, random), room, expansion);
    } else {
      const branches = grammar.rules.get(node.name);
      if (branches === undefined) text += columns.get(node.name) ?? "";
      else text += expandNodes(pick(branches, grammar, room, random), room - 1, expansion);
    }
  }
  return text;
}

function pick(branches: readonly Branch[], { depthOf }: Grammar, depth: number, random: Random): TemplateNodes {
  const depths = depth > 0 ? null : branches.map(({ nodes }) => depthOf(nodes));
  const least = depths === null ? 0 : Math.min(...depths);
  const open = depths === null ? branches : branches.filter((_, i) => depths[i] === least);
  const total = open.reduce((sum, { share }) => sum + share, 0);
  const place = choose(
    open.map(({ share }) => (total > 0 ? share / total : 1 / open.length)),
    random(),
  );
  return open[place]?.nodes ?? [];
}

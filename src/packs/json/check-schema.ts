import { describe, listNames } from "../../util/checks.ts";
import { closestName } from "../../util/closest.ts";
import type { JsonPath, Problem } from "./problem.ts";
import { jsonTypeOf, type SchemaNode } from "./schema-node.ts";

type Fields = Readonly<Record<string, unknown>>;

const own = <T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;

/** Finds what is wrong with a document by its schema: the first thing, in the order of the document. */
export class SchemaCheck {
  readonly #root: SchemaNode;
  readonly #patterns = new Map<string, RegExp>();

  constructor(root: SchemaNode) {
    this.#root = root;
  }

  /** The first problem of a value; null where there is none. */
  find(value: unknown, node: SchemaNode = this.#root, path: JsonPath = []): Problem | null {
    if (node.$ref !== undefined) return this.find(value, this.#resolve(node), path);
    const expected = node.title;
    if (!isOfType(value, node)) return { path, got: describe(value), expected };
    if (node.const !== undefined && value !== node.const) return { path, got: describe(value), expected };
    if (node.enum !== undefined && !node.enum.includes(value)) {
      const names = node.enum.filter((each) => typeof each === "string");
      return { path, got: describe(value), expected, remedy: remedyFor(value, names) };
    }
    if (typeof value === "string") return this.#inText(value, node, path);
    if (typeof value === "number") return inNumber(value, node, path);
    if (Array.isArray(value)) return this.#inArray(value, node, path) ?? this.#inBranch(value, node, path);
    if (typeof value !== "object" || value === null) return null;
    const fields = value as Fields;
    return this.#ofKind(fields, node, path) ?? this.#inFields(fields, node, path) ?? this.#inBranch(fields, node, path);
  }

  #resolve(node: SchemaNode): SchemaNode {
    return own(this.#root.$defs, (node.$ref ?? "").replace("#/$defs/", "")) ?? node;
  }

  #inText(text: string, node: SchemaNode, path: JsonPath): Problem | null {
    const { minLength = 0, maxLength = Infinity, pattern } = node;
    if (
      text.length < minLength ||
      text.length > maxLength ||
      (pattern !== undefined && !this.#matches(pattern, text))
    ) {
      return { path, got: describe(text), expected: node.title };
    }
    return null;
  }

  #matches(pattern: string, text: string): boolean {
    let regExp = this.#patterns.get(pattern);
    if (regExp === undefined) this.#patterns.set(pattern, (regExp = new RegExp(pattern, "u")));
    return regExp.test(text);
  }

  #inArray(items: readonly unknown[], node: SchemaNode, path: JsonPath): Problem | null {
    const { minItems = 0, maxItems = Infinity, prefixItems = [], title: expected } = node;
    if (items.length < minItems || items.length > maxItems) return { path, got: describe(items), expected };
    const seen = new Set<unknown>();
    for (const [i, item] of items.entries()) {
      const ofItem = prefixItems[i] ?? node.items;
      const problem = ofItem === undefined || ofItem === false ? null : this.find(item, ofItem, [...path, i]);
      if (problem !== null) return problem;
      if (node.uniqueItems === true && seen.has(item)) {
        return { path: [...path, i], got: `${describe(item)} once more`, expected, remedy: "Remove the repetition." };
      }
      seen.add(item);
    }
    return null;
  }

  #inFields(fields: Fields, node: SchemaNode, path: JsonPath): Problem | null {
    const { properties = {}, required = [], minProperties = 0, additionalProperties: others } = node;
    const names = Object.keys(fields);
    if (names.length < minProperties) return { path, got: "an object with no keys", expected: node.title };
    const missing = required.find((name) => own(fields, name) === undefined);
    if (missing !== undefined)
      return { path, got: `no ${JSON.stringify(missing)}`, expected: this.#wanted(missing, node) };
    for (const name of names) {
      const value = fields[name];
      const ofName = node.propertyNames === undefined ? null : this.find(name, node.propertyNames, [...path, name]);
      if (ofName !== null) return { ...ofName, got: `the name ${ofName.got}` };
      const known = own(properties, name) ?? (others === false ? undefined : others);
      if (known === undefined && others === false) return unknownField(name, Object.keys(properties), path);
      const problem = known === undefined || value === undefined ? null : this.find(value, known, [...path, name]);
      if (problem !== null) return problem;
    }
    return null;
  }

  #wanted(name: string, node: SchemaNode): string {
    const of = own(node.properties, name);
    const title = of === undefined ? undefined : (of.$ref === undefined ? of : this.#resolve(of)).title;
    return `${JSON.stringify(name)}${title === undefined ? "" : `: ${title}`}`;
  }

  /** Objects of several kinds: the schema of their kind is looked at. */
  #ofKind(fields: Fields, { oneOf }: SchemaNode, path: JsonPath): Problem | null {
    if (oneOf === undefined) return null;
    const nodes = oneOf.map((each) => this.#resolve(each));
    const kindOf = (each: SchemaNode): unknown => own(each.properties, "kind")?.const;
    const kind = own(fields, "kind");
    const found = nodes.find((each) => kindOf(each) === kind);
    if (found !== undefined) return this.find(fields, found, path);
    const kinds = nodes.map(kindOf).filter((each) => typeof each === "string");
    const expected = `one of ${listNames(kinds)}`;
    if (kind === undefined) return { path, got: 'no "kind"', expected: `"kind", ${expected}` };
    return { path: [...path, "kind"], got: describe(kind), expected, remedy: remedyForKind(kind, kinds) };
  }

  /** What else must hold of the whole value. */
  #inBranch(value: object, node: SchemaNode, path: JsonPath): Problem | null {
    if (node.anyOf?.every((each) => this.find(value, each, path) !== null) === true) {
      const names = node.anyOf.flatMap(({ required = [] }) => required);
      return {
        path,
        got: `neither ${names.map((name) => JSON.stringify(name)).join(" nor ")}`,
        expected: "one of them",
      };
    }
    if (node.if === undefined) return null;
    const branch = this.find(value, node.if, path) === null ? node.then : node.else;
    return branch === undefined ? null : this.find(value, branch, path);
  }
}

function isOfType(value: unknown, { type }: SchemaNode): boolean {
  const actual = jsonTypeOf(value);
  if (actual === null) return false;
  return type === undefined || (typeof type === "string" ? type === actual : type.includes(actual));
}

function inNumber(
  value: number,
  { exclusiveMinimum = -Infinity, maximum = Infinity, title }: SchemaNode,
  path: JsonPath,
): Problem | null {
  // prettier-ignore
  return value > exclusiveMinimum && value <= maximum ? null : { path, got: describe(value), expected: title };
}

function remedyFor(value: unknown, names: readonly string[]): string | undefined {
  const meant = typeof value === "string" ? closestName(value, names) : null;
  return meant === null ? undefined : `Did you mean ${JSON.stringify(meant)}?`;
}

const kindsInCode: readonly unknown[] = ["row", "batch", "model", "crowd"];

function remedyForKind(kind: unknown, kinds: readonly string[]): string | undefined {
  if (!kindsInCode.includes(kind)) return remedyFor(kind, kinds);
  return "Functions of this kind are code: they belong into a pack that is a module.";
}

function unknownField(name: string, names: readonly string[], path: JsonPath): Problem {
  return { path, got: `the unknown field ${describe(name)}`, expected: `one of ${listNames(names, 20)}`, remedy: remedyFor(name, names) }; // prettier-ignore
}

import { valueKind, type ColumnType } from "../../tables/column-types.ts";
import { describe, listNames } from "../../util/checks.ts";
import {
  nodeRemedies,
  operatorRemedies,
  partOf,
  refuse,
  remedyForGap,
  remedyForTypes,
  typesInWords,
  type ExpressionScope,
} from "./messages.ts";
import { findSignature, functions, operators, type Operation, type Signature, type ValueType } from "./operations.ts";
import type { ParsedNode } from "./parse.ts";
import type { ExpressionTree } from "./tree.ts";

const typesOfKinds: Readonly<Record<string, ValueType>> = { flag: "boolean", time: "number" };

function typeOfColumn(type: ColumnType): ValueType {
  const [kind = "", list] = valueKind(type).split(" ");
  const item = typesOfKinds[kind] ?? kind;
  return (list === undefined ? item : `${item} list`) as ValueType;
}

function column(name: string, scope: ExpressionScope): ExpressionTree {
  const type = Object.hasOwn(scope.columns, name) ? scope.columns[name] : undefined;
  if (type !== undefined) return { kind: "column", type: typeOfColumn(type), name };
  const names = listNames(Object.keys(scope.columns));
  const remedy = Object.hasOwn(functions, name)
    ? `Functions want parentheses: ${name}(...).`
    : "Text stands in quotes.";
  throw refuse(scope, `unknown column ${name}`, `one of the task's columns: ${names}`, remedy);
}

function constant(value: unknown, scope: ExpressionScope): ExpressionTree {
  if (typeof value === "number" && !Number.isNaN(value)) return { kind: "constant", type: "number", value };
  if (typeof value === "string") return { kind: "constant", type: "text", value };
  if (typeof value === "boolean") return { kind: "constant", type: "boolean", value };
  if (value === null) throw refuse(scope, "null among values", "null only beside == or !=");
  throw refuse(scope, describe(value), "a number, quoted text, true or false");
}

function isNull(node: ParsedNode, scope: ExpressionScope): ExpressionTree {
  const args = [buildTree(node, scope)];
  if (scope.nulls === "pass") return { kind: "isNull", type: "boolean", args };
  const got = `a test whether ${partOf(node)} is null, which never holds: rows with a null abstain`;
  throw refuse(scope, got, undefined, 'Add the option nulls: "pass".');
}

/** An operation whose arguments have types that it takes; `whole` is the part that applies it. */
function apply(
  operation: Operation,
  nodes: readonly ParsedNode[],
  whole: ParsedNode,
  scope: ExpressionScope,
  remedy?: string,
): ExpressionTree {
  const args = nodes.map((node) => buildTree(node, scope));
  const signature = signatureFor(operation, nodes, args, whole, scope, remedy);
  return { kind: "apply", type: signature.gives, signature, args };
}

function signatureFor(
  operation: Operation,
  nodes: readonly ParsedNode[],
  args: readonly ExpressionTree[],
  whole: ParsedNode,
  scope: ExpressionScope,
  remedy = remedyForTypes(args, scope),
): Signature {
  const types = args.map(({ type }) => type);
  const signature = findSignature(operation, types);
  if (signature !== undefined) return signature;
  const part = partOf(whole);
  const got = nodes.length === 0 ? `${part} has no arguments` : `in ${part}, ${typesInWords(nodes, args)}`;
  throw refuse(scope, got, operation.expected, remedy);
}

const isNullConstant = (node: ParsedNode | undefined): boolean => node?.type === "ConstantNode" && node.value === null;

/** `x == null` and `x != null`; null for other comparisons. */
function compareWithNull(
  fn: string,
  [left, right]: readonly ParsedNode[],
  scope: ExpressionScope,
): ExpressionTree | null {
  const other = isNullConstant(right) ? left : isNullConstant(left) ? right : undefined;
  if (other === undefined || (fn !== "equal" && fn !== "unequal")) return null;
  const test = isNull(other, scope);
  const [not] = operators.not?.signatures ?? [];
  return fn === "equal" || not === undefined ? test : { kind: "apply", type: "boolean", signature: not, args: [test] };
}

/** `and`, `or` and the condition of `?:` take conditions only. */
function conditions(nodes: readonly ParsedNode[], whole: ParsedNode, scope: ExpressionScope): ExpressionTree[] {
  const args = nodes.map((node) => buildTree(node, scope));
  if (args.every(({ type }) => type === "boolean")) return args;
  throw refuse(scope, `in ${partOf(whole)}, ${typesInWords(nodes, args)}`, "conditions, which are true or false");
}

type NodeOf<T extends ParsedNode["type"]> = Extract<ParsedNode, { readonly type: T }>;

function buildOperator(node: NodeOf<"OperatorNode">, scope: ExpressionScope): ExpressionTree {
  const { fn, op, args, implicit, isPercentage } = node;
  if (implicit) {
    const part = partOf(node);
    throw refuse(scope, `nothing between the parts of ${part}`, "an operator", remedyForGap(part, scope));
  }
  if (isPercentage) throw refuse(scope, `a percentage, ${partOf(node)}`, "% between two numbers, for the remainder");
  if (fn === "and" || fn === "or") return { kind: fn, type: "boolean", args: conditions(args, node, scope) };
  const operation = Object.hasOwn(operators, fn) ? operators[fn] : undefined;
  if (operation === undefined) {
    const expected = "+ - * / % ^, comparisons, and, or, xor, not, or ?:";
    throw refuse(scope, `the operator ${op} in ${partOf(node)}`, expected, operatorRemedies[op]);
  }
  const remedy = fn === "not" ? "Write not (...): not comes before comparisons." : undefined;
  return compareWithNull(fn, args, scope) ?? apply(operation, args, node, scope, remedy);
}

/** `1 < likes < 5`: each neighboring pair is compared, each part worked out once. */
function buildChain(node: NodeOf<"RelationalNode">, scope: ExpressionScope): ExpressionTree {
  const { conditionals, params } = node;
  const args = params.map((param) => buildTree(param, scope));
  const signatures = conditionals.map((fn, i) => {
    const operation = operators[fn];
    if (operation === undefined) throw refuse(scope, `the comparison ${fn} in ${partOf(node)}`);
    return signatureFor(operation, params.slice(i, i + 2), args.slice(i, i + 2), node, scope);
  });
  return { kind: "chain", type: "boolean", signatures, args };
}

function buildIf(node: NodeOf<"ConditionalNode">, scope: ExpressionScope): ExpressionTree {
  const [condition] = conditions([node.condition], node, scope);
  const branches = [node.trueExpr, node.falseExpr];
  const args = branches.map((branch) => buildTree(branch, scope));
  const [yes, no] = args;
  if (condition !== undefined && yes !== undefined && yes.type === no?.type) {
    return { kind: "if", type: yes.type, args: [condition, yes, no] };
  }
  throw refuse(scope, `in ${partOf(node)}, ${typesInWords(branches, args)}`, "two values of one type");
}

function buildCall(node: NodeOf<"FunctionNode">, scope: ExpressionScope): ExpressionTree {
  const { fn, args } = node;
  const name = fn.type === "SymbolNode" ? fn.name : "";
  const [first] = args;
  if (name === "col") {
    if (args.length === 1 && first?.type === "ConstantNode" && typeof first.value === "string") {
      return column(first.value, scope);
    }
    throw refuse(scope, partOf(node), 'col("name of a column")');
  }
  if (name === "isNull") {
    if (first !== undefined && args.length === 1) return isNull(first, scope);
    throw refuse(scope, partOf(node), "isNull(value)");
  }
  const operation = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (operation !== undefined) return apply(operation, args, node, scope);
  const names = [...Object.keys(functions), "isNull", "col"].join(", ");
  const remedy = fn.type === "SymbolNode" ? undefined : "The function comes first: contains(text, part).";
  throw refuse(scope, `unknown function in ${partOf(node)}`, `one of ${names}`, remedy);
}

/**
 * Checks a parsed expression against an allow-list of nodes, names and types, and makes a tree of it that holds
 * nothing else.
 *
 * @throws LabelingError `expression` for anything else, naming the part.
 */
export function buildTree(node: ParsedNode, scope: ExpressionScope): ExpressionTree {
  switch (node.type) {
    case "ConstantNode":
      return constant(node.value, scope);
    case "SymbolNode":
      return column(node.name, scope);
    case "ParenthesisNode":
      return buildTree(node.content, scope);
    case "OperatorNode":
      return buildOperator(node, scope);
    case "RelationalNode":
      return buildChain(node, scope);
    case "ConditionalNode":
      return buildIf(node, scope);
    case "FunctionNode":
      return buildCall(node, scope);
    default:
      throw refuse(
        scope,
        `${partOf(node)} is no part of a condition`,
        "columns, numbers, quoted text, operators and functions",
        nodeRemedies[node.type],
      );
  }
}

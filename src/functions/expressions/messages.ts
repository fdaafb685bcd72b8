import { LabelingError } from "../../errors.ts";
import { valueKind, type ColumnType } from "../../tables/column-types.ts";
import { typeNames } from "./operations.ts";
import type { ParsedNode } from "./parse.ts";
import type { ExpressionTree } from "./tree.ts";
import type { NullPolicy } from "../labeling-function.ts";

/** What an expression may refer to. */
export interface ExpressionScope {
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly nulls: NullPolicy;
  /** How messages begin. */
  readonly where: string;
}

/** A part of the expression as messages show it. */
export function partOf(node: ParsedNode): string {
  const text = node.toString().replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** An error about a part of the expression. */
export function refuse(scope: ExpressionScope, got: string, expected?: string, remedy?: string): LabelingError {
  const more = { ...(expected === undefined ? {} : { expected }), ...(remedy === undefined ? {} : { remedy }) };
  return new LabelingError("expression", { where: scope.where, got, ...more });
}

/** `likes is a number and "a" is text` */
export function typesInWords(nodes: readonly ParsedNode[], args: readonly ExpressionTree[]): string {
  const each = nodes.map((node, i) => `${partOf(node)} is ${typeNames[args[i]?.type ?? "null"]}`);
  return each.length < 2 ? each.join("") : `${each.slice(0, -1).join(", ")} and ${each.at(-1) ?? ""}`;
}

/** What to do about arguments of types that an operation does not take. */
export function remedyForTypes(args: readonly ExpressionTree[], scope: ExpressionScope): string | undefined {
  if (args.some(({ type }) => type.endsWith("list"))) return "Ask a list with includes(list, item) or length(list).";
  const types = args.map((arg) => (arg.kind === "column" ? scope.columns[arg.name] : undefined));
  const anyTime = types.some((type) => type !== undefined && valueKind(type) === "time");
  return anyTime ? "Times are milliseconds since 1970 (UTC)." : undefined;
}

/** What to do about two parts with nothing between them. */
export function remedyForGap(part: string, scope: ExpressionScope): string {
  if (Object.hasOwn(scope.columns, part)) return `Write col(${JSON.stringify(part)}) for the column of that name.`;
  if (part.includes("'")) return "Put text with a quote in it between quotes of the other kind.";
  return "Write an operator there, or col(...) around the quoted name of a column with spaces.";
}

const eachValue = "Compare with each value: x == 1 or x == 2.";

/** What to do about operators that mathjs has and conditions have not. */
export const operatorRemedies: Readonly<Record<string, string>> = {
  "&": "Write and.",
  "|": "Write or.",
  in: `${eachValue} For a list column write includes(list, item).`,
};

/** What to do about parts that mathjs has and conditions have not. */
export const nodeRemedies: Readonly<Record<string, string>> = {
  AccessorNode: "Write length(x) for the length of text or a list, and includes(list, item) for items.",
  ArrayNode: eachValue,
  AssignmentNode: "Compare with ==.",
  BlockNode: "Write one condition, without semicolons; join two with and.",
  RangeNode: "Compare with both ends: 1 <= x <= 3.",
};

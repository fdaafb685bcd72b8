import { createRequire } from "node:module";
import type * as MathJs from "mathjs";
import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";

/** A node of the tree that mathjs makes of an expression; only the fields that are looked at here. */
export type ParsedNode = ParsedFields & {
  /** Calls back with each part directly below. */
  forEach(callback: (child: ParsedNode) => void): void;
  toString(): string;
};

type ParsedFields =
  | { readonly type: "ConstantNode"; readonly value: unknown }
  | { readonly type: "SymbolNode"; readonly name: string }
  | { readonly type: "ParenthesisNode"; readonly content: ParsedNode }
  | {
      readonly type: "OperatorNode";
      readonly op: string;
      readonly fn: string;
      readonly args: readonly ParsedNode[];
      readonly implicit: boolean;
      readonly isPercentage: boolean;
    }
  | {
      readonly type: "RelationalNode";
      readonly conditionals: readonly string[];
      readonly params: readonly ParsedNode[];
    }
  | {
      readonly type: "ConditionalNode";
      readonly condition: ParsedNode;
      readonly trueExpr: ParsedNode;
      readonly falseExpr: ParsedNode;
    }
  | { readonly type: "FunctionNode"; readonly fn: ParsedNode; readonly args: readonly ParsedNode[] }
  | { readonly type: "other" };

const maxLength = 2000;
const maxNesting = 100;
const maxDepth = 500;

let parse: ((text: string) => ParsedNode) | undefined;

/** The parser of mathjs: loaded when the first expression is made, as that takes a fifth of a second. */
function mathParse(text: string): ParsedNode {
  if (parse === undefined) {
    const math = createRequire(import.meta.url)("mathjs/number") as typeof MathJs;
    const { parse: parser } = math.create({ ...math.parseDependencies });
    parse = (source) => parser(source) as unknown as ParsedNode;
  }
  return parse(text);
}

function badText(where: string, got: string, expected: string): LabelingError {
  return new LabelingError("expression", { where, got, expected });
}

/** Quoted text, comments and line ends. */
const quotedOrBlank = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*|[\r\n]/gs;

/** The expression on one line and without comments, every character at its old place. */
function onOneLine(text: string): string {
  return text.replace(quotedOrBlank, (part) => (/^["']/.test(part) ? part : " ".repeat(part.length)));
}

/** How deep parentheses are nested; those in quotes do not count. */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text.replace(quotedOrBlank, "")) {
    if ("([{".includes(character)) deepest = Math.max(deepest, ++depth);
    else if (")]}".includes(character)) depth--;
  }
  return deepest;
}

/** How many levels of parts within parts there are, found without recursion. */
function depthOf(root: ParsedNode): number {
  let depth = 0;
  for (let level = [root]; level.length > 0; depth++) {
    const below: ParsedNode[] = [];
    for (const node of level) node.forEach((child) => below.push(child));
    level = below;
  }
  return depth;
}

const foreignOperator = /&&|\|\||===|!==|<>|!(?!=)/;
const ownOperators: Readonly<Record<string, string>> = { "&&": "and", "||": "or", "===": "==", "!": "not" };

/** What to write instead of an operator of another language, where the text uses one. */
function remedyFor(text: string): string | undefined {
  const [theirs] = foreignOperator.exec(text.replace(quotedOrBlank, "")) ?? [];
  return theirs === undefined ? undefined : `Write ${ownOperators[theirs] ?? "!="} instead of ${theirs}.`;
}

function parseText(text: string, where: string): ParsedNode {
  try {
    return mathParse(onOneLine(text));
  } catch (error) {
    const remedy = remedyFor(text);
    throw new LabelingError("expression", {
      where,
      got: `${describe(text)} cannot be read: ${error instanceof Error ? error.message : describe(error)}`,
      ...(remedy === undefined ? {} : { remedy }),
      cause: error,
    });
  }
}

/**
 * Parses an expression with the parser of mathjs, and with nothing else of it. Length and nesting are limited first:
 * some thousand parentheses would overflow the parser. Depth is limited for those who walk the tree.
 *
 * @throws LabelingError `expression` for text that cannot be parsed, with the place.
 */
export function parseExpression(text: unknown, where: string): ParsedNode {
  if (typeof text !== "string" || text.trim() === "") {
    throw badText(where, describe(text), "a condition, such as \"likes > 3 and not contains(text, 'free')\"");
  }
  if (text.length > maxLength) {
    throw badText(where, `${text.length} characters`, `at most ${maxLength}`);
  }
  const nesting = nestingOf(text);
  if (nesting > maxNesting) throw badText(where, `${nesting} nested parentheses`, `at most ${maxNesting}`);
  const parsed = parseText(text, where);
  const depth = depthOf(parsed);
  if (depth > maxDepth) throw badText(where, `${depth} levels of parts within parts`, `at most ${maxDepth}`);
  return parsed;
}

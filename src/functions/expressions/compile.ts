import type { NullPolicy } from "../labeling-function.ts";
import { ColumnPart } from "./column-part.ts";
import { constantOf } from "./constants.ts";
import { Chain, Choice, Joined, NullTest } from "./logic.ts";
import { Operation } from "./operation.ts";
import type { Signature } from "./operations.ts";
import { Constant, type Part } from "./part.ts";
import { Source } from "./source.ts";
import { columnsOf, type ExpressionTree } from "./tree.ts";

/** An expression that can be worked out for many rows at once. */
export interface Compiled {
  readonly root: Part;
  /** The parts that read a column: they are told the window first. */
  readonly columnParts: readonly ColumnPart[];
}

/** An operation on any number of parts: those that take more than two (`min`, `max`) take them one after another. */
function operation(signature: Signature, [first, ...others]: readonly Part[]): Part {
  if (first === undefined) return new Constant(signature.gives, null); // cannot be: operations take values
  if (others.length === 0) return new Operation(signature, first, null);
  return others.reduce((before, other) => new Operation(signature, before, other), first);
}

function neighbors(signatures: readonly Signature[], parts: readonly Part[]): Part {
  const comparisons = parts.slice(1).flatMap((right, i) => {
    const [left, signature] = [parts[i], signatures[i]];
    return left === undefined || signature === undefined ? [] : [new Operation(signature, left, right)];
  });
  return new Chain(parts, comparisons);
}

/** Makes column loops of a tree. */
export function compileTree(tree: ExpressionTree, nulls: NullPolicy): Compiled {
  const columnParts: ColumnPart[] = [];

  /** @param source The column that the part around reads, if it reads only one. */
  const compile = (part: ExpressionTree, source: Source | null): Part => {
    const [leaf, ...others] = columnsOf(part);
    if (leaf === undefined) return new Constant(part.type, constantOf(part));
    if (source === null && others.length === 0) {
      const own = new Source(leaf.type);
      const columnPart = new ColumnPart(leaf.name, own, compile(part, own), nulls);
      columnParts.push(columnPart);
      return columnPart;
    }
    return combine(part, source);
  };

  const combine = (part: ExpressionTree, source: Source | null): Part => {
    if (part.kind === "column" || part.kind === "constant") return source ?? new Constant(part.type, null);
    const args = part.args.map((arg) => compile(arg, source));
    const [a, b, c] = args;
    if (part.kind === "apply") return operation(part.signature, args);
    if (part.kind === "chain") return neighbors(part.signatures, args);
    if (part.kind === "isNull" && a !== undefined) return new NullTest(a);
    if (part.kind === "if" && a !== undefined && b !== undefined && c !== undefined) return new Choice(a, b, c);
    return args.reduce((before, arg) => new Joined(part.kind === "or" ? 1 : 0, before, arg));
  };

  return { root: compile(tree, null), columnParts };
}

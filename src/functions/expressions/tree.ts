import type { Signature, ValueType } from "./operations.ts";

/** An expression whose names and types have been checked. */
export type ExpressionTree =
  | { readonly kind: "constant"; readonly type: ValueType; readonly value: unknown }
  | { readonly kind: "column"; readonly type: ValueType; readonly name: string }
  | {
      readonly kind: "apply";
      readonly type: ValueType;
      readonly signature: Signature;
      readonly args: readonly ExpressionTree[];
    }
  | {
      /** Neighboring arguments compared: `signatures[i]` compares `args[i]` with `args[i + 1]`. */
      readonly kind: "chain";
      readonly type: ValueType;
      readonly signatures: readonly Signature[];
      readonly args: readonly ExpressionTree[];
    }
  | {
      readonly kind: "and" | "or" | "if" | "isNull";
      readonly type: ValueType;
      readonly args: readonly ExpressionTree[];
    };

/** A column that a tree reads. */
export type ColumnLeaf = Extract<ExpressionTree, { readonly kind: "column" }>;

/** The columns that a tree reads, each once, in the order in which it names them. */
export function columnsOf(tree: ExpressionTree): readonly ColumnLeaf[] {
  if (tree.kind === "column") return [tree];
  if (tree.kind === "constant") return [];
  return [...new Map(tree.args.flatMap(columnsOf).map((leaf) => [leaf.name, leaf])).values()];
}

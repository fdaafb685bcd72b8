import type { Signature, ValueType } from "./expression-operations.ts";

/** An expression whose names and types have been checked. */
export type ExpressionTree =
  | { readonly kind: "constant"; readonly type: ValueType; readonly value: unknown }
  | { readonly kind: "column"; readonly type: ValueType; readonly name: string }
  | {
      readonly kind: "apply";
      readonly type: ValueType;
      readonly run: Signature["run"];
      readonly args: readonly ExpressionTree[];
    }
  | {
      /** Neighboring arguments compared: `runs[i]` compares `args[i]` with `args[i + 1]`. */
      readonly kind: "chain";
      readonly type: ValueType;
      readonly runs: readonly Signature["run"][];
      readonly args: readonly ExpressionTree[];
    }
  | {
      readonly kind: "and" | "or" | "if" | "isNull";
      readonly type: ValueType;
      readonly args: readonly ExpressionTree[];
    };

/** The columns that a tree reads, in the order in which it names them. */
export function columnsOf(tree: ExpressionTree): readonly string[] {
  if (tree.kind === "column") return [tree.name];
  return tree.kind === "constant" ? [] : [...new Set(tree.args.flatMap(columnsOf))];
}

import type { ExpressionTree } from "../../../src/functions/expressions/tree.ts";

type Run = (...values: unknown[]) => unknown;

/** What `and` (whose `end` is false) and `or` (true) make of values some of which may be null. */
function joined(values: readonly unknown[], end: boolean): boolean | null {
  if (values.includes(end)) return end;
  return values.includes(null) ? null : !end;
}

/** The value of an expression for one row, or null: what it means, without any thought of speed. */
export function meaningOf(tree: ExpressionTree, row: Readonly<Record<string, unknown>>): unknown {
  if (tree.kind === "constant") return tree.value;
  if (tree.kind === "column") return row[tree.name];
  const values = tree.args.map((arg) => meaningOf(arg, row));
  const lifted = (run: unknown, args: readonly unknown[]): unknown =>
    args.includes(null) ? null : (run as Run)(...args);
  switch (tree.kind) {
    case "apply":
      return lifted(tree.signature.run, values);
    case "chain":
      return joined(
        tree.signatures.map(({ run }, i) => lifted(run, values.slice(i, i + 2))),
        false,
      );
    case "isNull":
      return values[0] === null;
    case "if":
      return values[0] === null ? null : values[0] === true ? values[1] : values[2];
    default:
      return joined(values, tree.kind === "or");
  }
}

import type { ExpressionTree } from "./tree.ts";

type Run = (...values: unknown[]) => unknown;

/** The value of a tree that reads no column; nothing in it is null. */
export function constantOf(tree: ExpressionTree): unknown {
  switch (tree.kind) {
    case "constant":
      return tree.value;
    case "column":
      return null;
    case "isNull":
      return false;
    case "apply":
      return (tree.signature.run as Run)(...tree.args.map(constantOf));
    case "chain": {
      const values = tree.args.map(constantOf);
      return tree.signatures.every(({ run }, i) => (run as Run)(values[i], values[i + 1]));
    }
    case "and":
      return tree.args.every(constantOf);
    case "or":
      return tree.args.some(constantOf);
    case "if": {
      const [condition, yes, no] = tree.args.map(constantOf);
      return condition === true ? yes : no;
    }
  }
}

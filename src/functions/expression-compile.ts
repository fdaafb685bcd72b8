import type { ExpressionTree } from "./expression-tree.ts";

/** The values of a column for the rows at hand. Numbers are float64, so that reading them takes one path. */
export interface ColumnSlot {
  values: ArrayLike<unknown>;
  valid: Uint8Array | null;
}

/** A part of an expression: its value for a row of those at hand; null where it meets a null. */
export type RowReader = (row: number) => unknown;

type Run1 = (a: unknown) => unknown;
type Run2 = (a: unknown, b: unknown) => unknown;
type RunN = (...values: unknown[]) => unknown;

function readColumn(slot: ColumnSlot, nullable: boolean): RowReader {
  return nullable ? (row) => (slot.valid?.[row] === 0 ? null : slot.values[row]) : (row) => slot.values[row];
}

/** An operation on values of which none is null. */
function applyPlain(run: unknown, args: readonly RowReader[], constants: readonly unknown[]): RowReader {
  const [a, b] = args;
  if (a !== undefined && args.length === 1) return (row) => (run as Run1)(a(row));
  if (a !== undefined && b !== undefined && args.length === 2) {
    const constant = constants[1];
    if (constant !== undefined) return (row) => (run as Run2)(a(row), constant);
    return (row) => (run as Run2)(a(row), b(row));
  }
  return (row) => (run as RunN)(...args.map((arg) => arg(row)));
}

/** An operation that gives null if one of its values is null. */
function applyLifted(run: unknown, args: readonly RowReader[]): RowReader {
  return (row) => {
    const values = args.map((arg) => arg(row));
    return values.includes(null) ? null : (run as RunN)(...values);
  };
}

/** The end of `and` (false) and `or` (true): the first argument that is `end` decides, else a null does. */
function joined(args: readonly RowReader[], end: boolean, nullable: boolean): RowReader {
  const [a, b] = args;
  if (a !== undefined && b !== undefined && args.length === 2 && !nullable) {
    return end ? (row) => a(row) === true || b(row) === true : (row) => a(row) === true && b(row) === true;
  }
  return (row) => {
    let result: boolean | null = !end;
    for (const arg of args) {
      const value = arg(row);
      if (value === end) return end;
      if (value === null) result = null;
    }
    return result;
  };
}

/** Neighbors compared, until one comparison is false. */
function chained(args: readonly RowReader[], runs: readonly unknown[]): RowReader {
  return (row) => {
    let result: boolean | null = true;
    let left = args[0]?.(row);
    for (let k = 0; k < runs.length; k++) {
      const right = args[k + 1]?.(row);
      const holds = left === null || right === null ? null : (runs[k] as Run2)(left, right);
      if (holds === false) return false;
      if (holds === null) result = null;
      left = right;
    }
    return result;
  };
}

/**
 * Makes closures of a tree, which read the columns from slots.
 *
 * @param nullable Whether columns may hold nulls. Without, a row's value is never null.
 */
export function compileTree(
  tree: ExpressionTree,
  slots: ReadonlyMap<string, ColumnSlot>,
  nullable: boolean,
): RowReader {
  if (tree.kind === "constant") {
    const { value } = tree;
    return () => value;
  }
  if (tree.kind === "column") {
    return readColumn(slots.get(tree.name) ?? { values: [], valid: null }, nullable);
  }
  const args = tree.args.map((arg) => compileTree(arg, slots, nullable));
  const [first, second, third] = args;
  switch (tree.kind) {
    case "apply": {
      const constants = tree.args.map((arg) => (arg.kind === "constant" ? arg.value : undefined));
      return nullable ? applyLifted(tree.run, args) : applyPlain(tree.run, args, constants);
    }
    case "chain":
      return chained(args, tree.runs);
    case "isNull":
      return (row) => first?.(row) === null;
    case "if":
      return (row) => {
        const condition = first?.(row);
        return condition === null ? null : condition === true ? second?.(row) : third?.(row);
      };
    default:
      return joined(args, tree.kind === "or", nullable);
  }
}

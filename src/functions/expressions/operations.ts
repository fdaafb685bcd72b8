import { changeCase, type TextCase } from "../../tables/windows.ts";
import { runLoops, type RunLoop } from "./run-loops.ts";
import { flagLoops, numberLoops, type Loops } from "./loops.ts";

/** The types of value in an expression. Times are numbers: milliseconds since 1970. */
export type ValueType = "number" | "text" | "boolean" | "number list" | "text list" | "boolean list" | "null";

/** The types as messages name them. */
export const typeNames: Readonly<Record<ValueType, string>> = {
  number: "a number",
  text: "text",
  boolean: "a boolean",
  "number list": "a list of numbers",
  "text list": "a list of texts",
  "boolean list": "a list of booleans",
  null: "null",
};

/** One way to apply an operation: the types it takes, the type it gives, and how. */
export interface Signature {
  readonly takes: readonly ValueType[];
  /** Whether the last type may come once or more often. */
  readonly repeats?: boolean;
  readonly gives: ValueType;
  /** Works on single values. Booleans may come as 1 and 0. */
  readonly run: (...values: never[]) => unknown;
  /** What it does, if it changes the case of text: a column's texts in another case are worked out together. */
  readonly textCase?: TextCase;
  /** Does the same for a column of text and a constant, if the constant is not empty. */
  readonly runLoop?: RunLoop;
  /** Does the same for columns; without, `run` is called for each row. */
  readonly loops?: Loops;
}

/** An operator or function: its signatures, and how messages name what it takes. */
export interface Operation {
  readonly expected: string;
  readonly signatures: readonly Signature[];
}

const number = (expected: string, arity: number, run: (...values: never[]) => number): Operation => ({
  expected,
  signatures: [{ takes: Array.from({ length: arity }, () => "number"), gives: "number", run }],
});

const arithmetic = (run: (a: number, b: number) => number, loops?: Loops): Operation => ({
  expected: "numbers",
  signatures: [{ takes: ["number", "number"], gives: "number", run, ...(loops === undefined ? {} : { loops }) }],
});

/** Comparisons hold between two numbers or two texts (by code unit). NaN compares false. */
function ordering(run: (a: number, b: number) => boolean, loops: Loops): Operation {
  const forText = run as unknown as (a: string, b: string) => boolean; // JavaScript compares both alike
  return {
    expected: "two numbers or two texts",
    signatures: [
      { takes: ["number", "number"], gives: "boolean", run, loops },
      { takes: ["text", "text"], gives: "boolean", run: forText },
    ],
  };
}

function equality(name: "equal" | "unequal", run: (a: unknown, b: unknown) => boolean): Operation {
  return {
    expected: "two values of one type: number, text or boolean",
    signatures: [
      { takes: ["number", "number"], gives: "boolean", run, loops: numberLoops[name] },
      { takes: ["text", "text"], gives: "boolean", run },
      { takes: ["boolean", "boolean"], gives: "boolean", run, loops: flagLoops[name] },
    ],
  };
}

const ofText = (
  expected: string,
  gives: ValueType,
  run: (text: string, part: string) => unknown,
  runLoop: RunLoop,
): Operation => ({ expected, signatures: [{ takes: ["text", "text"], gives, run, runLoop }] });

const inCase = (textCase: TextCase): Operation => ({
  expected: `${textCase}(text)`,
  signatures: [{ takes: ["text"], gives: "text", run: changeCase[textCase], textCase }],
});

/** How often `part` occurs in `text`, without overlaps; 0 for an empty part. */
function countOf(text: string, part: string): number {
  if (part === "") return 0;
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

const lengthOf = ({ length }: { readonly length: number }): number => length;

/** Arrays and typed arrays both have `includes`. */
const includes = (list: readonly unknown[], item: unknown): boolean => list.includes(item);
const includesFlag = (list: readonly unknown[], item: unknown): boolean => list.includes(Boolean(item));

const lists: readonly ValueType[] = ["text list", "number list", "boolean list"];

/** The operators, by mathjs's names for them. `and`, `or` and `?:` are not here: they look at one side first. */
export const operators: Readonly<Record<string, Operation>> = {
  add: arithmetic((a, b) => a + b, numberLoops.add),
  subtract: arithmetic((a, b) => a - b, numberLoops.subtract),
  multiply: arithmetic((a, b) => a * b, numberLoops.multiply),
  divide: arithmetic((a, b) => a / b, numberLoops.divide),
  mod: arithmetic((a, b) => a % b),
  pow: arithmetic((a, b) => a ** b),
  unaryMinus: number("a number", 1, (a) => -a),
  unaryPlus: number("a number", 1, (a) => a),
  smaller: ordering((a, b) => a < b, numberLoops.smaller),
  smallerEq: ordering((a, b) => a <= b, numberLoops.smallerEq),
  larger: ordering((a, b) => a > b, numberLoops.larger),
  largerEq: ordering((a, b) => a >= b, numberLoops.largerEq),
  equal: equality("equal", (a, b) => a === b),
  unequal: equality("unequal", (a, b) => a !== b),
  not: {
    expected: "a condition",
    signatures: [{ takes: ["boolean"], gives: "boolean", run: (a: boolean) => !a, loops: flagLoops.not }],
  },
  xor: {
    expected: "two conditions",
    signatures: [
      {
        takes: ["boolean", "boolean"],
        gives: "boolean",
        run: (a: boolean, b: boolean) => a !== b,
        loops: flagLoops.unequal,
      },
    ],
  },
};

/** The functions, by name. */
export const functions: Readonly<Record<string, Operation>> = {
  abs: number("abs(number)", 1, Math.abs),
  ceil: number("ceil(number)", 1, Math.ceil),
  contains: ofText("contains(text, part)", "boolean", (text, part) => text.includes(part), runLoops.contains),
  count: ofText("count(text, part)", "number", countOf, runLoops.count),
  endsWith: ofText("endsWith(text, part)", "boolean", (text, part) => text.endsWith(part), runLoops.endsWith),
  exp: number("exp(number)", 1, Math.exp),
  floor: number("floor(number)", 1, Math.floor),
  includes: {
    expected: "includes(list, item), the item as in the list",
    signatures: lists.map((list) => ({
      takes: [list, list.replace(" list", "") as ValueType],
      gives: "boolean",
      run: list === "boolean list" ? includesFlag : includes,
    })),
  },
  length: {
    expected: "length(text) or length(list)",
    signatures: [
      { takes: ["text"], gives: "number", run: lengthOf, runLoop: runLoops.length },
      ...lists.map((type) => ({ takes: [type], gives: "number" as const, run: lengthOf })),
    ],
  },
  log: number("log(number)", 1, Math.log),
  lower: inCase("lower"),
  max: {
    expected: "max(number, ...)",
    signatures: [{ takes: ["number"], repeats: true, gives: "number", run: Math.max }],
  },
  min: {
    expected: "min(number, ...)",
    signatures: [{ takes: ["number"], repeats: true, gives: "number", run: Math.min }],
  },
  round: number("round(number)", 1, Math.round),
  sqrt: number("sqrt(number)", 1, Math.sqrt),
  startsWith: ofText("startsWith(text, part)", "boolean", (text, part) => text.startsWith(part), runLoops.startsWith),
  upper: inCase("upper"),
};

/** The signature that takes values of these types, if there is one. */
export function findSignature({ signatures }: Operation, types: readonly ValueType[]): Signature | undefined {
  return signatures.find(({ takes, repeats = false }) => {
    if (repeats ? types.length < takes.length : types.length !== takes.length) return false;
    return types.every((type, i) => type === takes[Math.min(i, takes.length - 1)]);
  });
}

/**
 * The loops that expressions on columns are made of. Each is written out: a loop that calls a function for each row
 * takes ten times as long. Conditions are 1 and 0, stored without a branch, which random data would often mispredict.
 */

/** Loops over `count` rows for an operation: on one column, on two, or on one and a constant on its right or left. */
export interface Loops {
  readonly one?: (a: never, out: never, count: number) => void;
  readonly both?: (a: never, b: never, out: never, count: number) => void;
  readonly right?: (a: never, b: number, out: never, count: number) => void;
  readonly left?: (a: number, b: never, out: never, count: number) => void;
}

type NumbersLoop = (a: Float64Array, b: Float64Array, out: Float64Array, count: number) => void;
type NumberLoop = (a: Float64Array, b: number, out: Float64Array, count: number) => void;
type TestsLoop = (a: Float64Array, b: Float64Array, out: Uint8Array, count: number) => void;
type TestLoop = (a: Float64Array, b: number, out: Uint8Array, count: number) => void;
type FlagsLoop = (a: Uint8Array, b: Uint8Array, out: Uint8Array, count: number) => void;

const add: NumbersLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) + (b[i] ?? 0);
};
const addConstant: NumberLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) + b;
};
const subtract: NumbersLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) - (b[i] ?? 0);
};
const subtractConstant: NumberLoop = (a, b, out, count) => addConstant(a, -b, out, count);
const subtractFrom: NumberLoop = (b, a, out, count) => {
  for (let i = 0; i < count; i++) out[i] = a - (b[i] ?? 0);
};
const multiply: NumbersLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) * (b[i] ?? 0);
};
const multiplyConstant: NumberLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) * b;
};
const divide: NumbersLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) / (b[i] ?? 0);
};
const divideConstant: NumberLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) / b;
};
const divideInto: NumberLoop = (b, a, out, count) => {
  for (let i = 0; i < count; i++) out[i] = a / (b[i] ?? 0);
};

const smaller: TestsLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = Number((a[i] ?? 0) < (b[i] ?? 0));
};
const smallerEq: TestsLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = Number((a[i] ?? 0) <= (b[i] ?? 0));
};
const equal: TestsLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = Number((a[i] ?? 0) === (b[i] ?? 0));
};
const unequal: TestsLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = Number((a[i] ?? 0) !== (b[i] ?? 0));
};
const smallerConstant: TestLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = Number((a[i] ?? 0) < b);
};
const smallerEqConstant: TestLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = Number((a[i] ?? 0) <= b);
};
const largerConstant: TestLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = Number((a[i] ?? 0) > b);
};
const largerEqConstant: TestLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = Number((a[i] ?? 0) >= b);
};
const equalConstant: TestLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = Number((a[i] ?? 0) === b);
};
const unequalConstant: TestLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = Number((a[i] ?? 0) !== b);
};

const equalFlags: FlagsLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = 1 ^ (a[i] ?? 0) ^ (b[i] ?? 0);
};
const unequalFlags: FlagsLoop = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) ^ (b[i] ?? 0);
};

const not = (a: Uint8Array, out: Uint8Array, count: number): void => {
  for (let i = 0; i < count; i++) out[i] = 1 ^ (a[i] ?? 0);
};

/** `mirrored` is the loop for a constant on the left, which it takes second as the others do. */
function loops<O extends Float64Array | Uint8Array>(
  both: (a: Float64Array, b: Float64Array, out: O, count: number) => void,
  right: (a: Float64Array, b: number, out: O, count: number) => void,
  mirrored: typeof right,
): Loops {
  return { both, right, left: (a: number, b: Float64Array, out: O, count: number) => mirrored(b, a, out, count) };
}

const larger: TestsLoop = (a, b, out, count) => smaller(b, a, out, count);
const largerEq: TestsLoop = (a, b, out, count) => smallerEq(b, a, out, count);

type NumberOperator =
  | ("add" | "subtract" | "multiply" | "divide")
  | ("smaller" | "smallerEq" | "larger" | "largerEq" | "equal" | "unequal");

/** The loops of operators on numbers, by mathjs's names for the operators. */
export const numberLoops: Readonly<Record<NumberOperator, Loops>> = {
  add: loops(add, addConstant, addConstant),
  subtract: loops(subtract, subtractConstant, subtractFrom),
  multiply: loops(multiply, multiplyConstant, multiplyConstant),
  divide: loops(divide, divideConstant, divideInto),
  smaller: loops(smaller, smallerConstant, largerConstant),
  smallerEq: loops(smallerEq, smallerEqConstant, largerEqConstant),
  larger: loops(larger, largerConstant, smallerConstant),
  largerEq: loops(largerEq, largerEqConstant, smallerEqConstant),
  equal: loops(equal, equalConstant, equalConstant),
  unequal: loops(unequal, unequalConstant, unequalConstant),
};

/** The loops of operators on booleans. */
export const flagLoops: Readonly<Record<"equal" | "unequal" | "not", Loops>> = {
  equal: { both: equalFlags },
  unequal: { both: unequalFlags },
  not: { one: not },
};

import type { ValueType } from "./operations.ts";

/** Values of one type, one a row: numbers as float64, booleans as 1 and 0, text and lists as they are. */
export type Values = Float64Array | Uint8Array | unknown[];

/** The rows that an expression is worked out for. */
export interface Rows {
  readonly count: number;
  /** 1 for rows whose values are wanted. On the others they may be anything of the type, text and lists undefined too. */
  readonly wanted: Uint8Array;
}

export function newValues(type: ValueType, count: number): Values {
  if (type === "number") return new Float64Array(count);
  return type === "boolean" ? new Uint8Array(count) : new Array<unknown>(count);
}

/** Memory for bytes of so many rows: as before, or more of it. */
export const bytesFor = (bytes: Uint8Array, count: number): Uint8Array =>
  bytes.length >= count ? bytes : new Uint8Array(count);

/** A part of an expression. Where it keeps its values is made once and used for every window of rows. */
export abstract class Part {
  readonly type: ValueType;
  /** Whether a row costs so much that it pays to leave out those that are decided: it looks at text or lists. */
  readonly isCostly: boolean;
  /** The values of the last run, arbitrary where `valid` has 0. */
  values: Values;
  /** 1 = value, 0 = null; null when every row has a value. */
  valid: Uint8Array | null = null;
  #spareValid: Uint8Array = new Uint8Array();

  constructor(type: ValueType, isCostly: boolean) {
    this.type = type;
    this.isCostly = isCostly;
    this.values = newValues(type, 0);
  }

  /** Works out `values` and `valid`. */
  abstract run(rows: Rows): void;

  /** Makes room for the values of so many rows. */
  protected reserve(count: number): void {
    if (this.values.length < count) this.values = newValues(this.type, count);
  }

  /** Memory for a mask of so many rows. */
  protected reserveValid(count: number): Uint8Array {
    return (this.#spareValid = bytesFor(this.#spareValid, count));
  }

  /** Sets `valid`: a row has a value where both parts have one. */
  protected joinValid(a: Part, b: Part, count: number): void {
    if (a.valid === null || b.valid === null) this.valid = a.valid ?? b.valid;
    else {
      this.valid = this.reserveValid(count);
      joinMasks(a.valid, b.valid, this.valid, count);
    }
  }
}

/** The rows that are 1 in both masks. */
export function joinMasks(a: Uint8Array, b: Uint8Array, out: Uint8Array, count: number): void {
  for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) & (b[i] ?? 0);
}

/** A value that is the same in all rows; its column is made only for those who ask for one. */
export class Constant extends Part {
  readonly value: unknown;

  constructor(type: ValueType, value: unknown) {
    super(type, false);
    this.value = type === "boolean" ? Number(value) : value;
  }

  run(_rows: Rows): void {
    // Nothing changes from one window to the next.
  }

  fill(count: number): Values {
    if (this.values.length < count) this.values = newValues(this.type, count).fill(this.value as never);
    return this.values;
  }
}

/** The values of a part as a column, a constant's too. */
export const columnOf = (part: Part, count: number): Values =>
  part instanceof Constant ? part.fill(count) : part.values;

import type { Loops } from "./loops.ts";
import { mapNumberPairs, mapNumbers, mapObjectPairs, mapObjects, mapObjectsWith } from "./map-loops.ts";
import type { Signature } from "./operations.ts";
import { columnOf, Constant, Part, type Rows } from "./part.ts";
import { Source } from "./source.ts";

const isObject = ({ type }: Part): boolean => type !== "number" && type !== "boolean";

/** An operation on one part or two. It gives null where one of them is null. */
export class Operation extends Part {
  readonly #signature: Signature;
  readonly #a: Part;
  readonly #b: Part | null;

  constructor(signature: Signature, a: Part, b: Part | null) {
    super(signature.gives, a.isCostly || b?.isCostly === true || isObject(a));
    this.#signature = signature;
    this.#a = a;
    this.#b = b;
  }

  run(rows: Rows): void {
    if (this.#loopOverRuns(rows.count)) return;
    if (!(this.#a instanceof Source && this.#signature.textCase !== undefined)) this.#a.run(rows);
    this.#b?.run(rows);
    this.combine(rows);
  }

  /** Works out the values; those of the parts are there. */
  combine(rows: Rows): void {
    const [a, b] = [this.#a, this.#b];
    if (b === null) {
      this.valid = a.valid;
      this.#applyToOne(a, rows);
    } else {
      this.joinValid(a, b, rows.count);
      this.reserve(rows.count);
      if (this.#signature.loops !== undefined) this.#loop(this.#signature.loops, a, b, rows.count);
      else this.#applyToTwo(a, b, rows);
    }
  }

  /** Works with the texts of a column as they lie in runs. False where this is no such operation. */
  #loopOverRuns(count: number): boolean {
    const [a, b] = [this.#a, this.#b];
    const { runLoop } = this.#signature;
    const part = b === null ? " " : b instanceof Constant ? b.value : "";
    if (runLoop === undefined || typeof part !== "string" || part === "") return false;
    const [source, textCase] = a instanceof Operation ? [a.#a, a.#signature.textCase] : [a, null];
    if (!(source instanceof Source) || textCase === undefined) return false;
    this.reserve(count);
    this.valid = source.valid;
    return source.loopOverRuns(runLoop, part, textCase, this.values as Uint8Array | Float64Array);
  }

  #applyToOne(a: Part, rows: Rows): void {
    const { loops, run, textCase } = this.#signature;
    const { count } = rows;
    if (a instanceof Source && textCase !== undefined) {
      this.values = a.inCase(textCase) as string[];
      return;
    }
    this.reserve(count);
    if (loops?.one !== undefined) loops.one(a.values as never, this.values as never, count);
    else if (isObject(a)) mapObjects(run as never, a.values, this.values, rows);
    else mapNumbers(run as never, a.values as Float64Array, this.values as Float64Array, count);
  }

  #loop({ both, right, left }: Loops, a: Part, b: Part, count: number): void {
    const out = this.values as never;
    if (right !== undefined && b instanceof Constant) right(a.values as never, b.value as number, out, count);
    else if (left !== undefined && a instanceof Constant) left(a.value as number, b.values as never, out, count);
    else both?.(columnOf(a, count) as never, columnOf(b, count) as never, out, count);
  }

  #applyToTwo(a: Part, b: Part, rows: Rows): void {
    const { count } = rows;
    const run = this.#signature.run as never;
    const values = columnOf(a, count);
    if (!isObject(a)) {
      const others = columnOf(b, count) as Float64Array;
      mapNumberPairs(run, values as Float64Array, others, this.values as Float64Array, count);
    } else if (b instanceof Constant) mapObjectsWith(run, values, b.value, this.values, rows);
    else mapObjectPairs(run, values, b.values, this.values, rows);
  }
}

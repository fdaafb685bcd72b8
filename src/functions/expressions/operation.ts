import type { Loops } from "./loops.ts";
import {
  mapNumberPairs,
  mapNumbers,
  mapObjectPairs,
  mapObjects,
  mapObjectsWith,
  mapOtherObjects,
} from "./map-loops.ts";
import type { Signature } from "./operations.ts";
import { columnOf, Constant, Part, Source, type Rows } from "./part.ts";
import { derivedTexts } from "./shared-values.ts";

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
    this.#a.run(rows);
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

  #applyToOne(a: Part, rows: Rows): void {
    const { loops, run } = this.#signature;
    const { count } = rows;
    if (a instanceof Source && a.type === "text" && this.type === "text") {
      // Such as lower(text): many functions of a run ask for it.
      const texts = (this.values = derivedTexts(a.values as string[], run));
      mapOtherObjects(run as never, a.values, texts, rows);
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

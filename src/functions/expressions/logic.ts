import type { Operation } from "./operation.ts";
import { bytesFor, columnOf, Part, type Rows } from "./part.ts";

/** Of the wanted rows, those for which `keep` has 1, or those for which it has 0. */
function wantedWhere(wanted: Uint8Array, keep: Uint8Array, side: 0 | 1, out: Uint8Array, count: number): void {
  const flip = 1 - side;
  for (let i = 0; i < count; i++) out[i] = (wanted[i] ?? 0) & ((keep[i] ?? 0) ^ flip);
}

/**
 * `and` (whose `end` is 0) and `or` (1): the part that is `end` decides, else a null does. The cheaper part is worked
 * out first; a costly second one only on the rows that the first leaves open.
 */
export class Joined extends Part {
  readonly #first: Part;
  readonly #second: Part;
  readonly #end: 0 | 1;
  #open: Uint8Array = new Uint8Array();

  constructor(end: 0 | 1, a: Part, b: Part) {
    super("boolean", a.isCostly || b.isCostly);
    [this.#first, this.#second] = a.isCostly ? [b, a] : [a, b];
    this.#end = end;
  }

  run(rows: Rows): void {
    this.#first.run(rows);
    this.#second.run(this.#second.isCostly ? this.#openRows(rows) : rows);
    this.combine(rows);
  }

  /** The wanted rows that the first part does not decide. */
  #openRows({ count, wanted }: Rows): Rows {
    const open = (this.#open = bytesFor(this.#open, count));
    const { valid } = this.#first;
    const known = columnOf(this.#first, count) as Uint8Array;
    wantedWhere(wanted, known, this.#end === 0 ? 1 : 0, open, count);
    if (valid !== null) {
      for (let i = 0; i < count; i++) open[i] = (open[i] ?? 0) | ((wanted[i] ?? 0) & (1 ^ (valid[i] ?? 0)));
    }
    return { count, wanted: open };
  }

  /** Works out the values; those of the parts are there. */
  combine({ count }: Rows): void {
    this.reserve(count);
    const a = columnOf(this.#first, count) as Uint8Array;
    const b = columnOf(this.#second, count) as Uint8Array;
    const out = this.values as Uint8Array;
    const end = this.#end;
    const [validA, validB] = [this.#first.valid, this.#second.valid];
    if (validA === null && validB === null) {
      this.valid = null;
      if (end === 1) for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) | (b[i] ?? 0);
      else for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) & (b[i] ?? 0);
      return;
    }
    const valid = (this.valid = this.reserveValid(count));
    const flip = 1 - end; // with it, a part that decides has 1
    for (let i = 0; i < count; i++) {
      const knownA = validA?.[i] ?? 1;
      const knownB = validB?.[i] ?? 1;
      const decided = (knownA & ((a[i] ?? 0) ^ flip)) | (knownB & ((b[i] ?? 0) ^ flip));
      valid[i] = decided | (knownA & knownB);
      out[i] = decided ^ flip;
    }
  }
}

/** Neighbors compared, each part worked out once: `1 < likes < 5`. */
export class Chain extends Part {
  readonly #parts: readonly Part[];
  readonly #steps: readonly (Operation | Joined)[];

  /** @param comparisons One for each neighboring pair of `parts`. */
  constructor(parts: readonly Part[], comparisons: readonly Operation[]) {
    const isCostly = comparisons.some((each) => each.isCostly);
    super("boolean", isCostly);
    this.#parts = parts;
    const steps: (Operation | Joined)[] = [];
    for (const comparison of comparisons) {
      const before = steps.at(-1);
      steps.push(comparison);
      if (before !== undefined) steps.push(new Joined(0, before, comparison));
    }
    this.#steps = steps;
  }

  run(rows: Rows): void {
    for (const part of this.#parts) part.run(rows);
    for (const step of this.#steps) step.combine(rows);
    const last = this.#steps.at(-1);
    this.values = last?.values ?? this.values;
    this.valid = last?.valid ?? null;
  }
}

/** `condition ? yes : no`; null where the condition is. Costly sides are worked out only where they are chosen. */
export class Choice extends Part {
  readonly #condition: Part;
  readonly #yes: Part;
  readonly #no: Part;
  #chosen: Uint8Array = new Uint8Array();

  constructor(condition: Part, yes: Part, no: Part) {
    super(yes.type, condition.isCostly || yes.isCostly || no.isCostly);
    this.#condition = condition;
    this.#yes = yes;
    this.#no = no;
  }

  run(rows: Rows): void {
    const { count } = rows;
    this.#condition.run(rows);
    const condition = columnOf(this.#condition, count) as Uint8Array;
    this.#runSide(this.#yes, condition, 1, rows);
    this.#runSide(this.#no, condition, 0, rows);
    const [yes, no] = [columnOf(this.#yes, count), columnOf(this.#no, count)];
    this.reserve(count);
    const out = this.values as unknown[]; // one of the three kinds, as are both sides
    for (let i = 0; i < count; i++) out[i] = condition[i] === 1 ? yes[i] : no[i];
    this.#chooseValid(condition, count);
  }

  #runSide(part: Part, condition: Uint8Array, side: 0 | 1, rows: Rows): void {
    const { count, wanted } = rows;
    if (!part.isCostly) {
      part.run(rows);
      return;
    }
    this.#chosen = bytesFor(this.#chosen, count);
    wantedWhere(wanted, condition, side, this.#chosen, count);
    part.run({ count, wanted: this.#chosen });
  }

  #chooseValid(condition: Uint8Array, count: number): void {
    const [known, yes, no] = [this.#condition.valid, this.#yes.valid, this.#no.valid];
    if (known === null && yes === null && no === null) {
      this.valid = null;
      return;
    }
    const valid = (this.valid = this.reserveValid(count));
    for (let i = 0; i < count; i++) {
      const side = condition[i] === 1 ? (yes?.[i] ?? 1) : (no?.[i] ?? 1);
      valid[i] = (known?.[i] ?? 1) & side;
    }
  }
}

/** Whether a part is null. */
export class NullTest extends Part {
  readonly #part: Part;

  constructor(part: Part) {
    super("boolean", part.isCostly);
    this.#part = part;
  }

  run(rows: Rows): void {
    const { count } = rows;
    this.#part.run(rows);
    this.reserve(count);
    const out = this.values as Uint8Array;
    const { valid } = this.#part;
    if (valid === null) out.fill(0);
    else for (let i = 0; i < count; i++) out[i] = 1 ^ (valid[i] ?? 0);
  }
}

import type { AST } from "@eslint-community/regexpp";
import { isLeaf, type Leaf } from "../position-graph.ts";
import { conditionOf, type Condition } from "./conditions.ts";
import { NotLinear, shown } from "./not-linear.ts";

/** What a place of a program does. */
export const ops = { character: 0, condition: 1, split: 2, jump: 3, match: 4 } as const;

/**
 * A regular expression as instructions of a machine that follows all ways to match at once (Thompson 1968). A place
 * takes a character of `leaves[x]`, asks `conditions[x]`, goes on at `x` and at `y`, goes on at `x`, or has matched.
 */
export interface Program {
  readonly op: Uint8Array;
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly leaves: readonly Leaf[];
  readonly conditions: readonly Condition[];
  /** Whether a match can only begin where the text does. */
  readonly isAnchored: boolean;
}

/** A place that is filled in later. */
const later = -1;

class Writer {
  readonly op: number[] = [];
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly leaves: Leaf[] = [];
  readonly conditions: Condition[] = [];
  readonly #byText = new Map<string, number>();
  readonly #flags: string;
  readonly #mostPlaces: number;
  #work = 0;

  constructor(flags: string, mostPlaces: number) {
    this.#flags = flags;
    this.#mostPlaces = mostPlaces;
  }

  add(op: number, x: number, y: number = later): number {
    if (this.op.length >= this.#mostPlaces) {
      throw new NotLinear(
        `takes more than ${this.#mostPlaces} places once its repetitions are written out`,
        "Repeat less often: {2,5} for {2,500}, * or + for {0,1000}.",
      );
    }
    this.x.push(x);
    this.y.push(y);
    return this.op.push(op) - 1;
  }

  anyOf(alternatives: readonly AST.Alternative[]): void {
    const jumps: number[] = [];
    alternatives.forEach(({ elements }, k) => {
      const isLast = k === alternatives.length - 1;
      const split = isLast ? later : this.add(ops.split, this.op.length + 1);
      for (const element of elements) this.element(element);
      if (isLast) return;
      jumps.push(this.add(ops.jump, later));
      this.y[split] = this.op.length;
    });
    for (const jump of jumps) this.x[jump] = this.op.length;
  }

  element(element: AST.Element): void {
    // Parts that match nothing take no place, but repeating them a thousand times a thousand times takes time.
    if (++this.#work > 8 * this.#mostPlaces) this.add(ops.jump, this.op.length + 1);
    if (isLeaf(element)) {
      this.add(ops.character, this.#leaf(element));
      return;
    }
    switch (element.type) {
      case "Group":
        if (element.modifiers !== null) throw new NotLinear(`has ${shown(element.raw)}, a group with flags of its own`);
        this.anyOf(element.alternatives);
        return;
      case "CapturingGroup":
        this.anyOf(element.alternatives);
        return;
      case "Quantifier":
        this.#repeat(element);
        return;
      case "Assertion":
        this.add(
          ops.condition,
          this.conditions.push(conditionOf(element, this.#flags, (leaf) => this.#leaf(leaf))) - 1,
        );
        return;
      default:
        throw new NotLinear(
          `has ${shown(element.raw)}, which refers back to what a group has matched`,
          "Such expressions can take time exponential in the text's length. Write out what may be repeated.",
        );
    }
  }

  #repeat({ element, min, max }: AST.Quantifier): void {
    for (let n = 0; n < min; n++) this.element(element);
    if (max === Infinity) {
      const split = this.add(ops.split, this.op.length + 1);
      this.element(element);
      this.add(ops.jump, split);
      this.y[split] = this.op.length;
      return;
    }
    const splits: number[] = [];
    for (let n = min; n < max; n++) {
      splits.push(this.add(ops.split, this.op.length + 1));
      this.element(element);
    }
    for (const split of splits) this.y[split] = this.op.length;
  }

  #leaf(leaf: Leaf): number {
    const known = this.#byText.get(leaf.raw);
    if (known !== undefined) return known;
    this.#byText.set(leaf.raw, this.leaves.length);
    return this.leaves.push(leaf) - 1;
  }
}

const beginsAtStart = ({ elements: [first] }: AST.Alternative): boolean =>
  first?.type === "Assertion" && first.kind === "start";

/**
 * Writes a regular expression as a program. Whether a match exists is the same for it as for the expression: which of
 * several ways is tried first does not matter, nor do lazy repetitions and captures.
 *
 * @throws NotLinear for what no such program can do, and for one of more than `mostPlaces` places.
 */
export function compileProgram(tree: AST.Pattern, flags: string, mostPlaces: number): Program {
  const writer = new Writer(flags, mostPlaces);
  writer.anyOf(tree.alternatives);
  writer.add(ops.match, later);
  const { op, x, y, leaves, conditions } = writer;
  const isAnchored = !flags.includes("m") && tree.alternatives.every(beginsAtStart);
  return {
    op: Uint8Array.from(op),
    x: Int32Array.from(x),
    y: Int32Array.from(y),
    leaves,
    conditions,
    isAnchored,
  };
}

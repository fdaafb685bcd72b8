import { edge, type Classes } from "./classes.ts";
import { ops, type Program } from "./program.ts";

/** Follows a program one character on, from all places where a match may be, without recursion. */
export class Walk {
  /** The places after the last step, in the first `count` elements. */
  readonly after: Int32Array;
  count = 0;
  readonly #program: Program;
  readonly #classes: Classes;
  /** Places that a walk has passed, by the number of the walk. */
  readonly #passed: Int32Array;
  readonly #stack: Int32Array;
  #walk = 0;

  constructor(program: Program, classes: Classes) {
    const places = program.op.length;
    this.after = new Int32Array(places + 1);
    this.#program = program;
    this.#classes = classes;
    this.#passed = new Int32Array(places);
    this.#stack = new Int32Array(2 * places + 1);
  }

  /**
   * Steps over a character, or over the end of the text, from the first `count` of some places, which may not be `after`.
   * True where the program has matched before it; else the places are in `after`.
   */
  step(places: Int32Array, count: number, before: number, ofCharacter: number): boolean {
    const { op, x, y, conditions, isAnchored } = this.#program;
    const { after } = this;
    const [passed, stack, classes] = [this.#passed, this.#stack, this.#classes];
    const matches = classes.matchesOf(ofCharacter);
    const walk = ++this.#walk;
    let found = 0;
    if (ofCharacter !== edge && !isAnchored) after[found++] = 0; // a match may begin anywhere
    for (let k = 0; k < count; k++) {
      const start = places[k] ?? 0;
      if (op[start] === ops.character) {
        if (passed[start] !== walk && matches[x[start] ?? 0] === 1) after[found++] = start + 1;
        passed[start] = walk;
        continue;
      }
      let depth = 0;
      stack[depth++] = start;
      while (depth > 0) {
        const place = stack[--depth] ?? 0;
        if (passed[place] === walk) continue;
        passed[place] = walk;
        const to = x[place] ?? 0;
        switch (op[place]) {
          case ops.character:
            if (matches[to] === 1) after[found++] = place + 1;
            break;
          case ops.condition:
            if (conditions[to]?.(before, ofCharacter, classes) === true) stack[depth++] = place + 1;
            break;
          case ops.split:
            stack[depth++] = y[place] ?? 0;
            stack[depth++] = to;
            break;
          case ops.jump:
            stack[depth++] = to;
            break;
          default:
            return true;
        }
      }
    }
    this.count = found;
    return false;
  }
}

import { edge, type Classes } from "./classes.ts";
import { ops, type Program } from "./program.ts";

/** Cells of the table of an automaton, and places that its states list, beyond which all states are forgotten. */
const cacheLimit = 1 << 16;

/** Entries of the table: a step that has not been looked at, one that matches, one from where nothing can match. */
const unseen = 0;
const matched = 1;
const failed = 2;
const firstState = 3;

/** Where the match can go on after a character, and the class of that character as far as conditions ask. */
interface State {
  readonly places: Int32Array;
  readonly before: number;
}

/**
 * The deterministic automaton of a program, made as texts ask for it. Its memory is limited: when it is used up, all
 * states are forgotten. A step that is known costs a look into a table, any other one a walk over the program; so the
 * time is linear in the text's length, whatever the text (Cox, "Regular expression matching in the wild", 2010).
 */
export class Automaton {
  readonly #program: Program;
  readonly #classes: Classes;
  readonly #isUnicode: boolean;
  readonly #looksBack: boolean;
  #states: State[] = [];
  #numbers = new Map<string, number>();
  #listed = 0;
  #stride = 8;
  #next: Int32Array = new Int32Array(0);
  /** Places that a walk has passed, by the number of the walk. */
  readonly #passed: Int32Array;
  readonly #stack: Int32Array;
  #walk = 0;

  constructor(program: Program, classes: Classes, flags: string) {
    this.#program = program;
    this.#classes = classes;
    this.#isUnicode = flags.includes("u");
    this.#looksBack = program.conditions.length > 0;
    this.#passed = new Int32Array(program.op.length);
    this.#stack = new Int32Array(2 * program.op.length + 1);
    this.#forget();
  }

  /** Whether the program matches anywhere in a text. */
  test(text: string): boolean {
    const { length } = text;
    const { ascii } = this.#classes;
    let [next, stride, state] = [this.#next, this.#stride, firstState];
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      let ofCharacter = code < 128 ? (ascii[code] ?? 0) : 0;
      if (ofCharacter === 0) {
        ofCharacter = this.#classAt(text, i, code);
        if (this.#isPair(text, i, code)) i++;
      }
      let to = ofCharacter < stride ? (next[state * stride + ofCharacter] ?? unseen) : unseen;
      if (to === unseen) {
        to = this.#step(state, ofCharacter);
        [next, stride] = [this.#next, this.#stride];
      }
      if (to < firstState) return to === matched;
      state = to;
    }
    const end = next[state * stride] ?? unseen; // the class of the end is 0
    return (end === unseen ? this.#step(state, edge) : end) === matched;
  }

  /** Whether two units are one character. */
  #isPair(text: string, i: number, code: number): boolean {
    if (!this.#isUnicode || code < 0xd800 || code > 0xdbff) return false;
    const second = text.charCodeAt(i + 1); // NaN at the end
    return second >= 0xdc00 && second <= 0xdfff;
  }

  #classAt(text: string, i: number, code: number): number {
    return this.#classes.of(this.#isPair(text, i, code) ? (text.codePointAt(i) ?? code) : code);
  }

  /** Works out a step, and keeps it unless that took the last memory. */
  #step(from: number, ofCharacter: number): number {
    const state = this.#states[from - firstState];
    if (state === undefined) return failed; // cannot be: states are forgotten only between two steps
    const places = this.#follow(state, ofCharacter);
    if (this.#isFull(ofCharacter)) {
      this.#forget();
      return typeof places === "number" ? places : this.#numberOf(places, ofCharacter);
    }
    const to = typeof places === "number" ? places : this.#numberOf(places, ofCharacter);
    this.#next[from * this.#stride + ofCharacter] = to;
    return to;
  }

  /** The places after a character; or whether that ends the search. */
  #follow({ places, before }: State, ofCharacter: number): readonly number[] | number {
    const { op, x, y, conditions, isAnchored } = this.#program;
    const [passed, stack, classes] = [this.#passed, this.#stack, this.#classes];
    const walk = ++this.#walk;
    const after: number[] = isAnchored ? [] : [0];
    for (const start of places) {
      let depth = 0;
      stack[depth++] = start;
      while (depth > 0) {
        const place = stack[--depth] ?? 0;
        if (passed[place] === walk) continue;
        passed[place] = walk;
        const to = x[place] ?? 0;
        switch (op[place]) {
          case ops.character:
            if (classes.matches(to, ofCharacter)) after.push(place + 1);
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
            return matched;
        }
      }
    }
    return after.length === 0 || ofCharacter === edge ? failed : after;
  }

  #isFull(ofCharacter: number): boolean {
    while (ofCharacter >= this.#stride) this.#widen();
    const cells = (this.#states.length + 1 + firstState) * this.#stride;
    return this.#states.length > 1 && (cells > cacheLimit || this.#listed > cacheLimit);
  }

  /** Makes room for more classes. */
  #widen(): void {
    const [old, stride] = [this.#next, this.#stride];
    const rows = this.#states.length + firstState;
    this.#stride *= 2;
    this.#next = new Int32Array(rows * this.#stride);
    for (let row = 0; row < rows; row++)
      this.#next.set(old.subarray(row * stride, (row + 1) * stride), row * 2 * stride);
  }

  #forget(): void {
    this.#states = [];
    this.#numbers = new Map();
    this.#listed = 0;
    this.#next = new Int32Array(16 * this.#stride);
    this.#numberOf([0], edge);
  }

  /** The number of the state of some places. */
  #numberOf(places: readonly number[], ofCharacter: number): number {
    const sorted = Int32Array.from(places).sort();
    const before = this.#looksBack ? ofCharacter : edge;
    const key = `${before}:${sorted.join()}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#states.push({ places: sorted, before }) - 1 + firstState;
    this.#numbers.set(key, number);
    this.#listed += sorted.length;
    const cells = (number + 1) * this.#stride;
    if (this.#next.length < cells) {
      const grown = new Int32Array(2 * cells);
      grown.set(this.#next);
      this.#next = grown;
    }
    return number;
  }
}

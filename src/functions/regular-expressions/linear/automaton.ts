import { edge, type Classes } from "./classes.ts";
import type { Program } from "./program.ts";
import { Walk } from "./walk.ts";

/** Cells of the table of an automaton, and places that its states list, beyond which all states are forgotten. */
const cacheLimit = 1 << 16;

/** A text that needs as many new states as this for so many characters is walked through without making states. */
const manyStates = 500;
const fewCharacters = 5_000;

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
  readonly #classes: Classes;
  readonly #walk: Walk;
  readonly #isUnicode: boolean;
  readonly #looksBack: boolean;
  #states: State[] = [];
  #numbers = new Map<string, number>();
  #listed = 0;
  #stride = 8;
  #next: Int32Array = new Int32Array(0);
  /** States made since the automaton was made: those forgotten count, too. */
  #made = 0;

  constructor(program: Program, classes: Classes, flags: string) {
    this.#classes = classes;
    this.#walk = new Walk(program, classes);
    this.#isUnicode = flags.includes("u");
    this.#looksBack = program.conditions.length > 0;
    this.#forget();
  }

  /** Whether the program matches anywhere in a text. */
  test(text: string): boolean {
    const { length } = text;
    const { ascii } = this.#classes;
    let [next, stride, state] = [this.#next, this.#stride, firstState];
    let [madeBefore, from] = [this.#made, 0];
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
        if (this.#made - madeBefore >= manyStates) {
          if (i - from < fewCharacters && to >= firstState) return this.#walkOn(text, i + 1, to);
          [madeBefore, from] = [this.#made, i];
        }
      }
      if (to < firstState) return to === matched;
      state = to;
    }
    const end = next[state * stride] ?? unseen; // the class of the end is 0
    return (end === unseen ? this.#step(state, edge) : end) === matched;
  }

  /** Whether the program matches in the rest of a text: states that are hardly ever met again are not worth making. */
  #walkOn(text: string, start: number, from: number): boolean {
    const walk = this.#walk;
    let { places, before } = this.#states[from - firstState] ?? { places: new Int32Array(0), before: edge };
    let count = places.length;
    const spare = new Int32Array(walk.after.length);
    for (let i = start; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const ofCharacter = this.#classAt(text, i, code);
      if (this.#isPair(text, i, code)) i++;
      if (walk.step(places, count, before, ofCharacter)) return true;
      if (walk.count === 0) return false;
      before = ofCharacter;
      count = walk.count;
      spare.set(walk.after.subarray(0, count));
      places = spare;
    }
    return walk.step(places, count, before, edge);
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
    const isEnd = this.#walk.step(state.places, state.places.length, state.before, ofCharacter);
    const isOver = isEnd || this.#walk.count === 0;
    while (ofCharacter >= this.#stride) this.#widen();
    const isFull = this.#isFull();
    if (isFull) this.#forget();
    const to = isOver ? (isEnd ? matched : failed) : this.#numberOf(this.#walk.after.slice(0, this.#walk.count), ofCharacter); // prettier-ignore
    if (!isFull) this.#next[from * this.#stride + ofCharacter] = to;
    return to;
  }

  #isFull(): boolean {
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
    this.#numberOf(new Int32Array(1), edge);
  }

  /** The number of the state of some places, which are its own from then on. */
  #numberOf(places: Int32Array, ofCharacter: number): number {
    places.sort();
    const before = this.#looksBack ? ofCharacter : edge;
    const key = `${before}:${places.join()}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#states.push({ places, before }) - 1 + firstState;
    this.#made++;
    this.#numbers.set(key, number);
    this.#listed += places.length;
    const cells = (number + 1) * this.#stride;
    if (this.#next.length < cells) {
      const grown = new Int32Array(2 * cells);
      grown.set(this.#next);
      this.#next = grown;
    }
    return number;
  }
}

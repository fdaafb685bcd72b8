import { isWordCharacter } from "../text-match.ts";
import { spell } from "../text-scan/spell.ts";
import type { ScanTerm } from "../text-scan/trie.ts";

/** Symbols that every trie has: characters that no term has, by whether they belong to words; white space; borders. */
const otherSymbol = 0;
const otherWordSymbol = 1;
export const spaceSymbol = 2;
export const borderSymbol = 3;
const firstOwnSymbol = 4;

/** Characters of texts, beyond those of the terms, that are remembered. */
const mostRemembered = 1 << 16;

/** Characters as numbers. Terms decide what is told apart: whoever folds them folds the text too. */
class Symbols {
  readonly isWord: boolean[] = [false, true, false, false];
  readonly #known = new Map<string, number>();
  #own = firstOwnSymbol;
  #isOpen = true;

  /** The symbol of a character; while it is open a new one for a character that is not known. */
  of(character: string): number {
    return this.#known.get(character) ?? this.#add(character);
  }

  close(): void {
    this.#isOpen = false;
  }

  #add(character: string): number {
    const isWord = isWordCharacter(character);
    let symbol = /\s/.test(character) ? spaceSymbol : isWord ? otherWordSymbol : otherSymbol;
    if (this.#isOpen && symbol !== spaceSymbol) {
      symbol = this.#own++;
      this.isWord.push(isWord);
    }
    if (this.#isOpen || this.#known.size < mostRemembered) this.#known.set(character, symbol);
    return symbol;
  }
}

/** Steps from node to node by symbol, as a hash table: a node of a large trie has few of all symbols. */
class Steps {
  #from: Int32Array = new Int32Array(1024).fill(-1);
  #symbol: Int32Array = new Int32Array(1024);
  #to: Int32Array = new Int32Array(1024);
  #count = 0;

  /** The node that a step leads to; -1 where there is none. */
  get(from: number, symbol: number): number {
    const slot = this.#slot(from, symbol);
    return this.#from[slot] === -1 ? -1 : (this.#to[slot] ?? -1);
  }

  set(from: number, symbol: number, to: number): void {
    if (2 * this.#count > this.#from.length) this.#widen();
    const slot = this.#slot(from, symbol);
    this.#from[slot] = from;
    this.#symbol[slot] = symbol;
    this.#to[slot] = to;
    this.#count++;
  }

  #slot(from: number, symbol: number): number {
    const mask = this.#from.length - 1;
    const mixed = Math.imul(from ^ Math.imul(symbol, 0x85ebca6b), 0x9e3779b1);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (this.#from[slot] !== -1 && (this.#from[slot] !== from || this.#symbol[slot] !== symbol)) slot = (slot + 1) & mask; // prettier-ignore
    return slot;
  }

  #widen(): void {
    const [from, symbol, to] = [this.#from, this.#symbol, this.#to];
    this.#from = new Int32Array(2 * from.length).fill(-1);
    this.#symbol = new Int32Array(2 * from.length);
    this.#to = new Int32Array(2 * from.length);
    this.#count = 0;
    for (let slot = 0; slot < from.length; slot++) {
      const node = from[slot] ?? -1;
      if (node !== -1) this.set(node, symbol[slot] ?? 0, to[slot] ?? 0);
    }
  }
}

/**
 * All beginnings of some terms, with the longest other beginning that each ends in (Aho and Corasick 1975). It takes
 * memory for what is there alone, whatever the number of terms and of different characters, and some time for each step.
 */
export class SparseTrie {
  readonly #symbols = new Symbols();
  readonly #steps = new Steps();
  readonly #back: Int32Array;
  /** By node, the terms that are spelled there; null where none are. */
  readonly #found: readonly (readonly number[] | null)[];
  /** By node, the nearest node with terms among those it ends in; 0 where there is none. */
  readonly #more: Int32Array;

  constructor(terms: readonly ScanTerm[]) {
    const parent: number[] = [-1];
    const symbols: number[] = [-1];
    const found: (number[] | null)[] = [null];
    const depths: number[][] = [[0]];
    terms.forEach((term, number) => {
      let node = 0;
      spell(this.#symbolsOf(term.text), term, borderSymbol, (symbol) => this.#symbols.isWord[symbol] === true).forEach(
        (symbol, depth) => {
          let child = this.#steps.get(node, symbol);
          if (child < 0) {
            child = parent.push(node) - 1;
            symbols.push(symbol);
            found.push(null);
            this.#steps.set(node, symbol, child);
            (depths[depth + 1] ??= []).push(child);
          }
          node = child;
        },
      );
      (found[node] ??= []).push(number);
    });
    this.#symbols.close();
    this.#back = new Int32Array(parent.length);
    this.#more = new Int32Array(parent.length);
    this.#found = found;
    for (const node of depths.slice(2).flat()) this.#link(node, parent[node] ?? 0, symbols[node] ?? 0);
  }

  #symbolsOf(term: string): readonly number[] {
    return Array.from(term, (character) => this.#symbols.of(character));
  }

  /** Finds what a node ends in, once that is known of all shorter ones. */
  #link(node: number, parent: number, symbol: number): void {
    const back = this.#step(this.#back[parent] ?? 0, symbol);
    this.#back[node] = back;
    this.#more[node] = this.#found[back] === null ? (this.#more[back] ?? 0) : back;
  }

  #step(from: number, symbol: number): number {
    for (let node = from; ; node = this.#back[node] ?? 0) {
      const to = this.#steps.get(node, symbol);
      if (to >= 0) return to;
      if (node === 0) return 0;
    }
  }

  /** Calls back with the terms that occur in a text, as often as they do, until the answer is true. */
  some(text: string, take: (term: number) => boolean): boolean {
    let node = 0;
    let last = otherSymbol;
    const pass = (symbol: number): boolean => {
      node = this.#step(node, symbol);
      for (let end = node; end !== 0; end = this.#more[end] ?? 0)
        if (this.#found[end]?.some(take) === true) return true;
      return false;
    };
    const { isWord } = this.#symbols;
    for (const character of text) {
      const symbol = this.#symbols.of(character);
      if (symbol === spaceSymbol && last === spaceSymbol) continue;
      if (isWord[symbol] !== isWord[last] && pass(borderSymbol)) return true;
      if (pass(symbol)) return true;
      last = symbol;
    }
    return isWord[last] === true && pass(borderSymbol);
  }
}

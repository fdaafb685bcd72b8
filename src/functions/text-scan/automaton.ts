import { spaceSymbol, type Alphabet } from "./alphabet.ts";
import { buildTrie, type ScanTerm, type Trie } from "./trie.ts";

/**
 * A deterministic automaton that finds all terms in one pass. States are written as their offset in `next`, so that a
 * step is `state = next[state + symbol]`; those in which terms end come last.
 */
export interface Automaton {
  readonly alphabet: Alphabet;
  readonly next: Int32Array;
  /** The state before a text. */
  readonly start: number;
  /** States from here on have found terms. */
  readonly firstFound: number;
  /** Kinds of terms found in a state: `found[foundAt[n]]` up to `found[foundAt[n + 1]]` for state number n. */
  readonly foundAt: Int32Array;
  readonly found: Int32Array;
  /** Terms found where the text ends in a state, likewise. */
  readonly endAt: Int32Array;
  readonly end: Int32Array;
}

/** Cells of the largest table that is built: 64 MB. */
const largestTable = 1 << 24;

/** A state in the making: a place in the trie, and what was found just before the last character. */
interface State {
  readonly place: number;
  readonly isWord: boolean;
  /** The place after the word border that was passed on the way here, if terms end there; else -1. */
  readonly passed: number;
}

/** Lists in one array, by the place where each begins. */
function flatten(lists: readonly (readonly number[])[]): { at: Int32Array; all: Int32Array } {
  const at = new Int32Array(lists.length + 1);
  lists.forEach((list, n) => (at[n + 1] = (at[n] ?? 0) + list.length));
  return { at, all: Int32Array.from(lists.flat()) };
}

class Builder {
  readonly states: State[] = [];
  readonly #trie: Trie;
  readonly #alphabet: Alphabet;
  /** By place: the number of the state of a word or of no word in which nothing was passed, + 1; 0 where there is none. */
  readonly #plain: readonly [Int32Array, Int32Array];
  readonly #others = new Map<string, number>();

  constructor(trie: Trie, alphabet: Alphabet) {
    this.#trie = trie;
    this.#alphabet = alphabet;
    this.#plain = [new Int32Array(trie.size), new Int32Array(trie.size)];
  }

  numberOf(place: number, isWord: boolean, passed: number): number {
    if (passed < 0) {
      const numbers = this.#plain[isWord ? 1 : 0];
      const known = numbers[place] ?? 0;
      return known > 0 ? known - 1 : (numbers[place] = this.states.push({ place, isWord, passed })) - 1;
    }
    const key = `${place} ${isWord} ${passed}`;
    const known = this.#others.get(key);
    if (known !== undefined) return known;
    this.#others.set(key, this.states.length);
    return this.states.push({ place, isWord, passed }) - 1;
  }

  step({ place, isWord }: State, symbol: number): number {
    const trie = this.#trie;
    const goesOn = this.#alphabet.isWord[symbol] === (isWord ? 1 : 0);
    if (goesOn) {
      const isRun = symbol === spaceSymbol && trie.lastSymbol(place) === spaceSymbol;
      return this.numberOf(isRun ? place : trie.next(place, symbol), isWord, -1);
    }
    const border = trie.next(place, trie.border);
    const passed = trie.found(border).length > 0 ? border : -1;
    return this.numberOf(trie.next(border, symbol), !isWord, passed);
  }

  found({ place, passed }: State): readonly number[] {
    const before = passed < 0 ? [] : this.#trie.found(passed);
    return [...new Set([...before, ...this.#trie.found(place)])];
  }

  foundAtEnd({ place, isWord }: State): readonly number[] {
    return isWord ? this.#trie.found(this.#trie.next(place, this.#trie.border)) : [];
  }
}

/**
 * Builds the automaton of some terms (Aho and Corasick, "Efficient string matching", 1975). Borders of words are
 * characters of their own, which stand in a text wherever a word begins or ends, and in a term where it must.
 *
 * @param kinds What each term tells: terms that tell the same are found as one.
 * @returns null where the table would take more than 64 MB.
 */
export function buildAutomaton(
  terms: readonly ScanTerm[],
  kinds: readonly number[],
  alphabet: Alphabet,
): Automaton | null {
  const { size } = alphabet;
  const trie = buildTrie(terms, kinds, alphabet, largestTable);
  if (trie === null) return null;
  const builder = new Builder(trie, alphabet);
  const steps: Int32Array[] = [];
  builder.numberOf(trie.root, false, -1);
  for (let n = 0; n < builder.states.length; n++) {
    const state = builder.states[n] as State;
    if ((n + 1) * size > largestTable) return null;
    const row = new Int32Array(size);
    for (let symbol = 0; symbol < size; symbol++) row[symbol] = builder.step(state, symbol);
    steps.push(row);
  }
  const found = builder.states.map((state) => builder.found(state));
  // States without finds first: one comparison tells whether a step found something.
  const order = [...found.keys()].sort((a, b) => Math.sign(found[a]?.length ?? 0) - Math.sign(found[b]?.length ?? 0));
  const places = new Int32Array(order.length);
  order.forEach((old, n) => (places[old] = n * size));
  const next = new Int32Array(order.length * size);
  order.forEach((old, n) => {
    next.set(steps[old]?.map((to) => places[to] ?? 0) ?? [], n * size);
  });
  const finds = flatten(order.map((old) => found[old] ?? []));
  const ends = flatten(order.map((old) => builder.foundAtEnd(builder.states[old] as State)));
  const silent = found.filter((list) => list.length === 0).length;
  return {
    alphabet,
    next,
    start: places[0] ?? 0,
    firstFound: silent * size,
    foundAt: finds.at,
    found: finds.all,
    endAt: ends.at,
    end: ends.all,
  };
}

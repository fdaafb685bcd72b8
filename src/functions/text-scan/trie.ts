import type { Alphabet } from "./alphabet.ts";
import { spell } from "./spell.ts";

/** A term to look for, folded, single spaces for white space. */
export interface ScanTerm {
  readonly text: string;
  /** Whether a word must begin with it. */
  readonly before: boolean;
  /** Whether a word must end with it. */
  readonly after: boolean;
}

/** All beginnings of some terms, and where to go on when a term does not. */
export interface Trie {
  /** Number of places. */
  readonly size: number;
  readonly root: number;
  /** The symbol of a border between a word and what is no word. */
  readonly border: number;
  /** The place of the longest beginning of a term that `place` followed by `symbol` ends in. */
  readonly next: (place: number, symbol: number) => number;
  /** The kinds of the terms that end at a place, each once. */
  readonly found: (place: number) => readonly number[];
  /** The symbol that leads to a place; -1 at the root. */
  readonly lastSymbol: (place: number) => number;
}

/** Finds of all places of the largest trie that is built: terms that end in each other have many. */
const mostFinds = 1 << 22;

/**
 * Builds the trie of some terms, with its failure links followed to the end.
 *
 * @param kinds What each term tells: terms that tell the same are found as one.
 * @returns null where its table would have more than `largest` cells, or its places too many finds.
 */
export function buildTrie(
  terms: readonly ScanTerm[],
  kinds: readonly number[],
  alphabet: Alphabet,
  largest: number,
): Trie | null {
  const border = alphabet.size;
  const isWord = (symbol: number): boolean => alphabet.isWord[symbol] === 1;
  const width = border + 1;
  const children: Map<number, number>[] = [new Map<number, number>()];
  const symbols: number[] = [-1];
  const found: number[][] = [[]];
  terms.forEach((term, number) => {
    let place = 0;
    for (const symbol of spell(alphabet.symbolsOf(term.text), term, border, isWord)) {
      let child = children[place]?.get(symbol);
      if (child === undefined) {
        child = children.push(new Map<number, number>()) - 1;
        symbols.push(symbol);
        found.push([]);
        children[place]?.set(symbol, child);
      }
      place = child;
    }
    const kind = kinds[number] ?? 0;
    const here = found[place];
    if (here?.includes(kind) === false) here.push(kind);
  });
  if (children.length * width > largest) return null;
  const next = new Int32Array(children.length * width);
  const failure = new Int32Array(children.length);
  const queue: number[] = [0];
  let finds = 0;
  for (const place of queue) {
    const back = failure[place] ?? 0;
    for (let symbol = 0; symbol < width; symbol++)
      next[place * width + symbol] = place === 0 ? 0 : (next[back * width + symbol] ?? 0);
    for (const [symbol, child] of children[place] ?? []) {
      failure[child] = place === 0 ? 0 : (next[back * width + symbol] ?? 0);
      next[place * width + symbol] = child;
      queue.push(child);
    }
    // Shorter places come first in the queue, so the finds of the failure link are complete.
    if (place !== 0) addKinds(found[place] ?? [], found[back] ?? []);
    finds += found[place]?.length ?? 0;
    if (finds > mostFinds) return null;
  }
  return {
    size: children.length,
    root: 0,
    border,
    next: (place, symbol) => next[place * width + symbol] ?? 0,
    found: (place) => found[place] ?? [],
    lastSymbol: (place) => symbols[place] ?? -1,
  };
}

/** Adds kinds that are not there. */
function addKinds(kinds: number[], more: readonly number[]): void {
  const known = kinds.length === 0 ? null : new Set(kinds);
  for (const kind of more) if (known?.has(kind) !== true) kinds.push(kind);
}

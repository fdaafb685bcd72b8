import { Alphabet, mostSymbols } from "./alphabet.ts";
import { buildAutomaton, type Automaton } from "./automaton.ts";
import type { TextSearch } from "./text-search.ts";
import type { ScanTerm } from "./trie.ts";

/** Bits of a search's marks: any of its `any` terms, any of its `none` terms, then one for each of its `all` terms. */
const anyBit = 1;
const noneBit = 2;
const firstAllBit = 2;
const mostAllTerms = 28;

/** Marks by state: `search[at[n]]` up to `search[at[n + 1]]` get `bits` when the text passes state number n. */
export interface Marks {
  readonly at: Int32Array;
  readonly search: Int32Array;
  readonly bits: Int32Array;
}

/** Searches in one column, compiled to one automaton. */
export interface TextScan {
  readonly searches: readonly TextSearch[];
  readonly automaton: Automaton;
  readonly marks: Marks;
  /** Marks where a text ends in a state. */
  readonly endMarks: Marks;
  /** Marks that a search needs, and those that it must not have. */
  readonly needed: Int32Array;
  readonly unwanted: Int32Array;
}

/** Whether a search fits the bits of its marks. */
export const canScan = (search: TextSearch): boolean => search.all.length <= mostAllTerms;

interface TermMark {
  readonly search: number;
  readonly bit: number;
}

/** All terms, each once; which kind each is of; and the marks that terms of a kind set. */
interface MarkedTerms {
  readonly terms: readonly ScanTerm[];
  readonly kinds: readonly number[];
  readonly marks: readonly (readonly TermMark[])[];
}

function collectTerms(searches: readonly TextSearch[]): MarkedTerms {
  const terms: ScanTerm[] = [];
  const marks: TermMark[][] = [];
  const places = new Map<string, number>();
  const add = (term: ScanTerm, mark: TermMark): void => {
    const key = `${term.before ? "|" : ""}${term.text}${term.after ? "|" : ""} ${term.before} ${term.after}`;
    let place = places.get(key);
    if (place === undefined) {
      places.set(key, (place = terms.push(term) - 1));
      marks.push([]);
    }
    marks[place]?.push(mark);
  };
  searches.forEach(({ any, all, none }, search) => {
    for (const term of any) add(term, { search, bit: anyBit });
    for (const term of none) add(term, { search, bit: noneBit });
    all.forEach((term, k) => {
      add(term, { search, bit: 1 << (firstAllBit + k) });
    });
  });
  const known = new Map<string, number>();
  const distinct: TermMark[][] = [];
  const kinds = marks.map((each) => {
    const key = each.map(({ search, bit }) => `${search}:${bit}`).join();
    const kind = known.get(key) ?? distinct.push(each) - 1;
    known.set(key, kind);
    return kind;
  });
  return { terms, kinds, marks: distinct };
}

/** The marks of states out of the terms that they find. */
function marksOf(at: Int32Array, found: Int32Array, marksOfKinds: readonly (readonly TermMark[])[]): Marks {
  const states = at.length - 1;
  const marksAt = new Int32Array(states + 1);
  const search: number[] = [];
  const bits: number[] = [];
  for (let n = 0; n < states; n++) {
    const merged = new Map<number, number>();
    for (const kind of found.subarray(at[n], at[n + 1])) {
      for (const mark of marksOfKinds[kind] ?? []) merged.set(mark.search, (merged.get(mark.search) ?? 0) | mark.bit);
    }
    for (const [each, bit] of merged) {
      search.push(each);
      bits.push(bit);
    }
    marksAt[n + 1] = search.length;
  }
  return { at: marksAt, search: Int32Array.from(search), bits: Int32Array.from(bits) };
}

const neededBy = ({ any, all }: TextSearch): number =>
  (any.length > 0 ? anyBit : 0) | (((1 << all.length) - 1) << firstAllBit);

function compileAll(searches: readonly TextSearch[]): TextScan | null {
  const { terms, kinds, marks } = collectTerms(searches);
  const alphabet = new Alphabet(terms.map(({ text }) => text));
  const automaton = alphabet.size > mostSymbols ? null : buildAutomaton(terms, kinds, alphabet);
  if (automaton === null) return null;
  return {
    searches,
    automaton,
    marks: marksOf(automaton.foundAt, automaton.found, marks),
    endMarks: marksOf(automaton.endAt, automaton.end, marks),
    needed: Int32Array.from(searches, neededBy),
    unwanted: Int32Array.from(searches, ({ none }) => (none.length > 0 ? noneBit : 0)),
  };
}

/** A scan, and the places of its searches among those that were given. */
export interface PlacedScan {
  readonly scan: TextScan;
  readonly places: readonly number[];
}

/**
 * Compiles searches in one column to as few automata as memory allows: mostly one. A search with too many terms for any
 * is in none of them.
 */
export function compileScans(searches: readonly TextSearch[]): readonly PlacedScan[] {
  const compile = (places: readonly number[]): readonly PlacedScan[] => {
    const scan = compileAll(places.map((place) => searches[place] as TextSearch));
    if (scan !== null) return [{ scan, places }];
    if (places.length === 1) return [];
    const half = places.length >> 1;
    return [...compile(places.slice(0, half)), ...compile(places.slice(half))];
  };
  return searches.length === 0 ? [] : compile([...searches.keys()]);
}

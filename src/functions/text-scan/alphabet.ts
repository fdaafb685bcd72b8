import { foldText } from "../text-fold.ts";
import { isWordCharacter } from "../text-match.ts";

/** The symbols every scan has: characters that no term has, by whether they belong to words, and white space. */
export const otherSymbol = 0;
export const otherWordSymbol = 1;
export const spaceSymbol = 2;
const firstOwnSymbol = 3;

/** Set on the symbol of a character that Unicode's composition (NFC) changes or joins to the one before. */
export const uncomposed = 0x8000;

/** More symbols than this have no room below `uncomposed`. */
export const mostSymbols = 0x7ffe;

const whiteSpace = /^\s$/;

/**
 * Characters that may join the one before them in composed form, or change places with it: marks but for those that
 * choose between the pictures of an emoji, the later parts of Korean syllables, and vowel signs of Kirat Rai.
 */
const joining = /^(?![\ufe00-\ufe0f\u{e0100}-\u{e01ef}])[\p{M}\u1161-\u1175\u11a8-\u11c2\u{16d60}-\u{16d6a}]$/u;

const isUncomposed = (character: string): boolean =>
  joining.test(character) || character.normalize("NFC") !== character;

/**
 * Characters as the symbols of an automaton: those that are equal but for case are one symbol, all white space is one,
 * and all characters that no term has are one or the other of two.
 */
export class Alphabet {
  /** How many symbols there are. */
  readonly size: number;
  /** Whether a symbol belongs to a word. */
  readonly isWord: Uint8Array;
  /** Symbols of ASCII characters. */
  readonly ascii: Uint16Array;
  /** By code point below 65536: the symbol + 1, with `uncomposed` where it applies; 0 where nobody has asked yet. */
  readonly known: Uint16Array;
  readonly #own = new Map<string, number>();
  readonly #beyond = new Map<number, number>();

  /** @param terms Folded terms. */
  constructor(terms: Iterable<string>) {
    for (const term of terms) {
      for (const character of term) {
        if (!whiteSpace.test(character) && !this.#own.has(character)) {
          this.#own.set(character, firstOwnSymbol + this.#own.size);
        }
      }
    }
    this.size = firstOwnSymbol + this.#own.size;
    this.isWord = new Uint8Array(this.size);
    this.isWord[otherWordSymbol] = 1;
    for (const [character, symbol] of this.#own) this.isWord[symbol] = isWordCharacter(character) ? 1 : 0;
    this.known = new Uint16Array(0x10000);
    this.ascii = Uint16Array.from({ length: 128 }, (_, code) => this.lookUp(code) - 1);
  }

  /** The symbols of a folded term. */
  symbolsOf(term: string): readonly number[] {
    return Array.from(term, (character) => this.#own.get(character) ?? spaceSymbol);
  }

  /** The symbol of a code point + 1, with `uncomposed` where text must be put in composed form first. */
  lookUp(codePoint: number): number {
    const memo = codePoint < 0x10000 ? this.known[codePoint] : this.#beyond.get(codePoint);
    if (memo !== undefined && memo !== 0) return memo;
    const character = String.fromCodePoint(codePoint);
    const entry = (this.#symbolOf(character) + 1) | (isUncomposed(character) ? uncomposed : 0);
    if (codePoint < 0x10000) this.known[codePoint] = entry;
    else this.#beyond.set(codePoint, entry);
    return entry;
  }

  #symbolOf(character: string): number {
    if (whiteSpace.test(character)) return spaceSymbol;
    const own = this.#own.get(foldText(character));
    return own ?? (isWordCharacter(character) ? otherWordSymbol : otherSymbol);
  }
}

import { foldText } from "../../../functions/text-fold.ts";

/** What a character is for cutting text into tokens. */
export const characterKinds = {
  /** White space and control characters: between tokens. */
  space: 1,
  /** Letters and digits: runs of them are tokens. */
  word: 2,
  /** Punctuation, symbols, halves of surrogate pairs: each is a token. */
  mark: 3,
  /** Accents and joiners: part of the word before them, else left out. */
  joiner: 4,
} as const;

const patterns: readonly (readonly [number, RegExp])[] = [
  [characterKinds.space, /[\s\p{Z}\p{Cc}]/u],
  [characterKinds.word, /[\p{L}\p{N}]/u],
  [characterKinds.joiner, /[\p{M}\p{Cf}]/u],
];

/** The digit 0. */
const zero = 48;
const plane = 0x10000;
const isDigit = /\p{Nd}/u;

/**
 * Remembers of each character its kind and what it counts as: without differences of case, and each digit as 0 where
 * that is wanted. Characters are looked at once, when they are first met.
 */
export class CharacterTable {
  readonly #kinds: Uint8Array = new Uint8Array(plane);
  readonly #folded: Int32Array = new Int32Array(plane);
  readonly #beyond = new Map<number, { readonly kind: number; readonly folded: number }>();
  readonly #foldDigits: boolean;

  constructor(foldDigits: boolean) {
    this.#foldDigits = foldDigits;
  }

  /** The kind of a character, given by its code point. */
  kind(code: number): number {
    if (code >= plane) return this.#lookBeyond(code).kind;
    const kind = this.#kinds[code] ?? 0;
    return kind === 0 ? this.#learn(code) : kind;
  }

  /** The code point that a character counts as. Ask for its `kind` first. */
  folded(code: number): number {
    return code >= plane ? this.#lookBeyond(code).folded : (this.#folded[code] ?? code);
  }

  #learn(code: number): number {
    const { kind, folded } = this.#look(code);
    this.#kinds[code] = kind;
    this.#folded[code] = folded;
    return kind;
  }

  #lookBeyond(code: number): { readonly kind: number; readonly folded: number } {
    let known = this.#beyond.get(code);
    if (known === undefined) this.#beyond.set(code, (known = this.#look(code)));
    return known;
  }

  #look(code: number): { readonly kind: number; readonly folded: number } {
    const character = String.fromCodePoint(code);
    const kind = patterns.find(([, pattern]) => pattern.test(character))?.[0] ?? characterKinds.mark;
    if (this.#foldDigits && isDigit.test(character)) return { kind, folded: zero };
    return { kind, folded: foldText(character).codePointAt(0) ?? code };
  }
}

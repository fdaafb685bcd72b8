import { normalizeText } from "../../../functions/text-fold.ts";
import { growInt32 } from "../../../util/grow.ts";
import { CharacterTable, characterKinds } from "./character-kinds.ts";
import { premix } from "./hash.ts";

const space = 32;

/**
 * One text at a time, ready to be cut into n-grams: its characters in composed form (NFC), without differences of case,
 * white space as one space each, with a space before and after. Grows to the longest text.
 */
export class TextCodes {
  /** Number of characters; 0 where the text has none but white space. */
  length = 0;
  /** Code points. */
  codes: Int32Array = new Int32Array(256);
  /** The same, readied for hashing. */
  mixed: Int32Array = new Int32Array(256);
  /** The kind of each character: see `characterKinds`. */
  kinds: Uint8Array = new Uint8Array(256);

  readonly #table: CharacterTable;
  readonly #asciiCodes: Int32Array;
  readonly #asciiMixed: Int32Array;
  readonly #asciiKinds: Uint8Array;

  constructor(foldDigits: boolean) {
    this.#table = new CharacterTable(foldDigits);
    this.#asciiKinds = Uint8Array.from({ length: 128 }, (_, code) => this.#table.kind(code));
    this.#asciiCodes = Int32Array.from({ length: 128 }, (_, code) =>
      this.#asciiKinds[code] === characterKinds.space ? space : this.#table.folded(code),
    );
    this.#asciiMixed = this.#asciiCodes.map(premix);
  }

  /** Takes the ASCII text from `from` up to `to` of some bytes. False, and nothing is taken, where it is not ASCII. */
  takeAscii(bytes: Uint8Array, from: number, to: number): boolean {
    this.#makeRoom(to - from + 2);
    const { codes, mixed, kinds } = this;
    const [asciiCodes, asciiMixed, asciiKinds] = [this.#asciiCodes, this.#asciiMixed, this.#asciiKinds];
    let at = this.#begin();
    let isSpaced = true;
    for (let i = from; i < to; i++) {
      const byte = bytes[i] ?? 0;
      if (byte > 127) return false;
      const kind = asciiKinds[byte] ?? 0;
      const isSpace = kind === characterKinds.space;
      if (isSpace && isSpaced) continue;
      isSpaced = isSpace;
      codes[at] = asciiCodes[byte] ?? 0;
      mixed[at] = asciiMixed[byte] ?? 0;
      kinds[at] = kind;
      at++;
    }
    this.#end(at, isSpaced);
    return true;
  }

  /** Takes any text. */
  takeText(text: string): void {
    const composed = normalizeText(text);
    this.#makeRoom(composed.length + 2);
    let at = this.#begin();
    let isSpaced = true;
    for (let i = 0; i < composed.length; i++) {
      const code = composed.codePointAt(i) ?? 0;
      if (code > 0xffff) i++;
      const kind = this.#table.kind(code);
      const isSpace = kind === characterKinds.space;
      if (isSpace && isSpaced) continue;
      isSpaced = isSpace;
      const folded = isSpace ? space : this.#table.folded(code);
      this.codes[at] = folded;
      this.mixed[at] = premix(folded);
      this.kinds[at] = kind;
      at++;
    }
    this.#end(at, isSpaced);
  }

  #makeRoom(needed: number): void {
    if (this.codes.length >= needed) return;
    this.codes = growInt32(this.codes, needed);
    this.mixed = new Int32Array(this.codes.length);
    this.kinds = new Uint8Array(this.codes.length);
  }

  #begin(): number {
    this.#putSpace(0);
    return 1;
  }

  #end(at: number, isSpaced: boolean): void {
    if (at === 1) {
      this.length = 0;
      return;
    }
    if (!isSpaced) this.#putSpace(at);
    this.length = isSpaced ? at : at + 1;
  }

  #putSpace(at: number): void {
    this.codes[at] = space;
    this.mixed[at] = this.#asciiMixed[space] ?? 0;
    this.kinds[at] = characterKinds.space;
  }
}

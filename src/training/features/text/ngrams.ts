import { growInt32 } from "../../../util/grow.ts";
import { characterKinds } from "./character-kinds.ts";
import { hashEnd, hashStep, premix } from "./hash.ts";
import type { TextCodes } from "./text-codes.ts";

/** The shortest and the longest n-grams that are looked at. */
export type NgramRange = readonly [shortest: number, longest: number];

/** Cuts one text at a time into n-grams, and says which bucket of a hash space each falls in. */
export interface NgramCutter {
  /** The bucket of each n-gram, repeated ones too. Changes with the next text. */
  readonly buckets: Int32Array;
  /** Cuts a text. Returns how many n-grams it has. */
  cut(text: TextCodes): number;
  /** The n-grams of the text that was cut last, in the same order as their buckets. */
  ngrams(text: TextCodes): Generator<string>;
}

/** Text from some code points. */
function textOf(codes: Int32Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i++) text += String.fromCodePoint(codes[i] ?? 0);
  return text;
}

/** N-grams of words: runs of letters and digits, and each punctuation character or symbol by itself. */
export class WordCutter implements NgramCutter {
  buckets: Int32Array = new Int32Array(256);
  readonly #range: NgramRange;
  readonly #shift: number;
  #tokens = 0;
  #starts: Int32Array = new Int32Array(128);
  #ends: Int32Array = new Int32Array(128);
  /** The hash of each token, readied for hashing runs of tokens. */
  #mixed: Int32Array = new Int32Array(128);

  constructor(range: NgramRange, bits: number) {
    this.#range = range;
    this.#shift = 32 - bits;
  }

  cut(text: TextCodes): number {
    this.#cutTokens(text);
    const [shortest, longest] = this.#range;
    const [tokens, shift] = [this.#tokens, this.#shift];
    this.buckets = growInt32(this.buckets, tokens * (longest - shortest + 1));
    const { buckets } = this;
    const mixed = this.#mixed;
    let count = 0;
    for (let first = 0; first < tokens; first++) {
      const end = Math.min(first + longest, tokens);
      let hash = 0;
      for (let i = first; i < end; i++) {
        hash = hashStep(hash, mixed[i] ?? 0);
        if (i - first + 1 >= shortest) buckets[count++] = hashEnd(hash) >>> shift;
      }
    }
    return count;
  }

  #cutTokens({ length, mixed, kinds }: TextCodes): void {
    this.#starts = growInt32(this.#starts, length);
    this.#ends = growInt32(this.#ends, length);
    this.#mixed = growInt32(this.#mixed, length);
    let tokens = 0;
    for (let i = 0; i < length; i++) {
      const kind = kinds[i] ?? 0;
      if (kind !== characterKinds.word && kind !== characterKinds.mark) continue;
      const start = i;
      let hash = hashStep(0, mixed[i] ?? 0);
      if (kind === characterKinds.word) {
        for (; i + 1 < length; i++) {
          const next = kinds[i + 1];
          if (next !== characterKinds.word && next !== characterKinds.joiner) break;
          hash = hashStep(hash, mixed[i + 1] ?? 0);
        }
      }
      this.#starts[tokens] = start;
      this.#ends[tokens] = i + 1;
      this.#mixed[tokens++] = premix(hash);
    }
    this.#tokens = tokens;
  }

  *ngrams({ codes }: TextCodes): Generator<string> {
    const [shortest, longest] = this.#range;
    const tokens = Array.from({ length: this.#tokens }, (_, i) =>
      textOf(codes, this.#starts[i] ?? 0, this.#ends[i] ?? 0),
    );
    for (let first = 0; first < tokens.length; first++) {
      for (let end = first + shortest; end <= Math.min(first + longest, tokens.length); end++) {
        yield tokens.slice(first, end).join(" ");
      }
    }
  }
}

/**
 * N-grams of the characters between white space, with a space before and after, as scikit-learn's `char_wb` cuts them:
 * what is too short for the shortest n-gram counts once as a whole.
 */
export class CharacterCutter implements NgramCutter {
  buckets: Int32Array = new Int32Array(1024);
  readonly #range: NgramRange;
  readonly #shift: number;

  constructor(range: NgramRange, bits: number) {
    this.#range = range;
    this.#shift = 32 - bits;
  }

  cut({ length, mixed, kinds }: TextCodes): number {
    const [shortest, longest] = this.#range;
    const shift = this.#shift;
    // Each character begins one n-gram of each length at most; a space may be one by itself where a chunk ends, too.
    this.buckets = growInt32(this.buckets, length * (longest - shortest + 2));
    const { buckets } = this;
    let count = 0;
    for (let start = 0; start + 1 < length;) {
      let last = start + 1; // the space after
      while (kinds[last] !== characterKinds.space) last++;
      const stop = last + 1;
      const whole = stop - start < shortest ? stop - start : shortest;
      for (let first = start; first + whole <= stop; first++) {
        const end = first + longest < stop ? first + longest : stop;
        let hash = 0;
        let i = first;
        for (const begun = first + whole - 1; i < begun; i++) hash = hashStep(hash, mixed[i] ?? 0);
        for (; i < end; i++) {
          hash = hashStep(hash, mixed[i] ?? 0);
          buckets[count++] = hashEnd(hash) >>> shift;
        }
      }
      start = last;
    }
    return count;
  }

  *ngrams({ codes, length, kinds }: TextCodes): Generator<string> {
    const [shortest, longest] = this.#range;
    for (let start = 0; start + 1 < length;) {
      const stop = kinds.indexOf(characterKinds.space, start + 1) + 1;
      const whole = Math.min(stop - start, shortest);
      for (let first = start; first + whole <= stop; first++) {
        for (let end = first + whole; end <= Math.min(first + longest, stop); end++) yield textOf(codes, first, end);
      }
      start = stop - 1;
    }
  }
}

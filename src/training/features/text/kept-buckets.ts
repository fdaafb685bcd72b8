/** How many words of 32 bits hold so many bits. */
export const wordsFor = (bits: number): number => (bits + 31) >>> 5;

/** The place of the lowest bit that is set. */
export const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);

/** How many bits are set. */
function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Which buckets of a hash space are features. They are numbered densely in rising order: a bit a bucket, and the number
 * of features before each word of bits, take a sixteenth of what a number a bucket would.
 */
export class KeptBuckets {
  /** Number of buckets, kept or not. */
  readonly space: number;
  readonly #bits: Int32Array;
  /** How many features come before each word of bits. */
  readonly #before: Int32Array;

  /** @param buckets Those that are kept, rising. */
  constructor(buckets: Int32Array, space: number) {
    this.space = space;
    this.#bits = new Int32Array(wordsFor(space));
    this.#before = new Int32Array(this.#bits.length);
    for (const bucket of buckets) this.#bits[bucket >>> 5] = (this.#bits[bucket >>> 5] ?? 0) | (1 << (bucket & 31));
    for (let word = 1; word < this.#bits.length; word++)
      this.#before[word] = (this.#before[word - 1] ?? 0) + countBits(this.#bits[word - 1] ?? 0);
  }

  /** Which of 32 buckets are kept. */
  bitsOf(word: number): number {
    return this.#bits[word] ?? 0;
  }

  /** The feature of the bucket at a place in a word of bits; it must be kept. */
  featureAt(word: number, place: number): number {
    return (this.#before[word] ?? 0) + countBits((this.#bits[word] ?? 0) & ((1 << place) - 1));
  }

  /** The feature of a bucket, or -1. */
  featureOf(bucket: number): number {
    const [word, place] = [bucket >>> 5, bucket & 31];
    return ((this.bitsOf(word) >>> place) & 1) === 1 ? this.featureAt(word, place) : -1;
  }
}

import { lowestBit, wordsFor, type KeptBuckets } from "./kept-buckets.ts";

/**
 * The distinct features of one row, in rising order, and how often each is there. Which buckets are there is kept as
 * bits, in two layers, the upper telling which words of the lower are not 0: no sorting, and with the usual sizes all of
 * it stays in the processor's first cache, which one counter a bucket would not. A row costs by its n-grams, and one step
 * for each 1024 buckets.
 */
export class Bag {
  /** The features of the row, after `drain`. */
  features: Int32Array = new Int32Array(256);
  /** How often each is there. */
  counts: Int32Array = new Int32Array(256);
  readonly #kept: KeptBuckets;
  readonly #lower: Int32Array;
  readonly #upper: Int32Array;
  /** Bits of the buckets that are there more than once. */
  readonly #again: Int32Array;
  /** How often they are there beyond the first time. */
  readonly #more: Int32Array;

  constructor(kept: KeptBuckets) {
    this.#kept = kept;
    this.#more = new Int32Array(kept.space);
    this.#lower = new Int32Array(wordsFor(kept.space));
    this.#again = new Int32Array(this.#lower.length);
    this.#upper = new Int32Array(wordsFor(this.#lower.length));
  }

  /** Adds buckets. */
  add(buckets: Int32Array, count: number): void {
    const [lower, upper, again, more] = [this.#lower, this.#upper, this.#again, this.#more];
    if (this.features.length < count) {
      this.features = new Int32Array(2 * count);
      this.counts = new Int32Array(2 * count);
    }
    for (let k = 0; k < count; k++) {
      const bucket = buckets[k] ?? 0;
      const word = bucket >>> 5;
      const bit = 1 << (bucket & 31);
      const before = lower[word] ?? 0;
      if ((before & bit) === 0) {
        lower[word] = before | bit;
        const above = bucket >>> 10;
        upper[above] = (upper[above] ?? 0) | (1 << (word & 31));
      } else {
        again[word] = (again[word] ?? 0) | bit;
        more[bucket] = (more[bucket] ?? 0) + 1;
      }
    }
  }

  /** Writes the features of the buckets that were kept and their counts, and forgets them. Returns how many there are. */
  drain(): number {
    const [lower, upper, again, more] = [this.#lower, this.#upper, this.#again, this.#more];
    const [features, counts, kept] = [this.features, this.counts, this.#kept];
    let at = 0;
    for (let above = 0; above < upper.length; above++) {
      let words = upper[above] ?? 0;
      if (words === 0) continue;
      upper[above] = 0;
      for (; words !== 0; words &= words - 1) {
        const word = (above << 5) | lowestBit(words);
        const repeated = again[word] ?? 0;
        for (let bits = (lower[word] ?? 0) & kept.bitsOf(word); bits !== 0; bits &= bits - 1) {
          const place = lowestBit(bits);
          features[at] = kept.featureAt(word, place);
          counts[at++] = ((repeated >>> place) & 1) === 0 ? 1 : 1 + (more[(word << 5) | place] ?? 0);
        }
        lower[word] = 0;
        if (repeated === 0) continue;
        again[word] = 0;
        for (let bits = repeated; bits !== 0; bits &= bits - 1) more[(word << 5) | lowestBit(bits)] = 0;
      }
    }
    return at;
  }
}

const wordsFor = (bits: number): number => (bits + 31) >>> 5;

/** The place of the lowest bit that is set. */
const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);

/**
 * Counts the features of one row and gives them in rising order. Which features are there is kept as bits, in two layers,
 * the upper telling which words of the lower are not 0: no sorting, and hardly a branch that a processor could guess
 * wrong. A row costs by its n-grams, and one step for each 1024 features.
 */
export class Bag {
  /** How often each feature is there. */
  readonly counts: Int32Array;
  readonly #lower: Int32Array;
  readonly #upper: Int32Array;

  constructor(features: number) {
    this.counts = new Int32Array(features);
    this.#lower = new Int32Array(wordsFor(features));
    this.#upper = new Int32Array(wordsFor(this.#lower.length));
  }

  /** Adds the features of some buckets; those of buckets that were not kept are -1. */
  add(buckets: Int32Array, count: number, features: Int32Array): void {
    const [counts, lower, upper] = [this.counts, this.#lower, this.#upper];
    for (let k = 0; k < count; k++) {
      const feature = features[buckets[k] ?? 0] ?? -1;
      if (feature < 0) continue;
      counts[feature] = (counts[feature] ?? 0) + 1;
      const [word, above] = [feature >>> 5, feature >>> 10];
      lower[word] = (lower[word] ?? 0) | (1 << (feature & 31));
      upper[above] = (upper[above] ?? 0) | (1 << (word & 31));
    }
  }

  /**
   * Writes the features in rising order from `at` on, and forgets which they were. Their counts stay: set them to 0.
   * Returns where they end.
   */
  drain(into: Int32Array, at: number): number {
    const [lower, upper] = [this.#lower, this.#upper];
    for (let above = 0; above < upper.length; above++) {
      let words = upper[above] ?? 0;
      if (words === 0) continue;
      upper[above] = 0;
      for (; words !== 0; words &= words - 1) {
        const word = (above << 5) | lowestBit(words);
        let bits = lower[word] ?? 0;
        lower[word] = 0;
        for (; bits !== 0; bits &= bits - 1) into[at++] = (word << 5) | lowestBit(bits);
      }
    }
    return at;
  }
}

const bitsOf = (size: number): number => (size + 31) >>> 5;

/** The place of the lowest bit that is set. */
const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);

/**
 * Counts the features of one row and gives them in rising order. Which features are there is kept as bits, in three
 * layers, each telling which words of the one below are not 0: no sorting, and a row costs by its entries alone.
 */
export class Bag {
  /** How often each feature is there. */
  readonly counts: Int32Array;
  /** How many features are there. */
  size = 0;
  readonly #low: Int32Array;
  readonly #middle: Int32Array;
  readonly #top: Int32Array;

  constructor(features: number) {
    this.counts = new Int32Array(features);
    this.#low = new Int32Array(bitsOf(features));
    this.#middle = new Int32Array(bitsOf(this.#low.length));
    this.#top = new Int32Array(bitsOf(this.#middle.length));
  }

  /** Adds the features of some buckets; those of buckets that were not kept are -1. */
  add(buckets: Int32Array, count: number, features: Int32Array): void {
    const [counts, low, middle, top] = [this.counts, this.#low, this.#middle, this.#top];
    let size = this.size;
    for (let k = 0; k < count; k++) {
      const feature = features[buckets[k] ?? 0] ?? -1;
      if (feature < 0) continue;
      const before = counts[feature] ?? 0;
      counts[feature] = before + 1;
      if (before > 0) continue;
      size++;
      const [a, b, c] = [feature >>> 5, feature >>> 10, feature >>> 15];
      low[a] = (low[a] ?? 0) | (1 << (feature & 31));
      middle[b] = (middle[b] ?? 0) | (1 << (a & 31));
      top[c] = (top[c] ?? 0) | (1 << (b & 31));
    }
    this.size = size;
  }

  /** Writes the features in rising order from `at` on, and forgets which they were. Their counts stay: set them to 0. */
  drain(into: Int32Array, at: number): void {
    const [low, middle, top] = [this.#low, this.#middle, this.#top];
    for (let c = 0; c < top.length; c++) {
      for (let topWord = top[c] ?? 0; topWord !== 0; topWord &= topWord - 1) {
        const b = (c << 5) | lowestBit(topWord);
        for (let middleWord = middle[b] ?? 0; middleWord !== 0; middleWord &= middleWord - 1) {
          const a = (b << 5) | lowestBit(middleWord);
          for (let lowWord = low[a] ?? 0; lowWord !== 0; lowWord &= lowWord - 1) {
            into[at++] = (a << 5) | lowestBit(lowWord);
          }
          low[a] = 0;
        }
        middle[b] = 0;
      }
      top[c] = 0;
    }
    this.size = 0;
  }
}

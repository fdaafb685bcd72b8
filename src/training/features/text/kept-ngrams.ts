import type { RowSink } from "../row-sink.ts";
import type { NgramsJson, NgramWeighting } from "../block.ts";
import { Bag } from "./bag.ts";
import type { NgramCutter, NgramRange } from "./ngrams.ts";
import type { TextCodes } from "./text-codes.ts";

/** What decides how n-grams are kept. */
export interface NgramsSpec {
  readonly range: NgramRange;
  readonly bits: number;
}

/** Counts in how many rows each bucket is seen. */
export class RowCounts {
  /** Of each bucket the rows, and beside it, as they are looked up together, the last text it was seen in. */
  readonly #seen: Int32Array;
  #text = 0;

  constructor(bits: number) {
    this.#seen = new Int32Array(2 ** (bits + 1));
  }

  /** Counts the buckets of a text that `times` rows have. */
  add(buckets: Int32Array, count: number, times: number): void {
    const seen = this.#seen;
    const text = ++this.#text;
    for (let k = 0; k < count; k++) {
      const place = (buckets[k] ?? 0) << 1;
      if (seen[place + 1] === text) continue;
      seen[place + 1] = text;
      seen[place] = (seen[place] ?? 0) + times;
    }
  }

  /** The buckets that enough rows have, rising, and in how many each was seen. */
  keep(minRows: number): { readonly buckets: Int32Array; readonly rows: Int32Array } {
    const seen = this.#seen;
    let size = 0;
    for (let place = 0; place < seen.length; place += 2) if ((seen[place] ?? 0) >= minRows) size++;
    const kept = { buckets: new Int32Array(size), rows: new Int32Array(size) };
    for (let place = 0, at = 0; at < size; place += 2) {
      const rows = seen[place] ?? 0;
      if (rows < minRows) continue;
      kept.buckets[at] = place >>> 1;
      kept.rows[at++] = rows;
    }
    return kept;
  }
}

/** `1 + ln(count)` of small counts. */
const dampened = Float64Array.from({ length: 64 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)));

/** The buckets of one hash space that were kept, and what each is worth. */
export class KeptNgrams {
  readonly range: NgramRange;
  readonly bits: number;
  readonly buckets: Int32Array;
  readonly rows: Int32Array;
  /** The feature of each bucket, or -1. */
  readonly #features: Int32Array;
  readonly #weights: Float64Array;
  readonly #ignoresCounts: boolean;
  #bag: Bag | null = null; // made for the first row, as many are only written to a file
  #scratch: Float64Array = new Float64Array(256);

  constructor(
    spec: NgramsSpec,
    kept: { readonly buckets: Int32Array; readonly rows: Int32Array },
    weighting: NgramWeighting,
    rows: number,
  ) {
    this.range = spec.range;
    this.bits = spec.bits;
    this.buckets = kept.buckets;
    this.rows = kept.rows;
    this.#features = new Int32Array(2 ** spec.bits).fill(-1);
    kept.buckets.forEach((bucket, feature) => (this.#features[bucket] = feature));
    this.#weights = Float64Array.from(kept.rows, (seen) =>
      weighting === "tf-idf" ? Math.log((1 + rows) / (1 + seen)) + 1 : 1,
    );
    this.#ignoresCounts = weighting === "presence";
  }

  /** Number of features. */
  get size(): number {
    return this.buckets.length;
  }

  /** Adds the entries of a text: numbers of unit norm together. */
  encode(text: TextCodes, cutter: NgramCutter, first: number, sink: RowSink): void {
    const bag = (this.#bag ??= new Bag(this.size));
    const count = cutter.cut(text);
    bag.add(cutter.buckets, count, this.#features);
    sink.makeRoom(count);
    const { indices, values, length: from } = sink;
    const size = bag.drain(indices, from) - from;
    if (size === 0) return;
    if (this.#scratch.length < size) this.#scratch = new Float64Array(2 * size);
    const norm = this.#weigh(bag, indices, from, size);
    const scratch = this.#scratch;
    for (let k = 0; k < size; k++) {
      values[from + k] = (scratch[k] ?? 0) / norm;
      indices[from + k] = (indices[from + k] ?? 0) + first;
    }
    sink.length = from + size;
  }

  /** Works out what each feature of the row is worth, and the norm of all. */
  #weigh({ counts }: Bag, indices: Int32Array, from: number, size: number): number {
    const [scratch, weights, ignoresCounts] = [this.#scratch, this.#weights, this.#ignoresCounts];
    let squares = 0;
    for (let k = 0; k < size; k++) {
      const feature = indices[from + k] ?? 0;
      const count = ignoresCounts ? 1 : (counts[feature] ?? 0);
      counts[feature] = 0;
      const value = (count < 64 ? (dampened[count] ?? 0) : 1 + Math.log(count)) * (weights[feature] ?? 0);
      scratch[k] = value;
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  /** The feature of a bucket, or -1. */
  featureOf(bucket: number): number {
    return this.#features[bucket] ?? -1;
  }

  toJSON(): NgramsJson {
    const gaps = Array.from(this.buckets, (bucket, i) => bucket - (i === 0 ? 0 : (this.buckets[i - 1] ?? 0)));
    return { range: this.range, bits: this.bits, gaps, rows: Array.from(this.rows) };
  }
}

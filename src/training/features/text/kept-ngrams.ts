import type { RowSink } from "../row-sink.ts";
import type { NgramsJson, NgramWeighting } from "../block.ts";
import { Bag } from "./bag.ts";
import { KeptBuckets, wordsFor } from "./kept-buckets.ts";
import type { NgramCutter, NgramRange } from "./ngrams.ts";
import type { TextCodes } from "./text-codes.ts";

/** What decides how n-grams are kept. */
export interface NgramsSpec {
  readonly range: NgramRange;
  readonly bits: number;
}

/** Counts in how many rows each bucket is seen. */
export class RowCounts {
  readonly #rows: Int32Array;
  /** Bits of the buckets of the present text. */
  readonly #here: Int32Array;

  constructor(bits: number) {
    this.#rows = new Int32Array(2 ** bits);
    this.#here = new Int32Array(wordsFor(this.#rows.length));
  }

  /** Counts the buckets of a text that `times` rows have. */
  add(buckets: Int32Array, count: number, times: number): void {
    const [rows, here] = [this.#rows, this.#here];
    for (let k = 0; k < count; k++) {
      const bucket = buckets[k] ?? 0;
      const bit = 1 << (bucket & 31);
      const before = here[bucket >>> 5] ?? 0;
      if ((before & bit) !== 0) continue;
      here[bucket >>> 5] = before | bit;
      rows[bucket] = (rows[bucket] ?? 0) + times;
    }
    for (let k = 0; k < count; k++) here[(buckets[k] ?? 0) >>> 5] = 0;
  }

  /** The buckets that enough rows have, rising, and in how many each was seen. */
  keep(minRows: number): { readonly buckets: Int32Array; readonly rows: Int32Array } {
    const seen = this.#rows;
    let size = 0;
    for (let bucket = 0; bucket < seen.length; bucket++) if ((seen[bucket] ?? 0) >= minRows) size++;
    const kept = { buckets: new Int32Array(size), rows: new Int32Array(size) };
    for (let bucket = 0, at = 0; at < size; bucket++) {
      const rows = seen[bucket] ?? 0;
      if (rows < minRows) continue;
      kept.buckets[at] = bucket;
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
  readonly #kept: KeptBuckets;
  readonly #weights: Float32Array;
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
    this.#kept = new KeptBuckets(kept.buckets, 2 ** spec.bits);
    this.#weights = Float32Array.from(kept.rows, (seen) =>
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
    const bag = (this.#bag ??= new Bag(this.#kept));
    const count = cutter.cut(text);
    bag.add(cutter.buckets, count);
    const size = bag.drain();
    sink.makeRoom(size);
    if (this.#scratch.length < size) this.#scratch = new Float64Array(2 * size);
    const [weights, scratch, ignoresCounts] = [this.#weights, this.#scratch, this.#ignoresCounts];
    const { features, counts } = bag;
    const { indices, values, length: from } = sink;
    let squares = 0;
    for (let k = 0; k < size; k++) {
      const feature = features[k] ?? 0;
      const seen = counts[k] ?? 0;
      const counted = ignoresCounts ? 1 : seen < 64 ? (dampened[seen] ?? 0) : 1 + Math.log(seen);
      const value = counted * (weights[feature] ?? 0);
      indices[from + k] = first + feature;
      scratch[k] = value;
      squares += value * value;
    }
    const norm = Math.sqrt(squares);
    for (let k = 0; k < size; k++) values[from + k] = (scratch[k] ?? 0) / norm;
    sink.length = from + size;
  }

  /** The feature of a bucket, or -1. */
  featureOf(bucket: number): number {
    return this.#kept.featureOf(bucket);
  }

  toJSON(): NgramsJson {
    const gaps = Array.from(this.buckets, (bucket, i) => bucket - (i === 0 ? 0 : (this.buckets[i - 1] ?? 0)));
    return { range: this.range, bits: this.bits, gaps, rows: Array.from(this.rows) };
  }
}

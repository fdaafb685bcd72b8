/**
 * Where each record is, by key: an open-addressing table of numbers, 28 bytes for a record (twice that while it grows),
 * where a Map of texts would take some two hundred.
 */
export class RecordIndex {
  #slots: Int32Array = new Int32Array(1 << 10).fill(-1);
  #mask: number = (1 << 10) - 1;
  #highs: Uint32Array = new Uint32Array(512);
  #lows: Uint32Array = new Uint32Array(512);
  #files: Int32Array = new Int32Array(512);
  #starts: Float64Array = new Float64Array(512);
  #lengths: Uint32Array = new Uint32Array(512);
  #size = 0;

  /** How many records there are. */
  get size(): number {
    return this.#size;
  }

  /** Where the record of a key is: its file's number, first byte and length; null where there is none. */
  find(key: string): { readonly file: number; readonly start: number; readonly length: number } | null {
    const [high, low] = halves(key);
    const u = this.#slots[this.#slotOf(high, low)] ?? -1;
    if (u < 0 || (this.#lengths[u] ?? 0) === 0) return null;
    return { file: this.#files[u] ?? 0, start: this.#starts[u] ?? 0, length: this.#lengths[u] ?? 0 };
  }

  /** Says where the record of a key is; a later one takes the place of an earlier one. */
  set(key: string, file: number, start: number, length: number): void {
    const [high, low] = halves(key);
    let slot = this.#slotOf(high, low);
    let u = this.#slots[slot] ?? -1;
    if (u < 0) {
      u = this.#size++;
      if (u >= this.#files.length) this.#grow();
      if (this.#size * 2 > this.#slots.length) {
        this.#widen();
        slot = this.#slotOf(high, low);
      }
      this.#slots[slot] = u;
      this.#highs[u] = high;
      this.#lows[u] = low;
    }
    this.#files[u] = file;
    this.#starts[u] = start;
    this.#lengths[u] = length;
  }

  /** Forgets the record of a key. */
  remove(key: string): void {
    const [high, low] = halves(key);
    const u = this.#slots[this.#slotOf(high, low)] ?? -1;
    if (u >= 0) this.#lengths[u] = 0;
  }

  /** The slot of a key, or the free one where it would go. Keys are hashes: their bits are mixed already. */
  #slotOf(high: number, low: number): number {
    for (let slot = low & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const u = this.#slots[slot] ?? -1;
      if (u < 0 || (this.#highs[u] === high && this.#lows[u] === low)) return slot;
    }
  }

  #grow(): void {
    const capacity = this.#files.length * 2;
    const grown = <A extends Uint32Array | Int32Array | Float64Array>(old: A, wide: A): A => {
      wide.set(old);
      return wide;
    };
    this.#highs = grown(this.#highs, new Uint32Array(capacity));
    this.#lows = grown(this.#lows, new Uint32Array(capacity));
    this.#files = grown(this.#files, new Int32Array(capacity));
    this.#starts = grown(this.#starts, new Float64Array(capacity));
    this.#lengths = grown(this.#lengths, new Uint32Array(capacity));
  }

  #widen(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    this.#mask = this.#slots.length - 1;
    for (let u = 0; u < this.#size - 1; u++) this.#slots[this.#slotOf(this.#highs[u] ?? 0, this.#lows[u] ?? 0)] = u;
  }
}

/** The first 64 bits of a key: what is found by them is checked against the whole key when it is read. */
function halves(key: string): readonly [number, number] {
  return [Number.parseInt(key.slice(0, 8), 16), Number.parseInt(key.slice(8, 16), 16)];
}

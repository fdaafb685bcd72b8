import { growInt32 } from "./grow.ts";

/**
 * Numbers distinct things in order of first appearance: an open-addressing hash table that knows the things by their
 * 32-bit hash and by a question, "is thing number u the one in hand?". The things themselves live with the caller.
 */
export class HashIndex {
  #bits = 12;
  #slots: Int32Array = new Int32Array(1 << 12).fill(-1);
  #hashes: Int32Array = new Int32Array(1024);
  #size = 0;

  /** How many distinct things there are. */
  get size(): number {
    return this.#size;
  }

  /** The number of the thing in hand. A new thing gets the former `size` as its number: then add it to yours. */
  find(hash: number, isSame: (u: number) => boolean): number {
    const key = hash | 0; // as it is stored: with a sign
    const mask = this.#slots.length - 1;
    for (let slot = this.#slotOf(key); ; slot = (slot + 1) & mask) {
      const u = this.#slots[slot] ?? -1;
      if (u < 0) return this.#append(key, slot);
      if (this.#hashes[u] === key && isSame(u)) return u;
    }
  }

  // The high bits of a product are the well mixed ones.
  #slotOf(hash: number): number {
    return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> (32 - this.#bits);
  }

  #append(hash: number, slot: number): number {
    const u = this.#size++;
    this.#hashes = growInt32(this.#hashes, this.#size);
    this.#hashes[u] = hash;
    this.#slots[slot] = u;
    if (this.#size * 2 > this.#slots.length) this.#widen();
    return u;
  }

  #widen(): void {
    this.#bits++;
    this.#slots = new Int32Array(1 << this.#bits).fill(-1);
    const mask = this.#slots.length - 1;
    for (let u = 0; u < this.#size; u++) {
      let slot = this.#slotOf(this.#hashes[u] ?? 0);
      while ((this.#slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
      this.#slots[slot] = u;
    }
  }
}

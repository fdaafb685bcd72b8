/** The steps of MurmurHash3 (32 bits), one value at a time: a run of values is hashed as it grows. */

/** Readies a value for `hashStep`: done once for each value, however many runs it is in. */
export function premix(value: number): number {
  const k = Math.imul(value, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}

/** The hash of a run and one more value, readied by `premix`. */
export function hashStep(hash: number, premixed: number): number {
  const h = hash ^ premixed;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

/** Spreads a hash over all 32 bits. */
export function hashEnd(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

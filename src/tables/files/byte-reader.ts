/** Takes pieces of a wanted length out of bytes that arrive in chunks of any length; asks for a chunk only when it must. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  /** What has arrived and was not taken. Bytes of the first chunk before `#start` were. */
  readonly #chunks: Uint8Array[] = [];
  #start = 0;
  #length = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** How many bytes have arrived and were not taken. */
  get length(): number {
    return this.#length;
  }

  /** Waits until at least `count` bytes are there. @returns whether they came before the end */
  async fill(count: number): Promise<boolean> {
    while (this.#length < count) {
      const next = await this.#source.next();
      if (next.done === true) return false;
      if (next.value.length === 0) continue;
      this.#chunks.push(next.value);
      this.#length += next.value.length;
    }
    return true;
  }

  /** Takes the next `target.length` bytes, which must be there. */
  take(target: Uint8Array): void {
    let at = 0;
    while (at < target.length) {
      const [chunk] = this.#chunks;
      if (chunk === undefined) throw new RangeError(`${target.length - at} bytes too few`);
      const end = Math.min(chunk.length, this.#start + target.length - at);
      target.set(chunk.subarray(this.#start, end), at);
      at += end - this.#start;
      this.#start = end;
      if (end < chunk.length) continue;
      this.#chunks.shift();
      this.#start = 0;
    }
    this.#length -= target.length;
  }

  /** Says that no more is wanted. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }
}

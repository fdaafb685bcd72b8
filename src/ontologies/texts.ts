/** Many texts in one, which takes far less memory than one value each. */
export class Texts {
  readonly #all: string;
  readonly #at: Uint32Array;

  constructor(texts: readonly string[]) {
    this.#at = new Uint32Array(texts.length + 1);
    texts.forEach((text, i) => (this.#at[i + 1] = (this.#at[i] ?? 0) + text.length));
    this.#all = texts.join("");
  }

  get count(): number {
    return this.#at.length - 1;
  }

  at(i: number): string {
    return this.#all.slice(this.#at[i], this.#at[i + 1]);
  }

  /** The place of a text among texts in ascending order; -1 where it is not there. */
  find(text: string): number {
    let low = 0;
    let high = this.count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const each = this.at(middle);
      if (each === text) return middle;
      if (each < text) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

/**
 * A token bucket that may go into debt: whoever takes more than there is waits until the debt is paid, and those after
 * him wait longer. It holds what a second brings, so that no minute sees more than the limit and that much.
 */
export class RateBucket {
  readonly #perMillisecond: number;
  readonly #capacity: number;
  readonly #now: () => number;
  #level: number;
  #last: number;

  constructor(perMinute: number, now: () => number) {
    this.#perMillisecond = perMinute / 60_000;
    this.#capacity = Math.max(1, perMinute / 60);
    this.#now = now;
    this.#level = this.#capacity;
    this.#last = now();
  }

  /** Takes an amount. @returns how many milliseconds to wait before using it */
  take(amount: number): number {
    const now = this.#now();
    this.#level = Math.min(this.#capacity, this.#level + (now - this.#last) * this.#perMillisecond);
    this.#last = now;
    this.#level -= amount;
    return this.#level >= 0 ? 0 : -this.#level / this.#perMillisecond;
  }

  /** Says that what was taken came to `difference` more (less, where negative) than was said. */
  correct(difference: number): void {
    this.#level -= difference;
  }
}

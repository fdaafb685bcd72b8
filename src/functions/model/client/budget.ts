/** What may be spent, or is. */
export interface Spending {
  /** Calls that were paid for, or may have been. */
  readonly calls: number;
  /** Tokens in and out. */
  readonly tokens: number;
  /** In the currency of the prices. */
  readonly cost: number;
}

const parts = ["calls", "tokens", "cost"] as const;

/** The sum of cents may miss a limit by rounding. */
const rounding = 1e-9;

/**
 * Keeps spending within limits: a call starts only if what is spent, what the calls under way may come to at most, and
 * what this one may come to at most, are within them together.
 */
export class Budget {
  readonly #limits: Spending;
  readonly #spent = { calls: 0, tokens: 0, cost: 0 };
  readonly #reserved = { calls: 0, tokens: 0, cost: 0 };
  readonly #waiting: (() => void)[] = [];

  constructor(limits: Spending) {
    this.#limits = limits;
  }

  get spent(): Spending {
    return { ...this.#spent };
  }

  /** The limit that is reached, for messages: the first that leaves no room for a call that may come to `most`. */
  exceededBy(most: Spending): keyof Spending | null {
    return parts.find((part) => this.#spent[part] + most[part] > this.#limits[part] + rounding) ?? null;
  }

  /**
   * Sets aside what a call may come to at most; waits while it depends on what calls under way come to.
   *
   * @returns false where the budget has no room for it
   */
  async reserve(most: Spending): Promise<boolean> {
    for (;;) {
      if (this.exceededBy(most) !== null) return false;
      const fits = parts.every(
        (part) => this.#spent[part] + this.#reserved[part] + most[part] <= this.#limits[part] + rounding,
      );
      if (fits) break;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    for (const part of parts) this.#reserved[part] += most[part];
    return true;
  }

  /** Replaces what was set aside for a call by what it came to. */
  settle(most: Spending, actual: Spending): void {
    for (const part of parts) {
      this.#reserved[part] -= most[part];
      this.#spent[part] += actual[part];
    }
    for (const resume of this.#waiting.splice(0)) resume();
  }
}

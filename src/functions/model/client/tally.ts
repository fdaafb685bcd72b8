import type { FailureKind } from "./call-failure.ts";
import { freezeUsage, type FailureCounts, type FunctionUsage, type ModelUsage, type UnparsedAnswer } from "./usage.ts";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Of each function, this many answers that are none are kept, and all are counted. */
const keptUnparsed = 20;
const keptText = 500;

/** Counts what one labeling function asks for. */
export class FunctionTally {
  readonly counts: Writable<FunctionUsage>;
  readonly unparsed: UnparsedAnswer[] = [];

  constructor(name: string) {
    const none = { rows: 0, asked: 0, cached: 0, repeated: 0, unparsed: 0, failed: 0, unasked: 0 };
    this.counts = { function: name, ...none, calls: 0, inputTokens: 0, outputTokens: 0, cost: 0 };
  }

  addUnparsed(row: number, text: string, why: string): void {
    this.counts.unparsed++;
    if (this.unparsed.length >= keptUnparsed) return;
    this.unparsed.push(Object.freeze({ function: this.counts.function, row, text: text.slice(0, keptText), why }));
  }
}

/** Counts what a client does. */
export class Tally {
  readonly #functions = new Map<string, FunctionTally>();
  readonly #failures: Record<FailureKind, number> = {
    network: 0,
    timeout: 0,
    rateLimited: 0,
    server: 0,
    refused: 0,
    malformed: 0,
    tooLarge: 0,
    thrown: 0,
  };
  readonly #now: () => number;
  answers = 0;
  paid = 0;
  retries = 0;
  withoutTokens = 0;
  #underWay = 0;
  #since = 0;
  #milliseconds = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  of(name: string): FunctionTally {
    let tally = this.#functions.get(name);
    if (tally === undefined) this.#functions.set(name, (tally = new FunctionTally(name)));
    return tally;
  }

  begin(): void {
    if (this.#underWay++ === 0) this.#since = this.#now();
  }

  end(): void {
    if (--this.#underWay === 0) this.#milliseconds += this.#now() - this.#since;
  }

  addFailure(kind: FailureKind): void {
    this.#failures[kind]++;
  }

  snapshot(damaged: readonly string[]): ModelUsage {
    const functions = Array.from(this.#functions.values(), ({ counts }) => Object.freeze({ ...counts }));
    const sum = (part: "calls" | "cached" | "inputTokens" | "outputTokens" | "cost"): number =>
      functions.reduce((total, each) => total + each[part], 0);
    const running = this.#underWay === 0 ? 0 : this.#now() - this.#since;
    const failures: FailureCounts = Object.freeze({ ...this.#failures });
    return freezeUsage({
      calls: sum("calls"),
      answers: this.answers,
      paid: this.paid,
      retries: this.retries,
      cached: sum("cached"),
      failures,
      inputTokens: sum("inputTokens"),
      outputTokens: sum("outputTokens"),
      withoutTokens: this.withoutTokens,
      cost: sum("cost"),
      seconds: (this.#milliseconds + running) / 1000,
      functions: Object.freeze(functions),
      unparsed: Object.freeze(Array.from(this.#functions.values(), ({ unparsed }) => unparsed).flat()),
      damaged: Object.freeze([...damaged]),
    });
  }
}

import { LabelingError } from "../errors.ts";
import type { FailureHandler } from "../functions/ballot.ts";
import type { Fault, FaultReport } from "../matrix/faults.ts";
import type { FaultRules } from "./fault-options.ts";

/** Collects the faults of a run. */
export class FaultLog {
  readonly #names: readonly string[];
  readonly #rules: FaultRules;
  readonly #noun: string;
  readonly #counts: number[];
  readonly #kept: Fault[][];

  constructor(names: readonly string[], rules: FaultRules, noun = "labeling function") {
    this.#noun = noun;
    this.#names = names;
    this.#rules = rules;
    this.#counts = names.map(() => 0);
    this.#kept = names.map(() => []);
  }

  /** What function `j` calls when it fails. */
  handlerOf(j: number): FailureHandler {
    return (row, error) => {
      if (this.#rules.policy === "throw") throw error;
      const count = (this.#counts[j] ?? 0) + 1;
      this.#counts[j] = count;
      if (count > this.#limitOf(j)) throw this.#tooMany(j, error);
      const kept = this.#kept[j] ?? [];
      if (kept.length < this.#rules.kept) {
        kept.push(Object.freeze({ function: this.#names[j] ?? "", row, message: error.message }));
      }
    };
  }

  /**
   * Adds failures of function `j` on rows after those so far.
   *
   * @returns false, and nothing is added, where the run may not go on with them.
   */
  add(j: number, count: number, faults: readonly Fault[]): boolean {
    if (!this.#allows(j, count)) return false;
    this.#counts[j] = (this.#counts[j] ?? 0) + count;
    const kept = this.#kept[j] ?? [];
    for (const fault of faults.slice(0, this.#rules.kept - kept.length)) kept.push(fault);
    return true;
  }

  /** As `add`, for the failures of the functions `places`, which a report is about: either all are added or none. */
  addAll({ counts, kept }: FaultReport, places: readonly number[]): boolean {
    if (!places.every((j, k) => this.#allows(j, counts[k] ?? 0))) return false;
    places.forEach((j, k) => {
      const count = counts[k] ?? 0;
      const isOwn = (fault: Fault): boolean => fault.function === this.#names[j];
      if (count > 0) this.add(j, count, kept.filter(isOwn));
    });
    return true;
  }

  #limitOf(j: number): number {
    return this.#rules.limits[j] ?? Infinity;
  }

  #allows(j: number, count: number): boolean {
    return count === 0 || (this.#rules.policy === "abstain" && (this.#counts[j] ?? 0) + count <= this.#limitOf(j));
  }

  /** The report at the end. */
  report(): FaultReport {
    const counts = Object.freeze([...this.#counts]);
    const count = counts.reduce((sum, each) => sum + each, 0);
    return Object.freeze({ count, counts, kept: Object.freeze(this.#kept.flat()) });
  }

  #tooMany(j: number, last: LabelingError): LabelingError {
    return new LabelingError("function_failed", {
      where: `${this.#noun} "${this.#names[j]}"`,
      got: `more than ${this.#limitOf(j)} failed rows, the last one: ${last.message}`,
      expected: `at most ${this.#limitOf(j)} (faultLimit)`,
      remedy: "Mend the function, or raise the limit.",
      details: { function: this.#names[j] },
      cause: last,
    });
  }
}

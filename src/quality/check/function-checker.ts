import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import type { AnyPack } from "../../packs/pack.ts";
import type { PlainRow } from "../arbitraries/row.ts";
import type { FunctionLaw, LawOptions, Violation } from "../laws/law.ts";
import { functionLaws } from "../laws/laws.ts";
import { plainVotes } from "../laws/trial.ts";
import type { FunctionCheck, LawOutcome, PackFailure } from "../report/pack-report.ts";
import { brokenExamples } from "./check-examples.ts";
import type { CheckRules } from "./check-options.ts";
import type { GeneratedRows } from "./generate-rows.ts";
import { shrinkFailure } from "./shrink.ts";

/** Why functions whose votes are awaited are not tried. */
export const awaitedReason =
  "its votes are awaited, and each may cost a call: say on how many rows with awaited (--awaited)";

/** Checks one function, law by law. */
export class FunctionChecker {
  readonly failures: PackFailure[] = [];
  readonly #outcomes: LawOutcome[] = [];
  readonly #func: AnyLabelingFunction;
  readonly #pack: AnyPack;
  readonly #rows: GeneratedRows;
  #all: readonly PlainRow[];
  readonly #rules: CheckRules;
  readonly #options: LawOptions;

  constructor(func: AnyLabelingFunction, pack: AnyPack, rows: GeneratedRows, rules: CheckRules) {
    const { timeLimit, longestText, signal, awaited } = rules;
    this.#func = func;
    this.#pack = pack;
    this.#rows = rows;
    this.#all = func.async ? Object.freeze(rows.all.slice(0, awaited)) : rows.all;
    this.#rules = rules;
    this.#options = { beside: pack.functions, words: rows.words, timeLimit, longestText, signal };
  }

  /** Tries all laws, and the examples. `breathe` is awaited in between. */
  async run(breathe: () => Promise<void>): Promise<FunctionCheck> {
    const { laws } = this.#rules;
    for (const law of functionLaws) {
      if (laws.includes(law.name)) await this.#check(law);
      await breathe();
    }
    if (laws.includes("examples-hold")) await this.#checkExamples();
    return this.#finish();
  }

  /** Tries a law on all rows; where it is broken, finds the smallest rows that break it. */
  async #check(law: FunctionLaw): Promise<void> {
    if (!law.applies(this.#func)) return;
    const reason = this.#reasonAgainst(law);
    if (reason !== null) {
      this.#outcomes.push({ law: law.name, outcome: "skipped", reason });
      return;
    }
    const violation = await this.#violationOf(law, this.#all);
    this.#outcomes.push({ law: law.name, outcome: violation === null ? "holds" : "broken", reason: null });
    if (violation === null) return;
    this.failures.push(await this.#smallest(law, violation));
    // Tables of rows are made once for all functions: one that writes into them gets its own.
    if (law.name === "input-unchanged") this.#all = Object.freeze([...this.#all]);
  }

  /** Tries the pack's examples of the function. */
  async #checkExamples(): Promise<void> {
    if (this.#pack.examples[this.#func.name] === undefined) return;
    const law = "examples-hold";
    const reason = this.#awaits ? awaitedReason : this.#after(law, "bounded-time");
    if (reason !== null) {
      this.#outcomes.push({ law, outcome: "skipped", reason });
      return;
    }
    const broken = await brokenExamples(this.#pack, this.#func, this.#rules.seed, this.#rules.signal);
    this.#outcomes.push({ law, outcome: broken.length === 0 ? "holds" : "broken", reason: null });
    this.failures.push(...broken);
  }

  /** What was found; on how many rows it votes is counted here. */
  async #finish(): Promise<FunctionCheck> {
    const { name, kind, async } = this.#func;
    const laws = this.#outcomes;
    // A function that may never end is not asked again.
    if (async || this.#isBroken("bounded-time")) return { name, kind, laws, votes: null };
    const votes = await plainVotes(this.#func, this.#all, this.#rules.signal);
    return { name, kind, laws, votes: this.#all.filter((_, row) => votes.code(row) >= 0).length };
  }

  get #awaits(): boolean {
    return this.#func.async && this.#rules.awaited === 0;
  }

  /** Why a law is not tried, or null where it is. */
  #reasonAgainst({ name, after }: FunctionLaw): string | null {
    if (this.#awaits) return awaitedReason;
    if (this.#func.async && name === "bounded-time") return "bounded-time is not for votes that are awaited";
    return after.map((law) => this.#after(name, law)).find((reason) => reason !== null) ?? null;
  }

  #after(law: string, first: string): string | null {
    return this.#isBroken(first) ? `${law} cannot be judged while ${first} is broken` : null;
  }

  #isBroken(name: string): boolean {
    return this.failures.some(({ law }) => law === name);
  }

  #violationOf(law: FunctionLaw, rows: readonly PlainRow[]): Promise<Violation | null> {
    return law.check(this.#func, rows, this.#options);
  }

  async #smallest(law: FunctionLaw, violation: Violation): Promise<PackFailure> {
    const { shrinks: trials, seed, signal, path: from = "0" } = this.#rules;
    const start = { value: this.#all, failure: violation, path: from };
    const fails = (rows: readonly PlainRow[]): Promise<Violation | null> => this.#violationOf(law, rows);
    const { failure, path, steps } =
      law.isMinimal === true
        ? { ...start, steps: 0 }
        : await shrinkFailure(this.#rows.arbitrary, start, fails, { trials, signal, sizeOf: (rows) => rows.length });
    const { name, title, explanation, mend } = law;
    // Rows of an awaited function are not all that were generated: the path would lead elsewhere.
    const place = { seed, path: this.#func.async || law.isMinimal === true ? null : path, shrinks: steps };
    return { function: this.#func.name, law: name, title, explanation, mend, ...failure, ...place };
  }
}

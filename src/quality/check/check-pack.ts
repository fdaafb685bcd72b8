import fc from "fast-check";
import { LabelingError } from "../../errors.ts";
import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import { isPack, type AnyPack } from "../../packs/pack.ts";
import { checkAborted } from "../../util/aborted.ts";
import { describe } from "../../util/checks.ts";
import { RowsArbitrary } from "../arbitraries/rows.ts";
import type { PlainRow } from "../arbitraries/row.ts";
import { exampleRowsOf, seedsOf } from "../arbitraries/words.ts";
import type { FunctionLaw, LawName, LawOptions, Violation } from "../laws/law.ts";
import { functionLaws } from "../laws/laws.ts";
import { plainVotes } from "../laws/trial.ts";
import { makeReport } from "../report/make-report.ts";
import type { FunctionCheck, LawOutcome, PackFailure, PackReport } from "../report/pack-report.ts";
import { brokenExamples, misfitOf } from "./check-examples.ts";
import { checkRules, type CheckOptions, type CheckRules } from "./check-options.ts";
import { shrinkFailure } from "./shrink.ts";
import { equalTerms, neverVoted } from "./warnings.ts";

/** Rows that are tried, and how they get simpler. */
interface Rows {
  readonly all: readonly PlainRow[];
  readonly arbitrary: RowsArbitrary;
  readonly words: readonly string[];
}

function generate(pack: AnyPack, { seed, runs, path = "0" }: CheckRules): Rows {
  const examples = exampleRowsOf(pack).filter((row) => misfitOf(pack, row) === null);
  const seeds = seedsOf(pack.functions, examples);
  const arbitrary = new RowsArbitrary(pack.task, seeds, { minRows: runs, maxRows: runs });
  const [all = []] = fc.sample(arbitrary, { seed, path, numRuns: 1, examples: [] });
  return { all, arbitrary, words: seeds.words };
}

/** Checks one function; its failures are added to `failures`. */
class FunctionChecker {
  readonly #func: AnyLabelingFunction;
  readonly #rows: Rows;
  readonly #rules: CheckRules;
  readonly #options: LawOptions;
  readonly failures: PackFailure[] = [];
  readonly outcomes: LawOutcome[] = [];

  constructor(func: AnyLabelingFunction, rows: Rows, rules: CheckRules, pack: AnyPack) {
    const { timeLimit, longestText, signal, awaited } = rules;
    this.#func = func;
    this.#rows = func.async ? { ...rows, all: rows.all.slice(0, awaited) } : rows;
    this.#rules = rules;
    this.#options = { beside: pack.functions, words: rows.words, timeLimit, longestText, signal };
  }

  /** Why a law is not tried, or null where it is. */
  #reasonAgainst(law: FunctionLaw): string | null {
    if (this.#func.async && this.#rules.awaited === 0) return awaitedReason;
    if (this.#func.async && law.name === "bounded-time") return "its time is not its own: votes are awaited";
    const broken = law.after.find((name) => this.#brokenLaws().has(name));
    return broken === undefined ? null : `${law.name} cannot be judged while ${broken} is broken`;
  }

  #brokenLaws(): ReadonlySet<string> {
    return new Set(this.failures.map(({ law }) => law));
  }

  async check(law: FunctionLaw): Promise<void> {
    if (!law.applies(this.#func)) return;
    const reason = this.#reasonAgainst(law);
    if (reason !== null) {
      this.outcomes.push({ law: law.name, outcome: "skipped", reason });
      return;
    }
    const violationOf = (rows: readonly PlainRow[]): Promise<Violation | null> =>
      law.check(this.#func, rows, this.#options);
    const failure = await violationOf(this.#rows.all);
    this.outcomes.push({ law: law.name, outcome: failure === null ? "holds" : "broken", reason: null });
    if (failure !== null) await this.#fail(law, failure, violationOf);
  }

  async #fail(
    { name: law, title, explanation, mend, isMinimal = false }: FunctionLaw,
    failure: Violation,
    violationOf: (rows: readonly PlainRow[]) => Promise<Violation | null>,
  ): Promise<void> {
    const { shrinks: trials, seed, signal, path = "0" } = this.#rules;
    const start = { value: this.#rows.all, failure, path };
    const small = isMinimal
      ? { ...start, steps: 0 }
      : await shrinkFailure(this.#rows.arbitrary, start, violationOf, { trials, signal });
    const { rows, came, expected } = small.failure;
    const place = { seed, path: small.path, shrinks: small.steps };
    this.failures.push({ function: this.#func.name, law, title, explanation, mend, rows, came, expected, ...place });
  }

  async checkExamples(pack: AnyPack): Promise<void> {
    if (pack.examples[this.#func.name] === undefined) return;
    if (this.#func.async && this.#rules.awaited === 0) {
      this.outcomes.push({ law: "examples-hold", outcome: "skipped", reason: awaitedReason });
      return;
    }
    const broken = await brokenExamples(pack, this.#func, this.#rules.seed, this.#rules.signal);
    this.outcomes.push({ law: "examples-hold", outcome: broken.length === 0 ? "holds" : "broken", reason: null });
    this.failures.push(...broken);
  }

  async finish(): Promise<FunctionCheck> {
    const { name, kind, async } = this.#func;
    // A function that may never end is not asked again.
    const asked = !async && !this.#brokenLaws().has("bounded-time");
    return { name, kind, laws: this.outcomes, votes: asked ? await this.#countVotes() : null };
  }

  async #countVotes(): Promise<number> {
    const { all } = this.#rows;
    const votes = await plainVotes(this.#func, all, this.#rules.signal);
    return all.filter((_, row) => votes.code(row) >= 0).length;
  }
}

const awaitedReason = "its votes are awaited, and may cost a call each: ask for them with awaited (--awaited ROWS)";

/** Lets timers and signals be heard, some times a second. */
function breather(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last > 50) {
      await new Promise((resume) => setImmediate(resume));
      last = performance.now();
    }
    checkAborted(signal, "checkPack");
  };
}

/**
 * Tests the labeling functions of a pack against the laws that any of them must obey (`functionLaws`), and its examples
 * against what they say. Rows are generated from the task's schema and from what functions look for; a law that is
 * broken is reported with the smallest rows that break it, what came, what was expected, why it matters and how it is
 * usually mended.
 *
 * Functions vote on whole tables of rows, so that a pack of thirty is done in seconds. Those whose votes are awaited
 * (models, crowds) are skipped unless `awaited` asks for them: each vote may cost something.
 *
 * @returns What was found; a broken law is no error here. `assertPack` throws it.
 * @throws LabelingError `bad_option` for what is no pack, and for options that make no sense; `aborted`.
 *
 * @example
 * ```ts
 * import { definePack, defineTask, labelingFunction } from "labelwright";
 * import { checkPack } from "labelwright/testing";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const shouting = labelingFunction(task, {
 *   name: "shouting",
 *   columns: ["text"],
 *   vote: ({ text }) => (/[A-Z]+/.exec(text)![0].length > 5 ? "spam" : null), // no capitals, no match
 * });
 * const report = await checkPack(definePack({ name: "rules", version: "1.0.0", task, functions: [shouting] }), { runs: 100 });
 * console.log(report.passed, report.failures[0]?.law, report.failures[0]?.rows); // false total [ { text: '' } ]
 * ```
 */
export async function checkPack(pack: AnyPack, options: CheckOptions = {}): Promise<PackReport> {
  const where = "checkPack";
  if (!isPack(pack)) {
    throw new LabelingError("bad_option", {
      where,
      got: describe(pack),
      expected: "a rule pack",
      remedy: "Make it with definePack, or load it with loadPack.",
    });
  }
  const rules = checkRules(pack, options, where);
  const started = performance.now();
  const breathe = breather(rules.signal);
  await breathe();
  const rows = generate(pack, rules);
  const laws = functionLaws.filter(({ name }) => rules.laws.includes(name satisfies LawName));
  const checkers: FunctionChecker[] = [];
  for (const [done, func] of rules.functions.entries()) {
    rules.onProgress({ task: "checking", done, total: rules.functions.length });
    const checker = new FunctionChecker(func, rows, rules, pack);
    checkers.push(checker);
    for (const law of laws) {
      await checker.check(law);
      await breathe();
    }
    if (rules.laws.includes("examples-hold")) await checker.checkExamples(pack);
  }
  rules.onProgress({ task: "checking", done: rules.functions.length, total: rules.functions.length });
  const functions = await Promise.all(checkers.map((checker) => checker.finish()));
  const failures = checkers.flatMap((checker) => checker.failures);
  const json = {
    pack: { name: pack.name, version: pack.version, fingerprint: pack.fingerprint },
    passed: failures.length === 0,
    seed: rules.seed,
    rows: rows.all.length,
    functions,
    failures,
    warnings: [...neverVoted(functions, rows.all.length), ...equalTerms(rules.functions)],
  };
  return makeReport(json, (performance.now() - started) / 1000);
}

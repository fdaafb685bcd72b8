import type { AnyPack } from "../../packs/pack.ts";
import { makeReport } from "../report/make-report.ts";
import type { FunctionCheck, PackReport } from "../report/pack-report.ts";
import { brokenChangelog } from "./check-changelog.ts";
import { breather } from "./breather.ts";
import { checkIsPack, checkRules, type CheckOptions } from "./check-options.ts";
import { FunctionChecker } from "./function-checker.ts";
import { generateRows } from "./generate-rows.ts";
import { equalTerms, neverVoted } from "./warnings.ts";

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
  checkIsPack(pack, where);
  const rules = checkRules(pack, options, where);
  const { functions, laws, seed, onProgress, signal } = rules;
  const started = performance.now();
  const breathe = breather(signal);
  await breathe();
  const rows = generateRows(pack, rules);
  const checkers: FunctionChecker[] = [];
  const checks: FunctionCheck[] = [];
  for (const [done, func] of functions.entries()) {
    onProgress({ task: "checking", done, total: functions.length });
    const checker = new FunctionChecker(func, pack, rows, rules);
    checkers.push(checker);
    checks.push(await checker.run(breathe));
  }
  onProgress({ task: "checking", done: functions.length, total: functions.length });
  const changelog = laws.includes("changelog-kept") ? brokenChangelog(pack, seed) : [];
  const failures = [...checkers.flatMap((checker) => checker.failures), ...changelog];
  const broken = new Set(failures.map((failure) => failure.function));
  const sound = checks.filter(({ name }) => !broken.has(name));
  const json = {
    pack: { name: pack.name, version: pack.version, fingerprint: pack.fingerprint },
    passed: failures.length === 0,
    seed,
    rows: rows.all.length,
    functions: checks,
    failures,
    warnings: [...neverVoted(sound, rows.all.length), ...equalTerms(functions)],
  };
  return makeReport(json, (performance.now() - started) / 1000);
}

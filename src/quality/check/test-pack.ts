import { LabelingError } from "../../errors.ts";
import type { AnyLabelingFunction } from "../../functions/labeling-function.ts";
import type { AnyPack } from "../../packs/pack.ts";
import type { FunctionLaw } from "../laws/law.ts";
import { functionLaws } from "../laws/laws.ts";
import type { FunctionCheck, PackFailure } from "../report/pack-report.ts";
import { printFailure } from "../report/print-report.ts";
import { breather } from "./breather.ts";
import { brokenChangelog } from "./check-changelog.ts";
import { examplesHold } from "./check-examples.ts";
import { checkIsPack, checkRules, type CheckName, type CheckOptions, type CheckRules } from "./check-options.ts";
import { FunctionChecker } from "./function-checker.ts";
import { generateRows, type GeneratedRows } from "./generate-rows.ts";
import { checkFramework, type TestFramework } from "./test-framework.ts";

/** What came out for one function. */
interface Checked {
  readonly check: FunctionCheck;
  readonly failures: readonly PackFailure[];
}

/** Runs `work` when it is first asked for, and never again. */
function once<T>(work: () => T): () => T {
  let result: { readonly value: T } | null = null;
  return () => (result ??= { value: work() }).value;
}

function failed(pack: AnyPack, law: CheckName, failures: readonly PackFailure[]): LabelingError {
  return new LabelingError("check_failed", {
    where: `pack "${pack.name}", ${law}`,
    got: `broken\n\n${failures.map((failure) => printFailure(failure)).join("\n\n")}\n`,
    details: { failures },
  });
}

/** Throws what a function breaks of one law, or why the law could not be tried. */
function assertLaw(pack: AnyPack, { check, failures }: Checked, law: CheckName): void {
  const broken = failures.filter((failure) => failure.law === law);
  if (broken.length > 0) throw failed(pack, law, broken);
  const outcome = check.laws.find((each) => each.law === law);
  if (outcome?.outcome !== "skipped") return;
  throw new LabelingError("check_failed", {
    where: `pack "${pack.name}", function "${check.name}", ${law}`,
    got: `not tried: ${outcome.reason}`,
  });
}

/** What is tried of a function, each with the sentence that is the title of its test. */
function triedOf(
  func: AnyLabelingFunction,
  pack: AnyPack,
  rules: CheckRules,
): readonly Pick<FunctionLaw & PackFailure, "law" | "title">[] {
  const laws = functionLaws.filter((law) => law.applies(func) && !(func.async && law.name === "bounded-time"));
  const tried = laws.map(({ name, title }) => ({ law: name, title }));
  const examples = pack.examples[func.name] === undefined ? [] : [examplesHold];
  return [...tried, ...examples].filter(({ law }) => rules.laws.includes(law));
}

function describeFunction(
  func: AnyLabelingFunction,
  pack: AnyPack,
  rules: CheckRules,
  rows: () => GeneratedRows,
  { test }: TestFramework,
): void {
  if (func.async && rules.awaited === 0) {
    test("is not tried: its votes are awaited, and each may cost a call (option awaited)", () => undefined);
    return;
  }
  const checked = once(async (): Promise<Checked> => {
    const checker = new FunctionChecker(func, pack, rows(), rules);
    const check = await checker.run(breather(rules.signal));
    return { check, failures: checker.failures };
  });
  for (const { law, title } of triedOf(func, pack, rules)) {
    test(`${law}: ${title}`, async () => {
      assertLaw(pack, await checked(), law);
    });
  }
}

/**
 * Registers tests of a pack with any test framework: one for each function and law, which pass where `checkPack` finds
 * nothing and fail with what it finds. A law that cannot be judged, since another one is broken, fails as well.
 *
 * @param framework `describe` and `test` of vitest, jest, node:test; `describe` and `it` of mocha.
 * @throws LabelingError as `checkPack` for a wrong pack or option, at once.
 *
 * @example
 * ```ts no-run
 * import { describe, test } from "vitest"; // or from "node:test", or jest's own
 * import { definePack, defineTask, keywords } from "labelwright";
 * import { testPack } from "labelwright/testing";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const money = keywords(task, { name: "money", column: "text", any: ["cash", "prize"], label: "spam" });
 * const pack = definePack({ name: "rules", version: "1.0.0", task, functions: [money] });
 * testPack(pack, { describe, test });
 * ```
 */
export function testPack(pack: AnyPack, framework: TestFramework, options: CheckOptions = {}): void {
  const where = "testPack";
  checkIsPack(pack, where);
  const { describe, test } = checkFramework(framework, where);
  const rules = checkRules(pack, options, where);
  const rows = once(() => generateRows(pack, rules));
  describe(`rule pack "${pack.name}" ${pack.version}`, () => {
    for (const func of rules.functions) {
      describe(`labeling function "${func.name}"`, () => {
        describeFunction(func, pack, rules, rows, { describe, test });
      });
    }
    if (pack.changelog === null || !rules.laws.includes("changelog-kept")) return;
    test("changelog-kept: its changelog tells what its functions are in every version", () => {
      const broken = brokenChangelog(pack, rules.seed);
      if (broken.length > 0) throw failed(pack, "changelog-kept", broken);
    });
  });
}

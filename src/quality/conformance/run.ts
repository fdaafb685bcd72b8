import { LabelingError } from "../../errors.ts";
import { checkName, checkNumber, describe, listNames } from "../../util/checks.ts";
import { checkFramework, type TestFramework } from "../check/test-framework.ts";
import type { Breach, ConformanceLaw, ConformanceOptions } from "./law.ts";
import {
  breachError,
  makeConformanceReport,
  type ConformanceFailure,
  type ConformanceOutcome,
  type ConformanceReport,
} from "./report.ts";

/** What any implementation under test has. */
export interface Subject {
  /** Its name, for reports and titles of tests. */
  readonly name: string;
  /**
   * Laws that are not for it, by name, each with the reason: they are not tried, and the report says so.
   * @defaultValue none
   */
  readonly except?: Readonly<Record<string, string>> | undefined;
}

const failureOf = <S>({ name: law, title, explanation }: ConformanceLaw<S>, breach: Breach): ConformanceFailure => ({
  law,
  title,
  explanation,
  ...breach,
});

/** Checks the parts that all subjects have. */
function checkSubject(subject: Subject, laws: readonly { readonly name: string }[], where: string): void {
  const given: unknown = subject;
  if (typeof given !== "object" || given === null) {
    throw new LabelingError("bad_option", { where, got: describe(given), expected: "an object with a name" });
  }
  checkName(subject.name, `${where}, name`);
  const names = laws.map(({ name }) => name);
  const unknown = Object.keys(subject.except ?? {}).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new LabelingError("bad_option", {
    where: `${where}, except`,
    got: describe(unknown),
    expected: `names of laws: ${listNames(names, 40)}`,
  });
}

function checkOptions({ runs, seed }: ConformanceOptions, where: string): ConformanceOptions {
  return {
    runs: checkNumber(runs, 60, { where: `${where}, runs`, min: 1, max: 1e6, whole: true }),
    seed: checkNumber(seed, 0, { where: `${where}, seed`, min: -(2 ** 31), max: 2 ** 31 - 1, whole: true }),
  };
}

/** Checks one implementation against the laws of its interface. */
export async function checkLaws<S extends Subject>(
  laws: readonly ConformanceLaw<S>[],
  subject: S,
  options: ConformanceOptions,
  where: string,
): Promise<ConformanceReport> {
  checkSubject(subject, laws, where);
  const drawing = checkOptions(options, where);
  const outcomes: ConformanceOutcome[] = [];
  const failures: ConformanceFailure[] = [];
  for (const law of laws) {
    const except = subject.except?.[law.name];
    const reason = except ?? (law.applies(subject) ? null : "it has no part that the law is about");
    const breach = reason === null ? await law.check(subject, drawing) : null;
    if (breach !== null) failures.push(failureOf(law, breach));
    outcomes.push({
      law: law.name,
      outcome: reason !== null ? "skipped" : breach === null ? "holds" : "broken",
      reason,
    });
  }
  return makeConformanceReport(subject.name, outcomes, failures);
}

/** Registers a test for each law that is about an implementation. */
export function testLaws<S extends Subject>(
  laws: readonly ConformanceLaw<S>[],
  subject: S,
  framework: TestFramework,
  options: ConformanceOptions,
  where: string,
): void {
  checkSubject(subject, laws, where);
  const { describe, test } = checkFramework(framework, where);
  const drawing = checkOptions(options, where);
  describe(subject.name, () => {
    for (const law of laws) {
      if (subject.except?.[law.name] !== undefined || !law.applies(subject)) continue;
      test(`${law.name}: ${law.title}`, async () => {
        const breach = await law.check(subject, drawing);
        if (breach !== null) throw breachError(subject.name, failureOf(law, breach));
      });
    }
  });
}

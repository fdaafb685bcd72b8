import { LabelingError } from "../../errors.ts";
import { brandAs, brands } from "../../util/brands.ts";
import type { Breach } from "./law.ts";

/** How a law came out. */
export interface ConformanceOutcome {
  readonly law: string;
  readonly outcome: "holds" | "broken" | "skipped";
  /** Why it was not tried; null where it was. */
  readonly reason: string | null;
}

/** A law that is broken. */
export interface ConformanceFailure extends Breach {
  readonly law: string;
  readonly title: string;
  readonly explanation: string;
}

/** What was found of an implementation. Frozen; prints as text for a terminal. */
export interface ConformanceReport {
  /** The name of what was checked. */
  readonly name: string;
  readonly passed: boolean;
  readonly laws: readonly ConformanceOutcome[];
  readonly failures: readonly ConformanceFailure[];
}

const indented = (text: string): string => text.split("\n").join("\n           ");

/** A broken law in plain words. */
export function printBreach({ law, title, explanation, on, came, expected }: ConformanceFailure): string {
  return [
    `BROKEN  ${law}`,
    `  law      ${title}`,
    ...(on === "" ? [] : [`  on       ${indented(on)}`]),
    `  came     ${indented(came)}`,
    `  expected ${indented(expected)}`,
    `  why      ${explanation}`,
  ].join("\n");
}

function print({ name, passed, laws, failures }: ConformanceReport): string {
  const skipped = laws.filter(({ outcome }) => outcome === "skipped");
  const held = laws.filter(({ outcome }) => outcome === "holds").length;
  return [
    `${name}: ${laws.length} laws`,
    ...failures.map(printBreach),
    ...(skipped.length === 0 ? [] : [skipped.map(({ law, reason }) => `skipped  ${law}: ${reason}`).join("\n")]),
    passed ? `passed: ${held} laws hold` : `FAILED: ${failures.length} broken, ${held} hold`,
  ].join("\n\n");
}

/** Puts a report together. */
export function makeConformanceReport(
  name: string,
  laws: readonly ConformanceOutcome[],
  failures: readonly ConformanceFailure[],
): ConformanceReport {
  const report: ConformanceReport = {
    name,
    passed: failures.length === 0,
    laws: Object.freeze(laws.map((each) => Object.freeze(each))),
    failures: Object.freeze(failures.map((each) => Object.freeze(each))),
  };
  brandAs(report, brands.conformanceReport, () => print(report));
  return Object.freeze(report);
}

/** The error of a broken law, for a test. */
export function breachError(name: string, failure: ConformanceFailure): LabelingError {
  return new LabelingError("check_failed", {
    where: `${name}, ${failure.law}`,
    got: `broken\n\n${printBreach(failure)}\n`,
    details: { failure },
  });
}

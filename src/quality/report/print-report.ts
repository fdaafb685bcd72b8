import type { LawOutcome, PackFailure, PackReport } from "./pack-report.ts";
import { printRow } from "./print-row.ts";

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** One line or more under a word at the left. */
function entry(word: string, text: string): string {
  return text
    .split("\n")
    .map((line, i) => `  ${(i === 0 ? word : "").padEnd(9)}${line}`)
    .join("\n");
}

/** Where a failure shows again. */
function rerunOf({ function: name, law, seed, path }: PackFailure): string {
  const place = path === null ? "" : ` --seed ${seed}${path === "" ? "" : ` --path ${path}`}`;
  return `labelwright check PACK --functions ${/[\s,"']/.test(name) ? JSON.stringify(name) : name} --law ${law}${place}`;
}

/** A failure in plain words, with the rows that show it. */
export function printFailure(failure: PackFailure): string {
  const { function: name, law, title, rows, came, expected, explanation, mend, shrinks } = failure;
  return [
    `BROKEN  ${name}: ${law}`,
    entry("law", title),
    entry(rows.length === 1 ? "row" : "rows", rows.map(printRow).join("\n")),
    entry("came", came),
    entry("expected", expected),
    entry("why", explanation),
    entry("mend", mend),
    entry("again", rerunOf(failure) + (shrinks === 0 ? "" : `  (made simpler ${plural(shrinks, "time")})`)),
  ].join("\n");
}

function skippedLines({ functions }: PackReport): string[] {
  const reasons = new Map<string, Set<string>>();
  for (const { name, laws } of functions) {
    for (const { reason } of laws) {
      if (reason !== null) reasons.set(reason, (reasons.get(reason) ?? new Set()).add(name));
    }
  }
  return Array.from(reasons, ([reason, names]) => `skipped  ${[...names].join(", ")}: ${reason}`);
}

const count = (report: PackReport, outcome: LawOutcome["outcome"]): number =>
  report.functions.reduce((sum, { laws }) => sum + laws.filter((law) => law.outcome === outcome).length, 0);

/** The whole report as text for a terminal. */
export function printReport(report: PackReport): string {
  const { pack, failures, warnings, functions, rows, seed, passed, seconds } = report;
  const broken = new Set(failures.map((failure) => failure.function)).size;
  const tried = `${plural(functions.length, "function")} on ${plural(rows, "row")}, seed ${seed}, ${seconds.toFixed(1)} s`;
  const verdict = passed
    ? `passed: ${plural(count(report, "holds"), "check")} hold`
    : `FAILED: ${plural(failures.length, "check")} broken by ${plural(broken, "function")}, ${count(report, "holds")} hold`;
  return [
    `Pack "${pack.name}" ${pack.version}: ${tried}`,
    ...failures.map((failure) => `\n${printFailure(failure)}`),
    [
      ...warnings.map(({ message }) => `\nwarning  ${message}`),
      ...skippedLines(report).map((line) => `\n${line}`),
    ].join(""),
    `\n${verdict}`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

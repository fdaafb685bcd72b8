import type { LawOutcome, PackFailure, PackReport } from "./pack-report.ts";
import type { PlainRow } from "../arbitraries/row.ts";
import { printRow } from "./print-row.ts";

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** One line or more under a word at the left. */
function entry(word: string, text: string): string {
  return text
    .split("\n")
    .map((line, i) => `  ${(i === 0 ? word : "").padEnd(9)}${line}`)
    .join("\n");
}

/** Width of what is said at length. */
const width = 100;

/** Sentences cut into lines. */
function wrap(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join("\n");
}

const quotedName = (name: string): string => (/[\s,"']/.test(name) ? JSON.stringify(name) : name);

/** The command with which a failure shows again. */
function rerunOf({ function: name, law, seed, path, shrinks }: PackFailure, pack: string): string {
  const of = name === null ? "" : ` --functions ${quotedName(name)}`;
  const place = law === "examples-hold" || law === "changelog-kept" ? "" : ` --seed ${seed}`;
  const command = `labelwright check ${pack}${of} --law ${law}${place}`;
  return path === null ? command : `${command} --path ${path}\n(made simpler ${plural(shrinks, "time")})`;
}

/** Rows that are shown, at most. */
const shownRows = 8;

function printRows(rows: readonly PlainRow[]): string {
  const lines = rows.slice(0, shownRows).map(printRow);
  return [...lines, ...(rows.length > shownRows ? [`… (${rows.length} rows)`] : [])].join("\n");
}

/** A failure in plain words, with the rows that show it. `pack` is how the command line is told of the pack. */
export function printFailure(failure: PackFailure, pack = "PACK"): string {
  const { function: name, law, title, rows, came, expected, explanation, mend } = failure;
  return [
    `BROKEN  ${name === null ? law : `${name}: ${law}`}`,
    entry("law", wrap(title)),
    ...(rows.length === 0 ? [] : [entry(rows.length === 1 ? "row" : "rows", printRows(rows))]),
    entry("came", came),
    entry("expected", expected),
    entry("why", wrap(explanation)),
    entry("mend", wrap(mend)),
    entry("again", rerunOf(failure, pack)),
  ].join("\n");
}

/** What was not tried, reason by reason. */
function skippedLines({ functions }: PackReport): string[] {
  const reasons = new Map<string, Set<string>>();
  for (const { name, laws } of functions) {
    for (const { law, reason } of laws) {
      if (reason === null) continue;
      const short = reason.startsWith(law) ? `what ${reason.slice(law.length + 1)}` : reason;
      reasons.set(short, (reasons.get(short) ?? new Set()).add(name));
    }
  }
  return Array.from(reasons, ([reason, names]) => `skipped  ${[...names].join(", ")}: ${reason}`);
}

const count = (report: PackReport, outcome: LawOutcome["outcome"]): number =>
  report.functions.reduce((sum, { laws }) => sum + laws.filter((law) => law.outcome === outcome).length, 0);

/** The whole report as text for a terminal. */
export function printReport(report: PackReport, packName = "PACK"): string {
  const { pack, failures, warnings, functions, rows, seed, passed, seconds } = report;
  const tried = `${plural(functions.length, "function")} on ${plural(rows, "row")}, seed ${seed}, ${seconds.toFixed(1)} s`;
  const holds = `${plural(count(report, "holds"), "check")} hold`;
  const notes = [...warnings.map(({ message }) => `warning  ${message}`), ...skippedLines(report)];
  const parts = [
    `Pack "${pack.name}" ${pack.version}: ${tried}`,
    ...failures.map((failure) => printFailure(failure, packName)),
    ...(notes.length === 0 ? [] : [notes.join("\n")]),
    passed ? `passed: ${holds}` : `FAILED: ${plural(failures.length, "check")} broken, ${holds}`,
  ];
  return parts.join("\n\n");
}

import { foldText } from "../../functions/text-fold.ts";
import type { Invariance } from "../../functions/invariances.ts";
import { tableOfRows } from "../arbitraries/build-table.ts";
import type { PlainRow } from "../arbitraries/row.ts";
import { printText } from "../report/print-row.ts";
import type { FunctionLaw } from "./law.ts";
import { derivedTable, firstDifference, plainVotes, violationOn } from "./trial.ts";
import { votesOf } from "./votes.ts";

/** A change of texts that must not change votes. */
interface Change {
  readonly how: string;
  readonly change: (text: string) => string;
}

/** Each character in another case, where that is one character which counts as the same. */
const inCase = (text: string, of: (character: string, i: number) => string): string =>
  Array.from(text, (character, i) => {
    const changed = of(character, i);
    return Array.from(changed).length === 1 && foldText(changed) === foldText(character) ? changed : character;
  }).join("");

const caseChanges: readonly Change[] = [
  { how: "in capitals", change: (text) => inCase(text, (each) => each.toUpperCase()) },
  { how: "in small letters", change: (text) => inCase(text, (each) => each.toLowerCase()) },
  {
    how: "in capitals and small letters by turns",
    change: (text) => inCase(text, (each, i) => (i % 2 === 0 ? each.toUpperCase() : each.toLowerCase())),
  },
];

const spaceChanges: readonly Change[] = [
  { how: "with other white space between words", change: (text) => text.trim().replace(/\s+/g, "\t\n") },
  { how: "with white space around it", change: (text) => `  ${text.trim().replace(/\s+/g, " ")}\n` },
];

function changedRow(row: PlainRow, columns: readonly string[], change: (text: string) => string): PlainRow {
  const changed = columns.map((column) => {
    const value = row[column];
    if (typeof value === "string") return [column, change(value)] as const;
    const isTexts = Array.isArray(value) && value.every((item) => typeof item === "string");
    return [column, isTexts ? value.map(change) : value] as const;
  });
  return { ...row, ...Object.fromEntries(changed) };
}

function checkOf(changes: readonly Change[]): FunctionLaw["check"] {
  return async (func, rows, { signal } = {}) => {
    const base = await plainVotes(func, rows, signal);
    for (const { how, change } of changes) {
      const { task, columns } = func;
      const table = derivedTable(rows, ["texts", task.fingerprint, columns, how], () =>
        tableOfRows(
          task.columns,
          rows.map((row) => changedRow(row, columns, change)),
        ),
      );
      const again = await votesOf(func, table, { signal });
      const row = firstDifference(base, again);
      if (row === null) continue;
      const changed = changedRow(rows[row] ?? {}, columns, change);
      const texts = columns.map((column) => changed[column]).filter((value) => typeof value === "string");
      const shown = texts.length === 1 ? `: ${printText(texts[0] ?? "")}` : "";
      return violationOn(rows[row], `${again.describe(row)} on the text ${how}${shown}`, base.describe(row));
    }
    return null;
  };
}

const declares =
  (invariance: Invariance): FunctionLaw["applies"] =>
  (func) =>
    func.invariances.includes(invariance);

/** Declared with `invariances: ["case"]`. */
export const caseInsensitive: FunctionLaw = {
  name: "case-insensitive",
  title: 'it votes the same in capitals and in small letters, as it says with invariances: ["case"]',
  explanation: "People write in any case: CASH, Cash and cash are to be one word to this function.",
  mend: "Compare texts in one case (text.toLowerCase()), or give regular expressions the flag i; else take the declaration back.",
  after: ["bounded-time", "deterministic"],
  applies: declares("case"),
  check: checkOf(caseChanges),
};

/** Declared with `invariances: ["white-space"]`. */
export const whiteSpaceInsensitive: FunctionLaw = {
  name: "white-space-insensitive",
  title:
    'it votes the same whatever white space stands between and around words, as it says with invariances: ["white-space"]',
  explanation:
    "Texts that were scraped, pasted or wrapped differ in line ends, tabs and doubled spaces, and in nothing that counts.",
  mend: String.raw`Write \s+ for a space in regular expressions, trim, or compare text.replace(/\s+/g, " ").trim(); else take the declaration back.`,
  after: ["bounded-time", "deterministic"],
  applies: declares("white-space"),
  check: checkOf(spaceChanges),
};

import { formatTextTable, shorten } from "../../util/text-table.ts";

/** A word, or two words with white space between them, that is worth a rule. `keywords` finds it as it stands. */
export interface SuggestedTerm<L extends string = string> {
  /** Without differences of case. */
  readonly term: string;
  /** Rows in question that have it. */
  readonly rows: number;
  /** The share of the rows in question that have it. */
  readonly share: number;
  /** All other rows that have it. */
  readonly elsewhere: number;
  /** How many times as frequent it is in the rows in question as elsewhere; Infinity where it is not elsewhere. Null where there are no other rows. */
  readonly lift: number | null;
  /** The share of all rows with it that some function covers. */
  readonly coverage: number;
  /** The label that rows with it mostly have, of those that have one; null where none has. */
  readonly label: L | null;
  /** The share of that label. */
  readonly labelShare: number | null;
}

/** What to write rules about. Prints as two tables. */
export interface TermSuggestions<L extends string = string> {
  /** Number of rows. */
  readonly rows: number;
  /** Rows on which no function votes. */
  readonly uncoveredRows: number;
  /** Rows on which functions vote for different labels. */
  readonly conflictRows: number;
  /** Terms that stand out in uncovered rows, the most telling first. */
  readonly uncovered: readonly SuggestedTerm<L>[];
  /** Terms that stand out in rows with conflicts, the most telling first. */
  readonly conflicts: readonly SuggestedTerm<L>[];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function liftText(lift: number | null): string {
  if (lift === null) return "–";
  return lift === Infinity ? "∞" : lift.toFixed(1);
}

function table(terms: readonly SuggestedTerm[]): string {
  const hasLabels = terms.some(({ label }) => label !== null);
  const titles = ["rows", "share", "elsewhere", "lift", "covered", ...(hasLabels ? ["mostly"] : [])];
  return formatTextTable(
    [{ title: "term" }, ...titles.map((title) => ({ title, align: "right" as const }))],
    terms.map(({ term, rows, share, elsewhere, lift, coverage, label, labelShare }) => [
      shorten(term, 40),
      String(rows),
      percent(share),
      String(elsewhere),
      liftText(lift),
      percent(coverage),
      ...(hasLabels ? [label === null ? "–" : `${shorten(label, 24)} ${percent(labelShare ?? 0)}`] : []),
    ]),
  );
}

/** Suggestions as text. */
export function describeTerms({ rows, uncoveredRows, conflictRows, uncovered, conflicts }: TermSuggestions): string {
  const part = (count: number, what: string, terms: readonly SuggestedTerm[], advice: string): string => {
    const head = `${count} of ${rows} rows ${what}`;
    return terms.length === 0 ? `${head}: no term stands out` : `${head}; ${advice}\n${table(terms)}`;
  };
  return [
    part(uncoveredRows, "are uncovered", uncovered, "rules could look for"),
    part(conflictRows, "have votes that conflict", conflicts, "rules could decide on"),
  ].join("\n\n");
}

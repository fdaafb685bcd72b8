import { LabelingError } from "../../errors.ts";
import { goldCodes, type Gold } from "../../labels/gold.ts";
import type { ProbabilisticLabels } from "../../probabilities/probabilistic-labels.ts";
import { topOf } from "../../probabilities/ties.ts";
import { printAs } from "../../util/brands.ts";
import { checkNumber, describe } from "../../util/checks.ts";
import { formatTextTable } from "../../util/text-table.ts";
import { wilsonInterval, type ShareInterval } from "./wilson.ts";
import { checkLabels } from "../../probabilities/check-labels.ts";

/** How rows are divided among machine and people. */
export interface RouteOptions<L extends string> {
  /** The share of wrong labels to stay below among those that are labeled automatically, 0 to 1. @defaultValue 0.05 */
  readonly maxError?: number | undefined;
  /** Instead of `maxError`: the probability from which on a row is labeled automatically, 0 to 1. @defaultValue found */
  readonly threshold?: number | undefined;
  /** Where each row comes from: each source gets a threshold of its own. @defaultValue one source */
  readonly sources?: readonly (string | null)[] | undefined;
  /** Known labels to hold the promise against: gold, or `answers.gold(rows)`. @defaultValue none */
  readonly gold?: Gold<L> | undefined;
}

/** The rows of one source, divided. */
export interface RoutedSource {
  /** Its name; null for rows without one. */
  readonly source: string | null;
  readonly rows: number;
  /** Rows labeled automatically. */
  readonly automatic: number;
  /** The probability of the most probable label from which on that is done; null where no row is sure enough. */
  readonly threshold: number | null;
  /** The share of wrong labels to expect among them, from the probabilities alone; 0 where there are none. */
  readonly expectedError: number;
  /** The share of wrong labels among those of known rows, with a 95 % interval (Wilson 1927); null where none is known. */
  readonly observedError: ShareInterval | null;
  /**
   * Whether gold bears the promise out: `"yes"` where the whole interval is at most the error promised, `"no"` where it is
   * above, else `"open"`: more gold would tell. The error promised is `maxError`, or with a given threshold the expected one.
   */
  readonly holds: "yes" | "no" | "open";
}

/** Rows divided among machine and people. Prints as a table. */
export interface Routing {
  /** Rows whose most probable label can be taken, rising. */
  readonly automatic: Int32Array;
  /** Rows to ask people about, rising: all others. */
  readonly ask: Int32Array;
  /** All sources together; its `threshold` is the lowest of theirs. */
  readonly overall: RoutedSource;
  /** Source by source, in order of appearance. */
  readonly sources: readonly RoutedSource[];
}

const where = "routeLabels";

/** What is known of each row: its confidence, and whether it is wrong (1), right (0), shared among equals, or NaN. */
interface Rows {
  readonly confidences: Float64Array;
  readonly covered: Uint8Array;
  readonly wrong: Float64Array;
}

/**
 * Divides rows into those whose label can be taken as it is and those to ask people about: for each source the most rows,
 * surest first, whose expected share of wrong labels stays at most `maxError`. The expectation is that of the probabilities, so it is
 * as good as they are calibrated; with gold it is checked, and the answer says whether the promise holds. Rows that
 * nothing covers are always asked about. Gold that was chosen for being doubtful, as answers to a review are, makes the
 * observed error too high; rows drawn at random do not. O(N K + N log N).
 *
 * @throws LabelingError for arguments that do not fit, and for both `maxError` and `threshold`.
 *
 * @example
 * ```ts
 * import { probabilisticLabelsFromTable, routeLabels, tableFromRows } from "labelwright";
 *
 * const soft = probabilisticLabelsFromTable(
 *   tableFromRows([
 *     { p_ham: 0.99, p_spam: 0.01 },
 *     { p_ham: 0.05, p_spam: 0.95 },
 *     { p_ham: 0.6, p_spam: 0.4 },
 *   ]),
 * );
 * const routing = routeLabels(soft, { maxError: 0.03, gold: ["ham", null, "ham"] });
 * console.log(routing.automatic, routing.ask); // rows 0 and 1 are labeled, row 2 is asked about
 * console.log(routing); // and says the expected error, 3 %, and what gold makes of it
 * ```
 */
export function routeLabels<L extends string>(labels: ProbabilisticLabels<L>, options: RouteOptions<L> = {}): Routing {
  const { maxError, threshold, sources } = options;
  checkLabels(labels, where);
  if (maxError !== undefined && threshold !== undefined) {
    throw new LabelingError("bad_option", { where, got: "both maxError and threshold", expected: "one of them" });
  }
  const limit = checkNumber(maxError, 0.05, { where: `${where}, maxError`, min: 0, max: 1 });
  const from = checkNumber(threshold, NaN, { where: `${where}, threshold`, min: 0, max: 1 });
  const known = options.gold === undefined ? null : goldCodes(options.gold, labels.labels, labels.rows, where);
  const groups = groupRows(sources, labels.rows);
  const rows = lookAt(labels, known);
  const chosen = new Uint8Array(labels.rows);
  const routed = Array.from(groups, ([source, members]) => {
    const at = threshold === undefined ? findThreshold(rows, members, limit) : from;
    const taken = members.filter((row) => rows.covered[row] === 1 && at !== null && (rows.confidences[row] ?? 0) >= at);
    for (const row of taken) chosen[row] = 1;
    return describePart(source, members.length, taken, rows, { at, promised: threshold === undefined ? limit : null });
  });
  const all = Int32Array.from({ length: labels.rows }, (_, row) => row);
  const automatic = all.filter((row) => chosen[row] === 1);
  const lowest = routed.reduce<number | null>(
    (low, { threshold: at }) => (at === null ? low : Math.min(at, low ?? at)),
    null,
  );
  const overall = describePart("all rows", labels.rows, Array.from(automatic), rows, {
    at: lowest,
    promised: threshold === undefined ? limit : null,
  });
  const routing: Routing = {
    automatic,
    ask: all.filter((row) => chosen[row] === 0),
    overall,
    sources: Object.freeze(routed),
  };
  printAs(routing, () => describeRouting(routing));
  return Object.freeze(routing);
}

function lookAt(labels: ProbabilisticLabels, known: Int32Array | null): Rows {
  const confidences = labels.confidences();
  const covered = Uint8Array.from({ length: labels.rows }, (_, row) => (labels.covered(row) ? 1 : 0));
  const wrong = new Float64Array(labels.rows).fill(NaN);
  known?.forEach((code, row) => {
    if (code < 0) return;
    const { tied, isTop } = topOf(labels.row(row));
    wrong[row] = isTop(code) ? 1 - 1 / tied : 1;
  });
  return { confidences, covered, wrong };
}

function groupRows(sources: readonly (string | null)[] | undefined, rows: number): Map<string | null, number[]> {
  if (sources === undefined) return new Map([["all rows", Array.from({ length: rows }, (_, row) => row)]]);
  const given: unknown = sources;
  if (!Array.isArray(given) || sources.length !== rows) {
    throw new LabelingError("bad_option", {
      where: `${where}, sources`,
      got: describe(sources),
      expected: `a name for each of the ${rows} rows`,
    });
  }
  const groups = new Map<string | null, number[]>();
  for (const [row, source] of (given as unknown[]).entries()) {
    if (source !== null && typeof source !== "string") {
      throw new LabelingError("bad_option", {
        where: `${where}, source of row ${row}`,
        got: describe(source),
        expected: "a name, or null",
      });
    }
    const group = groups.get(source);
    if (group === undefined) groups.set(source, [row]);
    else group.push(row);
  }
  return groups;
}

/** The lowest confidence from which on the mean of 1 - confidence is at most `limit`; null where there is none. Equals go together. */
function findThreshold({ confidences, covered }: Rows, members: readonly number[], limit: number): number | null {
  const sorted = Float64Array.from(
    members.filter((row) => covered[row] === 1),
    (row) => confidences[row] ?? 0,
  )
    .sort()
    .reverse();
  let errors = 0;
  let found: number | null = null;
  for (let i = 0; i < sorted.length; i++) {
    errors += 1 - (sorted[i] ?? 0);
    if (sorted[i + 1] !== sorted[i] && errors <= limit * (i + 1) + 1e-12) found = sorted[i] ?? null;
  }
  return found;
}

function describePart(
  source: string | null,
  rows: number,
  taken: readonly number[],
  { confidences, wrong }: Rows,
  { at, promised }: { readonly at: number | null; readonly promised: number | null },
): RoutedSource {
  const errors = taken.reduce((sum, row) => sum + 1 - (confidences[row] ?? 0), 0);
  const expectedError = taken.length === 0 ? 0 : errors / taken.length;
  const known = taken.filter((row) => !Number.isNaN(wrong[row]));
  const count = known.reduce((sum, row) => sum + (wrong[row] ?? 0), 0);
  const observedError = known.length === 0 ? null : wilsonInterval(count, known.length);
  const limit = promised ?? expectedError;
  const holds = verdict(observedError, limit);
  return Object.freeze({
    source,
    rows,
    automatic: taken.length,
    threshold: taken.length === 0 ? null : at,
    expectedError,
    observedError,
    holds,
  });
}

function verdict(observed: ShareInterval | null, limit: number): RoutedSource["holds"] {
  if (observed === null) return "open";
  if (observed.high <= limit) return "yes";
  return observed.low > limit ? "no" : "open";
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function describeRouting({ automatic, ask, overall, sources }: Routing): string {
  const shown = sources.slice(0, 20);
  const lines = [...(sources.length > 1 ? shown : []), overall].map((part) => [
    part.source ?? "(none)",
    String(part.rows),
    String(part.automatic),
    String(part.rows - part.automatic),
    part.threshold === null ? "" : part.threshold.toFixed(3),
    part.automatic === 0 ? "" : percent(part.expectedError),
    part.observedError === null
      ? ""
      : `${percent(part.observedError.share)} of ${part.observedError.rows} (${percent(part.observedError.low)} to ${percent(part.observedError.high)})`,
    part.observedError === null ? "" : part.holds,
  ]);
  const right = (title: string): { title: string; align: "right" } => ({ title, align: "right" });
  const table = formatTextTable(
    [
      { title: "source" },
      ...["rows", "automatic", "ask", "from", "expected error"].map(right),
      { title: "observed error (95 %)" },
      { title: "holds" },
    ],
    lines,
  );
  const more = sources.length > shown.length ? `\n… and ${sources.length - shown.length} more sources` : "";
  return `Routing: ${automatic.length} rows automatic, ${ask.length} to ask\n${table}${more}`;
}

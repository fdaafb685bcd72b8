import { Float64, Int32, Utf8, type Table } from "apache-arrow";

import { idColumn } from "../../probabilities/labels-table.ts";
import { assembleTable, buildData } from "../../tables/build/column-builder.ts";
import { printAs } from "../../util/brands.ts";
import { formatTextTable, shorten } from "../../util/text-table.ts";
import type { ReviewStrategy } from "./strategies.ts";

/** A row to ask about. */
export interface ReviewItem<L extends string = string> {
  readonly row: number;
  /** What its label is thought to be: the most probable one. */
  readonly label: L;
  /** How probable that is. */
  readonly probability: number;
  /** How much it was worth to the strategy that chose it, by that strategy's own measure. */
  readonly score: number;
  /** Which strategy chose it: `"balanced"` takes turns. */
  readonly strategy: Exclude<ReviewStrategy, "balanced">;
  /** Why it was chosen, in words. */
  readonly why: string;
  /** How many rows have the same votes; null where votes are not known. */
  readonly patternSize: number | null;
}

/** How a review list becomes a table. */
export interface ReviewTableOptions {
  /** Names of all rows, of which those to ask about are written. @defaultValue row numbers */
  readonly ids?: readonly (string | number | null)[] | undefined;
}

/** Rows to ask people about, the best first. Prints as a table. */
export interface ReviewList<L extends string = string> {
  readonly strategy: ReviewStrategy;
  /** The row numbers, the best first. */
  readonly rows: Int32Array;
  /** The same rows, each with why. */
  readonly items: readonly ReviewItem<L>[];
  /**
   * As an Arrow table to be filled in: `id`, `label` (empty), `guess`, `probability`, `why`, `pattern_size`. What comes back
   * is read by `reviewAnswersFromTable`.
   */
  toArrow(options?: ReviewTableOptions): Table;
}

/** A list of items that are chosen. */
export function makeReviewList<L extends string>(
  strategy: ReviewStrategy,
  items: readonly ReviewItem<L>[],
): ReviewList<L> {
  const list: ReviewList<L> = {
    strategy,
    rows: Int32Array.from(items, ({ row }) => row),
    items: Object.freeze([...items]),
    toArrow: ({ ids } = {}) => tableOfList(items, ids),
  };
  printAs(list, () => describeList(list));
  return Object.freeze(list);
}

function tableOfList(items: readonly ReviewItem[], ids: ReviewTableOptions["ids"]): Table {
  const names = items.map(({ row }) => (ids === undefined ? row : (ids[row] ?? null)));
  const texts = (
    name: string,
    values: readonly (string | null)[],
  ): { name: string; data: ReturnType<typeof buildData> } => ({
    name,
    data: buildData(new Utf8(), values, name),
  });
  return assembleTable(
    [
      { name: "id", data: idColumn(items.length, names) },
      texts(
        "label",
        items.map(() => null),
      ),
      texts(
        "guess",
        items.map(({ label }) => label),
      ),
      {
        name: "probability",
        data: buildData(
          new Float64(),
          items.map(({ probability }) => probability),
          "probability",
        ),
      },
      texts(
        "why",
        items.map(({ why }) => why),
      ),
      {
        name: "pattern_size",
        data: buildData(
          new Int32(),
          items.map(({ patternSize }) => patternSize),
          "pattern_size",
        ),
      },
    ],
    items.length,
  );
}

function describeList({ strategy, items }: ReviewList): string {
  if (items.length === 0) return `ReviewList (${strategy}): no row is left to ask about`;
  const shown = items.slice(0, 50);
  const right = (title: string): { title: string; align: "right" } => ({ title, align: "right" });
  const table = formatTextTable(
    [right("row"), { title: "guess" }, right("probability"), right("same votes"), { title: "why" }],
    shown.map(({ row, label, probability, patternSize, why }) => [
      String(row),
      shorten(label, 20),
      probability.toFixed(2),
      patternSize === null ? "" : String(patternSize),
      shorten(why, 100),
    ]),
  );
  const more = items.length > shown.length ? `\n… and ${items.length - shown.length} more` : "";
  return `ReviewList (${strategy}): ${items.length} row${items.length === 1 ? "" : "s"} to ask about\n${table}${more}`;
}

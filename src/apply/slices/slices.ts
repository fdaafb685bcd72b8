import { LabelingError } from "../../errors.ts";
import type { FaultReport } from "../../matrix/faults.ts";
import { brandAs, brands, hasBrand } from "../../util/brands.ts";
import { describe, listNames } from "../../util/checks.ts";
import { formatTextTable, shorten } from "../../util/text-table.ts";

/** Which rows are in each slice. A row may be in several slices, or in none. Prints as a table. */
export interface Slices<N extends string = string> {
  /** The names of the slices. */
  readonly names: readonly N[];
  /** Number of rows, in a slice or not. */
  readonly rows: number;
  /** For each slice one byte a row: 1 = in the slice. */
  readonly masks: Readonly<Record<N, Uint8Array>>;
  /** For each slice the number of its rows. */
  readonly counts: Readonly<Record<N, number>>;
  /** Failures of the slicing functions, when the run went on regardless. */
  readonly faults: FaultReport;
  /** The numbers of a slice's rows, rising. `takeRows(table, slices.rowsOf("short"))` takes them from a table. O(rows). */
  rowsOf(name: N): Int32Array;
}

/** Puts slices together from their masks, which are taken over. */
export function makeSlices<N extends string>(
  masks: readonly (readonly [N, Uint8Array])[],
  rows: number,
  faults: FaultReport,
): Slices<N> {
  const byName = new Map(masks);
  const count = (mask: Uint8Array): number => mask.reduce((sum, each) => sum + each, 0);
  const rowsOf = (name: N): Int32Array => {
    const mask = byName.get(name);
    if (mask !== undefined) return Int32Array.from(mask.keys()).filter((row) => mask[row] === 1);
    throw new LabelingError("missing_column", {
      where: "slices",
      got: describe(name),
      expected: `the name of a slice: ${listNames([...byName.keys()])}`,
    });
  };
  const slices: Slices<N> = {
    names: Object.freeze(masks.map(([name]) => name)),
    rows,
    masks: Object.freeze(Object.fromEntries(masks) as Record<N, Uint8Array>),
    counts: Object.freeze(Object.fromEntries(masks.map(([name, mask]) => [name, count(mask)])) as Record<N, number>),
    faults,
    rowsOf,
  };
  brandAs(slices, brands.slices, () => describeSlices(slices));
  return Object.freeze(slices);
}

/** Whether a value is slices, of this or another copy of the package. */
export function isSlices(value: unknown): value is Slices {
  return hasBrand(value, brands.slices);
}

function describeSlices({ names, rows, counts, faults }: Slices): string {
  const share = (count: number): string => (rows === 0 ? "–" : `${((100 * count) / rows).toFixed(1)} %`);
  const lines = names.map((name, j) => [
    shorten(name, 40),
    String(counts[name] ?? 0),
    share(counts[name] ?? 0),
    ...(faults.count > 0 ? [String(faults.counts[j] ?? 0)] : []),
  ]);
  const titles = ["rows", "share", ...(faults.count > 0 ? ["faults"] : [])];
  const columns = [{ title: "slice" }, ...titles.map((title) => ({ title, align: "right" as const }))];
  return `${formatTextTable(columns, lines)}\nof ${rows} rows`;
}

import type { Table } from "apache-arrow";
import { LabelingError } from "../errors.ts";
import type { LabelSet } from "../labels/label-set.ts";
import { readTable } from "../tables/files/files.ts";
import { describe, listNames } from "../util/checks.ts";
import { hasColumn, readIds, readTexts, type RowId } from "./columns.ts";
import { checkStrangers, indexIds } from "./row-index.ts";

/** Where true labels come from. */
export interface GoldOptions {
  /** A column of the data. @defaultValue `gold` where there is one */
  readonly gold?: string | undefined;
  /** A file of its own, matched by id. */
  readonly goldFile?: string | undefined;
}

/** The rows that gold is wanted for. */
export interface GoldRows {
  /** The file of the rows. */
  readonly path: string;
  readonly table: Table;
  /** How many there are. */
  readonly rows: number;
  /** Their names; undefined where they are known by their number. */
  readonly ids: readonly RowId[] | undefined;
  /** Spellings of "not known". */
  readonly abstain?: readonly string[] | undefined;
}

/** True labels by row, null where they are not known. */
export type GoldLabels = readonly (string | null)[];

function checkLabels(
  gold: GoldLabels,
  labels: LabelSet,
  place: (row: number) => string,
  file: string,
): GoldLabels | undefined {
  for (const [row, label] of gold.entries()) {
    if (label === null || labels.has(label)) continue;
    throw new LabelingError("unknown_label", {
      where: `${file}, gold of ${place(row)}`,
      got: describe(label),
      expected: `one of ${listNames(labels.names)}, or nothing where it is not known`,
      remedy: "Mend the value, or name all labels (--labels, or in the pack's task).",
      details: { file, row, label },
    });
  }
  return gold.every((label) => label === null) ? undefined : gold;
}

/** The two columns of a gold file: `id` (or `item`) and `gold` (or `label`); where names differ, the first and the second of two. */
function goldColumns(table: Table, file: string): { readonly id: string; readonly gold: string } {
  const names = table.schema.fields.map((field) => field.name);
  const named = (...among: readonly string[]): string | undefined => among.find((name) => names.includes(name));
  const [id, gold] = [named("id", "item"), named("gold", "label")];
  if (id !== undefined && gold !== undefined) return { id, gold };
  const [first, second] = names;
  if (names.length === 2 && first !== undefined && second !== undefined) return { id: first, gold: second };
  throw new LabelingError("missing_column", {
    where: file,
    got: `columns ${listNames(names)}`,
    expected: 'columns "id" (or "item") and "gold" (or "label"), or just two columns: names of rows, then true labels',
    details: { file, columns: names },
  });
}

async function goldFromFile(
  file: string,
  data: GoldRows,
  labels: LabelSet,
  warn: (message: string) => void,
): Promise<GoldLabels | undefined> {
  const table = await readTable(file, { inferTypes: false });
  const columns = goldColumns(table, file);
  const known = readTexts(table, columns.gold, file).map((label) =>
    label !== null && data.abstain?.includes(label) === true ? null : label,
  );
  const ids = readIds(table, columns.id, file);
  const goldRows = indexIds(ids, file, "gold");
  const checked = checkLabels(known, labels, (row) => `id ${describe(ids[row])}`, file);
  const dataIds = data.ids ?? Array.from({ length: data.rows }, (_, row) => row);
  const dataRows = indexIds(dataIds, data.path, "gold", { nulls: true });
  checkStrangers(goldRows, dataRows, { file, data: data.path, warn });
  if (checked === undefined) return undefined;
  return dataIds.map((id) => (id === null ? null : (checked[goldRows.get(String(id)) ?? -1] ?? null)));
}

/**
 * True labels for the rows of a file, out of a column of it or out of a file of gold labels. They serve for scoring,
 * never for fitting.
 *
 * @returns undefined where there are none.
 * @throws LabelingError for unknown labels, and ids that are missing, doubled, or match nothing.
 */
export async function readGold(
  data: GoldRows,
  options: GoldOptions,
  labels: LabelSet,
  warn: (message: string) => void,
): Promise<GoldLabels | undefined> {
  if (options.goldFile !== undefined) return goldFromFile(options.goldFile, data, labels, warn);
  const column = options.gold ?? (hasColumn(data.table, "gold") ? "gold" : undefined);
  if (column === undefined) return undefined;
  const gold = readTexts(data.table, column, data.path).map((label) =>
    label !== null && data.abstain?.includes(label) === true ? null : label,
  );
  return checkLabels(gold, labels, (row) => `row ${row}`, data.path);
}

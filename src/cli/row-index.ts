import { LabelingError } from "../errors.ts";
import { describe, listNames } from "../util/checks.ts";
import type { RowId } from "./columns.ts";

/** Row numbers by name. */
export type RowIndex = ReadonlyMap<string, number>;

/**
 * Rows by name. A name that is missing in a file that is matched, or doubled anywhere, would match the wrong row.
 *
 * @param matched What is matched by the names, for messages.
 * @throws LabelingError `null_value`, `duplicate_name`, naming file and row.
 */
export function indexIds(
  ids: readonly RowId[],
  file: string,
  matched: string,
  options: { readonly nulls?: boolean } = {},
): RowIndex {
  const rows = new Map<string, number>();
  for (const [row, id] of ids.entries()) {
    if (id === null && options.nulls === true) continue;
    const before = id === null ? undefined : rows.get(String(id));
    if (id === null || before !== undefined) {
      throw new LabelingError(id === null ? "null_value" : "duplicate_name", {
        where: `${file}, row ${row}`,
        got: id === null ? "no id" : `the id ${describe(id)}, which row ${before} has too`,
        expected:
          id === null ? "the id of the row that the label belongs to" : `each id once, to match ${matched} by it`,
        details: { file, row, id },
      });
    }
    rows.set(String(id), row);
  }
  return rows;
}

/**
 * Looks for names in a file that is matched which the data do not have: all of them are an error, some a warning.
 *
 * @throws LabelingError `incompatible`
 */
export function checkStrangers(
  matched: RowIndex,
  dataRows: RowIndex,
  { file, data, warn }: { readonly file: string; readonly data: string; readonly warn: (message: string) => void },
): void {
  const strangers = [...matched.keys()].filter((id) => !dataRows.has(id));
  if (strangers.length === matched.size && matched.size > 0) {
    throw new LabelingError("incompatible", {
      where: file,
      got: `ids such as ${listNames(strangers, 3)}, none of which is in ${data}`,
      expected: `ids of its rows, such as ${listNames([...dataRows.keys()], 3)}`,
      remedy: "Name the column of ids with --id.",
      details: { file, data },
    });
  }
  if (strangers.length > 0) {
    warn(`${file}: ${strangers.length} of ${matched.size} ids are not in ${data} (${listNames(strangers, 3)}).`);
  }
}

/** The rows of a file. */
export interface NamedRows {
  readonly path: string;
  /** How many there are. */
  readonly rows: number;
  /** Their names; undefined where they are known by their number. */
  readonly ids: readonly RowId[] | undefined;
}

/**
 * Where each of the rows wanted is in a file.
 *
 * @throws LabelingError `incompatible` for a row that the file does not have; `duplicate_name`, `null_value`
 */
export function findRows(file: NamedRows, wanted: NamedRows): Int32Array {
  const namesOf = ({ rows, ids }: NamedRows): readonly RowId[] => ids ?? Array.from({ length: rows }, (_, row) => row);
  const index = indexIds(namesOf(file), file.path, "rows", { nulls: true });
  return Int32Array.from(namesOf(wanted), (id) => {
    const row = index.get(String(id));
    if (row !== undefined) return row;
    throw new LabelingError("incompatible", {
      where: file.path,
      got: `no row with the id ${describe(id)}, which is in ${wanted.path}`,
      expected: "the same rows",
      remedy: "Name the column of ids with --id.",
      details: { file: file.path, id },
    });
  });
}

import { LabelingError } from "../errors.ts";
import { probabilisticLabelsFromTable } from "../probabilities/from-table.ts";
import { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { readTable } from "../tables/files/files.ts";
import { hasColumn, readIds, type RowId } from "./columns.ts";
import { at } from "./errors.ts";
import { checkStrangers, indexIds, type NamedRows } from "./row-index.ts";

/** Labels read from a file. */
export interface LabelsFile {
  readonly path: string;
  readonly labels: ProbabilisticLabels;
  /** Names of the rows; undefined where the file has none. */
  readonly ids: readonly RowId[] | undefined;
}

/**
 * Reads labels as `labelwright predict` and `run` write them: `p_<label>` for each label, `covered`, `id`.
 *
 * @throws LabelingError for columns that are missing and probabilities that do not sum to 1, naming the file.
 */
export async function readLabels(path: string): Promise<LabelsFile> {
  const table = await readTable(path, { columns: { id: "utf8", label: "utf8" } });
  const labels = at(path, () => probabilisticLabelsFromTable(table));
  return { path, labels, ids: hasColumn(table, "id") ? readIds(table, "id", path) : undefined };
}

function otherRows(file: LabelsFile, rows: NamedRows, got: string): LabelingError {
  return new LabelingError("incompatible", {
    where: file.path,
    got,
    expected: `labels of the ${rows.rows} rows of ${rows.path}, in their order, as it has no column of ids`,
    remedy: "Predict the labels of these rows, or name the column of ids with --id.",
    details: { file: file.path, data: rows.path },
  });
}

/** Labels of rows without names: row by row, and where the labels have names, these are row numbers. */
function labelsByNumber(file: LabelsFile, rows: NamedRows): ProbabilisticLabels {
  const { labels, ids } = file;
  if (labels.rows !== rows.rows) throw otherRows(file, rows, `labels of ${labels.rows} rows`);
  const odd = ids?.findIndex((id, row) => String(id) !== String(row)) ?? -1;
  if (odd >= 0) throw otherRows(file, rows, `the id ${JSON.stringify(ids?.[odd])} in row ${odd}`);
  return labels;
}

/** What is said of a row of which nothing is known: the mean of the rows that functions vote on. */
function meanOf({ labels, probabilities, coveredPatterns }: ProbabilisticLabels): Float64Array {
  const k = labels.size;
  const sums = new Float64Array(k);
  let rows = 0;
  coveredPatterns.forEach((covered, row) => {
    if (covered === 0) return;
    rows++;
    for (let y = 0; y < k; y++) sums[y] = (sums[y] ?? 0) + (probabilities[row * k + y] ?? 0);
  });
  return sums.map((sum) => (rows > 0 ? sum / rows : 1 / k));
}

/** Labels of rows by their names; rows that the file does not have are not covered. */
function labelsByName(
  file: LabelsFile,
  ids: readonly RowId[],
  path: string,
  warn: (message: string) => void,
): ProbabilisticLabels {
  if (file.ids === undefined) {
    throw new LabelingError("missing_column", {
      where: file.path,
      got: "no column of ids",
      expected: `a column "id", as the rows of ${path} have names`,
      remedy: "Predict the labels again, from votes with an id.",
    });
  }
  const labeled = indexIds(file.ids, file.path, "labels");
  checkStrangers(labeled, indexIds(ids, path, "labels", { nulls: true }), { file: file.path, data: path, warn });
  const { labels } = file;
  const probabilities = new Float64Array(labels.probabilities.length + labels.labels.size);
  probabilities.set(labels.probabilities);
  probabilities.set(meanOf(labels), labels.probabilities.length);
  const covered = new Uint8Array(labels.rows + 1);
  covered.set(labels.coveredPatterns);
  const nothing = labels.rows;
  return new ProbabilisticLabels({
    labels: labels.labels,
    probabilities,
    covered,
    rowPatterns: Int32Array.from(ids, (id) => (id === null ? nothing : (labeled.get(String(id)) ?? nothing))),
  });
}

/**
 * The labels of the rows of another file: by name where these have names, else row by row. Rows without any are not
 * covered.
 *
 * @throws LabelingError `incompatible` for labels of other rows; `missing_column`, `duplicate_name`, `null_value` for
 * names that cannot be matched.
 */
export function labelsOfRows(file: LabelsFile, rows: NamedRows, warn: (message: string) => void): ProbabilisticLabels {
  return rows.ids === undefined ? labelsByNumber(file, rows) : labelsByName(file, rows.ids, rows.path, warn);
}

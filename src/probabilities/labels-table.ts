import { Bool, Float64, Int32, makeData, Utf8, type Data, type Table } from "apache-arrow";

import { LabelingError } from "../errors.ts";
import { dataOfCodes, labelDictionary } from "../matrix/matrix-table.ts";
import type { VoteArray } from "../matrix/vote-array.ts";
import { assembleTable, buildData, type BuiltColumn } from "../tables/build/column-builder.ts";
import type { PatternProbabilities } from "./pattern-probabilities.ts";
import { topOf } from "./ties.ts";

/** The column `id`: the names given, or row numbers. */
export function idColumn(rows: number, ids: readonly (string | number | null)[] | undefined): Data {
  if (ids === undefined)
    return buildData(
      new Int32(),
      Int32Array.from({ length: rows }, (_, row) => row),
      "id",
    );
  if (ids.length !== rows) {
    throw new LabelingError("bad_option", {
      where: "labels as a table, ids",
      got: `${ids.length} names`,
      expected: `one for each of the ${rows} rows`,
    });
  }
  const allNumbers = ids.every((id) => typeof id === "number" && Number.isInteger(id) && Math.abs(id) < 2 ** 31);
  if (allNumbers && rows > 0) return buildData(new Int32(), ids, "id");
  const names = ids.map((id) => (id === null ? null : String(id)));
  return buildData(new Utf8(), names, "id");
}

/** Numbers as an Arrow column, without copying them. */
export const dataOfDoubles = (data: Float64Array): Data => makeData({ type: new Float64(), length: data.length, data });

/** The probability of each row's label; of the most probable one where it has none. */
function confidencesOf({ labels, probabilities, rowPatterns }: PatternProbabilities, codes: VoteArray): Float64Array {
  const k = labels.size;
  return Float64Array.from(codes, (code, row) => {
    const from = (rowPatterns?.[row] ?? row) * k;
    return code >= 0 ? (probabilities[from + code] ?? 0) : topOf(probabilities.subarray(from, from + k)).max;
  });
}

/** Probabilistic labels as a table: `id`, `label`, `confidence`, `covered`, then `p_<label>` for each label. */
export function tableOfLabels(
  soft: PatternProbabilities,
  codes: VoteArray,
  ids: readonly (string | number | null)[] | undefined,
): Table {
  const { labels, rows, probabilities, coveredPatterns, rowPatterns } = soft;
  const patternOf = (row: number): number => rowPatterns?.[row] ?? row;
  const covered = Array.from({ length: rows }, (_, row) => coveredPatterns[patternOf(row)] === 1);
  const columns: BuiltColumn[] = [
    { name: "id", data: idColumn(rows, ids) },
    { name: "label", data: dataOfCodes(codes, labelDictionary(labels)) },
    { name: "confidence", data: dataOfDoubles(confidencesOf(soft, codes)) },
    { name: "covered", data: buildData(new Bool(), covered, "covered") },
  ];
  labels.names.forEach((name, y) => {
    const column = new Float64Array(rows);
    for (let row = 0; row < rows; row++) column[row] = probabilities[patternOf(row) * labels.size + y] ?? 0;
    columns.push({ name: `p_${name}`, data: dataOfDoubles(column) });
  });
  return assembleTable(columns, rows);
}

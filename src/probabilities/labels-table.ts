import { Bool, Float64, Int32, makeData, makeVector, Table, Utf8, vectorFromArray, type Vector } from "apache-arrow";

import { LabelingError } from "../errors.ts";
import type { LabelSet } from "../labels/label-set.ts";
import { labelDictionary, vectorOfCodes } from "../matrix/matrix-table.ts";
import type { VoteArray } from "../matrix/vote-array.ts";

/** What a labels table is made from. */
interface LabelRows {
  readonly labels: LabelSet;
  readonly rows: number;
  readonly probabilities: Float64Array;
  readonly coveredPatterns: Uint8Array;
  readonly rowPatterns: Int32Array | null;
  confidences(): Float64Array;
}

function idColumn(rows: number, ids: readonly (string | number | null)[] | undefined): Vector {
  if (ids === undefined) return makeVector(Int32Array.from({ length: rows }, (_, row) => row));
  if (ids.length !== rows) {
    throw new LabelingError("bad_option", {
      where: "labels as a table, ids",
      got: `${ids.length} names`,
      expected: `one for each of the ${rows} rows`,
    });
  }
  const allNumbers = ids.every((id) => typeof id === "number" && Number.isInteger(id) && Math.abs(id) < 2 ** 31);
  if (allNumbers && rows > 0) return vectorFromArray(ids as readonly number[], new Int32());
  return vectorFromArray(
    ids.map((id) => (id === null ? null : String(id))),
    new Utf8(),
  );
}

const doubles = (data: Float64Array): Vector =>
  makeVector(makeData({ type: new Float64(), length: data.length, data }));

/** Probabilistic labels as a table: `id`, `label`, `confidence`, `covered`, then `p_<label>` for each label. */
export function tableOfLabels(
  soft: LabelRows,
  codes: VoteArray,
  ids: readonly (string | number | null)[] | undefined,
): Table {
  const { labels, rows, probabilities, coveredPatterns, rowPatterns } = soft;
  const patternOf = (row: number): number => rowPatterns?.[row] ?? row;
  const columns: Record<string, Vector> = {
    id: idColumn(rows, ids),
    label: vectorOfCodes(codes, labelDictionary(labels)),
    confidence: doubles(soft.confidences()),
    covered: vectorFromArray(
      Array.from({ length: rows }, (_, row) => coveredPatterns[patternOf(row)] === 1),
      new Bool(),
    ),
  };
  labels.names.forEach((name, y) => {
    const column = new Float64Array(rows);
    for (let row = 0; row < rows; row++) column[row] = probabilities[patternOf(row) * labels.size + y] ?? 0;
    columns[`p_${name}`] = doubles(column);
  });
  return new Table(columns);
}

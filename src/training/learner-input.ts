import type { Table } from "apache-arrow";

import { LabelingError } from "../errors.ts";
import { isTable } from "../tables/arrow-shape.ts";
import { takeRows } from "../tables/take-rows.ts";
import { describe } from "../util/checks.ts";
import { isFeatureMatrix, type FeatureMatrix } from "./features/feature-matrix.ts";

/** What a learner is given of the rows: encoded features, or the rows of a table as they are. */
export type LearnerInput = FeatureMatrix | Table;

/** Number of rows of a learner's input. `where` names the caller. */
export function countInputRows(input: LearnerInput, where: string): number {
  if (isFeatureMatrix(input)) return input.rows;
  if (isTable(input)) return input.numRows;
  throw new LabelingError("bad_option", {
    where,
    got: describe(input),
    expected: "a feature matrix or an Arrow table",
    remedy: "Make a feature matrix with fitFeatures(table, { text: [...] }).encode(table).",
  });
}

/** Some rows of a learner's input, in the order given. */
export function takeInputRows<X extends LearnerInput>(input: X, rows: ArrayLike<number>): X {
  const taken: LearnerInput = isFeatureMatrix(input) ? input.takeRows(rows) : takeRows(input, rows);
  return taken as X; // the same kind that came
}

import type { Table } from "apache-arrow";

import type { FaultReport } from "../../matrix/faults.ts";

/** Rows made of the rows of a table. */
export interface TransformedTable<N extends string = string> {
  /** The rows, with the columns of the table they come from. */
  readonly table: Table;
  /** By row: the row that it was made of. It has the same label: `labelsForTransformed(labels, source)`. */
  readonly source: Int32Array;
  /** By row: the functions that changed it, in order; none for a row as it was. Equal lists are one and the same array. */
  readonly names: readonly (readonly N[])[];
  /** The failures of a run that went on regardless: `faults: "abstain"`. */
  readonly faults: FaultReport;
}

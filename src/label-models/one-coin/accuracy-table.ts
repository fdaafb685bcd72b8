import type { CompactTable } from "../score-table.ts";

/** What votes add to scores when each function has one accuracy and its errors are spread evenly over the labels. */
export function accuracyTable(accuracies: Float64Array, k: number): CompactTable {
  const fill = (log: (accuracy: number) => number): Float64Array => {
    const cells = new Float64Array(accuracies.length * k);
    accuracies.forEach((accuracy, j) => cells.fill(log(accuracy), j * k, (j + 1) * k));
    return cells;
  };
  return { form: "compact", hit: fill(Math.log), miss: fill((accuracy) => Math.log((1 - accuracy) / (k - 1))) };
}

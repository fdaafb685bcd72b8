import { Float64, Utf8, type Table } from "apache-arrow";
import { assembleTable, buildData } from "../tables/build/column-builder.ts";
import type { FaultReport } from "./faults.ts";

/**
 * The failures that a report keeps as an Arrow table, a row each: the name of the labeling `function`, the `row` number
 * from 0, the `message`. Those of a function stand together, in row order. `writeTable` writes it to a file. The report
 * keeps 20 of each function, unless option `keptFaults` says otherwise; without failures the table has no rows.
 *
 * @example
 * ```ts
 * import { applyLabelingFunctions, defineTask, labelingFunction, tableFromRows, tableOfFaults } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const broken = labelingFunction(task, {
 *   name: "broken",
 *   columns: ["text"],
 *   vote: ({ text }) => (JSON.parse(text) === "spam" ? "spam" : null),
 * });
 * const table = tableFromRows([{ text: '"spam"' }, { text: "spam" }]);
 * const votes = await applyLabelingFunctions([broken], table, { faults: "abstain", keptFaults: Infinity });
 * const faults = tableOfFaults(votes.faults);
 * console.log(faults.numRows, faults.get(0)?.function, faults.get(0)?.row); // 1 broken 1
 * ```
 */
export function tableOfFaults({ kept }: FaultReport): Table {
  const where = "faults as a table";
  const names = kept.map((fault) => fault.function);
  const rows = kept.map((fault) => fault.row);
  const messages = kept.map((fault) => fault.message);
  const columns = [
    { name: "function", data: buildData(new Utf8(), names, where) },
    { name: "row", data: buildData(new Float64(), rows, where) },
    { name: "message", data: buildData(new Utf8(), messages, where) },
  ];
  return assembleTable(columns, kept.length);
}

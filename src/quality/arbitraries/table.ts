import type { Table } from "apache-arrow";
import fc from "fast-check";
import { LabelingError } from "../../errors.ts";
import { checkTask, type AnyTask } from "../../labels/task.ts";
import { checkNumber } from "../../util/checks.ts";
import { tableInForm } from "./build-table.ts";
import { printRow } from "../report/print-row.ts";
import { seedsFor, type RowOptions } from "./row-options.ts";
import type { PlainRow } from "./row.ts";
import { RowsArbitrary } from "./rows.ts";

/** What generated tables are like. */
export interface TableOptions extends RowOptions {
  /** @defaultValue 0 */
  readonly minRows?: number | undefined;
  /** @defaultValue 50, or `minRows` where that is more */
  readonly maxRows?: number | undefined;
}

/** A table in the making: rows, the places where its chunks end, and its text columns that are dictionaries. */
interface Plan {
  readonly rows: readonly PlainRow[];
  readonly ends: readonly number[];
  readonly dictionaries: readonly string[];
}

/** Prints as its rows where fast-check shows it. */
function build({ columns }: AnyTask, { rows, ends, dictionaries }: Plan): Table {
  const cuts = ends.map((end) => Math.min(end, rows.length)).sort((a, b) => a - b);
  const table = tableInForm(columns, rows, { ends: cuts, dictionaries });
  const print = (): string => `Table of ${rows.length} rows [\n${rows.map((row) => `  ${printRow(row)}\n`).join("")}]`;
  return Object.defineProperty(table, fc.toStringMethod, { value: print });
}

/**
 * Arrow tables of a task, with rows as `arbitraryRow` makes them, in one chunk or several; some text columns are
 * dictionaries. A failing table shrinks to the fewest and simplest rows that still fail, in one chunk of plain columns
 * where that fails, too; fast-check prints its rows.
 *
 * @throws LabelingError `bad_option` for sizes that make no sense.
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { applyLabelingFunctions, defineTask, keywords } from "labelwright";
 * import { arbitraryTable } from "labelwright/testing";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const money = keywords(task, { name: "money", column: "text", any: ["cash", "prize"], label: "spam" });
 * await fc.assert(
 *   fc.asyncProperty(arbitraryTable(task, { like: [money] }), async (table) => {
 *     const votes = await applyLabelingFunctions([money], table);
 *     return votes.rows === table.numRows;
 *   }),
 * );
 * ```
 */
export function arbitraryTable(task: AnyTask, options: TableOptions = {}): fc.Arbitrary<Table> {
  const where = "arbitraryTable";
  checkTask(task, `${where}, task`);
  const minRows = checkNumber(options.minRows, 0, { where: `${where}, minRows`, min: 0, max: 1e6, whole: true });
  const most = Math.max(50, minRows);
  const maxRows = checkNumber(options.maxRows, most, { where: `${where}, maxRows`, min: 0, max: 1e6, whole: true });
  if (minRows > maxRows) {
    throw new LabelingError("bad_option", {
      where,
      got: `minRows ${minRows} and maxRows ${maxRows}`,
      expected: "minRows no larger than maxRows",
    });
  }
  const rows = new RowsArbitrary(task, seedsFor(task, options, where), { minRows, maxRows }, false);
  const texts = Object.keys(task.columns).filter((column) => task.columns[column] === "utf8");
  const plan: fc.Arbitrary<Plan> = fc.record({
    rows,
    ends: fc.array(fc.nat(maxRows), { maxLength: 3 }),
    dictionaries: fc.subarray(texts),
  });
  return plan.map((each) => build(task, each));
}

import { Bool, Utf8, type Table } from "apache-arrow";
import { LabelingError } from "../../errors.ts";
import { checkTask, type AnyTask, type LabelOf } from "../../labels/task.ts";
import { assembleTable, buildData } from "../../tables/build/column-builder.ts";
import { columnFromValues } from "../../tables/build/value-inference.ts";
import { printAs } from "../../util/brands.ts";
import { describe, listNames } from "../../util/checks.ts";
import { drawRows, type DrawnRow } from "./draw-rows.ts";
import type { SynthesizeRowsOptions } from "./options.ts";
import { readRowRecipe } from "./recipe.ts";

/** Rows that were made up, and how. */
export interface SynthesizedRows<L extends string = string> {
  /**
   * The task's columns, and four that say what the rows are: `synthetic` (true), `origin` ("template 3 of crash"), `gold` (the label), and,
   * where the task names an id column, that.
   */
  readonly table: Table;
  /** The label of each row. */
  readonly labels: readonly L[];
  /** Where each row comes from, as in the table. */
  readonly origins: readonly string[];
}

const where = "synthesizeRows";

/** Columns that say that a row is made up. */
const marks: readonly string[] = ["synthetic", "origin", "gold"];

function checkMarks(task: AnyTask): void {
  const taken = marks.filter((name) => Object.hasOwn(task.columns, name));
  if (taken.length === 0) return;
  throw new LabelingError("duplicate_name", {
    where: `${where}, task`,
    got: `a column ${listNames(taken)}`,
    expected: `names other than ${listNames(marks)}, which mark rows as made up`,
  });
}

function tableOf(task: AnyTask, rows: readonly DrawnRow[], origins: readonly string[]): Table {
  const columns = Object.entries(task.columns).map(([name, type]) => {
    const source = { column: name, where, place: (row: number) => `row ${row}`, firstRow: 0 };
    const values = rows.map((row, i) => (name === task.id ? idOf(i) : (row.values.get(name) ?? null)));
    return { name, data: columnFromValues(values, type, source, "float64") };
  });
  const text = (name: string, values: readonly string[]): { name: string; data: ReturnType<typeof buildData> } => ({
    name,
    data: buildData(new Utf8(), values, where),
  });
  const hasId = task.id === null || Object.hasOwn(task.columns, task.id);
  const ids = hasId
    ? []
    : [
        text(
          task.id,
          rows.map((_, i) => idOf(i)),
        ),
      ];
  const synthetic = buildData(
    new Bool(),
    rows.map(() => true),
    where,
  );
  const gold = rows.map(({ label }) => task.labels.names[label] ?? "");
  const marked = [{ name: "synthetic", data: synthetic }, text("origin", origins), text("gold", gold)];
  return assembleTable([...ids, ...columns, ...marked], rows.length);
}

const idOf = (row: number): string => `synthetic-${row + 1}`;

/**
 * Makes rows of text whose labels are known, from templates and a grammar: to try a pack before there are data, to test it, to
 * fill up rare labels, to teach a learner what nobody has written yet. Every row is marked as made up, with where it comes from.
 *
 * A template is text in which `[...]` is there half of the time, `{name}` is one of the texts of a rule, or the value of
 * another column of the row, and `{this|or that}` one of several, each a template. Rules may mention rules, also themselves:
 * below `maxDepth` they take their shortest way to an end. `\` stands before a bracket that is meant as such.
 *
 * The same options give the same bits on every machine, and each row has a random stream of its own: a template that
 * changes changes the rows made from it. Rows made up are more alike than real ones: measure on real rows.
 *
 * @throws LabelingError `bad_option` for templates that cannot be read, rules without end or without use, values that do
 * not fit their column, and `distinct` rows beyond what the grammar gives; `missing_column` for names that are neither rule nor column.
 *
 * @example
 * ```ts
 * import { defineTask, synthesizeRows } from "labelwright";
 *
 * const task = defineTask({ labels: ["crash", "praise"], columns: { text: "utf8", stars: "int32" } });
 * const { table, labels, origins } = synthesizeRows(task, {
 *   rows: 100,
 *   templates: {
 *     crash: ["[Hello, ]my {product} {crashed|froze}[ again].", "{product}: {stars} stars, {complaint}"],
 *     praise: ["I {love|like} my {product}[ {very}]!"],
 *   },
 *   rules: {
 *     product: ["phone", { text: "laptop", weight: 2 }],
 *     complaint: ["it keeps crashing", "it {crashed|froze} [while {complaint}]"],
 *     very: ["very much", "a lot"],
 *   },
 *   columns: { stars: { from: 1, to: 5 } },
 *   classBalance: { crash: 0.7, praise: 0.3 },
 *   seed: 3,
 * });
 * console.log(table.numRows, labels[0], origins[0], table.get(0)?.text);
 * ```
 */
export function synthesizeRows<T extends AnyTask>(
  task: T,
  options: SynthesizeRowsOptions<T>,
): SynthesizedRows<LabelOf<T>> {
  checkTask(task, `${where}, task`);
  checkMarks(task);
  if (typeof options !== "object" || (options as unknown) === null) {
    throw new LabelingError("bad_option", { where, got: describe(options), expected: "{ rows, templates, ... }" });
  }
  const recipe = readRowRecipe(task, options, where);
  const rows = drawRows(recipe, where);
  const names = task.labels.names as readonly LabelOf<T>[];
  const labels = rows.map(({ label }) => names[label] as LabelOf<T>);
  const origins = rows.map(({ label, template }) => `template ${template + 1} of ${names[label]}`);
  const made: SynthesizedRows<LabelOf<T>> = {
    table: tableOf(task, rows, origins),
    labels: Object.freeze(labels),
    origins: Object.freeze(origins),
  };
  const counts = names.map((name) => `${labels.filter((label) => label === name).length} ${name}`);
  printAs(made, () => `${rows.length} rows made up: ${counts.join(", ")}`);
  return Object.freeze(made);
}

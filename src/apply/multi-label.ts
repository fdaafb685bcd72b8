import { LabelingError } from "../errors.ts";
import type { AnyLabelingFunction, LabelingFunction } from "../functions/labeling-function.ts";
import {
  binaryLabels,
  checkMultiLabelTask,
  type ForOrAgainst,
  type MultiLabelTask,
} from "../labels/multi-label-task.ts";
import type { ColumnValues } from "../labels/task.ts";
import { LabelMatrix } from "../matrix/label-matrix.ts";
import { MultiLabelVotes, type MatrixByLabel } from "../matrix/multi-label/votes.ts";
import type { TableShape } from "../tables/arrow-shape.ts";
import { checkTable } from "../tables/schema.ts";
import { listNames } from "../util/checks.ts";
import { applyLabelingFunctions, type ApplyOptions } from "./apply.ts";
import { checkKind } from "./check-functions.ts";

/** A labeling function on the binary task of one of the labels `L`. */
export type FunctionOnLabel<L extends string, C extends ColumnValues, N extends string> = L extends string
  ? LabelingFunction<ForOrAgainst<L>, C, N>
  : never;

/** Functions by the label they vote on. */
function groupByLabel(task: MultiLabelTask, functions: readonly AnyLabelingFunction[], where: string) {
  const labelOf = new Map(task.labels.names.map((name) => [task.label(name).fingerprint, name]));
  const groups = new Map<string, LabelingFunction[]>();
  for (const func of functions) {
    const label = labelOf.get(func.task.fingerprint);
    if (label === undefined) {
      throw new LabelingError("incompatible", {
        where: `${where}, labeling function "${func.name}"`,
        got: `a function of another task, with labels ${listNames(func.task.labels.names)}`,
        expected: `a function of task.label(name), the name one of ${listNames(task.labels.names)}`,
        remedy: "Define all functions on the binary tasks of one multi-label task.",
        details: { function: func.name },
      });
    }
    groups.set(label, [...(groups.get(label) ?? []), func]);
  }
  return groups;
}

/**
 * Applies labeling functions of a multi-label task to an Arrow table: their votes on each label. Each function votes on
 * the label whose task, `task.label(name)`, it was made with; labels without functions get no votes. As
 * `applyLabelingFunctions` for each label in turn: columns that functions of several labels list are decoded once for
 * each label.
 *
 * @param functions At least one, each name once for each label.
 * @throws LabelingError as `applyLabelingFunctions` does, and `incompatible` for functions of another task.
 *
 * @example
 * ```ts
 * import { applyMultiLabelFunctions, defineMultiLabelTask, keywords, pattern, tableFromRows } from "labelwright";
 *
 * const task = defineMultiLabelTask({ labels: ["sports", "politics"], columns: { text: "utf8" } });
 * const functions = [
 *   keywords(task.label("sports"), { name: "words", column: "text", any: ["goal", "match"], label: "sports" }),
 *   keywords(task.label("politics"), { name: "words", column: "text", any: ["tax", "vote"], label: "politics" }),
 *   pattern(task.label("politics"), { name: "score", column: "text", pattern: /\d:\d/, label: "not politics" }),
 * ];
 * const table = tableFromRows([{ text: "A tax on every goal" }, { text: "The match ended 2:1" }]);
 * const votes = await applyMultiLabelFunctions(task, functions, table);
 * console.log(votes.votesOf(0)); // { words: { sports: true, politics: true } }
 * console.log(votes.votesOf(1)); // { words: { sports: true }, score: { politics: false } }
 * ```
 */
export async function applyMultiLabelFunctions<L extends string, C extends ColumnValues, N extends string>(
  task: MultiLabelTask<L, C>,
  functions: readonly FunctionOnLabel<L, C, N>[],
  table: TableShape,
  options: ApplyOptions = {},
): Promise<MultiLabelVotes<L, N>> {
  const where = "applyMultiLabelFunctions";
  const { labels } = checkMultiLabelTask(task, where);
  const list = checkKind(functions, where);
  const groups = groupByLabel(task as unknown as MultiLabelTask, list, where);
  const rows = checkTable(table, where).numRows;
  const matrices: [L, LabelMatrix][] = [];
  for (const label of labels.names) {
    const group = groups.get(label);
    const none = (): LabelMatrix => new LabelMatrix({ labels: binaryLabels(label), functions: [], votes: [], rows });
    matrices.push([label, group === undefined ? none() : await applyLabelingFunctions(group, table, options)]);
  }
  return new MultiLabelVotes({
    labels,
    matrices: Object.fromEntries(matrices) as unknown as MatrixByLabel<L, N>,
    functions: list.map((func) => func.name as N),
  });
}

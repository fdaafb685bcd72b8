export type { Gold } from "../labels/gold.ts";
export { labelSet } from "../labels/label-set.ts";
export type { LabelSet } from "../labels/label-set.ts";
export { binaryLabels, defineMultiLabelTask } from "../labels/multi-label-task.ts";
export type { AnyMultiLabelTask, ForOrAgainst, MultiLabelTask } from "../labels/multi-label-task.ts";
export { defineTask } from "../labels/task.ts";
export type {
  AnyTask,
  ArrowItem,
  ArrowValue,
  ColumnValues,
  LabelOf,
  RowOf,
  Task,
  TaskOfTableSpec,
  TaskSpec,
  Exactly,
} from "../labels/task.ts";

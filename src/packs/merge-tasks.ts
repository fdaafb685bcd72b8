import { LabelingError } from "../errors.ts";
import { defineTask, type AnyTask } from "../labels/task.ts";
import type { ColumnType } from "../tables/column-types.ts";
import { listNames } from "../util/checks.ts";

/** A task and who has it, for messages: `pack "links"`. */
export interface OwnedTask {
  readonly task: AnyTask;
  readonly owner: string;
}

function checkLabels(task: AnyTask, owner: string, of: OwnedTask, where: string): void {
  const [names, wanted] = [task.labels.names, of.task.labels.names];
  if (names.length === wanted.length && names.every((label) => of.task.labels.has(label))) return;
  throw new LabelingError("incompatible", {
    where,
    got: `${owner} has the labels ${listNames(names)}`,
    expected: `the labels of ${of.owner}: ${listNames(wanted)}`,
    remedy: "Packs vote together where their tasks have the same labels.",
    details: { labels: names },
  });
}

function checkType(name: string, type: ColumnType, owner: string, of: OwnedTask, where: string): void {
  const wanted = of.task.columns[name];
  if (wanted === type) return;
  throw new LabelingError("incompatible", {
    where,
    got: `column "${name}" is ${type} in ${owner}`,
    expected: `${wanted}, as in ${of.owner}`,
    remedy: "Declare the column with one type in both tasks.",
    details: { column: name },
  });
}

/** Checks that functions of a task can be bound to another: the same labels, and columns that the other has too. */
export function checkFits({ task, owner }: OwnedTask, other: OwnedTask, where: string): void {
  checkLabels(task, owner, other, where);
  for (const [name, type] of Object.entries(task.columns)) {
    if (!Object.hasOwn(other.task.columns, name)) {
      throw new LabelingError("missing_column", {
        where,
        got: `column "${name}" of ${owner}`,
        expected: `columns of ${other.owner}: ${listNames(Object.keys(other.task.columns))}`,
        remedy: "Add the column to the larger task.",
        details: { column: name },
      });
    }
    checkType(name, type, owner, other, where);
  }
}

/**
 * The task of several packs together: labels, in the order of the first, and the columns of all. One of the given tasks
 * where that has all of it.
 */
export function mergeTasks(owned: readonly [OwnedTask, ...OwnedTask[]], where: string): AnyTask {
  const [first] = owned;
  const holders = new Map<string, OwnedTask>();
  let named: OwnedTask | null = null;
  for (const each of owned) {
    const { task, owner } = each;
    checkLabels(task, owner, first, where);
    for (const [name, type] of Object.entries(task.columns)) {
      const holder = holders.get(name);
      if (holder === undefined) holders.set(name, each);
      else checkType(name, type, owner, holder, where);
    }
    if (task.id === null) continue;
    if (named !== null && named.task.id !== task.id) {
      throw new LabelingError("incompatible", {
        where,
        got: `${owner} names rows by the column "${task.id}"`,
        expected: `"${named.task.id}", as ${named.owner} does`,
        remedy: "Give the task of the composed pack: { task }.",
      });
    }
    named ??= each;
  }
  const id = named?.task.id ?? null;
  const labels = first.task.labels.names;
  const inOrder = (task: AnyTask): boolean => labels.every((label, code) => task.labels.names[code] === label);
  const whole = owned.find(
    ({ task }) => task.id === id && Object.keys(task.columns).length === holders.size && inOrder(task),
  );
  if (whole !== undefined) return whole.task;
  const columns = Object.fromEntries(Array.from(holders, ([name, { task }]) => [name, task.columns[name] ?? "utf8"]));
  return defineTask({ labels, columns, ...(id === null ? {} : { id }) });
}

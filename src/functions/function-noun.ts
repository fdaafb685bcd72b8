import type { AnyTask } from "../labels/task.ts";

const nounKey: unique symbol = Symbol.for("labelwright.functionNoun") as never;

/** What functions of a task are called in messages: labeling functions, unless the task says otherwise. */
export function nounOf(task: AnyTask | undefined): string {
  return (task as { readonly [nounKey]?: string } | undefined)?.[nounKey] ?? "labeling function";
}

/** The same task, whose functions are called `noun` in messages. */
export function withNoun<T extends AnyTask>(task: T, noun: string): T {
  return Object.freeze({ ...task, [nounKey]: noun });
}

import { checkColumnKind, type TextColumn } from "../../functions/column-kinds.ts";
import { checkTask, type AnyTask, type LabelOf } from "../../labels/task.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { checkColumns, checkTable } from "../../tables/schema.ts";
import { checkSuggestOptions, type SuggestOptions, type SuggestRequest } from "./options.ts";

/** Which texts are looked at, and what is known of their rows. */
export interface TextSuggestOptions<T extends AnyTask> extends SuggestOptions<LabelOf<T>> {
  /** The text column to look in. */
  readonly column: TextColumn<T>;
}

/** Checks what is suggested from: a task, a table, and options that name a text column of both. */
export function checkTextRequest<T extends AnyTask>(
  task: T,
  table: TableShape,
  options: TextSuggestOptions<T>,
  where: string,
): SuggestRequest {
  const { labels } = checkTask(task, where);
  const { numRows } = checkTable(table, where);
  const column: string = options.column;
  checkColumnKind(task, column, ["text"], "a text column", where);
  checkColumns(table, { [column]: task.columns[column] ?? "utf8" }, where);
  return checkSuggestOptions(options, labels, numRows, where);
}

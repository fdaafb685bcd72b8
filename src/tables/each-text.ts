import type { TableShape } from "./arrow-shape.ts";
import { tableWindows } from "./windows.ts";

/** Calls `visit` with each text of a text column and its row; nulls are passed over. Decodes the column once. */
export function eachText(table: TableShape, column: string, visit: (text: string, row: number) => void): void {
  for (const { columns, firstRow, length } of tableWindows(table, [column])) {
    const window = columns.get(column);
    if (window === undefined) continue;
    const texts = window.values as ArrayLike<string>;
    for (let i = 0; i < length; i++) if (window.valid?.[i] !== 0) visit(texts[i] ?? "", firstRow + i);
  }
}

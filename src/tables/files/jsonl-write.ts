import { valueWindows } from "../decode/column-values.ts";
import type { Tables } from "./same-columns.ts";
import { jsonText } from "./text-format.ts";
import { writtenColumns } from "./written-columns.ts";

/** Rows turned into text at a time. */
const rowsAtOnce = 4096;

/**
 * Tables of equal columns as JSON Lines, piece by piece: every column on every line, null included; lists are arrays, times ISO 8601
 * text, 64-bit integers numbers, and NaN and the infinities the strings "NaN", "Infinity" and "-Infinity".
 *
 * @throws LabelingError `wrong_type` for a column that JSON Lines cannot hold.
 */
export async function* writeJsonl(tables: Tables, file: string): AsyncGenerator<string> {
  for await (const table of tables) {
    const columns = writtenColumns(table, file, ".jsonl");
    const keys = columns.map(({ name }) => `${JSON.stringify(name)}:`);
    for (const window of valueWindows(table, rowsAtOnce)) {
      const lines = Array.from({ length: window.length }, (_, row) => {
        const parts = columns.map(
          (column, c) => (keys[c] ?? "") + jsonText(window.columns[c]?.[row] ?? null, column, file),
        );
        return `{${parts.join(",")}}\n`;
      });
      yield lines.join("");
    }
  }
}

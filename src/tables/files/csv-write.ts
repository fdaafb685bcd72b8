import { valueWindows } from "../decode/column-values.ts";
import { jsonText, plainText } from "./text-format.ts";
import type { Tables } from "./same-columns.ts";
import { writtenColumns } from "./written-columns.ts";

/** Rows turned into text at a time. */
const rowsAtOnce = 4096;

/**
 * Tables of equal columns as CSV text with one header, piece by piece. Null is an empty cell, empty text is `""`; lists are JSON text,
 * times ISO 8601 text, dictionary columns the text they stand for.
 *
 * @throws LabelingError `wrong_type` for a column that CSV cannot hold.
 */
export async function* writeCsv(tables: Tables, file: string, delimiter: string): AsyncGenerator<string> {
  const { stringify } = await import("csv-stringify/sync");
  const options = {
    delimiter,
    // Empty text is quoted to tell it from null; so is a byte order mark, which would be lost at the start of the file.
    quoted_match: /^$|^\ufeff/,
  };
  let isFirst = true;
  for await (const table of tables) {
    const columns = writtenColumns(table, file, ".csv");
    if (isFirst) yield stringify([columns.map(({ name }) => name)], options);
    isFirst = false;
    for (const window of valueWindows(table, rowsAtOnce)) {
      const cells = columns.map((column, c) =>
        (window.columns[c] ?? []).map((value) => {
          if (value === null) return null;
          return column.isList ? jsonText(value, column, file) : plainText(value, column, file);
        }),
      );
      yield stringify(
        Array.from({ length: window.length }, (_, row) => cells.map((column) => column[row])),
        options,
      );
    }
  }
}

import { valueWindows } from "../decode/column-values.ts";
import type { Tables } from "./same-columns.ts";
import { jsonText, plainText } from "./text-format.ts";
import { writtenColumns } from "./written-columns.ts";

/** Rows turned into text at a time. */
const rowsAtOnce = 4096;

/**
 * How a text is spelled as a cell: quoted where a reader could take it for something else. Empty text is quoted to tell
 * it from null; so is a byte order mark, which would be lost at the start of the file. (The package that parses CSV comes
 * with a writer, which takes several times as long as all other work on votes: they are millions of short cells.)
 */
export function cellSpelling(delimiter: string): (text: string) => string {
  const special = /^$|^\ufeff|["\r\n]/;
  // Of a longer delimiter, the end of a cell may be the first half.
  const hasDelimiter = (text: string): boolean =>
    delimiter.length === 1 ? text.includes(delimiter) : (text + delimiter).indexOf(delimiter) < text.length;
  return (text) => (special.test(text) || hasDelimiter(text) ? `"${text.replaceAll('"', '""')}"` : text);
}

/** Cells by column as the text of their rows. */
function joinRows(cells: readonly (readonly string[])[], length: number, delimiter: string): string {
  const [first = [], ...others] = cells;
  let text = "";
  for (let row = 0; row < length; row++) {
    text += first[row] ?? "";
    for (const column of others) text += delimiter + (column[row] ?? "");
    text += "\n";
  }
  return text;
}

/**
 * Tables of equal columns as CSV text with one header, piece by piece. Null is an empty cell, empty text is `""`; lists
 * are JSON text, times ISO 8601 text, dictionary columns the text they stand for.
 *
 * @throws LabelingError `wrong_type` for a column that CSV cannot hold.
 */
export async function* writeCsv(tables: Tables, file: string, delimiter: string): AsyncGenerator<string> {
  const spell = cellSpelling(delimiter);
  let isFirst = true;
  for await (const table of tables) {
    const columns = writtenColumns(table, file, ".csv");
    if (isFirst) yield `${columns.map(({ name }) => spell(name)).join(delimiter)}\n`;
    isFirst = false;
    for (const window of valueWindows(table, rowsAtOnce)) {
      const cells = columns.map((column, c) => {
        const toText = column.isList ? jsonText : plainText;
        return (window.columns[c] ?? []).map((value) => (value === null ? "" : spell(toText(value, column, file))));
      });
      yield joinRows(cells, window.length, delimiter);
    }
  }
}

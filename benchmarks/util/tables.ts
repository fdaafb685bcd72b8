import { formatTextTable } from "../../src/util/text-table.ts";

/** Writes a table; all columns but the first are figures. */
export type TableFormat = (titles: readonly string[], rows: readonly (readonly string[])[]) => string;

/** A table for the terminal. */
export const terminalTable: TableFormat = (titles, rows) =>
  formatTextTable(
    titles.map((title, i) => ({ title, align: i === 0 ? ("left" as const) : ("right" as const) })),
    rows,
  );

/** A table in Markdown, columns padded; all but the first are figures. */
export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, i) => Math.max(3, title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(titles), line(rule), ...rows.map(line)].join("\n");
}

/** How a column of a text table is set. */
export interface TextColumn {
  readonly title: string;
  readonly align?: "left" | "right";
}

// Wide glyphs (CJK, emoji) take two places in a terminal; marks and skin tones, which join the glyph before them, none.
const wide =
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const joined = /\p{Mark}|\p{Emoji_Modifier}|\u200d|\ufe0f/u;

/** How many places a text takes in a terminal. */
export function textWidth(text: string): number {
  let width = 0;
  for (const glyph of text) width += joined.test(glyph) ? 0 : wide.test(glyph) ? 2 : 1;
  return width;
}

/** `text` cut to a width, with an ellipsis. */
export function shorten(text: string, width: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (textWidth(line) <= width) return line;
  let out = "";
  for (const glyph of line) {
    if (textWidth(out + glyph) >= width) break;
    out += glyph;
  }
  return `${out.trimEnd()}…`;
}

/** Rows of text as an aligned table with a head and a rule under it. */
export function formatTextTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, i) =>
    Math.max(textWidth(column.title), ...rows.map((row) => textWidth(row[i] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map((column, i) => {
        const cell = cells[i] ?? "";
        const space = " ".repeat((widths[i] ?? 0) - textWidth(cell));
        return column.align === "right" ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("──");
  return [line(columns.map((column) => column.title)), rule, ...rows.map(line)].join("\n");
}

import { fc, test } from "@fast-check/vitest";
import { Vector } from "apache-arrow";
import { parse } from "csv-parse/sync";
import { describe, expect } from "vitest";
import { readCsvColumns, type CsvLayout } from "../../../src/tables/files/csv-columns.ts";

/** The cells by row, or null where the text is left to the parser. */
function cellsOf(text: string, layout: Partial<CsvLayout> = {}): (string | null)[][] | null {
  const { width = 2 } = layout;
  const wanted = layout.wanted ?? Array.from({ length: width }, (_, i) => i);
  const read = readCsvColumns(Buffer.from(text), { delimiter: ",", nullValues: [""], ...layout, width, wanted });
  if (read === null) return null;
  const columns = read.columns.map((data) => new Vector([data]).toJSON() as (string | null)[]);
  return Array.from({ length: read.rows }, (_, row) => columns.map((column) => column[row] ?? null));
}

/** What the parser makes of it, which does not tell an empty cell from a quoted one. */
function parsed(text: string, delimiter: string, width: number): string[][] | null {
  try {
    const options = { delimiter, record_delimiter: ["\r\n", "\n", "\r"], relax_column_count: true };
    const rows = parse(text, options).filter((row) => width === 1 || row.join() !== "" || row.length > 1);
    return rows.every((row) => row.length === width) ? rows : null;
  } catch {
    return null;
  }
}

describe("readCsvColumns", () => {
  const text = fc.array(fc.constantFrom("a", "b,", '"', '""', '"x"', ",", ";", "\n", "\r", "\r\n", " ", "é", "😀"), {
    maxLength: 24,
  });
  test.prop([text, fc.integer({ min: 1, max: 3 }), fc.constantFrom(",", ";", "\t", " ")], { numRuns: 3000 })(
    "reads what the parser reads, and nothing that it refuses",
    (pieces, width, delimiter) => {
      const csv = pieces.join("");
      const expected = parsed(csv, delimiter, width);
      const found = cellsOf(csv, { width, delimiter });
      // A quoted blank line is the parser's to refuse: it has too few cells.
      if (found !== null) expect(found.map((row) => row.map((cell) => cell ?? ""))).toEqual(expected);
      else expect(expected === null || /^""$/m.test(csv.replaceAll("\r", "\n"))).toBe(true);
    },
  );

  const cell = fc.oneof(
    fc.string({ unit: "binary", maxLength: 80 }),
    fc.constantFrom("", "NA", 'a"b', "\u0000"),
    fc.constant(null),
  );
  test.prop([fc.array(fc.tuple(cell, cell), { maxLength: 60 }), fc.constantFrom("\n", "\r\n", "\r"), fc.boolean()])(
    "gives back what was written, null apart from empty text",
    (rows, lineBreak, ends) => {
      const written = rows.map((row) =>
        row.map((each) => (each === null ? "" : `"${each.replaceAll('"', '""')}"`)).join(","),
      );
      const csv = written.join(lineBreak) + (ends && rows.length > 0 ? lineBreak : "");
      const lone = (each: string | null): string | null => each && Buffer.from(each).toString();
      expect(cellsOf(csv)).toEqual(rows.map((row) => row.map(lone)));
    },
  );

  test("reads the columns wanted alone, in the order wanted, and all values that mean null", () => {
    const csv = 'a,NA,c\n"NA",,"-"\n-,"",x\n';
    const layout = { width: 3, wanted: [1, 0], nullValues: ["NA", "-"] };
    expect(cellsOf(csv, layout)).toEqual([
      [null, "a"],
      ["", null],
      ["", null],
    ]);
  });

  test("says where each row begins", () => {
    const bytes = Buffer.from('\na,b\n\r\n"c\n",d');
    const read = readCsvColumns(bytes, { delimiter: ",", nullValues: [], width: 2, wanted: [] });
    expect([...(read?.starts ?? [])].map((start) => bytes.toString("utf8", start, start + 2))).toEqual(["a,", '"c']);
  });

  test("leaves to the parser what is not strictly CSV, and what it cannot tell", () => {
    for (const csv of ['a,b"\n', 'a,"b"x\n', "a\n", "a,b,c\n", 'a,"b\n', 'a,"b""\n', '""\n'])
      expect(cellsOf(csv)).toBe(null);
    expect(cellsOf("a||b\n", { delimiter: "||" })).toBe(null);
    expect(cellsOf("a,b\n", { nullValues: ['"'] })).toBe(null);
    expect(cellsOf("")).toEqual([]);
  });
});

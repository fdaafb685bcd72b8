import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc } from "@fast-check/vitest";
import { Table } from "apache-arrow";
import { describe, expect, test } from "vitest";
import {
  openParts,
  readPart,
  readTable,
  tableFromRows,
  writeTable,
  type ColumnType,
  type OpenPartsOptions,
  type TableFormat,
  type TablePart,
} from "../../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "labelwright-parts-"));
const columns: Readonly<Record<string, ColumnType>> = { likes: "int32", score: "float64", tags: "list<utf8>" };

interface Gathered {
  readonly parts: readonly TablePart[];
  readonly tables: readonly Table[];
}

async function gather(path: string | readonly string[], options: OpenPartsOptions): Promise<Gathered> {
  const parts: TablePart[] = [];
  const tables: Table[] = [];
  for await (const { part, read } of openParts(path, options)) {
    parts.push(part);
    tables.push(await read());
  }
  return { parts, tables };
}

const rowsOf = (tables: readonly Table[]): unknown[] =>
  tables.flatMap((table) => table.toArray().map((row) => JSON.stringify(row)));

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", " ", "é", "😀", ""), maxLength: 8 }),
  fc.constant(null),
);
const row = fc.record({
  text: cell,
  likes: fc.option(fc.integer({ min: -5, max: 5 })),
  score: fc.option(fc.constantFrom(0.5, -1, 1e300)),
  tags: fc.option(fc.array(fc.constantFrom("x", 'y"', ","), { maxLength: 3 })),
});

describe.each<TableFormat>(["arrow", "arrows", "csv"])("parts of a file: %s", (format) => {
  test("together they are the whole table, for any size of part, and each is read alone as it was", async () => {
    const data = fc.tuple(fc.array(row, { minLength: 1, maxLength: 30 }), fc.array(row, { maxLength: 20 }));
    const size = fc.integer({ min: 1, max: 400 });
    await fc.assert(
      fc.asyncProperty(data, size, fc.integer({ min: 1, max: 12 }), async ([first, second], partBytes, partRows) => {
        const tables = [first, second].map((rows) => tableFromRows(rows, { columns: { text: "utf8", ...columns } }));
        const path = join(folder, `data.${format}`);
        await writeTable(new Table(tables.flatMap((table) => table.batches)), path);
        const whole = await readTable(path, { columns, inferTypes: false });
        const { parts, tables: read } = await gather(path, { columns, partBytes, partRows });
        expect(rowsOf(read)).toEqual(rowsOf([whole]));
        expect(read.every((table) => String(table.schema) === String(whole.schema))).toBe(true);
        let firstRow = 0;
        for (const [section, part] of parts.entries()) {
          expect(part).toMatchObject({ path, section, firstRow });
          expect(structuredClone(part)).toEqual(part);
          const alone = await readPart(JSON.parse(JSON.stringify(part)) as TablePart, { columns });
          expect(rowsOf([alone])).toEqual(rowsOf(read.slice(section, section + 1)));
          firstRow += part.rows;
        }
        expect(firstRow).toBe(whole.numRows);
        if (format === "csv") expect(Math.max(...parts.map(({ rows }) => rows))).toBeLessThanOrEqual(partRows);
      }),
      { numRuns: 60 },
    );
  });
});

test("rows and lines in messages are those of the file", async () => {
  const path = join(folder, "lines.csv");
  writeFileSync(path, 'text,likes\n"two\nlines",1\nb,2\n\nc,x\n');
  const reading = gather(path, { columns: { likes: "int32" }, partRows: 1 });
  await expect(reading).rejects.toThrow(`${path}, row 2 (line 6), column "likes": "x"; expected int32.`);
});

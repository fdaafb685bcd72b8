import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

import { noFaults } from "../../src/matrix/faults.ts";
import { tableOfFaults } from "../../src/matrix/faults-table.ts";
import { readTable } from "../../src/tables/files/files.ts";
import { writeTable } from "../../src/tables/files/write-table.ts";
import { tableValues } from "../tables/exact-values.ts";

const folder = mkdtempSync(join(tmpdir(), "labelwright-faults-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const kept = [
  { function: "f", row: 3, message: 'labeling function "f", row 3: it threw\nError: "ü"' },
  { function: "g", row: 3_000_000_000, message: "m" },
];
const report = { count: 5, counts: [4, 1], kept };

describe("tableOfFaults", () => {
  test("has a row for each failure that is kept", () => {
    const table = tableOfFaults(report);
    expect(table.schema.names).toEqual(["function", "row", "message"]);
    expect(tableValues(table)).toEqual({
      function: ["f", "g"],
      row: [3, 3_000_000_000],
      message: kept.map((fault) => fault.message),
    });
  });

  test("has its columns without failures too", () => {
    const table = tableOfFaults(noFaults(2));
    expect([table.numRows, table.schema.names]).toEqual([0, ["function", "row", "message"]]);
  });

  test.each(["arrow", "arrows", "parquet", "csv", "jsonl"])("can be written as %s", async (format) => {
    const path = join(folder, `faults.${format}`);
    await writeTable(tableOfFaults(report), path);
    const types = { function: "utf8", row: "float64", message: "utf8" } as const;
    expect(tableValues(await readTable(path, { columns: types }))).toEqual(tableValues(tableOfFaults(report)));
  });
});

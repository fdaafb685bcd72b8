import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { tableFromRows, writeTable } from "../../src/index.ts";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
const endings = ["csv", "tsv", "jsonl", "parquet", "arrow", "arrows"];

const label = fc.constantFrom("0", "1", "01", "true", "no", "a, b", 'say "x"', "é", "1e3", "2020-01-01");
const row = fc.record({
  id: fc.nat({ max: 999 }).map((n) => `r${n}`),
  a: fc.option(label),
  "1": fc.option(label),
  "b c": fc.option(label),
  gold: fc.option(label),
});
const rows = fc.array(row, { minLength: 1, maxLength: 12 }).filter((all) => {
  const votes = all.flatMap((each) => [each.a, each["1"], each["b c"]]).filter((vote) => vote !== null);
  return new Set(votes).size > 1;
});

describe("the file format does not matter:", () => {
  test.prop([rows], { numRuns: 12 })("fit and predict give the same bytes from every format", async (all) => {
    const columns = { id: "utf8", a: "utf8", "1": "utf8", "b c": "utf8", gold: "utf8" } as const;
    const table = tableFromRows(all, { columns });
    const models: string[] = [];
    const labels: string[] = [];
    for (const ending of endings) {
      const votes = scratch.at(`votes.${ending}`);
      await writeTable(table, votes);
      const fitted = await labelwright(["fit", votes, "--out", scratch.at(`${ending}.json`)]);
      expect(fitted).toMatchObject({ code: 0, stderr: "" });
      models.push(scratch.read(`${ending}.json`));
      const out = scratch.at(`${ending}-labels.csv`);
      expect((await labelwright(["predict", votes, "--model", scratch.at(`${ending}.json`), "--out", out])).code).toBe(
        0,
      );
      labels.push(scratch.read(`${ending}-labels.csv`));
    }
    expect(new Set(models).size).toBe(1);
    expect(new Set(labels).size).toBe(1);
  });

  test("labels are the same in every format", async () => {
    const votes = scratch.write("v.csv", "id,a,b\n1,x,y\n2,y,y\n3,,\n");
    await labelwright(["fit", votes, "--out", scratch.at("m.json")]);
    const tables = [];
    for (const ending of endings) {
      const out = scratch.at(`same.${ending}`);
      expect((await labelwright(["predict", votes, "--model", scratch.at("m.json"), "--out", out])).code).toBe(0);
      tables.push(await scratch.rows(`same.${ending}`, { columns: { id: "utf8" } }));
    }
    for (const table of tables) expect(table).toEqual(tables[0]);
  });
});

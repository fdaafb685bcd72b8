// Keyword functions as SQL in DuckDB.   usage: duckdb.mjs REQUEST.json
//
// REQUEST.json: {"modules": folder of node_modules, "table": Parquet file with a column "text", "queries": {name: SQL
// expressions, one for each function, true where it votes}, "threads": [1, 2], "rounds": 3}. Prints {"version",
// "results": [{"name", "threads", "cpuMs", "wallMs", "votes": [number of votes of each function]}]}. Times are medians
// for making a table of votes from a table in memory; reading the file is not part of them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { modules, table, queries, threads, rounds } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { DuckDBInstance, version } = createRequire(join(modules, "package.json"))("@duckdb/node-api");
const connection = await (await DuckDBInstance.create(":memory:")).connect();
await connection.run(`CREATE TABLE comments AS SELECT text FROM read_parquet('${table.replaceAll("'", "''")}')`);

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const results = [];
for (const count of threads) {
  await connection.run(`SET threads = ${count}`);
  for (const [name, conditions] of Object.entries(queries)) {
    const columns = conditions.map(
      (condition, j) => `CAST(CASE WHEN ${condition} THEN 1 ELSE -1 END AS TINYINT) AS v${j}`,
    );
    const make = `CREATE OR REPLACE TEMP TABLE votes AS SELECT ${columns.join(", ")} FROM comments`;
    const [cpu, wall] = [[], []];
    for (let round = 0; round <= rounds; round++) {
      const used = process.cpuUsage();
      const start = performance.now();
      await connection.run(make);
      const { user, system } = process.cpuUsage(used);
      if (round === 0) continue; // the first is not measured, as in all benchmarks
      wall.push(performance.now() - start);
      cpu.push((user + system) / 1000);
    }
    const sums = conditions.map((_, j) => `count(*) FILTER (v${j} >= 0)`).join(", ");
    const rows = (await connection.runAndReadAll(`SELECT ${sums} FROM votes`)).getRows();
    results.push({ name, threads: count, cpuMs: median(cpu), wallMs: median(wall), votes: rows[0].map(Number) });
  }
}
console.log(JSON.stringify({ version: version(), results }));

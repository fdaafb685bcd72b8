import { parseArgs } from "node:util";
import { describeMachine, formatMachine } from "../util/machine.ts";
import { writeResults } from "../util/results.ts";
import { formatTarget } from "../util/targets.ts";
import { integer } from "../util/rates.ts";
import { formatDuckdb, measureDuckdb } from "./duckdb.ts";
import { formatExpressions, measureExpressions } from "./expressions.ts";
import { formatForms, measureForms } from "./forms.ts";
import { formatMemory, measureMemory } from "./memory-rise.ts";
import { formatSearches, measureSearches } from "./searches.ts";
import { measureSnorkel } from "./snorkel.ts";
import { measureSpark } from "./spark.ts";
import { formatStreams, measureStreams } from "./streamed.ts";
import { targetsOf, type Figures } from "./targets.ts";
import { textBytes, textTable, type TextSpec } from "./text.ts";
import { formatWorkers, measureWorkers } from "./workers.ts";

const sections = [
  "forms",
  "memory",
  "searches",
  "expressions",
  "snorkel",
  "duckdb",
  "workers",
  "streams",
  "spark",
] as const;
type Section = (typeof sections)[number];

const usage = `usage: npm run benchmark:apply -- [--rows N] [--non-ascii SHARE] [--rounds N] [--seed N] [--peer-rows N] [--stream-rows N] [--only LIST] [--json FILE]

Applies labeling functions of all forms to generated comments of 100 bytes, beside a bare loop over them, beside applying
them one by one, and beside Snorkel and DuckDB. Rows per second are those of one core: from time on the processor, so that
programs beside it do not count. Worker threads, streams and Spark are timed by the clock: on a quiet machine.
--rows N           rows of the table (1000000)
--non-ascii SHARE  share of rows with characters beyond ASCII (0.05)
--rounds N         measured rounds (7); medians count
--peer-rows N      rows for Snorkel (100000)
--stream-rows N    rows streamed (50000000); a tenth of them in files, for the cache
--only LIST        what to measure, of ${sections.join(",")}
--json FILE        writes all figures to FILE`;

interface Settings {
  readonly spec: TextSpec;
  readonly rounds: number;
  readonly peerRows: number;
  readonly streamRows: number;
}

/** What each section measures, and how it is printed. */
const measures: Readonly<Record<Section, (settings: Settings, figures: Figures) => Promise<string> | string>> = {
  forms: async ({ spec, rounds }, figures) => formatForms((figures.forms = await measureForms(spec, rounds))),
  memory: ({ spec }, figures) => {
    const memory = (figures.memoryMB = measureMemory(spec));
    return `Memory beyond the table, MB, each in a fresh process\n\n${formatMemory(memory)}`;
  },
  searches: async ({ spec, rounds }, figures) =>
    formatSearches((figures.searches = await measureSearches(spec, rounds))),
  expressions: async ({ spec, rounds }, figures) =>
    formatExpressions((figures.expressions = await measureExpressions(spec, rounds))),
  snorkel: ({ spec, peerRows }, figures) => {
    const snorkel = (figures.snorkel = measureSnorkel({ ...spec, rows: peerRows }));
    if (snorkel === null) return "Snorkel is left out";
    const rate = integer(snorkel.rowsPerSecond);
    return `Snorkel ${snorkel.version}, PandasLFApplier, the same ten functions in Python, ${peerRows} rows: ${rate} rows/s`;
  },
  duckdb: async ({ spec, rounds }, figures) => {
    const duckdb = (figures.duckdb = await measureDuckdb(spec, Math.min(rounds, 3)));
    return duckdb === null ? "DuckDB is left out" : formatDuckdb(duckdb);
  },
  workers: async ({ spec, rounds }, figures) => formatWorkers((figures.workers = await measureWorkers(spec, rounds))),
  streams: ({ spec, streamRows }, figures) =>
    formatStreams((figures.streams = measureStreams(streamRows, streamRows / 10, spec.seed))),
  spark: (_, figures) => ((figures.spark = measureSpark()) === null ? "Spark is left out" : "Spark: see above"),
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "1000000" },
      "non-ascii": { type: "string", default: "0.05" },
      rounds: { type: "string", default: "7" },
      seed: { type: "string", default: "1" },
      "stream-rows": { type: "string", default: "50000000" },
      "peer-rows": { type: "string", default: "100000" },
      only: { type: "string", default: sections.join(",") },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const only = values.only.split(",");
  const unknown = only.find((name) => !sections.some((section) => section === name));
  if (unknown !== undefined) throw new Error(`--only ${unknown}: not one of ${sections.join(", ")}`);
  if (values.help) {
    console.log(usage);
    return;
  }
  const machine = describeMachine();
  console.log(formatMachine(machine));
  const spec = { rows: Number(values.rows), nonAscii: Number(values["non-ascii"]), seed: Number(values.seed) };
  const table = textTable(spec);
  console.log(
    `${spec.rows} rows x ${(textBytes(table) / spec.rows).toFixed(1)} bytes, ${table.batches.length} batches`,
  );
  const settings = {
    spec,
    rounds: Number(values.rounds),
    peerRows: Number(values["peer-rows"]),
    streamRows: Number(values["stream-rows"]),
  };
  const figures: Figures = {};
  for (const section of sections.filter((each) => only.includes(each))) {
    console.log(`\n${await measures[section](settings, figures)}`);
  }
  console.log(`\n${targetsOf(figures).map(formatTarget).join("\n")}`);
  if (values.json !== undefined) writeResults(values.json, machine, { spec, ...figures });
}

await main();

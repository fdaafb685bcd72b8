import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describeMachine, formatMachine } from "../util/machine.ts";
import { writeResults } from "../util/results.ts";
import { markdownTable } from "../util/tables.ts";
import { formatTarget } from "../util/targets.ts";
import { formatFigures, measures } from "./sections.ts";
import { targetsOf, type Figures } from "./targets.ts";
import { textBytes, textTable } from "./text.ts";

const sections = Object.keys(measures) as (keyof Figures)[];

const usage = `usage: npm run benchmark:apply -- [--rows N] [--non-ascii SHARE] [--rounds N] [--seed N] [--peer-rows N] [--stream-rows N] [--only LIST] [--json FILE] [--markdown FILE]

Applies labeling functions of all forms to generated comments of 100 bytes, beside a bare loop over them, beside applying
them one by one, and beside Snorkel and DuckDB. Rows per second are those of one core: from time on the processor, so that
programs beside it do not count; worker threads, streams and Spark are timed by the clock, which wants a quiet machine. Each
section runs in a process of its own.
--rows N           rows of the table (1000000)
--non-ascii SHARE  share of rows with characters beyond ASCII (0.05)
--rounds N         measured rounds (7); medians count
--peer-rows N      rows for Snorkel (100000)
--stream-rows N    rows streamed (50000000); a tenth of them in files, for the cache
--only LIST        what to measure, of ${sections.join(",")}
--json FILE        writes all figures to FILE
--markdown FILE    measures nothing: prints the figures in FILE as tables in Markdown`;

/** Measures a section in a process of its own, where nothing that ran before matters. */
function measureApart(section: keyof Figures): Figures {
  const folder = mkdtempSync(join(tmpdir(), "labelwright-benchmark-"));
  try {
    const file = join(folder, "figures.json");
    const [script = "", ...args] = process.argv.slice(1);
    const { status } = spawnSync(
      process.execPath,
      ["--expose-gc", script, ...args, "--only", section, "--into", file],
      { stdio: "inherit" },
    );
    if (status !== 0) throw new Error(`measuring ${section} failed`);
    return JSON.parse(readFileSync(file, "utf8")) as Figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

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
      into: { type: "string" }, // one section: its figures alone, for the process that started this one
      markdown: { type: "string" },
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
  if (values.markdown !== undefined) {
    const figures = JSON.parse(readFileSync(values.markdown, "utf8")) as Figures;
    console.log(formatFigures(figures, markdownTable));
    console.log(`\n${targetsOf(figures).map(formatTarget).join("\n")}`);
    return;
  }
  const spec = { rows: Number(values.rows), nonAscii: Number(values["non-ascii"]), seed: Number(values.seed) };
  const [section] = only as (keyof Figures)[];
  if (values.into !== undefined && section !== undefined) {
    const figures: Figures = {};
    const { rounds, "peer-rows": peerRows, "stream-rows": streamRows } = values;
    const settings = { spec, rounds: Number(rounds), peerRows: Number(peerRows), streamRows: Number(streamRows) };
    await measures[section](settings, figures);
    console.log(`\n${formatFigures(figures)}`);
    writeFileSync(values.into, JSON.stringify(figures));
    return;
  }
  const machine = describeMachine();
  console.log(formatMachine(machine));
  const table = textTable(spec);
  console.log(
    `${spec.rows} rows x ${(textBytes(table) / spec.rows).toFixed(1)} bytes, ${table.batches.length} batches`,
  );
  const figures: Figures = {};
  for (const each of sections.filter((name) => only.includes(name))) Object.assign(figures, measureApart(each));
  console.log(`\n${targetsOf(figures).map(formatTarget).join("\n")}`);
  if (values.json !== undefined) writeResults(values.json, machine, { spec, ...figures });
}

await main();

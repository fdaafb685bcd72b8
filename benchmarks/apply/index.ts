import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { applyLabelingFunctions, type AnyLabelingFunction, type LabelMatrix } from "labelwright";
import { formatTextTable } from "../../src/util/text-table.ts";
import { describeMachine, formatMachine } from "../util/machine.ts";
import { runFresh, type MemoryRise } from "../util/memory.ts";
import { writeResults } from "../util/results.ts";
import { timeCandidates, type Timing } from "../util/rounds.ts";
import { formatTarget, type Target } from "../util/targets.ts";
import { bareKeywords, bareLoop, bareLoopOverGet, decodeOnly } from "./bare.ts";
import { batchForm, keywordForm, rowForm, twoColumnForm } from "./functions.ts";
import { measureSnorkel } from "./snorkel.ts";
import { textBytes, textTable } from "./text.ts";

const usage = `usage: npm run benchmark:apply -- [--rows N] [--non-ascii SHARE] [--rounds N] [--seed N] [--peer-rows N] [--json FILE]

Applies ten labeling functions of each form to generated comments of 100 bytes, beside a bare loop over them. Rows per
second are those of one core: from time on the processor, so that programs beside it do not count.
--rows N           rows of the table (1000000)
--non-ascii SHARE  share of rows with characters beyond ASCII (0.05)
--rounds N         measured rounds (7); medians count
--peer-rows N      rows for Snorkel (100000), where benchmarks/peers/install.sh has been run; 0 leaves it out
--json FILE        writes all figures to FILE`;

/** Fails when two ways to vote do not agree: then they did not do the same work. */
function checkSame(name: string, votes: LabelMatrix, bare: readonly ArrayLike<number>[]): void {
  votes.votes.forEach((column, j) => {
    const row = column.findIndex((code, i) => code !== bare[j]?.[i]);
    if (row >= 0)
      throw new Error(`${name}: function ${votes.functions[j]?.name} and the bare loop differ at row ${row}`);
  });
}

interface Line extends Timing {
  /** Rows a second of one core. */
  readonly rowsPerSecond: number;
  /** Rows a second as a share of the bare loop's. */
  readonly ofBareLoop: number;
}

function formatLines(lines: readonly Line[]): string {
  const columns = ["processor ms", "clock ms", "rows/s", "of bare loop"].map((title) => ({
    title,
    align: "right" as const,
  }));
  const rows = lines.map(({ name, cpuMs, wallMs, rowsPerSecond, ofBareLoop }) => [
    name,
    cpuMs.toFixed(0),
    wallMs.toFixed(0),
    Math.round(rowsPerSecond).toLocaleString("en"),
    `${(100 * ofBareLoop).toFixed(0)} %`,
  ]);
  return formatTextTable([{ title: "ten functions" }, ...columns], rows);
}

const names = {
  bare: "bare loop, decoding as the package does",
  get: "bare loop over vector.get(row)",
  bareKeywords: "bare loop of ten keyword patterns",
  decode: "decoding alone",
  row: "row form",
  twoColumns: "row form, two columns",
  batch: "batch form",
  keywords: "keywords",
};

async function measureForms(spec: Parameters<typeof textTable>[0], rounds: number): Promise<readonly Line[]> {
  const table = textTable(spec);
  console.log(
    `${spec.rows} rows x ${(textBytes(table) / spec.rows).toFixed(1)} bytes, ${table.batches.length} batches\n`,
  );
  const forms = { row: rowForm(), twoColumns: twoColumnForm(), batch: batchForm(), keywords: keywordForm() };
  const apply = (functions: readonly AnyLabelingFunction[]): Promise<LabelMatrix> =>
    applyLabelingFunctions(functions as typeof forms.row, table);
  const bare = bareLoop(table);
  checkSame(names.row, await apply(forms.row), bare);
  checkSame(names.batch, await apply(forms.batch), bare);
  checkSame(names.keywords, await apply(forms.keywords), bareKeywords(table));
  const timings = await timeCandidates(
    [
      { name: names.bare, run: () => bareLoop(table) },
      { name: names.get, run: () => bareLoopOverGet(table) },
      { name: names.decode, run: () => decodeOnly(table) },
      { name: names.row, run: () => apply(forms.row) },
      { name: names.twoColumns, run: () => apply(forms.twoColumns) },
      { name: names.batch, run: () => apply(forms.batch) },
      { name: names.bareKeywords, run: () => bareKeywords(table) },
      { name: names.keywords, run: () => apply(forms.keywords) },
    ],
    rounds,
  );
  const limit = timings[0]?.cpuMs ?? NaN;
  return timings.map((timing) => ({
    ...timing,
    rowsPerSecond: (1000 * spec.rows) / timing.cpuMs,
    ofBareLoop: limit / timing.cpuMs,
  }));
}

const lineOf = (lines: readonly Line[], name: string): Line => {
  const line = lines.find((each) => each.name === name);
  if (line === undefined) throw new Error(`nothing was measured for ${name}`);
  return line;
};

function targetsOf(lines: readonly Line[], memory: number): readonly Target[] {
  const row = lineOf(lines, names.row);
  const integer = (value: number): string => Math.round(value).toLocaleString("en");
  return [
    { name: "row form, rows/s", value: row.rowsPerSecond, target: 400_000, good: "above", format: integer },
    { name: "row form, % of the bare loop", value: 100 * row.ofBareLoop, target: 40, good: "above", format: integer },
    { name: "memory beyond the table, MB", value: memory, target: 100, good: "below", format: integer },
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "1000000" },
      "non-ascii": { type: "string", default: "0.05" },
      rounds: { type: "string", default: "7" },
      seed: { type: "string", default: "1" },
      "peer-rows": { type: "string", default: "100000" },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const machine = describeMachine();
  console.log(formatMachine(machine));
  const spec = { rows: Number(values.rows), nonAscii: Number(values["non-ascii"]), seed: Number(values.seed) };
  const lines = await measureForms(spec, Number(values.rounds));
  console.log(formatLines(lines));

  const script = fileURLToPath(new URL("apply-memory.mjs", import.meta.url));
  const memory = Object.fromEntries(
    (["row", "batch", "keywords"] as const).map((form) => [
      form,
      runFresh(script, [form, ...Object.values(spec).map(String)]) as MemoryRise,
    ]),
  );
  console.log("\nMemory beyond the table, MB, each in a fresh process\n");
  const titles = ["process (RSS), peak", "heap and buffers, peak", "kept: the votes"];
  console.log(
    formatTextTable(
      [{ title: "form" }, ...titles.map((title) => ({ title, align: "right" as const }))],
      Object.entries(memory).map(([form, rise]) => [
        form,
        ...[rise.rss, rise.heapAndBuffers, rise.kept].map((each) => each.toFixed(0)),
      ]),
    ),
  );

  const peerRows = Number(values["peer-rows"]);
  const snorkel = peerRows === 0 ? null : measureSnorkel({ ...spec, rows: peerRows });
  if (snorkel !== null) {
    const ratio = lineOf(lines, names.row).rowsPerSecond / snorkel.rowsPerSecond;
    console.log(
      `\nSnorkel ${snorkel.version}, PandasLFApplier, the same ten functions in Python, ${peerRows} rows: ` +
        `${Math.round(snorkel.rowsPerSecond).toLocaleString("en")} rows/s; row form is ${ratio.toFixed(0)} times as fast`,
    );
  }
  const highest = Math.max(...Object.values(memory).map((rise) => Math.max(rise.rss, rise.heapAndBuffers)));
  const targets = targetsOf(lines, highest);
  console.log(`\n${targets.map(formatTarget).join("\n")}`);
  if (values.json !== undefined) writeResults(values.json, machine, { spec, forms: lines, memoryMB: memory, snorkel });
}

await main();

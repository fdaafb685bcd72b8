import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Table } from "apache-arrow";
import { applyLabelingFunctions, writeTable } from "labelwright";
import { duckdbFolder, hasDuckdb } from "../peers/duckdb-folder.ts";
import { integer } from "../util/rates.ts";
import { terminalTable, type TableFormat } from "../util/tables.ts";
import { countVotes } from "./checks.ts";
import { keywordForm } from "./functions.ts";
import { textTable, type TextSpec } from "./text.ts";
import { fiftyLists } from "./word-lists.ts";

/** How fast DuckDB does the fifty keyword functions one way. */
export interface DuckdbLine {
  readonly name: string;
  readonly threads: number;
  readonly cpuMs: number;
  readonly wallMs: number;
  /** By time on the processor where one thread ran, by the clock where more did. */
  readonly rowsPerSecond: number;
  /** Functions that vote on another number of rows than here. */
  readonly differing: number;
}

export interface DuckdbFigures {
  readonly version: string;
  readonly lines: readonly DuckdbLine[];
}

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** One condition for each function: whole words in any case, as our functions do, and the quicker way without borders. */
const queries: Readonly<Record<string, readonly string[]>> = {
  "whole words: regexp_matches": fiftyLists.map(([, , words]) => {
    const terms = words.map((word) => word.replaceAll(" ", String.raw`\s+`));
    return `regexp_matches(text, ${quote(String.raw`\b(?:${terms.join("|")})\b`)}, 'i')`;
  }),
  "parts of words: contains(lower(text), ...)": fiftyLists.map(([, , words]) =>
    words.map((word) => `contains(lower(text), ${quote(word)})`).join(" OR "),
  ),
};

interface Answer {
  readonly version: string;
  readonly results: readonly Omit<DuckdbLine & { readonly votes: readonly number[] }, "rowsPerSecond" | "differing">[];
}

async function runDuckdb(table: Table, rounds: number): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "labelwright-duckdb-"));
  try {
    const [file, request] = [join(folder, "comments.parquet"), join(folder, "request.json")];
    await writeTable(table.select(["text"]), file);
    writeFileSync(request, JSON.stringify({ modules: duckdbFolder, table: file, queries, threads: [1, 2], rounds }));
    const script = join("benchmarks", "peers", "duckdb.mjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, request], { encoding: "utf8" });
    if (status !== 0) throw new Error(`${script} failed: ${stderr}`);
    return JSON.parse(stdout) as Answer;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the fifty keyword functions in DuckDB, with one thread and with two; null where it is not installed. */
export async function measureDuckdb(spec: TextSpec, rounds: number): Promise<DuckdbFigures | null> {
  if (!hasDuckdb()) return null;
  const table = textTable(spec);
  const { votes } = await applyLabelingFunctions(keywordForm(fiftyLists), table, { onProgress: () => undefined });
  const expected = countVotes(votes);
  const { version, results } = await runDuckdb(table, rounds);
  const lines = results.map(({ votes: counts, ...line }) => ({
    ...line,
    rowsPerSecond: (1000 * spec.rows) / (line.threads === 1 ? line.cpuMs : line.wallMs),
    differing: counts.filter((count, j) => count !== expected[j]).length,
  }));
  return { version, lines };
}

/** The figures as text. */
export function formatDuckdb({ version, lines }: DuckdbFigures, table: TableFormat = terminalTable): string {
  const titles = ["threads", "processor ms", "clock ms", "rows/s", "functions with other counts"];
  return table(
    [`DuckDB ${version}, 50 keyword functions`, ...titles],
    lines.map(({ name, threads, cpuMs, wallMs, rowsPerSecond, differing }) => [
      name,
      ...[threads, cpuMs, wallMs, rowsPerSecond, differing].map(integer),
    ]),
  );
}

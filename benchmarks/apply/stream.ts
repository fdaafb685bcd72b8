import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  applyLabelingFunctionsToStream,
  defineTask,
  expression,
  keywords,
  openParts,
  pattern,
  writeTable,
  type StreamedVotes,
} from "labelwright";
import type { RecordBatch, Table } from "apache-arrow";
import { keywordLists } from "./predicates.ts";
import { textTable } from "./text.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });

type StreamFunction = ReturnType<typeof keywordFunctions>[number];

const keywordFunctions = () =>
  keywordLists.map(([name, label, any]) => keywords(task, { name, column: "text", any, label }));

/** Twenty functions, all of terms that a cache knows them by: ten of keywords, five patterns, five expressions. */
export function streamFunctions(edited = false): readonly StreamFunction[] {
  const patterns: readonly (readonly [name: string, label: "ham" | "spam", regexp: RegExp])[] = [
    ["has_link", "spam", /https?:\/\//],
    ["has_money", "spam", /[$£€]\d+/],
    ["asks", "ham", /\bcan you\b/i],
    ["number", "spam", /call \d{5,}/],
    ["opens", "spam", /check out my/i],
  ];
  const expressions: readonly (readonly [name: string, label: "ham" | "spam", when: string])[] = [
    ["liked", "ham", "likes > 5"],
    ["unliked", "spam", "likes == 0"],
    ["short", "ham", "length(text) < 70"],
    ["popular", "ham", "likes >= 12"],
    ["long", "spam", "length(text) > 130 and likes < 2"],
  ];
  // The first function is the one that is edited: a further word.
  const [first, ...others] = keywordFunctions();
  const [name, label, words] = keywordLists[0] ?? ["", "spam", []];
  const one = edited ? keywords(task, { name, column: "text", any: [...words, "voucher"], label }) : first;
  return [
    ...(one === undefined ? [] : [one]),
    ...others,
    ...patterns.map(([name, label, pattern_]) => pattern(task, { name, column: "text", pattern: pattern_, label })),
    ...expressions.map(([name, label, when]) => expression(task, { name, label, when })),
  ] as readonly StreamFunction[];
}

/** What a run over a stream took. */
export interface StreamFigures {
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rowsPerSecond: number;
  /** The highest resident memory of the process, in MB; and where it stood after a tenth of the rows. */
  readonly peakMb: number;
  readonly earlyMb: number;
  readonly patterns: number;
}

/** As many rows as wanted, from some batches over and over: a stream that costs nothing to make. */
function* repeated(batches: readonly RecordBatch[], rows: number): Generator<RecordBatch> {
  for (let sent = 0, b = 0; sent < rows; b++) {
    const batch = batches[b % batches.length] as RecordBatch;
    yield batch.slice(0, Math.min(batch.numRows, rows - sent));
    sent += batch.numRows;
  }
}

const mb = (): number => process.resourceUsage().maxRSS / 1024;

/**
 * Streams rows through twenty functions. For a process of its own, as the memory is that of the process: it is flat where
 * the peak is about what it was after a tenth of the rows.
 */
export async function streamRows(rows: number, seed: number): Promise<StreamFigures> {
  const { batches } = textTable({ rows: Math.min(rows, 500_000), nonAscii: 0.05, seed });
  const functions = streamFunctions();
  let earlyMb = 0;
  const used = process.cpuUsage();
  const start = performance.now();
  const { patterns } = await applyLabelingFunctionsToStream(functions, repeated(batches, rows), {
    onVotes: (_votes, _batch, firstRow) => {
      if (firstRow <= rows / 10) earlyMb = mb();
    },
  });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(used);
  const cpuSeconds = (user + system) / 1e6;
  const rowsPerSecond = rows / seconds;
  return { rows, seconds, cpuSeconds, rowsPerSecond, peakMb: mb(), earlyMb, patterns: patterns.size };
}

/** What running again on files with a cache takes. */
export interface CacheFigures {
  readonly format: string;
  readonly rows: number;
  readonly dataMb: number;
  readonly cacheMb: number;
  /** Seconds of a run without a cache, of the first run with one, of one with one function edited, and with none edited. */
  readonly plain: number;
  readonly first: number;
  readonly edited: number;
  readonly again: number;
  readonly editedShare: number;
}

const folderMb = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size / 2 ** 20, 0);

/** Runs over files with a cache: first, with one of twenty functions edited, and once more as it was. */
export async function editOneOfTwenty(
  rows: number,
  seed: number,
  format: "arrow" | "parquet" | "csv",
): Promise<CacheFigures> {
  const folder = mkdtempSync(join(tmpdir(), "labelwright-benchmark-"));
  try {
    const data = join(folder, "data");
    mkdirSync(data);
    const fileRows = 500_000;
    let dataMb = 0;
    for (let first = 0; first < rows; first += fileRows) {
      const table: Table = textTable({ rows: Math.min(fileRows, rows - first), nonAscii: 0.05, seed: seed + first });
      const file = join(data, `${String(first).padStart(9, "0")}.${format}`);
      await writeTable(table, file);
      dataMb += statSync(file).size / 2 ** 20;
    }
    const cache = join(folder, "cache");
    const columns = task.columns;
    const run = async (functions: readonly StreamFunction[], kept: boolean): Promise<[number, StreamedVotes]> => {
      const manifest = kept ? { manifest: join(folder, "parts.json") } : {};
      const parts = openParts(data, { columns, only: ["text", "likes"], ...manifest });
      const start = performance.now();
      const streamed = await applyLabelingFunctionsToStream(functions, parts, kept ? { cache } : {});
      return [(performance.now() - start) / 1000, streamed];
    };
    await run(streamFunctions(), false); // the engine has compiled what it will run, and the files are in memory
    const [plain, votes] = await run(streamFunctions(), false);
    const [first] = await run(streamFunctions(), true);
    const [edited, votesEdited] = await run(streamFunctions(true), true);
    const [again, votesAgain] = await run(streamFunctions(), true);
    if (votesEdited.cache.read !== 19 * rows || votesAgain.cache.read !== 20 * rows) {
      throw new Error("the cache was not used as it should be");
    }
    if (String(votes.patterns.counts) !== String(votesAgain.patterns.counts)) {
      throw new Error("votes from the cache differ from votes that were cast");
    }
    const cacheMb = folderMb(cache);
    return { format, rows, dataMb, cacheMb, plain, first, edited, again, editedShare: edited / first };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

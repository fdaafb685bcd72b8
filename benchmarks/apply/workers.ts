import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Table } from "apache-arrow";
import { applyLabelingFunctions, loadPack, writeTable, type AnyPack, type LabelMatrix } from "labelwright";
import { shareTable } from "../../src/tables/share-table.ts";
import { timeCandidates, type Timing } from "../util/rounds.ts";
import { terminalTable, type TableFormat } from "../util/tables.ts";
import { decodeOnly } from "./bare.ts";
import { textTable, type TextSpec } from "./text.ts";

/** What worker threads do for one kind of function. Milliseconds on the clock. */
export interface WorkerLine {
  readonly functions: string;
  /** The run in this thread, in one worker's place. */
  readonly one: number;
  /** The run in two threads. */
  readonly two: number;
  /** How many times faster two threads are. */
  readonly speedup: number;
  /** Of one thread's run and the writing of its votes: the shares of decoding text, of voting, of writing. */
  readonly shares: { readonly decoding: number; readonly voting: number; readonly writing: number };
}

/** What worker threads cost and bring. */
export interface WorkerFigures {
  readonly lines: readonly WorkerLine[];
  /** Milliseconds of a run of two threads on two rows: starting them, loading the pack. */
  readonly starting: number;
  /** Milliseconds for copying the table onto shared memory. */
  readonly sharing: number;
}

/** The packs: as modules, since threads cannot be sent functions. Keywords are voted on without decoding their text. */
const packs = [
  { name: "ten keyword functions", file: "benchmarks/apply/pack-keywords.ts", decodes: false },
  { name: "ten row functions", file: "benchmarks/apply/pack-rows.ts", decodes: true },
] as const;

/** Fails when two threads vote otherwise than one. */
function checkSame(name: string, one: LabelMatrix, two: LabelMatrix): void {
  one.votes.forEach((column, j) => {
    if (Buffer.compare(Buffer.from(column.buffer), Buffer.from(two.votes[j]?.buffer ?? new ArrayBuffer(0))) !== 0)
      throw new Error(`${name}: function ${one.functions[j]?.name} votes otherwise in two threads`);
  });
}

const wallOf = (timings: readonly Timing[], name: string): number =>
  timings.find((timing) => timing.name === name)?.wallMs ?? NaN;

async function measurePack(
  { name, file, decodes }: (typeof packs)[number],
  table: Table,
  folder: string,
  rounds: number,
): Promise<WorkerLine> {
  const pack: AnyPack = await loadPack(file);
  const apply = (workers: number): Promise<LabelMatrix> =>
    applyLabelingFunctions(pack.functions, table, { workers, onProgress: () => undefined });
  const votes = await apply(1);
  checkSame(name, votes, await apply(2));
  const timings = await timeCandidates(
    [
      { name: "one", run: () => apply(1) },
      { name: "two", run: () => apply(2) },
      { name: "decoding", run: () => (decodes ? decodeOnly(table) : undefined) },
      { name: "writing", run: () => writeTable(votes.toArrow(), join(folder, "votes.arrow")) },
    ],
    rounds,
  );
  const [one, two] = [wallOf(timings, "one"), wallOf(timings, "two")];
  const [decoding, writing] = [wallOf(timings, "decoding"), wallOf(timings, "writing")];
  const all = one + writing;
  const shares = { decoding: decoding / all, voting: (one - decoding) / all, writing: writing / all };
  return { functions: name, one, two, speedup: one / two, shares };
}

/** Measures one thread against two, on a quiet machine of two cores or more. */
export async function measureWorkers(spec: TextSpec, rounds: number): Promise<WorkerFigures> {
  const table = textTable(spec);
  const folder = mkdtempSync(join(tmpdir(), "labelwright-benchmark-"));
  try {
    const lines: WorkerLine[] = [];
    for (const pack of packs) lines.push(await measurePack(pack, table, folder, rounds));
    const few = textTable({ ...spec, rows: 2 });
    const { functions } = await loadPack(packs[0].file);
    const timings = await timeCandidates(
      [
        { name: "starting", run: () => applyLabelingFunctions(functions, few, { workers: 2 }) },
        { name: "sharing", run: () => shareTable(table, ["text"]) },
      ],
      rounds,
    );
    return { lines, starting: wallOf(timings, "starting"), sharing: wallOf(timings, "sharing") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The figures as text. */
export function formatWorkers({ lines, starting, sharing }: WorkerFigures, table: TableFormat = terminalTable): string {
  const titles = ["functions", "one thread, ms", "two, ms", "times faster", "decoding", "voting", "writing"];
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  const rows = lines.map(({ functions, one, two, speedup, shares }) => [
    functions,
    one.toFixed(0),
    two.toFixed(0),
    speedup.toFixed(2),
    percent(shares.decoding),
    percent(shares.voting),
    percent(shares.writing),
  ]);
  const costs = `Two threads on two rows, which is starting them: ${starting.toFixed(0)} ms; copying the text onto shared memory: ${sharing.toFixed(0)} ms`;
  return `${table(titles, rows)}\n\n${costs}`;
}

import { terminalTable, type TableFormat } from "../util/tables.ts";
import { integer } from "../util/rates.ts";
import { formatDuckdb, measureDuckdb } from "./duckdb.ts";
import { formatExpressions, measureExpressions } from "./expressions.ts";
import { formatForms, measureForms } from "./forms.ts";
import { formatMemory, measureMemory } from "./memory-rise.ts";
import { formatSearches, measureSearches } from "./searches.ts";
import { measureSnorkel } from "./snorkel.ts";
import { measureSpark } from "./spark.ts";
import { formatStreams, measureStreams } from "./streamed.ts";
import type { Figures } from "./targets.ts";
import type { TextSpec } from "./text.ts";
import { formatWorkers, measureWorkers } from "./workers.ts";

/** How much is measured. */
export interface Settings {
  readonly spec: TextSpec;
  readonly rounds: number;
  readonly peerRows: number;
  readonly streamRows: number;
}

/** What each section of the benchmark measures, in this order. */
export const measures: Readonly<Record<keyof Figures, (settings: Settings, figures: Figures) => unknown>> = {
  forms: async ({ spec, rounds }, figures) => (figures.forms = await measureForms(spec, rounds)),
  memoryMB: ({ spec }, figures) => (figures.memoryMB = measureMemory(spec)),
  searches: async ({ spec, rounds }, figures) => (figures.searches = await measureSearches(spec, rounds)),
  expressions: async ({ spec, rounds }, figures) => (figures.expressions = await measureExpressions(spec, rounds)),
  snorkel: ({ spec, peerRows }, figures) => (figures.snorkel = measureSnorkel({ ...spec, rows: peerRows })),
  duckdb: async ({ spec, rounds }, figures) => (figures.duckdb = await measureDuckdb(spec, Math.min(rounds, 3))),
  workers: async ({ spec, rounds }, figures) => (figures.workers = await measureWorkers(spec, rounds)),
  streams: ({ spec, streamRows }, figures) =>
    (figures.streams = measureStreams(streamRows, streamRows / 10, spec.seed)),
  spark: (_, figures) => (figures.spark = measureSpark()),
};

/** What was measured, section by section; only those of `only` where given. */
export function formatFigures(
  figures: Figures,
  table: TableFormat = terminalTable,
  only: readonly string[] = Object.keys(measures),
): string {
  const { forms, memoryMB, searches, expressions, snorkel, duckdb, workers, streams, spark } = figures;
  const texts: Readonly<Record<keyof Figures, () => string | null>> = {
    forms: () => (forms === undefined ? null : formatForms(forms, table)),
    memoryMB: () =>
      memoryMB === undefined
        ? null
        : `Memory beyond the table, MB, each in a fresh process\n\n${formatMemory(memoryMB, table)}`,
    searches: () => (searches === undefined ? null : formatSearches(searches, table)),
    expressions: () => (expressions === undefined ? null : formatExpressions(expressions, table)),
    snorkel: () =>
      snorkel === undefined || snorkel === null
        ? null
        : `Snorkel ${snorkel.version}, PandasLFApplier, the same ten functions in Python: ${integer(snorkel.rowsPerSecond)} rows/s`,
    duckdb: () => (duckdb === undefined || duckdb === null ? null : formatDuckdb(duckdb, table)),
    workers: () => (workers === undefined ? null : formatWorkers(workers, table)),
    streams: () => (streams === undefined ? null : formatStreams(streams, table)),
    spark: () =>
      spark === undefined || spark === null
        ? null
        : table(
            [`Spark ${spark.spark}, ${spark.master}`, "clock s", "processor s"],
            Object.entries(spark.seconds).map(([name, seconds]) => [
              name,
              seconds.toFixed(2),
              (spark.processorSeconds[name] ?? NaN).toFixed(2),
            ]),
          ),
  };
  const wanted = Object.entries(texts).filter(([section]) => only.includes(section));
  return wanted.flatMap(([, text]) => text() ?? []).join("\n\n");
}

import { fileURLToPath } from "node:url";
import { runFresh } from "../util/memory.ts";
import { integer } from "../util/rates.ts";
import { terminalTable, type TableFormat } from "../util/tables.ts";
import type { CacheFigures, StreamFigures } from "./stream.ts";

/** What is measured of streams, in processes of their own. */
export interface StreamedFigures {
  readonly stream: StreamFigures;
  /** Running again on files of some formats with a cache, after one of twenty functions was edited. */
  readonly cache: readonly CacheFigures[];
}

const cachedFormats = ["arrow", "parquet", "csv"] as const;

/**
 * Streams `rows` rows through twenty functions; then votes on files of `cachedRows` rows with a cache, edits one
 * function, and votes again.
 */
export function measureStreams(rows: number, cachedRows: number, seed: number): StreamedFigures {
  const script = fileURLToPath(new URL("apply-memory.mjs", import.meta.url));
  const measure = (...args: readonly (string | number)[]): unknown => runFresh(script, args.map(String));
  return {
    stream: measure("stream", rows, 0.05, seed) as StreamFigures,
    cache: cachedFormats.map((format) => measure("cache", cachedRows, 0.05, seed, format) as CacheFigures),
  };
}

/** The figures as text. */
export function formatStreams({ stream, cache }: StreamedFigures, table: TableFormat = terminalTable): string {
  const titles = [
    "data, MB",
    "cache, MB",
    "no cache, s",
    "first run, s",
    "one of 20 edited, s",
    "none edited, s",
    "edited / first",
  ];
  const lines = cache.map(({ format, dataMb, cacheMb, plain, first, edited, again, editedShare }) => [
    format,
    integer(dataMb),
    integer(cacheMb),
    ...[plain, first, edited, again].map((seconds) => seconds.toFixed(2)),
    `${(100 * editedShare).toFixed(0)} %`,
  ]);
  const { rows, seconds, rowsPerSecond, peakMb, earlyMb, patterns } = stream;
  return [
    `${integer(rows)} rows streamed through 20 functions: ${seconds.toFixed(0)} s on the clock, ${integer(rowsPerSecond)} rows/s, ` +
      `${integer(patterns)} vote patterns; the process had ${integer(peakMb)} MB at its highest, ${integer(earlyMb)} MB after a tenth of the rows`,
    `Files of ${integer(cache[0]?.rows ?? 0)} rows, seconds on the clock`,
    table(["format", ...titles], lines),
  ].join("\n\n");
}

import type { Table } from "apache-arrow";
import type { ColumnType } from "../column-types.ts";
import type { PartPlace, TablePart } from "./part.ts";

/** How much of a file makes up a part. */
export interface PartTarget {
  readonly bytes: number;
  readonly rows: number;
}

/** How parts are read: the options of `readPart`, checked. */
export interface PartReading {
  readonly declared: ReadonlyMap<string, ColumnType>;
  /** Names of the columns wanted; null for all. */
  readonly only: readonly string[] | null;
  readonly nullValues: readonly string[];
}

/** The bytes of a part, by the ranges of its place or all in one; those of columns that are not wanted may be missing. */
export type PartBytes = readonly Buffer[];

/** A part as it is cut off a file. */
export interface Section {
  readonly place: PartPlace;
  readonly rows: number;
  readonly bytes: PartBytes;
}

/** The types that columns have in a file, as text; null where only the rows tell. */
export type FileColumns = ReadonlyMap<string, string> | null;

/** A file of one format, opened. */
export interface PartedFile {
  readonly columns: FileColumns;
  /** What the bytes of every part depend on besides: the header of CSV, the schema of Parquet. */
  readonly prefix: Uint8Array;
  /** Cuts the file into parts, one after the other; those after `last` where some are known already. */
  sections(target: PartTarget, last: TablePart | null): AsyncGenerator<Section>;
  /** The bytes of a part. */
  load(part: TablePart): Promise<PartBytes>;
  /** The table in a part's bytes, which may be changed by it. */
  table(bytes: PartBytes, part: TablePart): Promise<Table>;
}

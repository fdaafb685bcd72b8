import type { Table } from "apache-arrow";
import type { ColumnType } from "../column-types.ts";
import type { TableFormat } from "../files/formats.ts";

/** Bytes of a file, from the first to the one after the last. */
export type ByteRange = readonly [start: number, end: number];

/** Where the rows of a part are in its file. Which of these a part has depends on the format. */
export interface PartPlace {
  /** The bytes to read, in this order. Of Parquet: one range for each column of each row group. */
  readonly ranges: readonly ByteRange[];
  /** Of text: how many lines come before the part. */
  readonly line?: number;
  /** Of CSV: the bytes of the header. */
  readonly header?: ByteRange;
  /** Of CSV: what separates the cells. */
  readonly delimiter?: string;
  /** Of Parquet: the row groups, and a hash of each range, so that columns can be read without the others. */
  readonly groups?: readonly [first: number, end: number];
  readonly hashes?: readonly string[];
}

/**
 * A part of a data set: a file, or a section of one, that fits into memory. It is plain data, so that it can be sent to
 * a worker or kept as JSON; `readPart` reads it.
 */
export interface TablePart {
  /** The file. */
  readonly path: string;
  readonly format: TableFormat;
  /** Its number within the file, from 0. */
  readonly section: number;
  /** The file's row at which it begins. */
  readonly firstRow: number;
  readonly rows: number;
  /** Bytes in the file. */
  readonly bytes: number;
  /** SHA-256 of its bytes, with the file's header or schema. */
  readonly digest: string;
  /** Known by this: the hash of the digest and of the options that change what the bytes mean. */
  readonly hash: string;
  readonly place: PartPlace;
}

/** A part of a data set, ready to be read. */
export interface OpenPart {
  readonly part: TablePart;
  /**
   * Its rows. They come from memory where the part has just been hashed and the next one has not been asked for, else
   * from the file.
   *
   * @throws LabelingError as `readPart`.
   */
  readonly read: () => Promise<Table>;
  /** The options with which `readPart` reads the same rows, in this or another thread. */
  readonly reading?: Omit<ReadPartOptions, "signal"> | undefined;
}

/** Options of `readPart`. */
export interface ReadPartOptions {
  /**
   * Types of columns in CSV and JSON Lines files; columns not named are `utf8`, as no part can tell what the values of
   * others are like. In Parquet files, `utf8` reads bytes that are not marked as text as text.
   * @defaultValue `{}`
   */
  readonly columns?: Readonly<Record<string, ColumnType>> | undefined;
  /** Names of the columns to read, in the order wanted. @defaultValue all */
  readonly only?: readonly string[] | undefined;
  /** Cells of a CSV file that mean null; see `readTable`. @defaultValue `[""]` */
  readonly nullValues?: readonly string[] | undefined;
  /** Stops the reading. @defaultValue none */
  readonly signal?: AbortSignal | undefined;
}

/** Options of `openParts`. */
export interface OpenPartsOptions extends ReadPartOptions {
  /** The format of all files. @defaultValue by each file's ending */
  readonly format?: TableFormat | undefined;
  /** What separates the cells of CSV files. @defaultValue `","`, or a tab for `.tsv` */
  readonly delimiter?: string | undefined;
  /** Bytes of a file that make up a part, about. @defaultValue 32 MiB */
  readonly partBytes?: number | undefined;
  /** The most rows of a part. A record batch or row group that has more is one part all the same. @defaultValue 250000 */
  readonly partRows?: number | undefined;
  /**
   * A file that keeps which parts files have, from run to run: JSON, written whole. A file is taken as known if its size
   * and its time of last change are the same. One that is damaged, or that was made for parts of another size, is made
   * anew.
   * @defaultValue none
   */
  readonly manifest?: string | undefined;
  /** Is told of what is no failure but may be a mistake: a damaged manifest, JSON Lines without a column. @defaultValue none */
  readonly onWarning?: ((message: string) => void) | undefined;
}

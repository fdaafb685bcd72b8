import { LabelingError } from "../../errors.ts";
import { isTable, type BatchShape, type TableShape } from "../../tables/arrow-shape.ts";
import type { OpenPart, ReadPartOptions, TablePart } from "../../tables/parts/part.ts";
import { describe } from "../../util/checks.ts";

/** An Arrow record batch, from any copy of apache-arrow. */
export interface RecordBatchShape extends BatchShape {
  readonly schema: TableShape["schema"];
}

/** What a stream of rows is made of: Arrow tables, record batches, or parts of a data set. */
export type StreamBatch = TableShape | RecordBatchShape | OpenPart;

/** One batch of a stream, whatever it is made of. */
export interface StreamItem {
  /** As the reader gave it. */
  readonly given: StreamBatch;
  /** Null for a batch that came in memory. */
  readonly part: TablePart | null;
  /** How another thread reads the part; null where none can. */
  readonly reading: ReadPartOptions | null;
  readonly rows: number;
  read(): Promise<TableShape>;
}

function isRecordBatch(value: object): value is RecordBatchShape {
  const { schema, numRows, data } = value as Partial<RecordBatchShape>;
  return Array.isArray(schema?.fields) && typeof numRows === "number" && Array.isArray(data?.children);
}

function isPart(value: object): value is OpenPart {
  const { part, read } = value as Partial<OpenPart>;
  return typeof part === "object" && typeof read === "function";
}

function inMemory(given: StreamBatch, table: TableShape): StreamItem {
  return { given, part: null, reading: null, rows: table.numRows, read: () => Promise.resolve(table) };
}

/** @throws LabelingError `bad_table` for anything that is no batch of rows. */
export function itemOf(value: unknown, where: string): StreamItem {
  if (typeof value === "object" && value !== null) {
    if (isTable(value)) return inMemory(value, value);
    if (isPart(value)) {
      const { part, reading = null } = value;
      return { given: value, part, reading, rows: part.rows, read: () => value.read() };
    }
    if (isRecordBatch(value)) {
      return inMemory(value, { schema: value.schema, batches: [value], numRows: value.numRows });
    }
  }
  throw new LabelingError("bad_table", {
    where,
    got: describe(value),
    expected: "an Arrow table or record batch, or a part of a data set",
  });
}

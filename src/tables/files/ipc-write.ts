import {
  AsyncByteQueue,
  Data,
  type DataType,
  RecordBatch,
  RecordBatchFileWriter,
  RecordBatchStreamWriter,
  Struct,
  type Schema,
  type Table,
} from "apache-arrow";
import { LabelingError } from "../../errors.ts";
import { ownTable } from "../build/own-table.ts";
import { readValues } from "../decode/column-values.ts";
import type { Tables } from "./same-columns.ts";

/** Holds what a writer has written until it is taken. */
class WrittenBytes extends AsyncByteQueue {
  #pieces: Uint8Array[] = [];

  override write(piece: Uint8Array): void {
    this.#pieces.push(piece);
  }

  take(): readonly Uint8Array[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }
}

type Entries = readonly Data[] | undefined;

const entriesOf = ({ dictionary }: Data): Entries => dictionary?.data as Entries;

const valuesOf = (entries: Entries): unknown[] => (entries ?? []).flatMap((data) => readValues(data, 0, data.length));

function isSame(a: Entries, b: Entries): boolean {
  if (a === b) return true;
  const [ours, theirs] = [valuesOf(a), valuesOf(b)];
  return ours.length === theirs.length && ours.every((value, i) => value === theirs[i]);
}

/** Lays the batches of later tables out as those of the first, with its schema and its dictionaries. */
class Alignment {
  readonly schema: Schema;
  readonly #path: string;
  /** By column; undefined for those that are none, and until rows have come. */
  readonly #dictionaries: Data["dictionary"][];

  constructor(first: Table, path: string) {
    this.schema = first.schema;
    this.#path = path;
    this.#dictionaries = first.schema.fields.map((_, i) => first.batches[0]?.data.children[i]?.dictionary);
  }

  align(batch: RecordBatch): RecordBatch {
    const children = batch.data.children.map((child, i) => this.#column(child, i));
    const struct = new Data(new Struct(this.schema.fields), 0, batch.numRows, 0, undefined, children);
    return new RecordBatch(this.schema, struct);
  }

  #column(data: Data, i: number): Data {
    const field = this.schema.fields[i];
    if (field === undefined || data.dictionary === undefined) return data;
    const dictionary = (this.#dictionaries[i] ??= data.dictionary);
    if (!isSame(dictionary.data, entriesOf(data))) throw this.#otherEntries(field.name);
    const { offset, length, nullCount, children } = data;
    const buffers = [data.valueOffsets, data.values, data.nullBitmap, data.typeIds] as unknown as Data["buffers"];
    return new Data(field.type as DataType, offset, length, nullCount, buffers, children, dictionary);
  }

  #otherEntries(column: string): LabelingError {
    return new LabelingError("incompatible", {
      where: `${this.#path}, column ${JSON.stringify(column)}`,
      got: "a dictionary with other entries than in the first table",
      expected: "one dictionary for all tables of a file",
      remedy: "Make the column plain text, or write a .parquet, .csv or .jsonl file.",
      details: { path: this.#path, column },
    });
  }
}

/**
 * Tables of equal columns as an Arrow IPC file or stream, uncompressed, batches and types as they are.
 *
 * @throws LabelingError `wrong_type` for a type that apache-arrow cannot write, `incompatible` for dictionaries that
 * differ between tables.
 */
export async function* writeIpc(tables: Tables, format: "arrow" | "arrows", file: string): AsyncGenerator<Uint8Array> {
  const written = new WrittenBytes();
  const writer = format === "arrow" ? new RecordBatchFileWriter() : new RecordBatchStreamWriter();
  writer.reset(written);
  let alignment: Alignment | null = null;
  for await (const table of tables) {
    try {
      const own = ownTable(table);
      if (alignment === null) {
        alignment = new Alignment(own, file);
        writer.reset(written, own.schema);
        for (const batch of own.batches) writer.write(batch);
      } else for (const batch of own.batches) writer.write(alignment.align(batch));
    } catch (error) {
      if (LabelingError.is(error)) throw error;
      throw new LabelingError("wrong_type", {
        where: file,
        got: `a table that cannot be written: ${error instanceof Error ? error.message : String(error)}`,
        remedy: "Leave out or convert the column.",
        cause: error,
      });
    }
    yield* written.take();
  }
  writer.finish();
  yield* written.take();
}

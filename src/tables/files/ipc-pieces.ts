import { Data, RecordBatch, RecordBatchStreamWriter, Struct, Table, type Schema } from "apache-arrow";

const endMarkLength = 8;

const streamOf = (table: Table): Uint8Array => RecordBatchStreamWriter.writeAll(table).toUint8Array(true);

/** An Arrow IPC stream made piece by piece: its head, each batch, its end, to be written one after the other. */
export class IpcPieces {
  /** The schema. */
  readonly head: Uint8Array;
  /** The mark that ends the stream. */
  readonly end: Uint8Array;
  readonly #schema: Schema;

  constructor(schema: Schema) {
    const empty = streamOf(new Table(schema));
    this.head = empty.subarray(0, -endMarkLength);
    this.end = empty.subarray(-endMarkLength);
    this.#schema = schema;
  }

  /** A batch of rows, uncompressed, with its dictionaries. All columns have `length` rows. */
  batch(columns: readonly Data[], length: number): Uint8Array {
    const rows = new Data(new Struct(this.#schema.fields), 0, length, 0, undefined, [...columns]);
    const stream = streamOf(new Table(this.#schema, [new RecordBatch(this.#schema, rows)]));
    return stream.subarray(this.head.length, -endMarkLength);
  }
}

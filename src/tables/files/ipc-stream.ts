import { MessageHeader, type Table } from "apache-arrow";
import { LabelingError } from "../../errors.ts";
import { ByteReader } from "./byte-reader.ts";
import { corruptFile } from "./file-errors.ts";
import { readHead, type MessageHead } from "./ipc-frame.ts";
import { readIpc } from "./ipc.ts";

/** An Arrow IPC stream whose batches are read as they arrive. */
export interface ArrivingTable {
  /** A table with the stream's columns and no rows. */
  readonly head: Table;
  /** Each batch of rows as a table of its own; the next one is read when it is asked for. To be gone through once. */
  readonly batches: AsyncGenerator<Table, void>;
}

/** One message: its head, and all its bytes. */
interface MessageBytes extends MessageHead {
  readonly bytes: Uint8Array;
}

const expected = "an Arrow IPC stream";
/** More would be no schema of a table, but bytes that are taken for a length. */
const maxMetadata = 64 * 2 ** 20;
/** Columns of a batch are addressed with 32 bits. */
const maxBody = 2 ** 31;

class Messages {
  readonly #reader: ByteReader;
  readonly #name: string;
  #count = 0;

  constructor(source: AsyncIterable<Uint8Array>, name: string) {
    this.#reader = new ByteReader(source);
    this.#name = name;
  }

  #corrupt(got: string, cause?: unknown): LabelingError {
    return corruptFile(this.#name, got, expected, cause);
  }

  async #number(): Promise<number> {
    const bytes = new Uint8Array(4);
    if (!(await this.#reader.fill(4))) throw this.#cutShort();
    this.#reader.take(bytes);
    return new DataView(bytes.buffer).getInt32(0, true);
  }

  #cutShort(): LabelingError {
    if (this.#count === 0 && this.#reader.length === 0) return this.#corrupt("no bytes");
    const place = this.#count === 0 ? "its schema" : `message ${this.#count + 1}`;
    // A writer that was killed between two messages leaves a stream that looks whole but for its end mark.
    return this.#corrupt(`a stream that is cut short in ${place}, or lacks its end mark`);
  }

  #checkMetadata(size: number): void {
    if (size > 0 && size <= maxMetadata) return;
    const isFile = this.#count === 0 && size === Buffer.from("ARRO").readInt32LE();
    throw this.#corrupt(isFile ? "an Arrow IPC file" : "bytes that are no Arrow message");
  }

  #head(metadata: Uint8Array): MessageHead {
    let head: MessageHead;
    try {
      head = readHead(metadata);
    } catch (error) {
      throw this.#corrupt("a message that cannot be understood", error);
    }
    if ((this.#count === 0) !== (head.kind === MessageHeader.Schema)) {
      throw this.#corrupt("a stream whose messages are out of order");
    }
    if (head.body <= maxBody) return head;
    throw new LabelingError("too_large", {
      where: this.#name,
      got: `a batch of ${head.body} bytes`,
      expected: "at most 2 GiB",
      remedy: "Send smaller batches.",
      details: { bytes: head.body },
    });
  }

  /** The next message; null at the mark that ends the stream, which must be the last of it. */
  async next(): Promise<MessageBytes | null> {
    let size = await this.#number();
    // Since version 0.15 of the format four bytes of ones precede the size.
    const prefix = size === -1 ? 8 : 4;
    if (size === -1) size = await this.#number();
    if (size === 0) return this.#end();
    this.#checkMetadata(size);
    if (!(await this.#reader.fill(size))) throw this.#cutShort();
    const metadata = new Uint8Array(size);
    this.#reader.take(metadata);
    const head = this.#head(metadata);
    if (!(await this.#reader.fill(head.body))) throw this.#cutShort();
    const bytes = new Uint8Array(prefix + size + head.body);
    const view = new DataView(bytes.buffer);
    view.setInt32(0, -1, true);
    view.setInt32(prefix - 4, size, true);
    bytes.set(metadata, prefix);
    this.#reader.take(bytes.subarray(prefix + size));
    this.#count++;
    return { ...head, bytes };
  }

  async #end(): Promise<null> {
    if (this.#count === 0) throw this.#corrupt("a stream without a schema");
    if (await this.#reader.fill(1)) throw this.#corrupt("more bytes after the end of the stream");
    return null;
  }

  close(): Promise<void> {
    return this.#reader.close();
  }
}

function joined(messages: readonly MessageBytes[]): Uint8Array {
  const all = new Uint8Array(messages.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let at = 0;
  for (const { bytes } of messages) {
    all.set(bytes, at);
    at += bytes.length;
  }
  return all;
}

/** Every batch is read as a stream of its own: the schema, the dictionaries known so far, and the batch. */
async function* readBatches(messages: Messages, schema: MessageBytes, name: string): AsyncGenerator<Table, void> {
  const dictionaries = new Map<number, readonly MessageBytes[]>();
  try {
    for (;;) {
      const message = await messages.next();
      if (message === null) return;
      if (message.dictionary !== null) {
        const { id, isDelta } = message.dictionary;
        dictionaries.set(id, [...(isDelta ? (dictionaries.get(id) ?? []) : []), message]);
        continue;
      }
      yield await readIpc(joined([schema, ...[...dictionaries.values()].flat(), message]), name);
    }
  } finally {
    await messages.close();
  }
}

/**
 * Opens an Arrow IPC stream: reads its schema, then batch after batch as they are asked for. Buffers compressed with
 * LZ4 or Zstandard are read too. Memory: one batch, and the source's own.
 *
 * Unlike a file, a stream must have its end mark: without it, it may have lost its end when its writer was killed.
 *
 * @param name What messages call the stream.
 * @throws LabelingError `corrupt_file` for bytes that are no Arrow stream, are damaged or cut short, and for bytes after
 * its end mark; `too_large` for a batch over 2 GiB. The batches throw the same.
 */
export async function openIpcStream(source: AsyncIterable<Uint8Array>, name: string): Promise<ArrivingTable> {
  const messages = new Messages(source, name);
  const schema = await messages.next();
  if (schema === null) throw corruptFile(name, "a stream without a schema", expected);
  return { head: await readIpc(schema.bytes, name), batches: readBatches(messages, schema, name) };
}

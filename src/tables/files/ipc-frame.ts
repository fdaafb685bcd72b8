import { Message, MessageHeader, type Schema } from "apache-arrow";
import type { TypeShape } from "../arrow-shape.ts";
import { verifyFooter, verifyMessage } from "./ipc-verify.ts";

/** A batch of rows as its message describes it. */
export interface BatchFrame {
  /** Rows. */
  readonly length: number;
  /** The length of every column and, after each column, of its children. */
  readonly nodes: readonly number[];
}

/** What the outside of an Arrow file or stream tells before its columns are read. */
export interface Frame {
  /** What is wrong with it, or null. */
  readonly problem: string | null;
  readonly batches: readonly BatchFrame[];
}

const magic = Buffer.from("ARROW1");
const cutShort = "a stream that is cut short";

/** What is wrong with the frame of a file or stream. */
export class FrameError extends Error {}

/** What the metadata of a message says about it. */
export interface MessageHead {
  readonly kind: MessageHeader;
  /** The length in bytes of what follows the metadata. */
  readonly body: number;
  /** The dictionary that it brings, or adds to. */
  readonly dictionary: { readonly id: number; readonly isDelta: boolean } | null;
  readonly message: Message;
}

/** Reads the metadata of a message, once it is known to be whole. @throws Error for bytes that are none */
export function readHead(metadata: Uint8Array): MessageHead {
  verifyMessage(metadata);
  const message = Message.decode(metadata);
  const { bodyLength: body, headerType: kind } = message as { bodyLength: number; headerType: MessageHeader };
  if (!(body >= 0)) throw new RangeError("a body of impossible length");
  const dictionary = message.isDictionaryBatch() ? (message.header() as { id: number; isDelta: boolean }) : null;
  return { kind, body, dictionary, message };
}

/** A message as its metadata describes it. */
export interface MessageFrame {
  readonly kind: MessageHeader;
  readonly batch: BatchFrame | null;
  readonly dictionary: MessageHead["dictionary"];
  /** The byte after the message and its body. */
  readonly end: number;
}

/** Where a message's metadata begins, and its size, 0 for the mark that ends a stream. A message ends before `limit`. */
export function readPrefix(view: DataView, start: number, limit: number): readonly [at: number, size: number] {
  let at = start;
  const take = (): number => {
    if (at + 4 > limit) throw new FrameError(cutShort);
    at += 4;
    return view.getInt32(at - 4, true);
  };
  let size = take();
  // Since version 0.15 four bytes of ones precede the size.
  if (size === -1) size = take();
  if (size < 0 || at + size > limit) throw new FrameError(cutShort);
  return [at, size];
}

/** The message at a byte, of which only the metadata need be in `view`; null for the mark that ends a stream. */
export function readMessage(view: DataView, start: number, limit: number): MessageFrame | null {
  const [begin, size] = readPrefix(view, start, limit);
  let at = begin;
  if (size === 0) return null;
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, size);
  at += size;
  try {
    const { kind, body, dictionary, message } = readHead(bytes);
    if (at + body > limit) throw new FrameError(cutShort);
    return { kind, batch: frameOf(message, body), dictionary, end: at + body };
  } catch (error) {
    throw error instanceof FrameError ? error : new FrameError("a message that cannot be understood");
  }
}

/** The header of a batch of rows, as far as it is checked. */
interface BatchHeader {
  readonly length: number;
  readonly nodes: readonly { readonly length: number }[];
  readonly buffers: readonly { readonly offset: number; readonly length: number }[];
  readonly variadicBufferCounts: readonly number[];
}

function frameOf(message: Message, body: number): BatchFrame | null {
  const rows = message.isRecordBatch();
  if (!rows && !message.isDictionaryBatch()) return null;
  const header: unknown = message.header();
  const { length, nodes, buffers, variadicBufferCounts } = rows
    ? (header as BatchHeader)
    : (header as { readonly data: BatchHeader }).data;
  if (buffers.some((buffer) => buffer.offset < 0 || buffer.offset + buffer.length > body)) {
    throw new FrameError("values that lie outside their message");
  }
  if (variadicBufferCounts.some((count) => count < 0 || count > buffers.length)) {
    throw new FrameError("more text buffers than there are");
  }
  return rows ? { length, nodes: nodes.map((node) => node.length) } : null;
}

function check(read: () => readonly BatchFrame[]): Frame {
  try {
    return { problem: null, batches: read() };
  } catch (error) {
    if (error instanceof FrameError) return { problem: error.message, batches: [] };
    throw error;
  }
}

/** Whether bytes begin as an Arrow IPC file does. */
export const beginsFile = (bytes: Buffer): boolean => bytes.subarray(0, magic.length).equals(magic);

/** The byte at which the footer of an Arrow IPC file of `size` bytes begins; `end`: its last ten bytes, or all of fewer. */
export function footerStart(end: Buffer, size: number): number {
  if (size < 18 || !end.subarray(-magic.length).equals(magic)) throw new FrameError("a file whose end is missing");
  const length = end.readInt32LE(0);
  const start = size - 10 - length;
  if (length <= 0 || start < 8) throw new FrameError("a footer of impossible length");
  return start;
}

/** Checks both ends of an Arrow IPC file, and the messages between; null for anything that does not begin as one. */
export function checkFileFrame(bytes: Uint8Array): Frame | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!beginsFile(file)) return null;
  return check(() => {
    const limit = footerStart(file.subarray(-10), file.length);
    let blocks: { dictionaries: number[]; batches: number[] };
    try {
      blocks = verifyFooter(file.subarray(limit, -10));
    } catch {
      throw new FrameError("a footer that cannot be understood");
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const read = (start: number, kind: MessageHeader): MessageFrame => {
      const message = start < 8 ? null : readMessage(view, start, limit);
      if (message?.kind === kind) return message;
      throw new FrameError("a footer that points at something else");
    };
    for (const start of blocks.dictionaries) read(start, MessageHeader.DictionaryBatch);
    return blocks.batches.flatMap((start) => read(start, MessageHeader.RecordBatch).batch ?? []);
  });
}

/**
 * Walks through the messages of an Arrow IPC stream without reading what is in them. A stream may end with its end
 * mark, or where a message ends.
 */
export function checkStreamFrame(bytes: Uint8Array): Frame {
  return check(() => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const batches: BatchFrame[] = [];
    let messages = 0;
    for (let at = 0; at < bytes.length; messages++) {
      const message = readMessage(view, at, bytes.length);
      if (message === null) {
        const mark = view.getInt32(at, true) === -1 ? 8 : 4;
        if (at + mark !== bytes.length)
          throw new FrameError(`${bytes.length - at - mark} bytes after the end of the stream`);
        break;
      }
      if ((messages === 0) !== (message.kind === MessageHeader.Schema)) {
        throw new FrameError("a stream whose messages are out of order");
      }
      if (message.batch !== null) batches.push(message.batch);
      at = message.end;
    }
    if (messages === 0) throw new FrameError("a stream without a schema");
    return batches;
  });
}

/** How many nodes a column takes up: its own, and those of its children. A dictionary's values are elsewhere. */
const nodeCount = (type: TypeShape): number =>
  1 +
  (type.dictionary === undefined ? (type.children ?? []).reduce((sum, child) => sum + nodeCount(child.type), 0) : 0);

/** Checks that all columns of all batches have the batch's length: apache-arrow fills up short ones with nulls. */
export function checkLengths(schema: Schema, batches: readonly BatchFrame[]): string | null {
  const counts = schema.fields.map((field) => nodeCount(field.type as TypeShape));
  for (const { length, nodes } of batches) {
    let node = 0;
    for (const [i, count] of counts.entries()) {
      if (nodes[node] !== length)
        return `column ${JSON.stringify(schema.fields[i]?.name)} of another length than its batch`;
      node += count;
    }
  }
  return null;
}

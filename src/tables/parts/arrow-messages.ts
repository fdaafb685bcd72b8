import { Message, MessageHeader } from "apache-arrow";
import { Footer } from "apache-arrow/ipc/metadata/file";
import { beginsFile, footerStart, FrameError, readMessage, readPrefix, type MessageFrame } from "../files/ipc-frame.ts";
import { verifyFooter } from "../files/ipc-verify.ts";
import type { ByteRange } from "./part.ts";
import type { SourceFile } from "./source-file.ts";

/** A message with the bytes it takes up in its file. */
export interface PlacedMessage extends MessageFrame {
  readonly range: ByteRange;
}

/** The message at a byte, of which only the metadata are read; null for the mark that ends a stream. */
export async function messageAt(source: SourceFile, start: number, limit: number): Promise<PlacedMessage | null> {
  const room = limit - start;
  const prefix = await source.read([[start, Math.min(start + 8, limit)]]);
  const [at, size] = readPrefix(viewOf(prefix), 0, room);
  const message = readMessage(viewOf(await source.read([[start, start + at + size]])), 0, room);
  return message === null ? null : { ...message, range: [start, start + message.end] };
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The messages of a stream, one after the other; the first is its schema. */
export async function* streamMessages(source: SourceFile): AsyncGenerator<PlacedMessage> {
  for (let at = 0; at < source.size;) {
    const message = await messageAt(source, at, source.size);
    if (message === null) {
      const mark = (await source.read([[at, at + 4]])).readInt32LE() === -1 ? 8 : 4;
      const rest = source.size - at - mark;
      if (rest > 0) throw new FrameError(`${rest} bytes after the end of the stream`);
      return;
    }
    if ((at === 0) !== (message.kind === MessageHeader.Schema)) {
      throw new FrameError("a stream whose messages are out of order");
    }
    yield message;
    at = message.range[1];
  }
}

/** The schema of a file as the message that begins a stream, and where its other messages are. */
export interface FileOutline {
  readonly schema: Buffer;
  readonly dictionaries: readonly number[];
  readonly batches: readonly number[];
  /** The byte at which the footer begins. */
  readonly limit: number;
}

/** What the footer of an Arrow IPC file tells; null for anything that does not begin as one. */
export async function readOutline(source: SourceFile): Promise<FileOutline | null> {
  const begin = await source.read([[0, 8]]);
  if (!beginsFile(begin)) return null;
  const end = await source.read([[Math.max(0, source.size - 10), source.size]]);
  const limit = footerStart(end, source.size);
  const footer = await source.read([[limit, source.size - 10]]);
  try {
    const { dictionaries, batches } = verifyFooter(footer);
    if ([...dictionaries, ...batches].some((start) => start < 8)) {
      throw new FrameError("a footer that points at something else");
    }
    return {
      schema: frameSchema(Message.encode(Message.from(Footer.decode(footer).schema))),
      dictionaries,
      batches,
      limit,
    };
  } catch (error) {
    throw error instanceof FrameError ? error : new FrameError("a footer that cannot be understood");
  }
}

/** A schema's metadata as a message of a stream, padded to eight bytes. */
function frameSchema(metadata: Uint8Array): Buffer {
  const size = (metadata.length + 7) & ~7;
  const bytes = Buffer.alloc(8 + size);
  bytes.writeInt32LE(-1, 0);
  bytes.writeInt32LE(size, 4);
  bytes.set(metadata, 8);
  return bytes;
}

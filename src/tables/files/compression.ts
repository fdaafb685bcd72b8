import { CompressionType, compressionRegistry } from "apache-arrow";

const frameMagic = 0x184d2204;
const minMatch = 4;

class Lz4Error extends Error {
  constructor(what: string) {
    super(`LZ4 data is damaged: ${what}`);
  }
}

/** Output that grows. Blocks refer back to what came before them, so it stays in one piece. */
class Output {
  bytes: Uint8Array;
  length = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const longer = new Uint8Array(Math.max(this.length + count, this.bytes.length * 2));
    longer.set(this.bytes.subarray(0, this.length));
    this.bytes = longer;
  }

  /** The bytes, copied where much room was left over: it would stay in memory with them. */
  finish(): Uint8Array {
    const bytes = this.bytes.subarray(0, this.length);
    return this.length * 1.25 < this.bytes.length ? bytes.slice() : bytes;
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Repeats `count` bytes from `distance` back; they may overlap with what is being written. */
  repeat(distance: number, count: number): void {
    if (distance === 0 || distance > this.length) throw new Lz4Error("a match before the start");
    this.reserve(count);
    const { bytes, length } = this;
    if (distance >= count) bytes.copyWithin(length, length - distance, length - distance + count);
    else for (let i = length; i < length + count; i++) bytes[i] = bytes[i - distance] ?? 0;
    this.length += count;
  }
}

/** A length that goes on in further bytes while they are 255. */
function readLength(block: Uint8Array, at: number, start: number): [length: number, next: number] {
  let length = start;
  if (start < 15) return [length, at];
  for (;;) {
    const byte = block[at++];
    if (byte === undefined) throw new Lz4Error("a length is cut short");
    length += byte;
    if (byte < 255) return [length, at];
  }
}

/** One block: runs of literal bytes, each but the last followed by a match with earlier output. */
function decodeBlock(block: Uint8Array, output: Output): void {
  let at = 0;
  while (at < block.length) {
    const token = block[at] ?? 0;
    let literals: number;
    [literals, at] = readLength(block, at + 1, token >> 4);
    if (at + literals > block.length) throw new Lz4Error("literals are cut short");
    output.append(block.subarray(at, at + literals));
    at += literals;
    if (at === block.length) return;
    const low = block[at];
    const high = block[at + 1];
    if (low === undefined || high === undefined) throw new Lz4Error("a match is cut short");
    let match: number;
    [match, at] = readLength(block, at + 2, token & 15);
    output.repeat(low | (high << 8), match + minMatch);
  }
}

/**
 * Decompresses LZ4 frames, as Arrow files from pandas hold them by default. Checksums are skipped.
 *
 * @throws Error for data that is damaged or cut short.
 */
export function decodeLz4Frame(data: Uint8Array): Uint8Array {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length < 7 || view.getUint32(0, true) !== frameMagic) throw new Lz4Error("no frame begins here");
  const flags = view.getUint8(4);
  if (flags >> 6 !== 1) throw new Lz4Error("an unknown version of the format");
  const hasSize = (flags & 8) !== 0;
  let at = 6 + (hasSize ? 8 : 0) + ((flags & 1) !== 0 ? 4 : 0) + 1;
  // The size that the frame claims is a hint, no more: it is not trusted with memory.
  const claimed = hasSize && data.length >= 14 ? Number(view.getBigUint64(6, true)) : data.length * 4;
  const output = new Output(Math.min(claimed, data.length * 255) + 16);
  for (;;) {
    if (at + 4 > data.length) throw new Lz4Error("the frame has no end");
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) return output.finish();
    const length = size & 0x7fffffff;
    if (at + length > data.length) throw new Lz4Error("a block is cut short");
    const block = data.subarray(at, at + length);
    if (size >>> 31 === 1) output.append(block);
    else decodeBlock(block, output);
    at += length + ((flags & 16) !== 0 ? 4 : 0);
  }
}

/**
 * Teaches apache-arrow to read LZ4 and Zstandard data, where the program has not done so already.
 *
 * @returns Whether anything was added.
 */
export async function registerCodecs(): Promise<boolean> {
  const { LZ4_FRAME, ZSTD } = CompressionType;
  let added = false;
  if (compressionRegistry.get(LZ4_FRAME) === null) {
    compressionRegistry.set(LZ4_FRAME, { decode: decodeLz4Frame });
    added = true;
  }
  if (compressionRegistry.get(ZSTD) === null) {
    const { decompressZstd } = await import("hyparquet-compressors");
    compressionRegistry.set(ZSTD, {
      decode: (data) => {
        const bytes = decompressZstd(data);
        // Arrow lays typed arrays over the bytes, which must begin where eight-byte numbers can.
        return bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
      },
    });
    added = true;
  }
  return added;
}

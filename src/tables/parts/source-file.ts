import { open, type FileHandle } from "node:fs/promises";
import { LabelingError } from "../../errors.ts";
import { fileError } from "../files/file-errors.ts";
import type { ByteRange } from "./part.ts";

/** A file that is read in pieces. */
export class SourceFile {
  readonly path: string;
  readonly size: number;
  /** When it was last changed, in milliseconds since 1970. */
  readonly mtime: number;
  readonly #handle: FileHandle;

  private constructor(path: string, size: number, mtime: number, handle: FileHandle) {
    this.path = path;
    this.size = size;
    this.mtime = mtime;
    this.#handle = handle;
  }

  /** @throws LabelingError `file_not_found`, or `file_failed` where it cannot be read or is no regular file. */
  static async open(path: string): Promise<SourceFile> {
    let handle: FileHandle | null = null;
    try {
      handle = await open(path, "r");
      const stats = await handle.stat();
      if (!stats.isFile()) throw notRegular(path);
      return new SourceFile(path, stats.size, stats.mtimeMs, handle);
    } catch (error) {
      await handle?.close();
      throw fileError(error, path, "read");
    }
  }

  /** The bytes of some ranges, one after the other, behind those of `head`; fewer where the file ends before. */
  async read(ranges: readonly ByteRange[], head: Uint8Array = new Uint8Array()): Promise<Buffer> {
    const length = ranges.reduce((sum, [start, end]) => sum + Math.max(0, end - start), head.length);
    // Not from the pool: Arrow lays eight-byte numbers over the bytes.
    const bytes = Buffer.from(new ArrayBuffer(length));
    bytes.set(head);
    let filled = head.length;
    for (const [start, end] of ranges) {
      for (let at = start; at < end;) {
        const { bytesRead } = await this.#readInto(bytes, filled, end - at, at);
        if (bytesRead === 0) return bytes.subarray(0, filled);
        filled += bytesRead;
        at += bytesRead;
      }
    }
    return bytes;
  }

  async #readInto(bytes: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }> {
    try {
      return await this.#handle.read(bytes, offset, length, position);
    } catch (error) {
      throw fileError(error, this.path, "read");
    }
  }

  /** @throws LabelingError `file_failed` where the file has changed since it was opened. */
  async checkUnchanged(): Promise<void> {
    const { size, mtimeMs } = await this.#handle.stat();
    if (size !== this.size || mtimeMs !== this.mtime) throw changed(this.path, "it changed while it was being read");
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** A file is not what it was. */
export function changed(path: string, got: string): LabelingError {
  return new LabelingError("file_failed", {
    where: path,
    got,
    expected: "a file that stays as it is",
    remedy: "Start again once it is finished; remove the manifest if there is one.",
    details: { path },
  });
}

function notRegular(path: string): LabelingError {
  return new LabelingError("file_failed", {
    where: path,
    got: "something other than a regular file",
    expected: "a file that can be read from any place",
    remedy: "Write it to a file first.",
    details: { path },
  });
}

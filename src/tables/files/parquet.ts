import { open, type FileHandle } from "node:fs/promises";
import type { Table } from "apache-arrow";
import type { AsyncBuffer } from "hyparquet";
import { assembleBatches } from "../build/column-builder.ts";
import type { ColumnType } from "../column-types.ts";
import { openParquet, parquetError, type GroupBatch } from "./parquet-groups.ts";

function openBuffer(handle: FileHandle, size: number): AsyncBuffer {
  return {
    byteLength: size,
    // As ArrayBuffer.slice, less where less is there: an error now would be one that nobody waits for.
    async slice(start, end = size) {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - Math.max(start, 0)));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
        if (bytesRead === 0) return bytes.buffer.slice(0, filled);
        filled += bytesRead;
      }
      return bytes.buffer;
    },
  };
}

/**
 * Reads a Parquet file, a batch for each of its row groups, in any of the usual compressions. Decimals become floats,
 * UUIDs text, and columns of structs, maps and lists of lists JSON text.
 *
 * @throws LabelingError `corrupt_file` where the file is damaged or cut short, `file_failed` where it cannot be read.
 */
export async function readParquet(file: string, declared: ReadonlyMap<string, ColumnType>): Promise<Table> {
  const handle = await open(file, "r");
  try {
    const buffer = openBuffer(handle, (await handle.stat()).size);
    const parquet = await openParquet(buffer, file, declared);
    const batches: GroupBatch[] = [];
    for (const group of parquet.groups.keys()) batches.push(await parquet.read(group, parquet.columns, buffer));
    return assembleBatches(parquet.columns, batches);
  } catch (error) {
    throw parquetError(error, file);
  } finally {
    await handle.close();
  }
}

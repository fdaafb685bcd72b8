import { RecordBatchReader, Table } from "apache-arrow";
import { registerCodecs } from "./compression.ts";
import { corruptFile } from "./file-errors.ts";
import { checkBuffers } from "./ipc-buffers.ts";
import { checkFileFrame, checkLengths, checkStreamFrame, type Frame } from "./ipc-frame.ts";

const expected = "a whole Arrow IPC file or stream";

/**
 * Reads an Arrow IPC file or stream, whichever the bytes are; buffers compressed with LZ4 or Zstandard are read too.
 * Columns share the memory of `bytes`.
 *
 * @throws LabelingError `corrupt_file` where the bytes are damaged or cut short.
 */
export async function readIpc(bytes: Uint8Array, file: string): Promise<Table> {
  const frame = checkFileFrame(bytes) ?? checkStreamFrame(bytes);
  if (frame.problem !== null) throw corruptFile(file, frame.problem, expected);
  let table: Table;
  let problem: string | null;
  try {
    table = await decode(bytes);
    problem = problemOf(table, frame);
  } catch (error) {
    throw corruptFile(file, error instanceof Error ? error.message : String(error), expected, error);
  }
  if (problem !== null) throw corruptFile(file, problem, expected);
  return table;
}

async function decode(bytes: Uint8Array): Promise<Table> {
  try {
    return new Table([...RecordBatchReader.from(bytes)]);
  } catch (error) {
    // Codecs are loaded only for a file that cannot be read without them.
    if (!(await registerCodecs())) throw error;
    return new Table([...RecordBatchReader.from(bytes)]);
  }
}

/** What is wrong with a table that was read, or null. */
function problemOf(table: Table, { batches }: Frame): string | null {
  // Where there are no batches, apache-arrow makes up one to carry the schema, without the buffers of a real one.
  if (batches.length === 0 && table.numRows === 0) return null;
  const read = table.batches.length;
  if (read !== batches.length) return `${read} of its ${batches.length} batches of rows`;
  if (read === 0) return null;
  return checkLengths(table.schema, batches) ?? checkBuffers(table);
}

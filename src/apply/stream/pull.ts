import { LabelingError } from "../../errors.ts";
import { isTable, type TableShape } from "../../tables/arrow-shape.ts";
import { describe } from "../../util/checks.ts";
import { itemOf, type StreamBatch, type StreamItem } from "./batch.ts";
import { abortedError } from "../../util/aborted.ts";

/** Where batches come from, one after the other. A table is the stream of its record batches. */
export type BatchReader<B extends StreamBatch = StreamBatch> = Iterable<B> | AsyncIterable<B> | TableShape;

type Batches = Iterator<unknown> | AsyncIterator<unknown>;

function batchesOfTable(table: TableShape): Iterator<unknown> {
  return table.batches.map(({ numRows, data }) => ({ schema: table.schema, numRows, data })).values();
}

function iteratorOf(reader: unknown, where: string): Batches {
  if (typeof reader === "object" && reader !== null) {
    // A table iterates over its rows.
    if (isTable(reader)) return batchesOfTable(reader);
    // Readers that wait for their bytes have both, and throw from the first.
    if (Symbol.asyncIterator in reader) return (reader as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    if (Symbol.iterator in reader) return (reader as Iterable<unknown>)[Symbol.iterator]();
  }
  throw new LabelingError("bad_option", {
    where: `${where}, reader`,
    got: describe(reader),
    expected: "an iterable or async iterable of Arrow tables or record batches, such as an Arrow RecordBatchReader",
    ...(reader instanceof Promise ? { remedy: "Await the promise first." } : {}),
  });
}

/** The next batch, unless the signal to stop comes first: a stream may wait for ever. */
async function nextOrAbort(
  batches: Batches,
  signal: AbortSignal | undefined,
  where: string,
): Promise<IteratorResult<unknown>> {
  if (signal === undefined) return batches.next();
  if (signal.aborted) throw abortedError(signal, where);
  const listening = new AbortController();
  const stop = new Promise<never>((_, reject) => {
    const listener = (): void => reject(abortedError(signal, where));
    signal.addEventListener("abort", listener, { once: true, signal: listening.signal });
  });
  try {
    return await Promise.race([batches.next(), stop]);
  } finally {
    listening.abort();
  }
}

function readError(error: unknown, where: string): LabelingError {
  if (LabelingError.is(error)) return error;
  return new LabelingError("bad_table", {
    where,
    got: `the reader failed: ${describe(error)}`,
    remedy: "The data may be damaged or cut short: see the cause.",
    cause: error,
  });
}

/**
 * Pulls batches from a reader, each when it is asked for. Where the consumer stops early, or the signal says so, the
 * reader's `return` is called, so that it can close what it has opened.
 */
export async function* pullBatches(
  reader: unknown,
  signal: AbortSignal | undefined,
  where: string,
): AsyncGenerator<StreamItem> {
  const batches = iteratorOf(reader, where);
  const reading = { isOpen: true, isWaiting: false };
  try {
    for (let number = 1; ; number++) {
      const place = `${where}, batch ${number}`;
      let next: IteratorResult<unknown>;
      reading.isWaiting = true;
      try {
        next = await nextOrAbort(batches, signal, place);
      } catch (error) {
        reading.isOpen = signal?.aborted === true; // a reader that has failed is not to be closed
        throw readError(error, place);
      }
      reading.isWaiting = false;
      reading.isOpen = next.done !== true;
      if (next.done === true) return;
      yield itemOf(next.value, place);
    }
  } finally {
    const closing = reading.isOpen ? close(batches) : undefined;
    // A reader that is still waiting for a batch may wait for ever.
    if (!reading.isWaiting) await closing;
  }
}

/** Tells a reader that no more is wanted. How it takes that does not matter: the run has ended for another reason. */
async function close(batches: Batches): Promise<void> {
  try {
    await batches.return?.();
  } catch {
    return;
  }
}

import type { OpenPart, TablePart } from "../tables/parts/part.ts";
import type { ProgressHandler } from "../util/progress.ts";

/** Tells how far a run is: in rows, and as the share of the files' bytes. */
export class PartsProgress {
  readonly #totalBytes: number;
  readonly #onProgress: ProgressHandler;
  #part: TablePart | null = null;
  /** Rows and bytes before the part. */
  #rows = 0;
  #bytes = 0;

  constructor(totalBytes: number, onProgress: ProgressHandler) {
    this.#totalBytes = totalBytes;
    this.#onProgress = onProgress;
  }

  /** Passes parts on, and notes which one is in hand. */
  async *watch(parts: AsyncIterable<OpenPart>): AsyncGenerator<OpenPart> {
    [this.#part, this.#rows, this.#bytes] = [null, 0, 0];
    for await (const each of parts) {
      this.#rows += this.#part?.rows ?? 0;
      this.#bytes += this.#part?.bytes ?? 0;
      this.#part = each.part;
      yield each;
    }
  }

  /** Tells how far the run is when so many rows are done. */
  report(rows: number): void {
    const { rows: ofPart = 0, bytes = 0 } = this.#part ?? {};
    const done = this.#bytes + (ofPart === 0 ? 1 : (rows - this.#rows) / ofPart) * bytes;
    this.#tell(rows, Math.min(Math.round(done), this.#totalBytes - 1));
  }

  /** Ends the line of progress. */
  finish(): void {
    this.#tell(this.#rows + (this.#part?.rows ?? 0), this.#totalBytes);
  }

  #tell(rows: number, done: number): void {
    const task = `applying labeling functions, ${rows.toLocaleString("en")} rows`;
    this.#onProgress({ task, done, total: this.#totalBytes });
  }
}

/** How far a long job is. */
export interface Progress {
  /** What is being done, in a few words. */
  readonly task: string;
  /** Units done so far. */
  readonly done: number;
  /** Units in all, or null where that is not known. */
  readonly total: number | null;
}

/** Is told how far a job is, some times a second. */
export type ProgressHandler = (progress: Progress) => void;

/** What a progress line is written to. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  /** Writes a piece of text. */
  write(text: string): unknown;
}

const quietMilliseconds = 1000;
const pauseMilliseconds = 100;

/**
 * Writes a progress line, drawn over itself, once a job has run for a second. Silent where the stream is no terminal.
 */
export function terminalProgress(stream: ProgressStream): ProgressHandler {
  if (stream.isTTY !== true) return () => undefined;
  const start = performance.now();
  let last = -Infinity;
  let shown = false;
  return ({ task, done, total }) => {
    const now = performance.now();
    const finished = total !== null && done >= total;
    if (finished && shown) stream.write("\r\u001b[K");
    if (finished || now - start < quietMilliseconds || now - last < pauseMilliseconds) return;
    last = now;
    shown = true;
    const share = total === null || total === 0 ? String(done) : `${Math.floor((100 * done) / total)} %`;
    stream.write(`\r\u001b[K${task}: ${share}`);
  };
}

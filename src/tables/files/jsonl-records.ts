import type { RecordCut, RecordLimits } from "./csv-records.ts";
import { newline } from "./csv-scan.ts";

const brace = 123;

/** Cuts whole lines of JSON off text that begins with one. Blank lines are no rows. */
export function cutJsonLines(bytes: Buffer, { isLast, maxRows }: RecordLimits): RecordCut {
  let end = 0;
  let rows = 0;
  let lines = 0;
  while (end < bytes.length && rows < maxRows) {
    const at = bytes.indexOf(newline, end);
    if (at < 0 && !isLast) break;
    const next = at < 0 ? bytes.length : at + 1;
    if (bytes[end] === brace || bytes.toString("utf8", end, next).trim() !== "") rows++;
    if (at >= 0) lines++;
    end = next;
  }
  return { end, rows, lines };
}

const quote = 34;
const newline = 10;
const carriageReturn = 13;

/** Whole records at the start of some text. */
export interface RecordCut {
  /** The byte after the last of them; 0 where no record is whole. */
  readonly end: number;
  /** Records that are rows. */
  readonly rows: number;
  /** Lines that end in them. */
  readonly lines: number;
}

/** How records are cut off. */
export interface RecordLimits {
  /** Whether the text goes to the end of the file, so that its last record is whole as it is. */
  readonly isLast: boolean;
  readonly maxRows: number;
}

/**
 * Cuts whole CSV records off text that begins with one. Blank lines are rows where `blankRows` says so. A quote opens a
 * quoted cell only where a cell begins; anything else is left for the parser to report.
 */
export function cutCsvRecords(
  bytes: Uint8Array,
  delimiter: Uint8Array,
  blankRows: boolean,
  { isLast, maxRows }: RecordLimits,
): RecordCut {
  const { length } = bytes;
  let end = 0;
  let rows = 0;
  let lines = 0;
  let linesAhead = 0;
  let at = 0;
  while (at < length && rows < maxRows) {
    const byte = bytes[at] ?? 0;
    if (byte > quote) at++;
    else if (byte === quote && beginsCell(bytes, at, end, delimiter)) {
      [at, linesAhead] = skipQuoted(bytes, at + 1, linesAhead);
    } else if (byte === newline || byte === carriageReturn) {
      // Whether a line feed follows is not known yet.
      if (byte === carriageReturn && at + 1 === length && !isLast) break;
      if (at > end || blankRows) rows++;
      at += byte === carriageReturn && bytes[at + 1] === newline ? 2 : 1;
      end = at;
      lines = ++linesAhead;
    } else at++;
  }
  if (isLast && at >= length && end < length && rows < maxRows)
    return { end: length, rows: rows + 1, lines: linesAhead };
  return { end, rows, lines };
}

function beginsCell(bytes: Uint8Array, at: number, recordStart: number, delimiter: Uint8Array): boolean {
  if (at === recordStart) return true;
  const start = at - delimiter.length;
  return start >= recordStart && delimiter.every((byte, i) => bytes[start + i] === byte);
}

/** The byte after the closing quote, or the end; and the lines that end before. */
function skipQuoted(bytes: Uint8Array, start: number, linesBefore: number): [at: number, lines: number] {
  let lines = linesBefore;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) {
      if (bytes[at + 1] !== quote) return [at + 1, lines];
      at++;
    } else if (byte === newline || (byte === carriageReturn && bytes[at + 1] !== newline)) lines++;
  }
  return [bytes.length, lines];
}

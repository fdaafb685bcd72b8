import type { TextBytes, TextRun } from "../../tables/decode/text-runs.ts";

/**
 * What an operation makes of the texts of a column, and of a constant, where they lie in runs of rows: without a string
 * for each row. Runs of several rows are ASCII, so a row is as long as its bytes.
 */
export type RunLoop = (
  { offsets }: TextBytes,
  runs: readonly TextRun[],
  part: string,
  out: Uint8Array | Float64Array,
) => void;

/** Counts a part that is not empty, or with `once` marks the rows that have it. */
function searchRuns(once: boolean): RunLoop {
  return ({ offsets }, runs, part, out) => {
    for (const { text, first, end } of runs) {
      const base = offsets[first] ?? 0;
      const isOne = end === first + 1;
      out.fill(0, first, end);
      let row = first;
      let rowEnd = isOne ? text.length : (offsets[row + 1] ?? 0) - base;
      for (let at = text.indexOf(part); at >= 0;) {
        while (rowEnd <= at) rowEnd = (offsets[++row + 1] ?? 0) - base;
        const next = at + part.length;
        if (next > rowEnd)
          at = text.indexOf(part, at + 1); // it reaches into the next row
        else {
          out[row] = once ? 1 : (out[row] ?? 0) + 1;
          at = text.indexOf(part, once ? rowEnd : next);
        }
      }
    }
  };
}

/** Asks `ask` for each row, which is the text from `from` up to `to`. */
function askRuns(ask: (text: string, from: number, to: number, part: string) => number | boolean): RunLoop {
  return ({ offsets }, runs, part, out) => {
    for (const { text, first, end } of runs) {
      if (end === first + 1) out[first] = Number(ask(text, 0, text.length, part));
      else {
        const base = offsets[first] ?? 0;
        for (let i = first; i < end; i++) {
          out[i] = Number(ask(text, (offsets[i] ?? 0) - base, (offsets[i + 1] ?? 0) - base, part));
        }
      }
    }
  };
}

/** The operations on text that take runs. */
export const runLoops: Readonly<Record<"contains" | "count" | "startsWith" | "endsWith" | "length", RunLoop>> = {
  contains: searchRuns(true),
  count: searchRuns(false),
  startsWith: askRuns((text, from, to, part) => to - from >= part.length && text.startsWith(part, from)),
  endsWith: askRuns((text, from, to, part) => to - from >= part.length && text.endsWith(part, to)),
  length: ({ offsets }, runs, _part, out) => {
    for (const { text, first, end } of runs) {
      if (end === first + 1) out[first] = text.length;
      else for (let i = first; i < end; i++) out[i] = (offsets[i + 1] ?? 0) - (offsets[i] ?? 0);
    }
  },
};

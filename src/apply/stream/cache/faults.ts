import type { Fault } from "../../../matrix/faults.ts";

/** Failures of one function on one part. */
export interface PlaceFaults {
  readonly count: number;
  /** The first ones, in row order. */
  readonly kept: readonly Fault[];
}

/** How messages of a labeling function begin. */
const prefixOf = (name: string, row: number): string => `labeling function "${name}", row ${row}: `;

/** The same failures with their rows moved, in the messages too: what is row 7 of a part is another row of the stream. */
export function moveFaults({ count, kept }: PlaceFaults, by: number): PlaceFaults {
  if (by === 0 || kept.length === 0) return { count, kept };
  const moved = kept.map((fault): Fault => {
    const before = prefixOf(fault.function, fault.row);
    const row = fault.row + by;
    const message = fault.message.startsWith(before)
      ? prefixOf(fault.function, row) + fault.message.slice(before.length)
      : fault.message;
    return Object.freeze({ function: fault.function, row, message });
  });
  return { count, kept: moved };
}

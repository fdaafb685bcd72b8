import { makeData, Utf8, type Data } from "apache-arrow";
import { LabelingError } from "../errors.ts";
import type { LabelSet } from "../labels/label-set.ts";
import { bitmapOf, typeOfCodes } from "./matrix-table.ts";
import type { VoteArray } from "./vote-array.ts";

const maxOffset = 2 ** 31 - 1;

/** Label codes as a column of integers without copying them; -1 becomes null. */
export function dataOfPlainCodes(codes: VoteArray): Data {
  return makeData({ type: typeOfCodes(codes), length: codes.length, data: codes as Int8Array, ...bitmapOf(codes) });
}

/** Writes label names as text columns, for readers that know no dictionaries. Make it once for a run. */
export class PlainLabels {
  readonly #names: readonly Uint8Array[];

  constructor(labels: LabelSet) {
    this.#names = labels.names.map((name) => Buffer.from(name));
  }

  /** Label codes as a column of text; -1 becomes null. O(rows + bytes). @throws LabelingError `too_large` over 2 GiB */
  dataOf(codes: VoteArray): Data {
    const { length } = codes;
    const offsets = new Int32Array(length + 1);
    let end = 0;
    for (let i = 0; i < length; i++) offsets[i + 1] = end += this.#names[codes[i] ?? -1]?.length ?? 0;
    if (end > maxOffset) {
      throw new LabelingError("too_large", {
        where: "votes as text",
        got: `${end} bytes in one batch`,
        expected: "at most 2 GiB",
        remedy: "Use smaller batches, or codes.",
      });
    }
    const data = new Uint8Array(end);
    let at = 0;
    for (let i = 0; i < length; i++) {
      const name = this.#names[codes[i] ?? -1];
      // Names are short: a loop is faster than a call.
      if (name !== undefined) for (let k = 0; k < name.length; k++) data[at++] = name[k] ?? 0;
    }
    return makeData({ type: new Utf8(), length, valueOffsets: offsets, data, ...bitmapOf(codes) });
  }
}

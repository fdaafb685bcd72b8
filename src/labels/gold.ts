import { LabelingError } from "../errors.ts";
import { describe, listNames } from "../util/checks.ts";
import type { LabelSet } from "./label-set.ts";

/** The true label of each row, `null` where it is not known; or codes with -1. */
export type Gold<L extends string = string> = readonly (L | null)[] | Int8Array | Int16Array | Int32Array;

/**
 * Gold labels as codes, -1 = unknown.
 *
 * @throws LabelingError when their number is not `rows`, or one is not a label.
 */
export function goldCodes(gold: Gold, labels: LabelSet, rows: number, where: string): Int32Array {
  const given: unknown = gold;
  if (!Array.isArray(given) && !ArrayBuffer.isView(given)) {
    throw new LabelingError("bad_option", {
      where: `${where}, gold`,
      got: describe(given),
      expected: "an array of labels",
    });
  }
  if (gold.length !== rows) {
    throw new LabelingError("bad_option", {
      where: `${where}, gold`,
      got: `${gold.length} labels`,
      expected: `one for each of the ${rows} rows`,
    });
  }
  return Int32Array.from(gold as ArrayLike<string | number | null>, (value, row) => {
    if (value === null || value === -1) return -1;
    if (typeof value === "number" && labels.names[value] !== undefined) return value;
    if (labels.has(value)) return labels.code(value);
    throw new LabelingError("unknown_label", {
      where: `${where}, gold of row ${row}`,
      got: describe(value),
      expected: `one of ${listNames(labels.names)}, or null where it is unknown`,
      details: { row },
    });
  });
}

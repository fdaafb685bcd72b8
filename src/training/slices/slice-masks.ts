import { isSlices } from "../../apply/slices/slices.ts";
import { LabelingError } from "../../errors.ts";
import { describe } from "../../util/checks.ts";

/** Masks of slices by name: for each row whether it is in the slice (true, or 1). */
export type SliceMasks<N extends string = string> = Readonly<Record<N, ArrayLike<boolean | number>>>;

/** Masks by name, one byte a row. */
export type NamedMasks<N extends string> = readonly (readonly [N, Uint8Array])[];

/** The masks of slices for `rows` rows. @throws LabelingError for none, or other numbers of rows */
export function checkMasks<N extends string>(slices: unknown, rows: number, where: string): NamedMasks<N> {
  const isRecord = typeof slices === "object" && slices !== null && !Array.isArray(slices);
  const masks = isSlices(slices) ? slices.masks : isRecord ? (slices as SliceMasks) : {};
  const named = Object.entries<ArrayLike<boolean | number>>(masks);
  if (named.length === 0) {
    throw new LabelingError(isRecord ? "empty" : "bad_option", {
      where: `${where}, slices`,
      got: isRecord ? "no slices" : describe(slices),
      expected: "slices of applySlicingFunctions, or a mask for each name",
    });
  }
  return named.map(([name, mask]): [N, Uint8Array] => {
    const given: unknown = mask;
    const isArray = Array.isArray(given) || ArrayBuffer.isView(given);
    if (isArray && mask.length === rows)
      return [name as N, Uint8Array.from(mask, (each) => (each === true || each === 1 ? 1 : 0))];
    throw new LabelingError("bad_option", {
      where: `${where}, slice "${name}"`,
      got: isArray ? `${mask.length} rows` : describe(given),
      expected: `an array with true or false for each of the ${rows} rows`,
    });
  });
}

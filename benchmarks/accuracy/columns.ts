import type { TextColumn } from "../../src/util/text-table.ts";

/** A share in %; a dash where a method failed. */
export const percent = (share: number, digits = 1): string =>
  Number.isNaN(share) ? "—" : (100 * share).toFixed(digits);

/** A column of figures. */
export const right = (title: string): TextColumn => ({ title, align: "right" });

/** A share as percent. */
export const percent = (share: number | null | undefined, digits = 1): string =>
  share == null ? "–" : `${(100 * share).toFixed(digits)} %`;

/** A count with its thousands set apart. */
export const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");

/** A length or place in a drawing: two digits, so that the same drawing has the same bytes everywhere. */
export const place = (value: number): string => String(Math.round(value * 100) / 100);

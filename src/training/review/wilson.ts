import { wilsonBounds } from "../../util/wilson.ts";

/** A share of some rows, with a 95 % interval. */
export interface ShareInterval {
  /** Rows of which it is known. */
  readonly rows: number;
  /** Rows among them that count. */
  readonly count: number;
  /** `count` of `rows`. */
  readonly share: number;
  /** The interval's ends, within 0 to 1. */
  readonly low: number;
  readonly high: number;
}

/** The 97.5 % point of the normal distribution. */
const z = 1.959963984540054;

/** A share with its 95 % score interval. */
export function wilsonInterval(count: number, rows: number): ShareInterval {
  const [low, high] = wilsonBounds(count, rows, z);
  return Object.freeze({ rows, count, share: count / rows, low, high });
}

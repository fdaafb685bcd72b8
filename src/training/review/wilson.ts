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

/** The score interval of a share (Wilson 1927): fair for few rows and for shares near 0, where the usual one fails. */
export function wilsonInterval(count: number, rows: number): ShareInterval {
  const share = count / rows;
  const center = (share + (z * z) / (2 * rows)) / (1 + (z * z) / rows);
  const half = (z / (1 + (z * z) / rows)) * Math.sqrt((share * (1 - share)) / rows + (z * z) / (4 * rows * rows));
  const low = count === 0 ? 0 : Math.max(0, center - half);
  const high = count === rows ? 1 : Math.min(1, center + half);
  return Object.freeze({ rows, count, share, low, high });
}

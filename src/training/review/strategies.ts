/** How rows to ask about are chosen. */
export type ReviewStrategy =
  "uncertain-diverse" | "expected-gain" | "balanced" | "entropy" | "margin" | "least-confident" | "conflict" | "random";

/** All of them, the default first. */
export const reviewStrategies: readonly ReviewStrategy[] = Object.freeze([
  "uncertain-diverse",
  "expected-gain",
  "balanced",
  "entropy",
  "margin",
  "least-confident",
  "conflict",
  "random",
]);

/** How worthwhile a row is to ask about, by its probabilities alone. At least 0. */
export type Doubt = (probabilities: Float64Array) => number;

/** The highest and the second highest of some probabilities. */
function topTwo(probabilities: Float64Array): readonly [number, number] {
  let [first, second] = [0, 0];
  for (const p of probabilities) {
    if (p > first) [first, second] = [p, first];
    else if (p > second) second = p;
  }
  return [first, second];
}

/** In bits. */
export function entropyOf(probabilities: Float64Array): number {
  let entropy = 0;
  for (const p of probabilities) if (p > 0) entropy -= p * Math.log2(p);
  return Math.max(0, entropy);
}

/** The probability that the most probable label is wrong. */
export const errorOf = (probabilities: Float64Array): number => Math.max(0, 1 - topTwo(probabilities)[0]);

/** The measures of doubt by strategy; rounded, so that equal rows are equal in whatever order they were computed. */
export const doubts: Readonly<Record<"entropy" | "margin" | "least-confident", Doubt>> = {
  entropy: (p) => round(entropyOf(p)),
  margin: (p) => {
    const [first, second] = topTwo(p);
    return round(Math.max(0, 1 - first + second));
  },
  "least-confident": (p) => round(errorOf(p)),
};

const round = (worth: number): number => Math.round(worth * 1e9) / 1e9;

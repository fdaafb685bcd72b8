/** Shares of items that are looked at. */
const grid = 512;

/** An item of known label, as the votes see it. */
export interface KnownItem {
  /** How probable the label is that the model finds most probable. */
  readonly confidence: number;
  /** Whether that is the label. */
  readonly isRight: boolean;
}

/** The shape of what is believed before any gold: most of it near none, and a long tail. */
const shape = 0.5;

/**
 * Draws of the share of items that the crowd gets wrong together, where votes look certain and are not: what votes
 * alone can never show. Before any gold it is beta distributed with a mean given, of shape 0.5: often next to nothing, now
 * and then several times the mean. Gold items speak for more where the model was sure and wrong, for less where it was right.
 * Draws are quantiles of what is left, evenly spaced, so that nothing depends on chance.
 */
export function drawSharedMistakes(
  mean: number,
  known: readonly KnownItem[],
  labels: number,
  draws: number,
): Float64Array {
  if (mean === 0) return new Float64Array(draws);
  const b = shape / mean - shape;
  const logs = Float64Array.from({ length: grid }, (_, g) => {
    const e = (g + 0.5) / grid;
    const prior = (shape - 1) * Math.log(e) + (b - 1) * Math.log(1 - e);
    return known.reduce((sum, { confidence, isRight }) => {
      const right = (1 - e) * confidence + (e * (1 - confidence)) / (labels - 1);
      return sum + Math.log(Math.max(1e-9, isRight ? right : 1 - right));
    }, prior);
  });
  const most = logs.reduce((a, c) => Math.max(a, c), -Infinity);
  const weights = logs.map((log) => Math.exp(log - most));
  const total = weights.reduce((a, c) => a + c, 0);
  const out = new Float64Array(draws);
  let [g, before] = [0, 0];
  for (let d = 0; d < draws; d++) {
    const at = ((d + 0.5) / draws) * total;
    while (g < grid - 1 && before + (weights[g] ?? 0) < at) before += weights[g++] ?? 0;
    const within = (weights[g] ?? 0) > 0 ? Math.min(1, (at - before) / (weights[g] ?? 1)) : 0.5;
    out[d] = (g + within) / grid;
  }
  return out;
}

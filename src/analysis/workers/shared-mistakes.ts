/** Shares of items that are looked at. */
const grid = 512;

/** The shape of what is believed before any gold: most of it near none, and a long tail. */
const shape = 0.5;

/**
 * Draws of the share of items that the crowd gets wrong together, where votes look certain and are not: what votes
 * alone can never show. Before any gold it is beta distributed with a mean given, of shape 0.5: often next to nothing, now
 * and then several times the mean. Gold items whose label the model finds improbable speak for more, the others for less.
 * Draws are quantiles of what is left, evenly spaced, so that nothing depends on chance.
 *
 * @param known Of each gold item, the probability of its label by its votes.
 */
export function drawSharedMistakes(
  mean: number,
  known: readonly number[],
  labels: number,
  draws: number,
): Float64Array {
  if (mean === 0) return new Float64Array(draws);
  const b = shape / mean - shape;
  const logs = Float64Array.from({ length: grid }, (_, g) => {
    const e = (g + 0.5) / grid;
    const prior = (shape - 1) * Math.log(e) + (b - 1) * Math.log(1 - e);
    return known.reduce((sum, p) => sum + Math.log(Math.max(1e-9, (1 - e) * p + (e * (1 - p)) / (labels - 1))), prior);
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

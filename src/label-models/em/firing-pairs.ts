import { fitCoFiring, logLiftsOf, type CoFiringFit, type CoFiring } from "./co-firing.ts";
import { misfitOf } from "./misfit.ts";
import type { PairCounts } from "./pair-counts.ts";
import { pooledPairs } from "./precision-view.ts";

/** Co-firings expected of a pair before it is looked at by itself. */
export const minExpected = 3;
/** Log lift beyond the fit, and its standard errors, that only copies have. */
const [copyLift, copyErrors] = [0.4, 4];
const maxRounds = 10;

/** What pairs of functions say of each function. */
export interface FiringPairs {
  readonly fit: CoFiringFit;
  /** Functions that take part, in the order of the fit's slots from K on. */
  readonly members: Int32Array;
  /** Pairs that fire together more than any common cause explains, and by how much of a full copy. */
  readonly dependent: readonly { readonly a: number; readonly b: number; readonly redundancy: number }[];
}

/**
 * Fits a precision to each function of one label, from all pairs that can be told from noise; rarer pairs are pooled by
 * label. Pairs far above the fit are copies and leave it, then it is made again. The noise is learned: counting noise,
 * and what the fit leaves unexplained.
 */
export function fitFiringPairs(
  counts: PairCounts,
  oneLabel: Int32Array,
  k: number,
  rows: number,
  given: Float64Array | null,
): FiringPairs {
  const { functions: m, over, voted } = counts;
  const members = Int32Array.from({ length: m }, (_, j) => j).filter((j) => oneLabel[j] !== -1 && (voted[j] ?? 0) > 0);
  const chance = (j: number, l: number): number => ((voted[j] ?? 0) * (voted[l] ?? 0)) / Math.max(rows, 1);
  const [a, b]: [number[], number[]] = [[], []];
  members.forEach((j, x) => {
    for (let y = 0; y < x; y++) {
      if (chance(j, members[y] ?? 0) >= minExpected) {
        a.push(y);
        b.push(x);
      }
    }
  });
  const size = a.length;
  const expected = Float64Array.from(a, (x, i) => chance(members[x] ?? 0, members[b[i] ?? 0] ?? 0));
  const observed = Float64Array.from(a, (x, i) => over[(members[x] ?? 0) * m + (members[b[i] ?? 0] ?? 0)] ?? 0);
  const logLift = observed.map((o, i) => Math.log((o + 0.5) / ((expected[i] ?? 0) + 0.5)));
  const pooled = pooledPairs(counts, oneLabel, k, rows, (j, l) => chance(j, l) < minExpected);
  const rare = Int32Array.from(pooled.expected.keys()).filter((i) => (pooled.expected[i] ?? 0) >= 1);
  const labels = Int32Array.from([...Array(k).keys(), ...members.map((j) => oneLabel[j] ?? 0)]);
  const [slotsA, slotsB] = [a.map((x) => k + x), b.map((x) => k + x)];
  let copies = new Uint8Array(size);
  let fitted = new Float64Array(size);
  let unexplained = 0.15;
  let fit: CoFiringFit | null = null;
  for (let round = 0; round < maxRounds; round++) {
    const variances = expected.map((e, i) => 1 / (e * Math.exp(fitted[i] ?? 0) + 0.5));
    const used = Int32Array.from({ length: size }, (_, i) => i).filter((i) => copies[i] === 0);
    fit = fitCoFiring(problemOf(used, variances), { labels, k }, given, fit?.parameters ?? null);
    fitted = logLiftsOf(slotsA, slotsB, fit, labels);
    const residuals = logLift.map((x, i) => x - (fitted[i] ?? 0));
    const noise = expected.map((e, i) => 1 / (e * Math.exp(fitted[i] ?? 0) + 0.5));
    if (used.length < 4) break;
    const before = unexplained;
    unexplained = misfitOf(
      Float64Array.from(used, (i) => residuals[i] ?? 0),
      Float64Array.from(used, (i) => noise[i] ?? 0),
    );
    const now = Uint8Array.from(residuals, (r, i) =>
      r > copyLift && r > copyErrors * Math.sqrt(noise[i] ?? 0) ? 1 : 0,
    );
    const same = now.every((flag, i) => flag === copies[i]);
    copies = now;
    if (same && Math.abs(unexplained - before) < 2e-3) break;
  }
  const dependent = [...copies.keys()]
    .filter((i) => copies[i] === 1)
    .map((i) => {
      const [j, l] = [members[a[i] ?? 0] ?? 0, members[b[i] ?? 0] ?? 0];
      const explained = (expected[i] ?? 0) * Math.exp(fitted[i] ?? 0);
      const room = Math.max(1, Math.min(voted[j] ?? 0, voted[l] ?? 0) - explained);
      return { a: j, b: l, redundancy: Math.min(1, Math.max(0, ((observed[i] ?? 0) - explained) / room)) };
    });
  return {
    fit: fit ?? fitCoFiring(problemOf(new Int32Array(0), expected), { labels, k }, given, null),
    members,
    dependent,
  };

  /** Residuals of pairs that share a function move together: each counts for as many fewer. */
  function problemOf(used: Int32Array, variances: Float64Array): CoFiring {
    const degree = new Float64Array(members.length);
    for (const i of used) {
      degree[a[i] ?? 0] = (degree[a[i] ?? 0] ?? 0) + 1;
      degree[b[i] ?? 0] = (degree[b[i] ?? 0] ?? 0) + 1;
    }
    const deviation = Array.from(used, (i) => {
      const shared = Math.max(1, ((degree[a[i] ?? 0] ?? 0) + (degree[b[i] ?? 0] ?? 0)) / 2);
      return Math.sqrt(unexplained ** 2 * shared + (variances[i] ?? 0));
    });
    return {
      a: Int32Array.from([
        ...Array.from(used, (i) => k + (a[i] ?? 0)),
        ...Array.from(rare, (i) => pooled.pairs.a[i] ?? 0),
      ]),
      b: Int32Array.from([
        ...Array.from(used, (i) => k + (b[i] ?? 0)),
        ...Array.from(rare, (i) => pooled.pairs.b[i] ?? 0),
      ]),
      logLift: Float64Array.from([
        ...Array.from(used, (i) => logLift[i] ?? 0),
        ...Array.from(rare, (i) => pooled.pairs.logLift[i] ?? 0),
      ]),
      deviation: Float64Array.from([...deviation, ...Array.from(rare, (i) => pooled.pairs.deviation[i] ?? 1)]),
      robust: used.length,
    };
  }
}

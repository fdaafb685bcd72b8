import { median } from "../../util/order.ts";
import type { PairCounts } from "./pair-counts.ts";
import { fitRankOne, type Pairs } from "./rank-one.ts";

/** Rows two functions must share before their agreement counts. */
const minOverlap = 20;
/** How far agreement must exceed what skill explains, and how many standard errors, to be taken for dependence. */
const dependenceCut = 0.2;
const dependenceErrors = 3;
/** Chance-corrected agreement that only two almost perfect functions, or copies, could show. */
const copyAgreement = 0.9;

/** What pairwise agreement says of functions that vote for several labels. */
export interface Agreement {
  /** m: (K accuracy - 1) / (K - 1), from -0.95 to 0.98. */
  readonly skill: Float64Array;
  /** m: whether it shares enough rows with any other function to tell. */
  readonly known: Uint8Array;
  /** m: how much a function's votes count, 1 / (1 + its redundancy). */
  readonly weights: Float64Array;
  /** Pairs of functions that agree more than their skills explain, and by how much of a full copy (0 to 1). */
  readonly dependent: readonly { readonly a: number; readonly b: number; readonly redundancy: number }[];
  /** Number of pairs that share enough rows. */
  readonly pairs: number;
}

/**
 * Skill and dependence. Corrected for chance, the agreement of two functions, M = (K agree - 1) / (K - 1), is the product
 * of their skills when they are independent given the label. A robust rank-one fit finds the skills; pairs that agree
 * more than that are dependent. Their deviations are judged against the spread of all pairs' deviations (an empirical
 * null, Efron 2004): rows of unequal difficulty correlate everybody. Near copies do not take part in the rank-one fit,
 * as a cluster of them would make itself the truth. O(pairs x rounds).
 */
export function measureAgreement(counts: PairCounts, oneLabel: Int32Array, k: number, given: Dependencies): Agreement {
  const pairs = listPairs(counts, oneLabel, k);
  const { a, b, agreement, weights, overlap } = pairs;
  const size = a.length;
  const factorPairs = leaveOutCopies(pairs, counts, k);
  const meanAgreement = weightedMean(agreement, weights);
  const skill = fitRankOne(factorPairs, {
    functions: counts.functions,
    floor: 0.03,
    low: -0.95,
    high: 0.98,
    start: Math.sqrt(Math.max(0.05, meanAgreement)),
  });
  const known = new Uint8Array(counts.functions);
  const error = new Float64Array(size);
  const excess = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const m = agreement[i] ?? 0;
    excess[i] = m - (skill[a[i] ?? 0] ?? 0) * (skill[b[i] ?? 0] ?? 0);
    error[i] = Math.sqrt(Math.max((1 + (k - 1) * m) * (1 - m), 0.02) / ((k - 1) * (overlap[i] ?? 1)));
    known[a[i] ?? 0] = 1;
    known[b[i] ?? 0] = 1;
  }
  const spread = size === 0 ? 1 : Math.max(1, 1.4826 * median(excess.map((r, i) => Math.abs(r / (error[i] ?? 1)))));
  const dependent: { a: number; b: number; redundancy: number }[] = [];
  for (let i = 0; i < size; i++) {
    const r = excess[i] ?? 0;
    if (r <= dependenceCut || r <= dependenceErrors * spread * (error[i] ?? 1)) continue;
    const explained = (agreement[i] ?? 0) - r;
    dependent.push({ a: a[i] ?? 0, b: b[i] ?? 0, redundancy: Math.min(1, r / Math.max(1 - explained, 0.05)) });
  }
  const all = mergeGiven(given, dependent);
  return { skill, known, weights: weigh(counts, all), dependent: all, pairs: size };
}

/** Dependencies that the user knows: pairs of functions, and whether others are looked for. */
export interface Dependencies {
  readonly pairs: readonly (readonly [number, number])[];
  readonly learn: boolean;
}

/** Given pairs count as full copies where they vote together; learned ones stay unless learning is off. */
function mergeGiven(given: Dependencies, learned: Agreement["dependent"]): Agreement["dependent"] {
  const isGiven = (x: { a: number; b: number }): boolean =>
    given.pairs.some(([p, q]) => (p === x.a && q === x.b) || (p === x.b && q === x.a));
  const kept = given.learn ? learned.filter((each) => !isGiven(each)) : [];
  return [...kept, ...given.pairs.map(([a, b]) => ({ a, b, redundancy: 1 }))];
}

/** An agreement with further dependent pairs, and the weights that follow. */
export function addDependent(agreement: Agreement, more: Agreement["dependent"], counts: PairCounts): Agreement {
  if (more.length === 0) return agreement;
  const isKnown = (x: { a: number; b: number }): boolean =>
    agreement.dependent.some(({ a, b }) => (a === x.a && b === x.b) || (a === x.b && b === x.a));
  const dependent = [...agreement.dependent, ...more.filter((each) => !isKnown(each))];
  return { ...agreement, dependent, weights: weigh(counts, dependent) };
}

/** 1 / (1 + sum of a function's redundancies, each by the share of its votes on which the other votes too). */
export function weigh(counts: PairCounts, dependent: Agreement["dependent"]): Float64Array {
  const m = counts.functions;
  const redundancy = new Float64Array(m);
  for (const { a, b, redundancy: r } of dependent) {
    const both = r * (counts.over[a * m + b] ?? 0);
    redundancy[a] = (redundancy[a] ?? 0) + both / Math.max(1e-9, counts.voted[a] ?? 0);
    redundancy[b] = (redundancy[b] ?? 0) + both / Math.max(1e-9, counts.voted[b] ?? 0);
  }
  return redundancy.map((r) => 1 / (1 + r));
}

interface AgreementPairs extends Pairs {
  readonly agreement: Float64Array;
  readonly overlap: Float64Array;
}

function listPairs(counts: PairCounts, oneLabel: Int32Array, k: number): AgreementPairs {
  const { functions: m, over, agree } = counts;
  const [a, b]: [number[], number[]] = [[], []];
  for (let j = 0; j < m; j++) {
    if (oneLabel[j] !== -1) continue;
    for (let l = j + 1; l < m; l++) {
      if (oneLabel[l] === -1 && (over[j * m + l] ?? 0) >= minOverlap) {
        a.push(j);
        b.push(l);
      }
    }
  }
  const cells = Int32Array.from(a, (j, i) => j * m + (b[i] ?? 0));
  const overlap = Float64Array.from(cells, (cell) => over[cell] ?? 0);
  const agreement = Float64Array.from(cells, (cell, i) => ((k * (agree[cell] ?? 0)) / (overlap[i] ?? 1) - 1) / (k - 1));
  // A pair that shares very many rows must not outweigh all others: they are no more independent for it.
  const cap = overlap.length === 0 ? 0 : median(overlap);
  const weights = overlap.map((n) => Math.min(n, cap));
  return { a: Int32Array.from(a), b: Int32Array.from(b), values: agreement, agreement, overlap, weights };
}

/** The pairs without near copies, as long as every function keeps two pairs. */
function leaveOutCopies(pairs: AgreementPairs, counts: PairCounts, k: number): Pairs {
  const { a, b, overlap } = pairs;
  const { functions: m, agree, voted } = counts;
  const isCopy = Uint8Array.from(a, (j, i) => {
    const l = b[i] ?? 0;
    const n = overlap[i] ?? 1;
    const p = ((agree[j * m + l] ?? 0) + 1) / (n + 2);
    const low = (k * (p - 3 * Math.sqrt((p * (1 - p)) / n)) - 1) / (k - 1);
    return low > copyAgreement && n > 0.5 * Math.max(voted[j] ?? 0, voted[l] ?? 0) ? 1 : 0;
  });
  if (!isCopy.includes(1)) return pairs;
  const degree = new Int32Array(m);
  for (let i = 0; i < a.length; i++) {
    if (isCopy[i] === 1) continue;
    degree[a[i] ?? 0] = (degree[a[i] ?? 0] ?? 0) + 1;
    degree[b[i] ?? 0] = (degree[b[i] ?? 0] ?? 0) + 1;
  }
  const weights = pairs.weights.map((weight, i) =>
    isCopy[i] === 1 && (degree[a[i] ?? 0] ?? 0) >= 2 && (degree[b[i] ?? 0] ?? 0) >= 2 ? 0 : weight,
  );
  return { ...pairs, weights };
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += (weights[i] ?? 0) * (values[i] ?? 0);
    total += weights[i] ?? 0;
  }
  return total > 0 ? sum / total : 0;
}

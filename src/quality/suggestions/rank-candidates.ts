import { compareCodePoints } from "../../util/code-points.ts";
import type { KnownLabels } from "./known-labels.ts";

/** Something a function could look for. */
export interface Candidate {
  /** What it is, in one line: breaks ties. */
  readonly key: string;
  /** The rows that have it, ascending. */
  readonly rows: Int32Array;
}

/** A candidate, and what speaks for it. */
export interface RankedCandidate<C extends Candidate> {
  readonly candidate: C;
  /** The code of its label. */
  readonly label: number;
  /** The share of its rows that have the label, shrunk to the share in all rows. */
  readonly share: number;
  /** How many times as frequent the label is among its rows as among all rows. */
  readonly lift: number;
  /** How surely its rows differ from the others: the log-likelihood ratio of Dunning (1993). */
  readonly evidence: number;
  /** Its rows whose label was given, by label. */
  readonly known: Float64Array;
}

/** How candidates are chosen. */
export interface RankRules {
  /** The rows that count: 1 each. */
  readonly wanted: Uint8Array;
  /** Labels, and how many functions of each at most. */
  readonly size: number;
  readonly count: number;
  readonly minRows: number;
  /** How many times the odds of the label must rise. */
  readonly minOdds: number;
  /** The least share of the label. */
  readonly minShare: number;
  /** The least evidence, where many candidates are no more than cuts at other places. @defaultValue 0 */
  readonly minEvidence?: number;
}

/** Rows that a share is shrunk by. */
const prior = 2;

/** Candidates that have this much of their rows in common, together, say the same. */
const sameRows = 0.6;

const part = (count: number, total: number, expected: number): number =>
  count <= 0 ? 0 : count * Math.log(count / total / expected);

/** Equal for scores that differ by the order in which they were added up. */
const rounded = (score: number): number => Number(score.toPrecision(10));

/** How far a label stands out in some rows. */
export type Judgment = Pick<RankedCandidate<Candidate>, "label" | "share" | "lift" | "evidence">;

/** The share of each label in the rows that count. */
export function sharesOf(labels: Float64Array, { wanted, size }: RankRules): Float64Array {
  const sums = new Float64Array(size);
  let rows = 0;
  wanted.forEach((each, row) => {
    if (each === 0) return;
    rows++;
    for (let y = 0; y < size; y++) sums[y] = (sums[y] ?? 0) + (labels[row * size + y] ?? 0);
  });
  return sums.map((sum) => sum / Math.max(1, rows));
}

/**
 * The labels that stand out in some rows.
 *
 * @param sums How many of the rows have each label.
 * @param shares The share of each label in all rows.
 */
export function judge(sums: Float64Array, rows: number, shares: Float64Array, rules: RankRules): Judgment[] {
  if (rows < rules.minRows) return [];
  return Array.from(sums, (sum, label): Judgment | null => {
    const overall = shares[label] ?? 0;
    const share = (sum + prior * overall) / (rows + prior);
    if (overall <= 0 || overall >= 1 || share < rules.minShare) return null;
    if (share / (1 - share) < (rules.minOdds * overall) / (1 - overall)) return null;
    const evidence = rounded(2 * (part(sum, rows, overall) + part(rows - sum, rows, 1 - overall)));
    return evidence < (rules.minEvidence ?? 0) ? null : { label, share, lift: share / overall, evidence };
  }).filter((each) => each !== null);
}

function judgeCandidate<C extends Candidate>(
  candidate: C,
  labels: Float64Array,
  given: KnownLabels,
  shares: Float64Array,
  rules: RankRules,
): RankedCandidate<C>[] {
  const { wanted, size } = rules;
  const [sums, known] = [new Float64Array(size), new Float64Array(size)];
  let rows = 0;
  for (const row of candidate.rows) {
    if (wanted[row] === 0) continue;
    rows++;
    for (let y = 0; y < size; y++) {
      sums[y] = (sums[y] ?? 0) + (labels[row * size + y] ?? 0);
      if (given.known[row] === 1) known[y] = (known[y] ?? 0) + (given.probabilities[row * size + y] ?? 0);
    }
  }
  return judge(sums, rows, shares, rules).map((each) => ({ ...each, candidate, known }));
}

/** Keeps, of candidates with mostly the same rows, the first. */
class Distinct {
  readonly #taken: Int32Array[] = [];
  readonly #marks: Int32Array;
  #mark = 0;

  constructor(rows: number) {
    this.#marks = new Int32Array(rows);
  }

  add(rows: Int32Array): boolean {
    this.#mark++;
    for (const row of rows) this.#marks[row] = this.#mark;
    for (const other of this.#taken) {
      if (Math.min(rows.length, other.length) < sameRows * Math.max(rows.length, other.length)) continue;
      let both = 0;
      for (const row of other) if (this.#marks[row] === this.#mark) both++;
      if (both > sameRows * (rows.length + other.length - both)) return false;
    }
    this.#taken.push(rows);
    return true;
  }
}

/**
 * The candidates whose rows have a label far more often than all rows do, the surest first, each label's own most
 * `count`.
 *
 * @param labels The probability of each label of each row (N x K).
 */
export function rankCandidates<C extends Candidate>(
  candidates: Iterable<C>,
  labels: Float64Array,
  given: KnownLabels,
  rules: RankRules,
): RankedCandidate<C>[] {
  const shares = sharesOf(labels, rules);
  const found: RankedCandidate<C>[] = [];
  for (const candidate of candidates) found.push(...judgeCandidate(candidate, labels, given, shares, rules));
  found.sort(
    (a, b) =>
      b.evidence - a.evidence ||
      a.candidate.key.length - b.candidate.key.length ||
      compareCodePoints(a.candidate.key, b.candidate.key) ||
      a.label - b.label,
  );
  const left = new Int32Array(rules.size).fill(rules.count);
  const distinct = new Distinct(rules.wanted.length);
  return found.filter(({ candidate, label }) => {
    if ((left[label] ?? 0) === 0 || !distinct.add(candidate.rows)) return false;
    left[label] = (left[label] ?? 0) - 1;
    return true;
  });
}

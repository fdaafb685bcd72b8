import { LabelMatrix, labelSet } from "labelwright";
import { makeRandom, type Random } from "../../src/util/random.ts";

/** What generated votes look like. */
export interface VotesSpec {
  readonly rows: number;
  readonly functions: number;
  /** Share of rows a function votes on, 0 to 1. */
  readonly density: number;
  /**
   * How many distinct rows the votes are drawn from, the first ones most often, as in real label matrices; null draws
   * every vote by itself, so that hardly any row repeats.
   */
  readonly patterns: number | null;
  /** Number of labels, equally frequent. @defaultValue 2 */
  readonly labels?: number;
  readonly seed: number;
}

type Codes = Int8Array | Int16Array;

const makeCodes = (length: number, labels: number): Codes =>
  labels <= 127 ? new Int8Array(length) : new Int16Array(length);

/** What rows are drawn from. */
interface Source {
  /** How often each function is right. */
  readonly accuracies: readonly number[];
  readonly density: number;
  readonly labels: number;
}

/** Draws the votes of one row: function j votes with the density, and is right by its accuracy. */
function drawRow(out: Codes, { accuracies, density, labels }: Source, random: Random): void {
  const truth = Math.floor(labels * random());
  for (let j = 0; j < accuracies.length; j++) {
    if (random() >= density) out[j] = -1;
    else if (random() < (accuracies[j] ?? 0)) out[j] = truth;
    else out[j] = labels === 2 ? 1 - truth : (truth + 1 + Math.floor((labels - 1) * random())) % labels;
  }
}

/** A label matrix of functions of different accuracy, independent given the label. */
export function generateVotes(spec: VotesSpec): LabelMatrix {
  const { rows, functions, density, patterns, labels = 2 } = spec;
  const random = makeRandom(spec.seed, "benchmark votes");
  const accuracies = Array.from({ length: functions }, () => 0.6 + 0.3 * random());
  const votes = Array.from({ length: functions }, () => makeCodes(rows, labels));
  const row = makeCodes(functions, labels);
  const source = { accuracies, density, labels };
  const drawNext = (): Codes => {
    drawRow(row, source, random);
    return row;
  };
  const prototypes = new Map<string, Codes>();
  while (prototypes.size < (patterns ?? 0)) prototypes.set(drawNext().join(), row.slice());
  const repeated = [...prototypes.values()];
  for (let i = 0; i < rows; i++) {
    // Cubed: a few of the distinct rows make up most of the table.
    const from = repeated[Math.floor(repeated.length * random() ** 3)] ?? drawNext();
    for (let j = 0; j < functions; j++) (votes[j] as Codes)[i] = from[j] ?? -1;
  }
  const sources = votes.map((_, j) => ({ name: `lf_${j}`, fingerprint: null, labels: null }));
  const names = Array.from({ length: labels }, (_, y) => `label_${y}`);
  return new LabelMatrix({ labels: labelSet(names), functions: sources, votes, rows });
}

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
  readonly seed: number;
}

const labels = labelSet(["ham", "spam"]);

/** Draws the votes of one row on which `truth` holds: function j votes with the density, and is right by its accuracy. */
function drawRow(out: Int8Array, truth: number, accuracies: readonly number[], density: number, random: Random): void {
  accuracies.forEach((accuracy, j) => {
    out[j] = random() >= density ? -1 : random() < accuracy ? truth : 1 - truth;
  });
}

/** A label matrix of functions of different accuracy, independent given the label, over two labels. */
export function generateVotes(spec: VotesSpec): LabelMatrix {
  const { rows, functions, density, patterns } = spec;
  const random = makeRandom(spec.seed, "benchmark votes");
  const accuracies = Array.from({ length: functions }, () => 0.6 + 0.3 * random());
  const votes = Array.from({ length: functions }, () => new Int8Array(rows));
  const row = new Int8Array(functions);
  const drawNext = (): Int8Array => {
    drawRow(row, random() < 0.5 ? 0 : 1, accuracies, density, random);
    return row;
  };
  const prototypes = new Map<string, Int8Array>();
  while (prototypes.size < (patterns ?? 0)) prototypes.set(drawNext().join(), row.slice());
  const repeated = [...prototypes.values()];
  for (let i = 0; i < rows; i++) {
    // Cubed: a few of the distinct rows make up most of the table.
    const from = repeated[Math.floor(repeated.length * random() ** 3)] ?? drawNext();
    for (let j = 0; j < functions; j++) (votes[j] as Int8Array)[i] = from[j] ?? -1;
  }
  const sources = votes.map((_, j) => ({ name: `lf_${j}`, fingerprint: null, labels: null }));
  return new LabelMatrix({ labels, functions: sources, votes });
}

import fc from "fast-check";
import { labelSet, type LabelSet } from "../../labels/label-set.ts";
import type { LabelMatrix } from "../../matrix/label-matrix.ts";
import { compressVotes } from "../../matrix/compress.ts";
import { VotePatterns } from "../../matrix/vote-patterns.ts";
import { makeRandom } from "../../util/random.ts";
import { matrixOfCodes, type CodeRows } from "../arbitraries/matrix.ts";

/** Votes as plain rows of codes, -1 = abstain, with a confidence for each. */
export interface VoteCase {
  readonly labels: LabelSet;
  readonly rows: CodeRows;
  readonly confidences: CodeRows;
  readonly functions: number;
}

/** Labels named `label 0`, `label 1` and so on. */
export const someLabels = (count: number): LabelSet => labelSet(Array.from({ length: count }, (_, y) => `label ${y}`));

/** Small votes of any shape. */
export const voteCases: fc.Arbitrary<VoteCase> = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 5 }))
  .chain(([k, functions]) => {
    const vote = fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: k - 1 }));
    const cell = fc.tuple(vote, fc.integer({ min: 1, max: 100 }));
    const row = fc.array(cell, { minLength: functions, maxLength: functions });
    return fc.array(row, { minLength: 1, maxLength: 30, size: "max" }).map((rows) => ({
      labels: someLabels(k),
      rows: rows.map((cells) => cells.map(([code]) => code)),
      confidences: rows.map((cells) => cells.map(([, hundredths]) => hundredths / 100)),
      functions,
    }));
  });

/** All places of a list in some order. */
export const orders = (length: number): fc.Arbitrary<number[]> => {
  const places = Array.from({ length }, (_, i) => i);
  return fc.shuffledSubarray(places, { minLength: length, maxLength: length });
};

/** The votes of a case as a matrix. */
export const matrixOf = ({ labels, rows, confidences, functions }: VoteCase): LabelMatrix =>
  matrixOfCodes(labels, rows, { functions, confidences });

/** Votes in words: a line a row. */
export function printVotes({ labels, rows, confidences }: VoteCase): string {
  const cell = (code: number, confidence = 1): string =>
    code < 0 ? "-" : `${labels.names[code]}${confidence === 1 ? "" : ` (${confidence})`}`;
  const lines = rows.map((row, i) => row.map((code, j) => cell(code, confidences[i]?.[j])).join(", "));
  const more = lines.length > 12 ? [`… (${lines.length} rows)`] : [];
  return [`votes for ${labels.names.join(", ")}, a row a line:`, ...lines.slice(0, 12), ...more].join("\n");
}

/** Seeded rows of codes: each function votes with probability `coverage`, each label equally often. */
export function drawRows(
  seed: number,
  size: { readonly rows: number; readonly functions: number; readonly labels: number; readonly coverage: number },
): number[][] {
  const random = makeRandom(seed, "votes of a law");
  return Array.from({ length: size.rows }, () =>
    Array.from({ length: size.functions }, () => (random() < size.coverage ? Math.floor(random() * size.labels) : -1)),
  );
}

/** As patterns, but one for each row, whether rows are equal or not. */
export function patternsOfRows(matrix: LabelMatrix): VotePatterns {
  const { votes, counts, rowPatterns } = compressVotes(matrix);
  const offsets = [0];
  const places: number[] = [];
  for (const u of rowPatterns ?? []) {
    for (let i = votes.offsets[u] ?? 0; i < (votes.offsets[u + 1] ?? 0); i++) places.push(i);
    offsets.push(places.length);
  }
  return new VotePatterns({
    labels: matrix.labels,
    functions: matrix.functions,
    votes: {
      offsets: Int32Array.from(offsets),
      functions: Int32Array.from(places, (i) => votes.functions[i] ?? 0),
      codes: Int16Array.from(places, (i) => votes.codes[i] ?? 0),
      strengths: votes.strengths && Float32Array.from(places, (i) => votes.strengths?.[i] ?? 1),
    },
    counts: new Float64Array(counts.reduce((sum, count) => sum + count, 0)).fill(1),
    rowPatterns: null,
  });
}

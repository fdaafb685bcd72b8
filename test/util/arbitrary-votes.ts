import fc from "fast-check";

import { labelSet, type LabelSet } from "../../src/labels/label-set.ts";
import { LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { makeVotes } from "../../src/matrix/vote-array.ts";
import { sourceOfName } from "../../src/matrix/vote-source.ts";
import type { VotePatterns } from "../../src/matrix/vote-patterns.ts";
import { makeRandom } from "../../src/util/random.ts";

/** Votes as plain rows of codes, -1 = abstain. */
export type Rows = readonly (readonly number[])[];

export const labelsOf = (count: number): LabelSet => labelSet(Array.from({ length: count }, (_, y) => `label ${y}`));

/** A label matrix from rows of codes, and rows of confidences where given. Functions are named lf 0, lf 1 ... */
export function matrixOfRows(
  labels: LabelSet,
  rows: Rows,
  { functions = rows[0]?.length ?? 1, confidences }: { functions?: number; confidences?: Rows } = {},
): LabelMatrix {
  const columns = Array.from({ length: functions }, (_, j) => {
    const votes = makeVotes(rows.length, labels.size);
    rows.forEach((row, i) => (votes[i] = row[j] ?? -1));
    return votes;
  });
  return new LabelMatrix({
    labels,
    functions: columns.map((_, j) => sourceOfName(`lf ${j}`)),
    votes: columns,
    rows: rows.length,
    confidences: confidences && columns.map((_, j) => Float32Array.from(confidences, (row) => row[j] ?? 1)),
  });
}

/** A small matrix of any shape, as rows of codes. */
export function arbitraryRows(
  limits: { labels?: number; functions?: number; rows?: number; minRows?: number } = {},
): fc.Arbitrary<{ labels: LabelSet; rows: Rows; functions: number }> {
  const { labels = 5, functions = 6, rows = 40, minRows = 0 } = limits;
  return fc.tuple(fc.integer({ min: 2, max: labels }), fc.integer({ min: 1, max: functions })).chain(([k, m]) => {
    const vote = fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: k - 1 }));
    const row = fc.array(vote, { minLength: m, maxLength: m });
    return fc
      .array(row, { minLength: minRows, maxLength: rows })
      .map((all) => ({ labels: labelsOf(k), rows: all, functions: m }));
  });
}

/** Seeded rows of codes: each function votes with probability `coverage`, each label equally often. */
export function randomRows(
  seed: number,
  size: { rows: number; functions: number; labels: number; coverage: number },
): number[][] {
  const random = makeRandom(seed, "rows");
  return Array.from({ length: size.rows }, () =>
    Array.from({ length: size.functions }, () => (random() < size.coverage ? Math.floor(random() * size.labels) : -1)),
  );
}

/** The rows of some patterns as text, such as `0:1 2:0*0.5`, in the order of the patterns. */
export function patternTexts({ votes, size }: VotePatterns): string[] {
  return Array.from({ length: size }, (_, u) => {
    const parts: string[] = [];
    for (let i = votes.offsets[u] ?? 0; i < (votes.offsets[u + 1] ?? 0); i++) {
      const strength = votes.strengths?.[i] ?? 1;
      parts.push(`${votes.functions[i]}:${votes.codes[i]}${strength === 1 ? "" : `*${strength.toFixed(3)}`}`);
    }
    return parts.join(" ");
  });
}

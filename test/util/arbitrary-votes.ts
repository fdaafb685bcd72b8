import fc from "fast-check";

import { labelSet, type LabelSet } from "../../src/labels/label-set.ts";
import type { VotePatterns } from "../../src/matrix/vote-patterns.ts";
import { makeRandom } from "../../src/util/random.ts";

export { matrixOfCodes as matrixOfRows } from "../../src/quality/arbitraries/matrix.ts";

/** Votes as plain rows of codes, -1 = abstain. */
export type Rows = readonly (readonly number[])[];

export const labelsOf = (count: number): LabelSet => labelSet(Array.from({ length: count }, (_, y) => `label ${y}`));

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

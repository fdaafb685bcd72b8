import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fitFeatures, tableFromRows } from "../../../src/index.ts";

type Range = readonly [number, number];

/** A case of features.json; features_reference.py says how its figures are computed. */
interface Case {
  readonly words: Range | null;
  readonly characters: Range | null;
  readonly minRows?: number;
  /** Of each text, the value of each n-gram. */
  readonly rows: readonly Readonly<Record<string, number>>[];
}

const { texts, cases } = JSON.parse(
  readFileSync(new URL("../../reference/features.json", import.meta.url), "utf8"),
) as { readonly texts: readonly string[]; readonly cases: readonly Case[] };
const table = tableFromRows(texts.map((text) => ({ text })));

describe("n-grams and what they count are scikit-learn's", () => {
  test.each(cases)("words $words, characters $characters, minRows $minRows", (each) => {
    const { words, characters, minRows = 1 } = each;
    const features = fitFeatures(table, { text: ["text"], words, characters, minRows, bits: 22 });
    const matrix = features.encode(table);
    const terms = features.findTerms(
      table,
      Array.from({ length: features.columns }, (_, feature) => feature),
    );
    const rows = texts.map((_, row) => {
      const [from, to] = [matrix.offsets[row] ?? 0, matrix.offsets[row + 1] ?? 0];
      const entries = Array.from(matrix.indices.slice(from, to), (feature, k): [string, number] => {
        const names = (terms.get(feature) ?? []).map(({ term }) => term);
        return [names.join(" and "), matrix.values[from + k] ?? 0];
      });
      return new Map(entries);
    });
    rows.forEach((row, i) => {
      const expected = new Map(Object.entries(each.rows[i] ?? {}));
      expect([...row.keys()].sort()).toEqual([...expected.keys()].sort());
      for (const [term, value] of row) expect(value).toBeCloseTo(expected.get(term) ?? NaN, 6);
    });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { encodeBlocks } from "../../../src/label-models/scan/block-codes.ts";
import { BlockScan } from "../../../src/label-models/scan/block-scan.ts";
import { rowsOfMatrix } from "../../../src/label-models/scan/matrix-votes.ts";
import { PatternScan } from "../../../src/label-models/scan/pattern-scan.ts";
import { openScan } from "../../../src/label-models/scan/scan.ts";
import { rowsOfPatterns } from "../../../src/label-models/scan/vote-rows.ts";
import type {
  CompactCounts,
  CompactScores,
  DenseCounts,
  DenseScores,
  VoteScan,
} from "../../../src/label-models/scan/vote-scan.ts";
import { compressVotes } from "../../../src/matrix/compress.ts";
import type { LabelMatrix } from "../../../src/matrix/label-matrix.ts";
import { mergePatterns } from "../../../src/matrix/merge.ts";
import { makeRandom } from "../../../src/util/random.ts";
import { arbitraryRows, labelsOf, matrixOfRows, randomRows } from "../../util/arbitrary-votes.ts";
import { listRows, naivePosterior, naiveSweep, writtenOut } from "./naive.ts";

const seeds = fc.integer({ min: 0, max: 1e6 });

/** Seeded numbers between -`size` and `size`. */
function numbers(seed: number, use: string, length: number, size: number): Float64Array {
  const random = makeRandom(seed, use);
  return Float64Array.from({ length }, () => size * (2 * random() - 1));
}

const denseScores = (seed: number, m: number, k: number, size = 3): DenseScores => ({
  bias: numbers(seed, "bias", k, 1),
  table: numbers(seed, "table", m * k * k, size),
});

const compactScores = (seed: number, m: number, k: number, size = 3): CompactScores => ({
  bias: numbers(seed, "bias", k, 1),
  hit: numbers(seed, "hit", m * k, size),
  miss: numbers(seed, "miss", m * k, size),
});

const patternScan = (votes: LabelMatrix): PatternScan => {
  const patterns = compressVotes(votes);
  return new PatternScan(rowsOfPatterns(patterns), patterns.rowPatterns);
};

const blockScan = (votes: LabelMatrix): BlockScan => new BlockScan(encodeBlocks(votes));

/** Sweeps into arrays full of rubbish: all of it must be overwritten. */
function sweep(scan: VoteScan, scores: DenseScores): DenseCounts & { readonly logLikelihood: number } {
  const counts = { expected: scores.table.map(() => 7), labelRows: scores.bias.map(() => 7) };
  return { ...counts, logLikelihood: scan.sweep(scores, counts) };
}

function sweepCompact(scan: VoteScan, scores: CompactScores): CompactCounts & { readonly logLikelihood: number } {
  const counts = { hits: scores.hit.map(() => 7), seen: scores.hit.map(() => 7), labelRows: scores.bias.map(() => 7) };
  return { ...counts, logLikelihood: scan.sweepCompact(scores, counts) };
}

/** Equal within 1e-12 of the largest number, which is a count or a sum of logs over all rows. */
function expectEqual(a: ArrayLike<number>, b: ArrayLike<number>): void {
  expect(a.length).toBe(b.length);
  const scale = Math.max(1, ...Array.from(b, Math.abs));
  const worst = Math.max(0, ...Array.from(a, (each, i) => Math.abs(each - (b[i] ?? NaN)) / scale));
  expect(worst <= 1e-12 ? "equal" : worst).toBe("equal");
}

function posteriorsByRow(scan: VoteScan, scores: DenseScores, rows: number): Float64Array {
  const k = scores.bias.length;
  const out = new Float64Array(scan.size * k);
  scan.posteriors(scores, out);
  return Float64Array.from({ length: rows * k }, (_, cell) => {
    const row = Math.floor(cell / k);
    return out[(scan.rowPatterns?.[row] ?? row) * k + (cell % k)] ?? NaN;
  });
}

const shapes = arbitraryRows({ labels: 6, functions: 20, rows: 60 });

describe("the scans", () => {
  it("count what the definition says, from patterns and from blocks", () => {
    fc.assert(
      fc.property(shapes, seeds, ({ labels, rows, functions }, seed) => {
        const votes = matrixOfRows(labels, rows, { functions });
        const scores = denseScores(seed, functions, labels.size);
        const naive = naiveSweep(listRows(rowsOfPatterns(compressVotes(votes))), functions, scores);
        for (const scan of [patternScan(votes), blockScan(votes)]) {
          const counts = sweep(scan, scores);
          expectEqual(counts.expected, naive.expected);
          expectEqual(counts.labelRows, naive.labelRows);
          expectEqual([counts.logLikelihood], [naive.logLikelihood]);
        }
      }),
    );
  });

  it("know who voted: rows, covered rows, evidence", () => {
    fc.assert(
      fc.property(shapes, ({ labels, rows, functions }) => {
        const votes = matrixOfRows(labels, rows, { functions });
        const covered = rows.filter((row) => row.some((code) => code >= 0)).length;
        for (const scan of [patternScan(votes), blockScan(votes)]) {
          expect([scan.rows, scan.coveredRows]).toEqual([rows.length, covered]);
          scan.evidence.forEach((count, cell) => {
            const [j, v] = [Math.floor(cell / labels.size), cell % labels.size];
            expect(count).toBe(rows.filter((row) => row[j] === v).length);
          });
          rows.forEach((row, i) =>
            expect(scan.covered[scan.rowPatterns?.[i] ?? i]).toBe(row.some((code) => code >= 0) ? 1 : 0),
          );
        }
      }),
    );
  });

  it("count votes by weight and by confidence", () => {
    fc.assert(
      fc.property(arbitraryRows({ labels: 4 }), seeds, ({ labels, rows, functions }, seed) => {
        const random = makeRandom(seed, "confidences");
        const confidences = rows.map((row) => row.map(() => 0.05 + 0.95 * random()));
        const patterns = compressVotes(matrixOfRows(labels, rows, { functions, confidences }));
        const votes = {
          ...rowsOfPatterns(patterns),
          weights: patterns.counts.map((count) => count * (0.1 + random())),
        };
        const scores = denseScores(seed, functions, labels.size);
        const naive = naiveSweep(listRows(votes), functions, scores);
        const counts = sweep(new PatternScan(votes), scores);
        expectEqual(counts.expected, naive.expected);
        expectEqual(counts.labelRows, naive.labelRows);
        expectEqual([counts.logLikelihood], [naive.logLikelihood]);
      }),
    );
  });

  it("give every row its posterior, uncovered rows that of the bias", () => {
    fc.assert(
      fc.property(shapes, seeds, ({ labels, rows, functions }, seed) => {
        const votes = matrixOfRows(labels, rows, { functions });
        const scores = denseScores(seed, functions, labels.size);
        const naive = rows.flatMap((row) => {
          const cast = row.map((v, j) => ({ j, v, strength: 1 })).filter(({ v }) => v >= 0);
          return naivePosterior(cast, scores).q;
        });
        expectEqual(posteriorsByRow(patternScan(votes), scores, rows.length), naive);
        expectEqual(posteriorsByRow(blockScan(votes), scores, rows.length), naive);
      }),
    );
  });

  it("do the same with compact scores as with the table written out", () => {
    fc.assert(
      fc.property(shapes, seeds, ({ labels, rows, functions }, seed) => {
        const k = labels.size;
        const votes = matrixOfRows(labels, rows, { functions });
        const scores = compactScores(seed, functions, k);
        const naive = naiveSweep(listRows(rowsOfPatterns(compressVotes(votes))), functions, writtenOut(scores));
        const hits = scores.hit.map((_, jv) => naive.expected[jv * k + (jv % k)] ?? NaN);
        const seen = scores.hit.map((_, jy) => {
          const [j, y] = [Math.floor(jy / k), jy % k];
          return labels.names.reduce((sum, _name, v) => sum + (naive.expected[(j * k + v) * k + y] ?? NaN), 0);
        });
        for (const scan of [patternScan(votes), blockScan(votes)]) {
          const counts = sweepCompact(scan, scores);
          expectEqual(counts.hits, hits);
          expectEqual(counts.seen, seen);
          expectEqual(counts.labelRows, naive.labelRows);
          expectEqual([counts.logLikelihood], [naive.logLikelihood]);
          const [sparse, full] = [new Float64Array(scan.size * k), new Float64Array(scan.size * k)];
          const step = scan.posteriorsCompact(scores, sparse);
          scan.posteriors(writtenOut(scores), full);
          expectEqual(sparse, full);
          expectEqual([step.logLikelihood], [naive.logLikelihood]);
        }
      }),
    );
  });

  it("list the votes of matrices of every width of codes, aligned or not", () => {
    fc.assert(
      fc.property(fc.constantFrom(2, 200), fc.integer({ min: 0, max: 5003 }), (k, size) => {
        const rows = randomRows(10, { rows: size, functions: 4, labels: k, coverage: 0.1 });
        const votes = matrixOfRows(labelsOf(k), rows, { functions: 4 });
        const listed = rowsOfMatrix(votes);
        const wanted = rows.map((row) => row.map((v, j) => ({ j, v, strength: 1 })).filter(({ v }) => v >= 0));
        expect(listRows(listed).map((row) => row.votes)).toEqual(wanted);
      }),
      { numRuns: 20 },
    );
  });

  it("stay finite where scores are hundreds apart", () => {
    const votes = matrixOfRows(labelsOf(3), randomRows(1, { rows: 500, functions: 8, labels: 3, coverage: 0.5 }));
    const scores = denseScores(1, 8, 3, 900);
    const naive = naiveSweep(listRows(rowsOfPatterns(compressVotes(votes))), 8, scores);
    for (const scan of [patternScan(votes), blockScan(votes)]) {
      const counts = sweep(scan, scores);
      expectEqual(counts.expected, naive.expected);
      expectEqual([counts.logLikelihood], [naive.logLikelihood]);
      const compact = sweepCompact(scan, compactScores(1, 8, 3, 900));
      expect(compact.logLikelihood).toBeLessThan(Infinity);
      expect([...compact.hits, ...compact.seen, ...compact.labelRows].every((each) => each >= 0)).toBe(true);
    }
  });

  it("say by how much posteriors changed", () => {
    const votes = matrixOfRows(labelsOf(2), randomRows(2, { rows: 3000, functions: 6, labels: 2, coverage: 0.5 }));
    for (const scan of [patternScan(votes), blockScan(votes)]) {
      const out = new Float64Array(scan.size * 2);
      scan.posteriors(denseScores(1, 6, 2), out);
      const before = out.slice();
      expect(scan.posteriors(denseScores(1, 6, 2), out).change).toBe(0);
      const { change } = scan.posteriors(denseScores(2, 6, 2), out);
      expect(change).toBeCloseTo(Math.max(...Array.from(out, (q, i) => Math.abs(q - (before[i] ?? NaN)))), 12);
    }
  });

  it("add when shards merge", () => {
    fc.assert(
      fc.property(arbitraryRows({ minRows: 2, functions: 9 }), seeds, ({ labels, rows, functions }, seed) => {
        const cut = seed % rows.length;
        const [whole, first, second] = [rows, rows.slice(0, cut), rows.slice(cut)].map((part) =>
          compressVotes(matrixOfRows(labels, part, { functions })),
        ) as [ReturnType<typeof compressVotes>, ReturnType<typeof compressVotes>, ReturnType<typeof compressVotes>];
        const scores = denseScores(seed, functions, labels.size);
        const [all, merged, a, b] = [whole, mergePatterns([first, second]), first, second].map((patterns) =>
          sweep(new PatternScan(rowsOfPatterns(patterns)), scores),
        );
        const added = all?.expected.map((_, i) => (a?.expected[i] ?? NaN) + (b?.expected[i] ?? NaN));
        expectEqual(added ?? [], all?.expected ?? []);
        expectEqual(merged?.expected ?? [], all?.expected ?? []);
        expectEqual([(a?.logLikelihood ?? NaN) + (b?.logLikelihood ?? NaN)], [all?.logLikelihood ?? NaN]);
      }),
    );
  });

  it("permute with the functions", () => {
    fc.assert(
      fc.property(arbitraryRows({ functions: 12, minRows: 1 }), seeds, ({ labels, rows, functions: m }, seed) => {
        const k = labels.size;
        const scores = denseScores(seed, m, k);
        const turned = rows.map((row) => row.toReversed());
        const table = scores.table.map((_, cell) => {
          const j = Math.floor(cell / (k * k));
          return scores.table[(m - 1 - j) * k * k + (cell % (k * k))] ?? NaN;
        });
        for (const make of [patternScan, blockScan]) {
          const one = sweep(make(matrixOfRows(labels, rows, { functions: m })), scores);
          const two = sweep(make(matrixOfRows(labels, turned, { functions: m })), { ...scores, table });
          expectEqual(
            two.expected,
            one.expected.map((_, cell) => {
              const j = Math.floor(cell / (k * k));
              return one.expected[(m - 1 - j) * k * k + (cell % (k * k))] ?? NaN;
            }),
          );
          expectEqual([two.logLikelihood], [one.logLikelihood]);
        }
      }),
    );
  });

  it("read columns that do not start at a multiple of four bytes", () => {
    const rows = randomRows(3, { rows: 4099, functions: 7, labels: 2, coverage: 0.4 });
    const votes = matrixOfRows(labelsOf(2), rows);
    const shifted = votes.votes.map((column, j) => {
      const copy = new Int8Array(column.length + 4);
      copy.set(column, j % 4);
      return copy.subarray(j % 4, (j % 4) + column.length);
    });
    const moved = { labels: votes.labels, functions: votes.functions, votes: shifted, rows: votes.rows };
    expect(blockScan(moved as unknown as LabelMatrix).evidence).toEqual(blockScan(votes).evidence);
    expectEqual(blockScan(votes).evidence, patternScan(votes).evidence);
  });
});

describe("samples", () => {
  it("are evenly strided rows with their votes, the same from blocks and from rows", () => {
    const rows = randomRows(4, { rows: 1000, functions: 8, labels: 3, coverage: 0.4 });
    const votes = matrixOfRows(labelsOf(3), rows);
    const sample = listRows(blockScan(votes).sample(250));
    const wanted = rows
      .filter((_, i) => i % 4 === 0)
      .map((row) => ({
        weight: 1,
        votes: row.map((v, j) => ({ j, v, strength: 1 })).filter(({ v }) => v >= 0),
      }));
    expect(sample).toEqual(wanted);
    const own = patternScan(votes);
    expect(listRows(new PatternScan(own.sample(50)).sample(25))).toEqual(
      listRows(own.sample(50)).filter((_, u) => u % 2 === 0),
    );
  });

  it("are scanned as the rows that they list", () => {
    const votes = matrixOfRows(labelsOf(2), randomRows(9, { rows: 700, functions: 11, labels: 2, coverage: 0.3 }));
    for (const scan of [patternScan(votes), blockScan(votes)]) {
      const part = sweep(scan.sampleScan(100), denseScores(1, 11, 2));
      const listed = sweep(new PatternScan(scan.sample(100)), denseScores(1, 11, 2));
      expectEqual(part.expected, listed.expected);
      expectEqual([part.logLikelihood], [listed.logLikelihood]);
      expect(scan.sampleScan(700)).toBe(scan);
    }
  });

  it("are everything where there is no more", () => {
    const votes = matrixOfRows(labelsOf(2), randomRows(5, { rows: 90, functions: 5, labels: 2, coverage: 0.4 }));
    expect(blockScan(votes).sample(90).weights.length).toBe(90);
    expect(patternScan(votes).sample(1e6).weights).toEqual(compressVotes(votes).counts);
  });
});

describe("openScan", () => {
  const open = (rows: number, functions: number, labels: number, coverage: number): VoteScan =>
    openScan(matrixOfRows(labelsOf(labels), randomRows(6, { rows, functions, labels, coverage })));

  it("compresses small matrices, and rows that repeat", () => {
    expect(open(1000, 30, 2, 0.5).rowPatterns).not.toBeNull();
    expect(open(30_000, 5, 2, 0.5).rowPatterns).not.toBeNull();
  });
  it("takes blocks where rows hardly repeat, and single votes where votes are few or labels many", () => {
    expect(open(20_000, 30, 2, 0.3).kind).toBe("blocks");
    const sparse = open(20_000, 100, 2, 0.04);
    expect([sparse.kind, sparse.rowPatterns, sparse.size]).toEqual(["votes", null, 20_000]);
    expect(open(20_000, 20, 30, 0.3).kind).toBe("votes");
  });
  it("takes patterns for votes with confidences", () => {
    const rows = randomRows(7, { rows: 20_000, functions: 12, labels: 2, coverage: 0.5 });
    const confidences = rows.map((row) => row.map(() => 0.5));
    expect(openScan(matrixOfRows(labelsOf(2), rows, { confidences })).rowPatterns).not.toBeNull();
  });
  it("encodes a matrix once", () => {
    const votes = matrixOfRows(labelsOf(2), randomRows(8, { rows: 100, functions: 3, labels: 2, coverage: 0.5 }));
    expect(openScan(votes)).toBe(openScan(votes));
    expect(openScan(compressVotes(votes)).evidence).toEqual(openScan(votes).evidence);
  });
});

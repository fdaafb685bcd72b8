import { timeFits } from "./measure.ts";
import { generateVotes, type VotesSpec } from "./votes.ts";

/** How time grows along one size, the others fixed. */
export interface GrowthSeries {
  readonly name: string;
  /** What grows. */
  readonly along: "rows" | "functions" | "labels";
  readonly points: readonly GrowthPoint[];
}

/** One size. */
export interface GrowthPoint {
  readonly size: number;
  /** Fit and predict from a label matrix: time on the processor. */
  readonly ms: number;
  readonly iterations: number;
}

interface Plan {
  readonly name: string;
  readonly along: GrowthSeries["along"];
  readonly sizes: readonly number[];
  /** @param rows How many rows there are where it is not they that grow. */
  readonly spec: (size: number, rows: number) => Omit<VotesSpec, "seed">;
}

const rowCounts = [1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7];

const plans: readonly Plan[] = [
  {
    name: "20 functions, 2 labels, 2,000 distinct rows",
    along: "rows",
    sizes: rowCounts,
    spec: (rows) => ({ rows, functions: 20, density: 0.3, patterns: 2000 }),
  },
  {
    name: "20 functions, 2 labels, rows hardly repeat",
    along: "rows",
    sizes: rowCounts,
    spec: (rows) => ({ rows, functions: 20, density: 0.3, patterns: null }),
  },
  {
    name: "2 labels, 30 % density",
    along: "functions",
    sizes: [5, 10, 20, 50, 100, 200, 500],
    spec: (functions, rows) => ({ rows, functions, density: 0.3, patterns: null }),
  },
  {
    name: "2 labels, 15 votes a row",
    along: "functions",
    sizes: [20, 50, 100, 200, 500, 1000],
    spec: (functions, rows) => ({ rows, functions, density: 15 / functions, patterns: null }),
  },
  {
    name: "15 functions, 30 % density",
    along: "labels",
    sizes: [2, 4, 8, 16, 32, 64, 128, 256],
    spec: (labels, rows) => ({ rows, functions: 15, density: 0.3, patterns: null, labels }),
  },
];

/** Measures all series: rows up to `largest`, the others on 100,000 rows, or fewer where `largest` is below. */
export function measureGrowth(largest: number, rounds: number, seed: number): readonly GrowthSeries[] {
  const rows = Math.min(largest, 100_000);
  return plans.map(({ name, along, sizes, spec }) => {
    const kept = along === "rows" ? sizes.filter((size) => size <= largest) : sizes;
    const points = kept.map((size): GrowthPoint => {
      const { fitMs, predictMs, iterations } = timeFits(generateVotes({ ...spec(size, rows), seed }), rounds);
      return { size, ms: fitMs + predictMs, iterations };
    });
    return { name: along === "rows" ? name : `${rows.toLocaleString("en")} rows, ${name}`, along, points };
  });
}

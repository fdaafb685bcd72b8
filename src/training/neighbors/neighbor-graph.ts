import type { Neighbors } from "./neighbors.ts";

/** A graph of rows: two are joined where either is a neighbor of the other; its edges are weighted by similarity. */
export interface NeighborGraph {
  /** Where each row's edges begin; N + 1 places. */
  readonly starts: Float64Array;
  /** The row at the other end of each edge. */
  readonly ends: Int32Array;
  readonly weights: Float32Array;
}

/** Whether `other` has `row` among its neighbors. */
function hasNeighbor({ indices, count }: Neighbors, other: number, row: number): boolean {
  for (let place = other * count; place < (other + 1) * count; place++) {
    const each = indices[place] ?? -1;
    if (each < 0) return false;
    if (each === row) return true;
  }
  return false;
}

/** Joins each row with its neighbors of at least a similarity, both ways. O(N k²). */
export function joinNeighbors(neighbors: Neighbors, minSimilarity: number): NeighborGraph {
  const { rows, count, indices, similarities } = neighbors;
  const starts = new Float64Array(rows + 1);
  /** Goes through all edges: (row, other, place), and back where the other row does not have this one itself. */
  const eachEdge = (visit: (from: number, to: number, place: number) => void): void => {
    for (let row = 0; row < rows; row++) {
      for (let place = row * count; place < (row + 1) * count; place++) {
        const other = indices[place] ?? -1;
        if (other < 0) break;
        if ((similarities[place] ?? 0) < minSimilarity) continue;
        visit(row, other, place);
        if (!hasNeighbor(neighbors, other, row)) visit(other, row, place);
      }
    }
  };
  eachEdge((from) => (starts[from + 1] = (starts[from + 1] ?? 0) + 1));
  for (let row = 0; row < rows; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const size = starts[rows] ?? 0;
  const ends = new Int32Array(size);
  const weights = new Float32Array(size);
  const next = starts.slice();
  eachEdge((from, to, place) => {
    const edge = next[from] ?? 0;
    ends[edge] = to;
    weights[edge] = similarities[place] ?? 0;
    next[from] = edge + 1;
  });
  return { starts, ends, weights };
}

/** How many edges each row is away from the nearest of some rows; -1 where no path of at most `maxSteps` leads there. O(edges). */
export function stepsFrom(graph: NeighborGraph, from: Uint8Array, maxSteps: number): Int32Array {
  const steps = Int32Array.from(from, (is) => (is === 1 ? 0 : -1));
  let border = Array.from(from.keys()).filter((row) => from[row] === 1);
  for (let step = 1; step <= maxSteps && border.length > 0; step++) {
    const next: number[] = [];
    for (const row of border) {
      for (let edge = graph.starts[row] ?? 0; edge < (graph.starts[row + 1] ?? 0); edge++) {
        const other = graph.ends[edge] ?? 0;
        if (steps[other] !== -1) continue;
        steps[other] = step;
        next.push(other);
      }
    }
    border = next;
  }
  return steps;
}

import type { BlockCodes, DecodedBlock } from "./block-codes.ts";
import type { CompactCounts, CompactScores, DenseScores } from "./vote-scan.ts";

/**
 * For each label but the first, and each block, what each code adds to the label's log odds against the first:
 * (K - 1) x blocks x 256.
 */
export function blockTables(
  { radix, starts }: BlockCodes,
  labels: number,
  table: Float64Array,
): readonly (readonly Float64Array[])[] {
  return Array.from({ length: labels - 1 }, (_, plane) =>
    Array.from({ length: starts.length - 1 }, (_each, b) => {
      const out = new Float64Array(256);
      let size = 1;
      for (let j = starts[b] ?? 0; j < (starts[b + 1] ?? 0); j++, size *= radix) {
        addFunction(out, size, table.subarray(j * labels * labels), labels, plane + 1);
      }
      return out;
    }),
  );
}

/** One more digit: code c becomes the codes c radix + symbol. From the last on, so that none is overwritten unread. */
function addFunction(out: Float64Array, size: number, table: Float64Array, labels: number, y: number): void {
  for (let code = size - 1; code >= 0; code--) {
    const before = out[code] ?? 0;
    const from = code * (labels + 1);
    for (let v = 0; v < labels; v++) {
      out[from + 1 + v] = before + (table[v * labels + y] ?? 0) - (table[v * labels] ?? 0);
    }
    out[from] = before;
  }
}

/** Expected votes from the histograms of codes; those on rows of the first label are what is left of the evidence. */
export function unfoldCounts(
  blocks: readonly DecodedBlock[],
  histograms: readonly (readonly Float64Array[])[],
  evidence: Float64Array,
  labels: number,
  expected: Float64Array,
): void {
  expected.fill(0);
  histograms.forEach((plane, p) =>
    plane.forEach((histogram, b) => {
      const block = blocks[b];
      for (let code = 0; block !== undefined && code < block.offsets.length - 1; code++) {
        for (let i = block.offsets[code] ?? 0; i < (block.offsets[code + 1] ?? 0); i++) {
          const cell = ((block.functions[i] ?? 0) * labels + (block.labels[i] ?? 0)) * labels + p + 1;
          expected[cell] = (expected[cell] ?? 0) + (histogram[code] ?? 0);
        }
      }
    }),
  );
  for (let jv = 0; jv < evidence.length; jv++) {
    let others = 0;
    for (let y = 1; y < labels; y++) others += expected[jv * labels + y] ?? 0;
    expected[jv * labels] = Math.max(0, (evidence[jv] ?? 0) - others);
  }
}

/** Compact scores written out in full: blocks are for few labels only. */
export function denseOfCompact({ bias, hit, miss }: CompactScores, labels: number): DenseScores {
  const table = new Float64Array(hit.length * labels);
  for (let jv = 0, cell = 0; jv < hit.length; jv++) {
    for (let y = 0; y < labels; y++, cell++) table[cell] = (y === jv % labels ? hit[jv] : miss[jv]) ?? 0;
  }
  return { bias, table };
}

/** Expected votes summed to compact counts. */
export function foldCompact(expected: Float64Array, labels: number, { hits, seen }: CompactCounts): void {
  seen.fill(0);
  for (let jv = 0, cell = 0; jv < hits.length; jv++) {
    const v = jv % labels;
    for (let y = 0; y < labels; y++, cell++) {
      const count = expected[cell] ?? 0;
      const at = jv - v + y;
      seen[at] = (seen[at] ?? 0) + count;
      if (y === v) hits[jv] = count;
    }
  }
}

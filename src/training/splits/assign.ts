import { makeRandom, type Random } from "../../util/random.ts";
import { shuffledRange } from "../../util/shuffled.ts";
import type { CodedValues } from "../groups.ts";
import type { SplitInput } from "./split-input.ts";

/**
 * Gives each row to the part that is furthest behind its share of the rows so far, stratum after stratum, by lot within
 * each: so every part gets its share of the rows, and of each stratum, but for a row or two.
 */
function assignRows({ rows, strata }: SplitInput, shares: readonly number[], random: Random): Int32Array {
  const order = shuffledRange(rows, random).sort((a, b) => (strata.codes[a] ?? 0) - (strata.codes[b] ?? 0)); // stable
  const given = shares.map(() => 0);
  const parts = new Int32Array(rows);
  order.forEach((row, i) => {
    let best = 0;
    let most = -Infinity;
    shares.forEach((share, part) => {
      const behind = share * (i + 1) - (given[part] ?? 0);
      if (behind > most + 1e-9) [best, most] = [part, behind];
    });
    given[best] = (given[best] ?? 0) + 1;
    parts[row] = best;
  });
  return parts;
}

/** How many rows of each stratum a group has. */
function countStrata(groups: CodedValues, strata: CodedValues): Map<number, number>[] {
  const counts = Array.from({ length: groups.count }, () => new Map<number, number>());
  groups.codes.forEach((group, row) => {
    const stratum = strata.codes[row] ?? 0;
    counts[group]?.set(stratum, (counts[group].get(stratum) ?? 0) + 1);
  });
  return counts;
}

/**
 * Gives whole groups to parts, largest first, by lot among equals, each to the part where it brings rows and strata closest
 * to their shares: the sum over strata, and the rows as one more, of (rows - share)^2 / share grows least.
 */
function assignGroups(input: SplitInput, groups: CodedValues, shares: readonly number[], random: Random): Int32Array {
  const { rows, strata } = input;
  const counts = countStrata(groups, strata);
  const sizes = counts.map((each) => Array.from(each.values()).reduce((sum, count) => sum + count, 0));
  const totals = new Float64Array(strata.count + 1);
  for (const code of strata.codes) totals[code] = (totals[code] ?? 0) + 1;
  totals[strata.count] = rows; // all rows, as one more stratum
  const given = shares.map(() => new Float64Array(totals.length));
  const order = shuffledRange(groups.count, random).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  const partOf = new Int32Array(groups.count);
  const empty = new Set(shares.keys());
  order.forEach((group, i) => {
    const adds = [...(counts[group] ?? []), [strata.count, sizes[group] ?? 0] as const];
    const open = groups.count - i === empty.size ? [...empty] : [...shares.keys()]; // no part stays empty
    let best = 0;
    let least = Infinity;
    for (const part of open) {
      let cost = 0;
      for (const [stratum, count] of adds) {
        const share = (shares[part] ?? 0) * (totals[stratum] ?? 0);
        const before = (given[part]?.[stratum] ?? 0) - share;
        cost += ((before + count) ** 2 - before ** 2) / share;
      }
      if (cost < least - 1e-9) [best, least] = [part, cost];
    }
    const to = given[best];
    for (const [stratum, count] of adds) if (to !== undefined) to[stratum] = (to[stratum] ?? 0) + count;
    partOf[group] = best;
    empty.delete(best);
  });
  return groups.codes.map((group) => partOf[group] ?? 0);
}

/** The part of each row, where parts have certain shares of the rows, above 0, which sum to 1. */
export function assignParts(input: SplitInput, shares: readonly number[]): Int32Array {
  const random = makeRandom(input.seed, "split");
  return input.groups === null ? assignRows(input, shares, random) : assignGroups(input, input.groups, shares, random);
}

/** The rows of a part, rising. */
export function rowsOfPart(parts: Int32Array, wanted: (part: number) => boolean): Int32Array {
  return Int32Array.from(parts.keys()).filter((row) => wanted(parts[row] ?? 0));
}

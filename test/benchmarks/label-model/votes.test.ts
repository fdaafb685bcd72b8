import { compressVotes } from "labelwright";
import { describe, expect, it } from "vitest";
import { generateVotes } from "../../../benchmarks/label-model/votes.ts";
import { coveredRows, voteTriples } from "../../../benchmarks/peers/votes.ts";

const spec = { rows: 5000, functions: 12, density: 0.3, patterns: 40, seed: 1 };

describe("generateVotes", () => {
  it("repeats the wanted number of distinct rows", () => expect(compressVotes(generateVotes(spec)).size).toBe(40));
  it("hardly repeats a row when asked not to", () => {
    expect(compressVotes(generateVotes({ ...spec, patterns: null })).size).toBeGreaterThan(3000);
  });
  it("has the wanted density", () => {
    const triples = voteTriples(generateVotes({ ...spec, patterns: null }));
    expect(Math.abs(triples.length / 3 / (5000 * 12) - 0.3)).toBeLessThan(0.01);
  });
  it("votes for as many labels as wanted", () => {
    const { votes, labels } = generateVotes({ ...spec, patterns: null, labels: 200 });
    expect(labels.size).toBe(200);
    const voted = new Set(votes.flatMap((column) => [...column]));
    expect(voted.size).toBe(201); // each label, and abstention
  });
  it("is the same for the same seed", () => expect(generateVotes(spec).votes).toEqual(generateVotes(spec).votes));
});

describe("voteTriples", () => {
  it("says the same of a matrix and of its patterns, row after row", () => {
    const votes = generateVotes({ ...spec, rows: 40, patterns: null });
    const patterns = compressVotes(votes);
    expect(patterns.size).toBe(40); // no row repeats, so patterns are rows
    expect(voteTriples(patterns)).toEqual(voteTriples(votes));
    expect(coveredRows(patterns)).toEqual(coveredRows(votes));
  });
});

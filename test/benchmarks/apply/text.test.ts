import { describe, expect, it } from "vitest";
import { bareLoop, bareLoopOverGet } from "../../../benchmarks/apply/bare.ts";
import { predicates } from "../../../benchmarks/apply/predicates.ts";
import { textBytes, textTable } from "../../../benchmarks/apply/text.ts";

const texts = (nonAscii: number, seed = 1): readonly string[] =>
  Array.from(textTable({ rows: 3000, nonAscii, seed }).getChild("text") ?? [], String);

describe("textTable", () => {
  it("is the same for the same seed and another for another", () => {
    expect(texts(0.1)).toEqual(texts(0.1));
    expect(texts(0.1)).not.toEqual(texts(0.1, 2));
  });
  it("has comments of 100 bytes on average", () => {
    const table = textTable({ rows: 3000, nonAscii: 0.05, seed: 1 });
    expect(Math.abs(textBytes(table) / table.numRows - 100)).toBeLessThan(3);
  });
  it("has the wanted share of rows beyond ASCII, all of them valid UTF-8", () => {
    const isBeyond = (text: string): boolean => /[^\0-\x7f]/.test(text);
    expect(texts(0).filter(isBeyond)).toEqual([]);
    expect(texts(1).every(isBeyond)).toBe(true);
    const share = texts(0.2).filter(isBeyond).length / 3000;
    expect(Math.abs(share - 0.2)).toBeLessThan(0.03);
    expect(texts(1).some((text) => text.includes("\ufffd"))).toBe(false);
  });
});

describe("the bare loop", () => {
  it("votes the same however it decodes, and every question is sometimes answered yes and sometimes not", () => {
    const table = textTable({ rows: 3000, nonAscii: 0.05, seed: 1 });
    const votes = bareLoop(table);
    expect(votes).toEqual(bareLoopOverGet(table));
    votes.forEach((column, j) => {
      expect(new Set(column).size, predicates[j]?.[0]).toBe(2);
    });
  });
});

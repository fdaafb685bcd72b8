import { fc, test as propertyTest } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";

import { pattern, tableFromRows, defineTask } from "../../../src/index.ts";
import { cutsOf, roundCut } from "../../../src/quality/suggestions/cuts.ts";
import { minePatterns, rowsMatching } from "../../../src/quality/suggestions/mine-patterns.ts";
import { constantName, Names, slug } from "../../../src/quality/suggestions/names.ts";
import { rankCandidates } from "../../../src/quality/suggestions/rank-candidates.ts";
import { shapes } from "../../../src/quality/suggestions/shapes.ts";
import { spreadLabels } from "../../../src/quality/suggestions/spread-labels.ts";
import { collectWords, rowsOfTerm } from "../../../src/quality/suggestions/text-terms.ts";

describe("names", () => {
  test("keep letters and digits of all scripts", () => {
    expect(["check out!", "  ", "Füße – 2x", "日本 語"].map(slug)).toEqual(["check_out", "", "füße_2x", "日本_語"]);
  });
  test("differ from each other and from those taken", () => {
    const names = new Names(["gold"]);
    expect([names.give("gold"), names.give("a"), names.give("a"), names.give(""), names.give("x".repeat(60))]).toEqual([
      "gold_2",
      "a",
      "a_2",
      "suggested",
      "x".repeat(48),
    ]);
  });
  propertyTest.prop([fc.string({ unit: "grapheme" })])("become constants that JavaScript can read", (text) => {
    const name = constantName(new Names([]).give(`spam_${slug(text)}`));
    expect(name).toMatch(/^[\p{ID_Start}_$][\p{ID_Continue}$\u200c\u200d]*$/u);
  });
});

describe("cuts", () => {
  propertyTest.prop([fc.double({ noNaN: true }), fc.double({ noNaN: true })])("lie between two numbers", (a, b) => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    fc.pre(low < high);
    const cut = roundCut(low, high);
    expect(cut >= low && cut < high).toBe(true);
  });
  test("are as round as can be, and at most 64", () => {
    expect([roundCut(2, 3), roundCut(3.1, 4.7), roundCut(0, 1000), roundCut(-7, -3)]).toEqual([2, 4, 500, -5]);
    expect([roundCut(2, 3.5), roundCut(99, 102), roundCut(-3, -2)]).toEqual([3, 100, -3]);
    expect(cutsOf(Float64Array.of(1, 1, 2, 9))).toEqual([1, 6]);
    expect(cutsOf(new Float64Array(5).fill(3))).toEqual([]);
    expect(cutsOf(Float64Array.from({ length: 1000 }, (_, i) => i)).length).toBe(64);
  });
});

describe("words", () => {
  const texts = ["Check out this", "check OUT that", "out", null, "this check"];
  const table = tableFromRows(
    texts.map((text) => ({ text })),
    { columns: { text: "utf8" } },
  );
  test("are collected once a row, with neighbors that are frequent themselves", () => {
    const { words, pairs } = collectWords(table, "text", 2);
    const rows = (terms: typeof words): Record<string, number[]> =>
      Object.fromEntries(terms.terms.map((term, i) => [term, Array.from(rowsOfTerm(terms, i))]));
    expect(rows(words)).toEqual({ check: [0, 1, 4], out: [0, 1, 2], this: [0, 4] });
    expect(rows(pairs)).toEqual({ "check out": [0, 1] });
  });
});

describe("spread labels", () => {
  const table = tableFromRows(
    ["win cash", "cash prize", "prize draw", "see you", "you too", "too late", ""].map((text) => ({ text })),
  );
  const { words } = collectWords(table, "text", 1);
  const known = Uint8Array.of(1, 0, 0, 1, 0, 0, 0);
  const probabilities = Float64Array.of(0, 1, 0, 0, 0, 0, 0.8, 0.2, 0, 0, 0, 0, 0, 0);
  test("go from row to row by shared words; what is known stays; rows sum to 1", () => {
    const spread = spreadLabels({ probabilities, known }, words, 2);
    const second = Array.from({ length: 7 }, (_, row) => spread[2 * row + 1] ?? 0);
    expect([second[0], second[3]]).toEqual([1, 0.2]);
    expect(second[1]).toBeGreaterThan(0.5);
    expect(second[4]).toBeLessThan(0.5);
    for (let row = 0; row < 7; row++) expect((spread[2 * row] ?? 0) + (spread[2 * row + 1] ?? 0)).toBeCloseTo(1, 12);
  });
});

describe("candidates", () => {
  const labels = Float64Array.from({ length: 40 }, (_, i) => ((i % 2 === 0) === i < 20 ? 1 : 0)); // rows 0-9: label 0; 10-19: label 1
  const given = { probabilities: labels, known: new Uint8Array(20).fill(1) };
  const rules = { wanted: new Uint8Array(20).fill(1), size: 2, count: 5, minRows: 2, minOdds: 2, minShare: 0.5 };
  const rows = (from: number, to: number): Int32Array => Int32Array.from({ length: to - from }, (_, i) => from + i);
  const keys = (candidates: { readonly key: string; readonly rows: Int32Array }[], other = {}): string[] =>
    rankCandidates(candidates, labels, given, { ...rules, ...other }).map(
      ({ candidate, label }) => `${candidate.key} ${label}`,
    );
  const all = [
    { key: "four", rows: rows(0, 4) },
    { key: "nine", rows: rows(0, 9) },
    { key: "eight of nine", rows: rows(1, 9) },
    { key: "both", rows: rows(5, 15) },
    { key: "others", rows: rows(12, 20) },
    { key: "one", rows: rows(3, 4) },
  ];
  test("come by evidence; those that say the same, are even or too few are left out", () => {
    expect(keys(all)).toEqual(["nine 0", "others 1", "four 0"]);
  });
  test("are counted by label, and by the rows that count", () => {
    expect(keys(all, { count: 1 })).toEqual(["nine 0", "others 1"]);
    expect(keys(all, { wanted: Uint8Array.from({ length: 20 }, (_, i) => (i >= 4 ? 1 : 0)) })).toEqual([
      "nine 0",
      "others 1",
    ]);
    expect(keys(all, { minRows: 9 })).toEqual(["nine 0"]);
  });
});

describe("mined patterns", () => {
  const texts = [
    "Check out my channel!! https://a.example",
    "check OUT this channel 2nite",
    "he is checking out 250p",
    "call 0800123456 now",
    "please call 0800999999",
    "Call me",
    "€ 50 for 150p",
  ];
  const table = tableFromRows(texts.map((text) => ({ text })));
  const { words } = collectWords(table, "text", 2);
  const wordRows = new Map(words.terms.map((term, i) => [term, rowsOfTerm(words, i).length]));
  const mined = minePatterns(table, "text", 2, wordRows);
  const namesOf = mined.map(({ shape }) => shape.name);

  test("are what texts have besides words, places of words, beginnings, numbers and gaps", () => {
    expect(namesOf).toEqual(
      expect.arrayContaining([
        "digit",
        "begins with check",
        "begins with call",
        "words beginning check",
        "number in Np",
        "call and a number",
        "check then channel",
      ]),
    );
    expect(namesOf).not.toContain("words beginning chec");
    expect(namesOf).not.toContain("words beginning chan"); // only one word begins so: keywords find it
  });

  test("match the rows they were mined from, and are accepted by `pattern`", () => {
    const task = defineTask({ labels: ["a", "b"], columns: { text: "utf8" } });
    for (const { shape, rows } of mined) {
      const matched = new Set(rowsMatching(table, "text", [shape])[0]);
      expect([shape.name, Array.from(rows).filter((row) => !matched.has(row))]).toEqual([shape.name, []]);
      pattern(task, { name: "x", column: "text", pattern: shape.source, flags: shape.flags, label: "a" });
    }
  });

  test("of a fixed form are accepted by `pattern`, and each has its name", () => {
    const task = defineTask({ labels: ["a", "b"], columns: { text: "utf8" } });
    for (const { source, flags } of shapes)
      pattern(task, { name: "x", column: "text", pattern: source, flags, label: "a" });
    expect(new Set(shapes.map(({ name }) => slug(name))).size).toBe(shapes.length);
  });
});

import { describe, expect, test } from "vitest";
import { speedTexts } from "../../../benchmarks/training/speed-texts.ts";

describe("speedTexts", () => {
  const { texts, classes } = speedTexts({ rows: 3000, seed: 1 });

  test("is the same for the same seed and another for another", () => {
    expect(speedTexts({ rows: 3000, seed: 1 })).toEqual({ texts, classes });
    expect(speedTexts({ rows: 3000, seed: 2 }).texts).not.toEqual(texts);
  });

  test("has 10 words a text on average, and as many texts of each class", () => {
    const words = texts.reduce((sum, text) => sum + text.split(" ").length, 0);
    expect(Math.abs(words / texts.length - 10)).toBeLessThan(0.3);
    expect(Math.abs(classes.reduce((sum, code) => sum + code, 0) / texts.length - 0.5)).toBeLessThan(0.03);
  });

  test("has a word that one class has far more often", () => {
    const counts = new Map<string, [number, number]>();
    texts.forEach((text, row) => {
      for (const word of new Set(text.split(" "))) {
        const count = counts.get(word) ?? [0, 0];
        counts.set(word, [count[0] + (classes[row] === 0 ? 1 : 0), count[1] + (classes[row] === 1 ? 1 : 0)]);
      }
    });
    expect([...counts.values()].some(([zero, one]) => zero > 60 && zero > 3 * one)).toBe(true);
  });
});

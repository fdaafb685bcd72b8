import { describe, expect, test } from "vitest";
import {
  batchLabelingFunction,
  defineTask,
  keywords,
  labelingFunction,
  pattern,
  type AnyLabelingFunction,
} from "../../../src/index.ts";
import { functionLaws, type FunctionLaw, type LawName } from "../../../src/testing.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
const lawOf = (name: LawName): FunctionLaw => {
  const law = functionLaws.find((each) => each.name === name);
  if (law === undefined) throw new Error(name);
  return law;
};
const row = (text: string | null, likes: number | null = null): Record<string, unknown> => ({ text, likes });

describe("a law", () => {
  test("says in sentences what it is, why it matters and how it is mended", () => {
    for (const { name, title, explanation, mend } of functionLaws) {
      expect(name).toMatch(/^[a-z-]+$/);
      expect(title).toMatch(/^its? /);
      for (const sentence of [explanation, mend]) expect(sentence).toMatch(/^[A-Z].*\.$/s);
    }
    expect(new Set(functionLaws.map(({ name }) => name)).size).toBe(functionLaws.length);
  });

  test("comes after the laws without which it cannot be judged", () => {
    functionLaws.forEach(({ after }, i) => {
      for (const name of after) expect(functionLaws.findIndex((law) => law.name === name)).toBeLessThan(i);
    });
  });

  test("is tried on rows that are given: null where it holds, else the row that breaks it", async () => {
    const first = labelingFunction(task, {
      name: "first",
      columns: ["text"],
      vote: ({ text }) => ((text[0] as string).toUpperCase() === text[0] ? "spam" : null),
    });
    expect(await lawOf("total").check(first, [row("a"), row("B"), row(null)])).toBeNull();
    expect(await lawOf("total").check(first, [row("a"), row(""), row("")])).toEqual({
      rows: [row("")],
      came: "it threw TypeError: Cannot read properties of undefined (reading 'toUpperCase')",
      expected: "a vote: a label, or null to abstain",
    });
  });

  test("applies where it is declared, or has something to look at", () => {
    const make = (parts: object): AnyLabelingFunction =>
      keywords(task, { name: "f", column: "text", any: ["a"], label: "spam", ...parts });
    const liked = labelingFunction(task, { name: "liked", columns: ["likes"], vote: () => null });
    expect(lawOf("case-insensitive").applies(make({}))).toBe(false);
    expect(lawOf("case-insensitive").applies(make({ invariances: ["case"] }))).toBe(true);
    expect(lawOf("bounded-time").applies(make({}))).toBe(true);
    expect(lawOf("bounded-time").applies(liked)).toBe(false);
  });
});

describe("in-range", () => {
  test.each<[unknown, string, string]>([
    [undefined, "it voted undefined", "a vote"],
    ["eggs", 'it voted "eggs"', 'one of "ham", or null'],
    ["spam", 'it voted "spam"', 'one of "ham", or null'],
    [{ label: "ham", confidence: NaN }, "it voted with confidence NaN", "a number above 0, at most 1"],
  ])("is broken by the vote %j", async (vote, came, expected) => {
    const func = labelingFunction(task, { name: "f", columns: ["text"], labels: ["ham"], vote: () => vote as null });
    expect(await lawOf("in-range").check(func, [row("a")])).toMatchObject({ came, expected });
    expect(await lawOf("total").check(func, [row("a")])).toBeNull();
  });

  test("leaves promises that were not declared to total", async () => {
    const func = labelingFunction(task, { name: "f", columns: ["text"], vote: () => Promise.resolve("ham") as never });
    expect(await lawOf("in-range").check(func, [row("a")])).toBeNull();
    expect(await lawOf("total").check(func, [row("a")])).toMatchObject({
      came: "it voted a promise",
      expected: "a vote",
    });
  });
});

describe("independent-of-neighbors", () => {
  test("is broken by what is worked out over a batch, whatever the order of its rows", async () => {
    const aboveMean = batchLabelingFunction(task, {
      name: "above_mean",
      columns: ["likes"],
      vote: ({ likes }, ballot) => {
        const values = Array.from({ length: ballot.length }, (_, i) => Number(likes.values[i]));
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        values.forEach((value, i) => {
          if (value > mean) ballot.cast(i, "ham");
        });
      },
    });
    const rows = [row(null, 1), row(null, 2), row(null, 8), row(null, 9)];
    expect(await lawOf("independent-of-neighbors").check(aboveMean, rows)).toMatchObject({
      came: 'row 2: "ham" without the rows after it',
      expected: "row 2: null (it abstains), as among all rows in order",
    });
  });
});

describe("bounded-time", () => {
  test("names the text that takes too long, within the limit and the length it is given", async () => {
    const spaces = pattern(task, { name: "spaces", column: "text", pattern: /\s+$/, label: "ham" });
    const law = lawOf("bounded-time");
    const found = await law.check(spaces, [row("a")], { timeLimit: 20, longestText: 50_000 });
    expect(found?.rows[0]?.["text"]).toMatch(/^\s+[!a]$/);
    expect(found?.expected).toBe("at most 20 ms for a row, however long its texts and lists are");
    expect(await law.check(spaces, [row("a")], { timeLimit: 20, longestText: 200 })).toBeNull();
  });

  test("holds for functions that look at each character once", async () => {
    const shouting = labelingFunction(task, {
      name: "shouting",
      columns: ["text"],
      vote: ({ text }) => (text === text.toUpperCase() ? "spam" : null),
    });
    expect(await lawOf("bounded-time").check(shouting, [row("a")])).toBeNull();
  });
});

import { fc, test } from "@fast-check/vitest";
import { inspect } from "node:util";
import { describe, expect } from "vitest";
import { synthesizeAnswers, type SynthesizeAnswersOptions, votesFromAnswers } from "../../src/index.ts";
import { caught } from "../util/caught.ts";

interface Answer {
  readonly item: string;
  readonly worker: string;
  readonly label: string;
  readonly seconds: number;
}
const rowsOf = (made: ReturnType<typeof synthesizeAnswers>): Answer[] =>
  made.answers.toArray().map((row) => (row as { toJSON(): Answer }).toJSON());

const labels = ["cat", "dog", "cow"];

describe("synthesizeAnswers", () => {
  const base = { items: 400, labels, workers: 10, seed: 3 };

  test.prop([
    fc.record({
      items: fc.integer({ min: 1, max: 30 }),
      answersPerItem: fc.integer({ min: 1, max: 6 }),
      seed: fc.integer(),
    }),
  ])("asks as many different workers about each item as it is told, and gives the same for the same seed", (drawn) => {
    const made = synthesizeAnswers({ labels, workers: 6, ...drawn });
    const byItem = new Map<string, Set<string>>();
    for (const { item, worker } of rowsOf(made)) byItem.set(item, (byItem.get(item) ?? new Set<string>()).add(worker));
    expect(made.answers.numRows).toBe(drawn.items * drawn.answersPerItem);
    expect([...byItem.values()].map(({ size }) => size)).toEqual(new Array(drawn.items).fill(drawn.answersPerItem));
    expect(rowsOf(synthesizeAnswers({ labels, workers: 6, ...drawn }))).toEqual(rowsOf(made));
  });

  test("the votes are the answers, the truth is in their order", () => {
    const made = synthesizeAnswers(base);
    expect(made.votes.votes).toEqual(votesFromAnswers(made.answers, { labels: made.votes.labels }).votes);
    expect(made.votes.ids?.length).toBe(made.truth.length);
    const truth = new Map(made.votes.ids?.map((item, i) => [item, made.truth[i]]));
    const right = rowsOf(made).filter(({ item, label }) => truth.get(item) === label).length;
    expect(right / made.answers.numRows).toBeGreaterThan(0.65);
    expect(right / made.answers.numRows).toBeLessThan(0.85);
  });

  test("gold tells the true label of a share of the items", () => {
    const { gold, votes, truth } = synthesizeAnswers({ ...base, gold: 0.25 });
    expect(gold.size).toBeGreaterThan(70);
    expect(gold.size).toBeLessThan(130);
    for (const [item, label] of gold) expect(truth[votes.ids?.indexOf(item) ?? -1]).toBe(label);
    expect(synthesizeAnswers(base).gold.size).toBe(0);
  });

  test("spammers answer at random or always the same, and are as fast as told", () => {
    const made = synthesizeAnswers({
      ...base,
      workers: [
        { name: "good", count: 6 },
        { name: "random", spam: "random", seconds: 2 },
        { name: "same", spam: "same" },
      ],
    });
    const of = (name: string): Answer[] => rowsOf(made).filter(({ worker }) => worker === name);
    expect(new Set(of("same").map(({ label }) => label)).size).toBe(1);
    const share = of("random").filter(({ label }) => label === "cat").length / of("random").length;
    expect(Math.abs(share - 1 / 3)).toBeLessThan(0.12);
    const median =
      of("random")
        .map(({ seconds }) => seconds)
        .sort((a, b) => a - b)[of("random").length >> 1] ?? NaN;
    expect(median).toBeGreaterThan(1.5);
    expect(median).toBeLessThan(2.5);
  });

  test("copiers answer items of their leader, as he did", () => {
    const made = synthesizeAnswers({
      ...base,
      workers: [
        { name: "good", count: 6 },
        { name: "copier", copies: "good_2", activity: 0.5 },
      ],
      answersPerItem: 3,
    });
    const led = new Map(
      rowsOf(made).flatMap(({ item, worker, label }) => (worker === "good_2" ? [[item, label]] : [])),
    );
    const copied = rowsOf(made).filter(({ worker }) => worker === "copier");
    expect(copied.every(({ item, label }) => led.get(item) === label)).toBe(true);
    expect(Math.abs(copied.length / led.size - 0.5)).toBeLessThan(0.15);
  });

  test("more active workers answer more", () => {
    const made = synthesizeAnswers({
      ...base,
      workers: [
        { name: "busy", activity: 5 },
        { name: "lazy", count: 5 },
      ],
      answersPerItem: 2,
    });
    const counts = made.votes.functions.map(({ name }) => rowsOf(made).filter(({ worker }) => worker === name).length);
    const busy = counts[made.votes.functions.findIndex(({ name }) => name === "busy")] ?? 0;
    expect(busy).toBe(Math.max(...counts));
    expect(busy).toBeGreaterThan(250);
  });

  test("a share of the answers is asked for twice", () => {
    const made = synthesizeAnswers({ ...base, repeats: 0.2 });
    expect(Math.abs(made.answers.numRows / 2000 - 1.2)).toBeLessThan(0.05);
  });

  test("prints what there is", () => {
    expect(inspect(synthesizeAnswers({ items: 2, labels, workers: 3 }))).toBe(
      "6 answers of 3 workers to 2 items, 0 with gold",
    );
  });
});

describe("synthesizeAnswers refuses", () => {
  const base: SynthesizeAnswersOptions = { items: 10, labels, workers: 3 };
  const refused: readonly (readonly [what: string, options: object, message: string])[] = [
    ["no items", { items: 0 }, "synthesizeAnswers, items: 0; expected a whole number from 1 to 10000000."],
    ["no workers", { workers: [] }, "synthesizeAnswers, workers: no groups; expected how many there are, or groups."],
    [
      "more answers an item than workers",
      { answersPerItem: 4 },
      "synthesizeAnswers, answersPerItem: 4; expected a whole number from 1 to 3.",
    ],
    [
      "workers of the same name",
      { workers: [{ name: "a" }, { name: "a" }] },
      'synthesizeAnswers, workers: "a" more than once; expected each name once. Give groups names of their own.',
    ],
    [
      "copiers of nobody",
      { workers: [{ name: "a" }, { name: "b", copies: "c" }] },
      'synthesizeAnswers, workers 1, copies: "c"; expected a worker who answers for himself: "a".',
    ],
    [
      "another sort of spam",
      { workers: [{ name: "a", spam: "eggs" }] },
      'synthesizeAnswers, workers 0, spam: "eggs"; expected one of "random", "same".',
    ],
    ["a share of gold above 1", { gold: 2 }, "synthesizeAnswers, gold: 2; expected a number from 0 to 1."],
  ];
  test.each(refused)("%s", (_, options, message) => {
    expect(caught(() => synthesizeAnswers({ ...base, ...options })).message).toBe(message);
  });
});

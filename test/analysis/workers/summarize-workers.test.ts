import { test } from "@fast-check/vitest";
import { inspect } from "node:util";
import { describe, expect } from "vitest";
import {
  dropFunctions,
  fitLabelModel,
  joinVotes,
  labelMatrix,
  labelSet,
  scoreLabels,
  summarizeWorkers,
  synthesizeAnswers,
  synthesizeVotes,
  tableFromRows,
  votesFromAnswers,
} from "../../../src/index.ts";
import { arbitraryRows, matrixOfRows } from "../../util/arbitrary-votes.ts";
import { caught } from "../../util/caught.ts";

const quiet = { onProgress: (): void => undefined };

const made = synthesizeAnswers({
  items: 300,
  labels: ["a", "b", "c"],
  workers: [
    { name: "good", count: 14, accuracies: { from: 0.6, to: 0.95 } },
    { name: "random", count: 2, spam: "random", seconds: 2, activity: 2 },
    { name: "same", spam: "same", activity: 2 },
    { name: "copier", copies: "good_1", activity: 0.9 },
  ],
  repeats: 0.1,
  gold: 0.2,
  seed: 1,
});
const report = summarizeWorkers(made.answers, { duration: "seconds", gold: made.gold, ...quiet });
const rows = made.answers.toArray() as { item: string; worker: string; label: string; seconds: number }[];
const answersOf = (name: string): typeof rows => rows.filter(({ worker }) => worker === name);

describe("summarizeWorkers", () => {
  test("has a row for each worker in the order of the votes, with answers and items", () => {
    expect(report.workers.map(({ name }) => name)).toEqual(made.votes.functions.map(({ name }) => name));
    for (const { name, answers, items } of report.workers) {
      expect(answers).toBe(answersOf(name).length);
      expect(items).toBe(new Set(answersOf(name).map(({ item }) => item)).size);
    }
    expect([report.items, report.answers, report.goldItems]).toEqual([300, rows.length, made.gold.size]);
  });

  test("finds workers who do not look and who copy, and no other", () => {
    expect([...report.suspects].sort()).toEqual(["copier", "random_0", "random_1", "same"]);
    expect(report.worker("same").suspicion.reasons.join("; ")).toMatch(
      /^the answers are .* always the same: "[abc]" in 100 %/,
    );
    expect(report.worker("random_0").suspicion.reasons.join("; ")).toMatch(/fast: \d+ % of the answers/);
    expect(report.worker("copier").suspicion.reasons.join("; ")).toMatch(
      /answers as "good_1" does: the same on \d+ of \d+ items/,
    );
    expect(report.worker("random_0").information).toBeLessThan(0.1);
  });

  test("scores gold questions on their own", () => {
    for (const { name, gold } of report.workers) {
      const known = answersOf(name).filter(({ item }) => made.gold.has(item));
      const right = known.filter(({ item, label }) => made.gold.get(item) === label).length;
      expect(gold === null ? [0, 0] : [gold.answers, gold.right]).toEqual([known.length, right]);
      if (gold !== null) {
        expect(gold.interval[0]).toBeLessThanOrEqual(gold.accuracy);
        expect(gold.interval[1]).toBeGreaterThanOrEqual(gold.accuracy);
      }
    }
  });

  test("tells how much too often each label is given", () => {
    const { bias } = report.worker("same");
    const always = bias.find(({ given }) => given > 0.99);
    expect(always?.ratio).toBeCloseTo(1 / (always?.expected ?? 0), 9);
    for (const worker of report.workers) {
      expect(worker.bias.reduce((sum, { given }) => sum + given, 0)).toBeCloseTo(1, 9);
      expect(worker.bias.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(1, 9);
    }
  });

  test("tells how steady and how fast a worker is", () => {
    const good = report.worker("good_0");
    expect(good.consistency?.items).toBe(good.answers - good.items);
    const seconds = answersOf("good_0")
      .map((row) => row.seconds)
      .sort((x, y) => x - y);
    const middle = ((seconds[(seconds.length - 1) >> 1] ?? 0) + (seconds[seconds.length >> 1] ?? 0)) / 2;
    expect(good.speed?.median).toBeCloseTo(middle, 9);
    expect(report.worker("random_0").speed?.fastShare).toBeGreaterThan(0.7);
  });

  test("without suspects the labels are at least as good", () => {
    const score = (votes: typeof made.votes): number =>
      scoreLabels(fitLabelModel(votes, quiet).predict(votes), made.truth).accuracy;
    expect(score(dropFunctions(made.votes, report.suspects))).toBeGreaterThanOrEqual(score(made.votes) - 0.01);
  });

  test("gives the same for the same seed, draws others for another", () => {
    const again = summarizeWorkers(made.answers, { duration: "seconds", gold: made.gold, ...quiet });
    expect(again.toJSON()).toEqual(report.toJSON());
    const other = summarizeWorkers(made.answers, { seed: 1, ...quiet });
    expect(other.workers[0]?.accuracy).not.toBe(summarizeWorkers(made.answers, quiet).workers[0]?.accuracy);
  });

  test("is frozen, becomes a table and JSON", () => {
    expect(Object.isFrozen(report) && Object.isFrozen(report.workers) && Object.isFrozen(report.workers[0])).toBe(true);
    const table = report.toArrow();
    expect(table.numRows).toBe(report.workers.length);
    const names = table.schema.fields.map(({ name }) => name);
    expect(names.slice(0, 6)).toEqual(["worker", "answers", "items", "accuracy", "accuracy_low", "accuracy_high"]);
    expect(names).toContain("p_a_if_b");
    expect(table.getChild("accuracy")?.get(2)).toBe(report.workers[2]?.accuracy);
    expect(JSON.parse(JSON.stringify(report))).toEqual(JSON.parse(JSON.stringify(report.toJSON())));
  });

  test("prints those to look at first, and why", () => {
    const lines = inspect(report).split("\n");
    expect(lines[0]).toBe(`18 workers, ${rows.length} answers to 300 items, ${made.gold.size} of them with gold`);
    expect(lines[1]).toMatch(
      /^worker +answers +accuracy +90 % interval +on gold +interval +agreement +tells +steady +seconds +fast/,
    );
    expect(lines.slice(3, 7).every((line) => line.endsWith("suspected"))).toBe(true);
    expect(lines.at(-5)).toBe("4 suspected:");
  });

  test("takes a label matrix, and functions beside a crowd, as it takes workers", () => {
    const { votes } = synthesizeVotes({
      rows: 200,
      labels: ["a", "b"],
      functions: 5,
      accuracies: [0.9, 0.8, 0.8, 0.7, 0.5],
    });
    const ofFunctions = summarizeWorkers(votes, quiet);
    expect(ofFunctions.workers[0]?.answers).toBe(votes.votes[0]?.filter((code) => code >= 0).length);
    const ofPatterns = summarizeWorkers(joinVotes([votes]), quiet);
    expect(ofPatterns.toJSON()).toEqual(ofFunctions.toJSON());
  });

  test("goes by the model that is given", () => {
    const model = fitLabelModel(made.votes, { labelModel: "dawid-skene", ...quiet });
    expect(summarizeWorkers(made.votes, { model, ...quiet }).model).toBe("dawid-skene");
  });

  test("a worker without answers has nothing but his name", () => {
    const votes = labelMatrix(labelSet(["a", "b"]), {
      x: ["a", "b", "a"],
      y: ["a", "b", "b"],
      silent: [null, null, null],
    });
    const silent = summarizeWorkers(votes, quiet).worker("silent");
    expect([silent.accuracy, silent.interval, silent.agreement, silent.gold, silent.confusion]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(silent.suspicion.suspected).toBe(false);
  });

  test.prop([arbitraryRows({ minRows: 1, rows: 15 })], { numRuns: 30 })(
    "of any votes: intervals hold their estimates, shares are shares, few answers are never suspected",
    ({ labels, rows: votes }) => {
      const matrix = matrixOfRows(labels, votes);
      if (votes.every((row) => row.every((code) => code < 0))) return;
      const any = summarizeWorkers(matrix, { draws: 50, ...quiet });
      for (const worker of any.workers) {
        if (worker.items < 10) expect(worker.suspicion.suspected).toBe(false);
        if (worker.accuracy === null || worker.interval === null) continue;
        const [low, high] = worker.interval;
        expect(0 <= low && low <= worker.accuracy && worker.accuracy <= high && high <= 1).toBe(true);
        for (const row of worker.confusion ?? []) expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
        expect(worker.information).toBeGreaterThanOrEqual(0);
        expect(worker.information).toBeLessThanOrEqual(1);
      }
    },
  );
});

describe("summarizeWorkers reads times", () => {
  const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minute));
  const timed = tableFromRows(
    [0, 1, 3, 60, 61].flatMap((minute, i) => [
      { item: `i${i}`, worker: "ann", label: i % 2 ? "a" : "b", when: at(minute) },
      { item: `i${i}`, worker: "bob", label: i % 2 ? "a" : "b", when: null },
    ]),
  );
  test("from moments: the time since the answer before, long pauses left out", () => {
    const { workers } = summarizeWorkers(timed, { time: "when", ...quiet });
    expect(workers[0]?.speed).toEqual({ median: 60, fastShare: 0, answers: 3 });
    expect(workers[1]?.speed).toBeNull();
  });
});

describe("summarizeWorkers refuses", () => {
  const answers = tableFromRows([
    { item: "i", worker: "w", label: "a", seconds: 3 },
    { item: "j", worker: "w", label: "b", seconds: -1 },
  ]);
  const votes = votesFromAnswers(answers);
  const refused: readonly (readonly [what: string, call: () => unknown, message: string])[] = [
    [
      "what are no votes",
      () => summarizeWorkers({} as never),
      "summarizeWorkers: an object with no keys; expected a label matrix, vote patterns, or a table of answers with the columns item, worker and label.",
    ],
    [
      "a missing column",
      () => summarizeWorkers(answers, { worker: "who" }),
      'votesFromAnswers: the table has no column "who"; expected one of its columns: item, worker, label, seconds. Check the spelling, or rename the column.',
    ],
    [
      "no answers",
      () => summarizeWorkers(labelMatrix(labelSet(["a", "b"]), { x: [null] })),
      "summarizeWorkers: no answers; expected at least one.",
    ],
    [
      "a level of 1",
      () => summarizeWorkers(votes, { level: 1 }),
      "summarizeWorkers, level: 1; expected a number from 0.5 to 0.999.",
    ],
    [
      "too few draws",
      () => summarizeWorkers(votes, { draws: 1 }),
      "summarizeWorkers, draws: 1; expected a whole number from 50 to 100000.",
    ],
    [
      "shared mistakes above a half",
      () => summarizeWorkers(votes, { sharedMistakes: 0.9 }),
      "summarizeWorkers, sharedMistakes: 0.9; expected a number from 0 to 0.5.",
    ],
    [
      "gold of other rows",
      () => summarizeWorkers(votes, { gold: ["a"] }),
      "summarizeWorkers, gold: 1 labels; expected one for each of the 2 rows.",
    ],
    [
      "an unknown gold label",
      () => summarizeWorkers(votes, { gold: new Map([["i", "z"]]) }),
      'summarizeWorkers, gold of row 0: "z"; expected one of "a", "b", or null where it is unknown.',
    ],
    [
      "gold of other items",
      () => summarizeWorkers(votes, { gold: new Map([["k", "a"]]) }),
      'summarizeWorkers, gold: names "k"; expected some of the items "i", "j".',
    ],
    [
      "gold by name of rows without names",
      () => summarizeWorkers(labelMatrix(labelSet(["a", "b"]), { x: ["a"] }), { gold: new Map([["k", "a"]]) }),
      "summarizeWorkers, gold: labels by name, and votes whose rows have no names; expected an array of labels, one a row.",
    ],
    [
      "a negative duration",
      () => summarizeWorkers(answers, { duration: "seconds", ...quiet }),
      'summarizeWorkers, column "seconds", row 1: -1; expected seconds, at least 0.',
    ],
    [
      "text for durations",
      () => summarizeWorkers(answers, { duration: "label" }),
      'summarizeWorkers, column "label": utf8; expected durations in seconds.',
    ],
    [
      "durations for times",
      () => summarizeWorkers(answers, { time: "seconds" }),
      'summarizeWorkers, column "seconds": float64; expected timestamps.',
    ],
    [
      "both",
      () => summarizeWorkers(answers, { time: "seconds", duration: "seconds" }),
      "summarizeWorkers, time: a column of durations and one of times; expected one of them.",
    ],
    [
      "what is no model",
      () => summarizeWorkers(votes, { model: {} as never }),
      "summarizeWorkers, model: an object with no keys; expected a label model.",
    ],
    [
      "a name that is no worker",
      () => summarizeWorkers(votes, quiet).worker("nobody"),
      'worker report: "nobody"; expected one of its workers: "w".',
    ],
  ];
  test.each(refused)("%s", (_, call, message) => {
    expect(caught(call).message).toBe(message);
  });
  test("a model of other workers", () => {
    const model = fitLabelModel(labelMatrix(votes.labels, { v: ["a", "b"] }), quiet);
    expect(caught(() => summarizeWorkers(votes, { model })).message).toMatch(
      /^summarizeWorkers, model: "w" at place 1; expected "v"\./,
    );
  });
});

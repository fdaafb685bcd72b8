import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { selfTrain, tableFromRows, type LearnedModel, type SelfTrainOptions } from "../../../src/index.ts";
import type { FeatureMatrix } from "../../../src/index.ts";
import { softLabels } from "../../util/soft-labels.ts";
import { temporaryFolder } from "../../tables/expect-error.ts";
import { rejection } from "../../util/caught.ts";
import { plantedRows } from "./planted-rows.ts";

const planted = plantedRows(600, 5);
const quiet = { onProgress: () => undefined };
const train = (
  options: SelfTrainOptions<"a" | "b", FeatureMatrix> = {},
): ReturnType<typeof selfTrain<"a" | "b", FeatureMatrix>> =>
  selfTrain(planted.features, planted.labels, { ...quiet, ...options });
const accuracy = async (model: LearnedModel<"a" | "b", FeatureMatrix>): Promise<number> => {
  const hard = (await model.predict(planted.features)).hard();
  return hard.filter((label, row) => label === planted.gold[row]).length / hard.length;
};

describe("self-training", () => {
  test("mends what labeling functions get wrong on rows that look otherwise", async () => {
    const before = await accuracy((await train({ rounds: 0 })).model);
    const { model, history, stopReason } = await train({ gold: planted.gold });
    expect(await accuracy(model)).toBeGreaterThan(before + 0.01);
    expect(history[0]).toMatchObject({ round: 0, addedRows: 0, changed: 0, accepted: true });
    expect(history[0]?.precision).toBeLessThan(history.at(-1)?.precision ?? 0);
    expect(["rounds", "settled"]).toContain(stopReason);
  });

  test("trains on rows without votes where it is sure, and says how often it is right there", async () => {
    const selection = { rule: "threshold", threshold: 0.7 } as const;
    const { history, weights } = await train({ gold: planted.gold, rounds: 1, selection });
    const added = history[1]?.addedRows ?? 0;
    expect(added).toBeGreaterThan(0);
    expect(history[1]?.addedPrecision).toBeGreaterThan(0.7);
    const open = planted.gold.filter((_, row) => !planted.labels.covered(row) && (weights[row] ?? 0) > 0);
    expect(open).toHaveLength(added);
  });

  test("gives the same bits for the same seed", async () => {
    const [a, b] = await Promise.all([train({ rounds: 1 }), train({ rounds: 1 })]);
    expect(a.labels.probabilities).toEqual(b.labels.probabilities);
    expect(a.model.toJSON()).toEqual(b.model.toJSON());
  });

  test("gold in the history changes nothing else", async () => {
    const [a, b] = await Promise.all([train({ rounds: 1 }), train({ rounds: 1, gold: planted.gold })]);
    expect(a.labels.probabilities).toEqual(b.labels.probabilities);
  });

  test.each(["pool", "gate", "keep", "replace"] as const)("%s gives probabilities that sum to 1", async (evidence) => {
    const { labels } = await train({ evidence, rounds: 1 });
    for (let row = 0; row < labels.rows; row++) {
      expect(labels.row(row).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
    }
  });

  test("keep leaves the labels of rows with votes as they came", async () => {
    const { labels } = await train({ evidence: "keep", rounds: 1 });
    planted.gold.forEach((_, row) => {
      if (planted.labels.covered(row)) expect([...labels.row(row)]).toEqual([...planted.labels.row(row)]);
    });
  });

  test("gate leaves out rows on which learner and label model differ", async () => {
    const { history } = await train({ evidence: "gate", rounds: 1 });
    expect(history[1]?.coveredRows).toBeLessThan(history[0]?.coveredRows ?? 0);
  });

  test("refit takes the learner as one more labeling function", async () => {
    const { labels, history } = await train({ evidence: "refit", votes: planted.votes, rounds: 1, gold: planted.gold });
    expect(labels.rows).toBe(planted.gold.length);
    expect(history[1]?.precision).toBeGreaterThan(0.6);
    expect(await rejection(train({ evidence: "refit" }))).toMatchObject({
      message: 'selfTrain, votes: no votes; expected the label matrix of the 600 rows, as evidence is "refit".',
    });
  });

  test("a selection of one's own weighs the rows without votes", async () => {
    const seen: number[] = [];
    const { history } = await train({
      rounds: 1,
      selection: ({ rows, confidences, round }) => {
        seen.push(rows.length, confidences.length, round);
        return new Float64Array(rows.length);
      },
    });
    const open = planted.gold.filter((_, row) => !planted.labels.covered(row)).length;
    expect(seen).toEqual([open, open, 1]);
    expect(history[1]?.addedRows).toBe(0);
  });

  test("augmented rows are trained on with the labels of the rows they were made from", async () => {
    const rounds: number[] = [];
    const plain = await train({ rounds: 0 });
    const { model } = await train({
      rounds: 0,
      augment: (rows, round) => {
        rounds.push(round);
        return { input: planted.features.takeRows(rows), source: rows };
      },
    });
    expect(rounds).toEqual([0]);
    expect(model.toJSON()).not.toEqual(plain.model.toJSON());
    expect(await accuracy(model)).toBeCloseTo(await accuracy(plain.model), 1);
  });
});

describe("the guard", () => {
  test("refuses a round that lowers the measure, and keeps the model before it", async () => {
    const measures = [0.8, 0.9, 0.7];
    const { history, stopReason, model } = await train({ tolerance: 0, validate: (_, round) => measures[round] ?? 0 });
    expect(history.map(({ accepted }) => accepted)).toEqual([true, true, false]);
    expect(stopReason).toBe("refused");
    expect(model.toJSON()).toEqual((await train({ rounds: 1 })).model.toJSON());
  });

  test("measures accuracy on validation rows", async () => {
    const validation = { input: planted.features, gold: planted.gold };
    const { history, model } = await train({ rounds: 1, validation });
    if (history[1]?.accepted === true) expect(history[1].measure).toBeCloseTo(await accuracy(model), 9);
    expect(history[0]?.measure).toBeGreaterThan(0.5);
    expect(inspect(history)).toContain("validation accuracy");
  });

  test("without validation refuses a round that drifts from the label model", async () => {
    // Pseudo-labels that turn everything round: learner and label model no longer agree.
    const turned = await train({ rounds: 1, evidence: "replace", align: false, trust: 10, maxDisagreement: 0 });
    expect(turned.history.at(-1)?.measure).toBe(turned.history.at(-1)?.agreement);
    expect(turned.history.at(-1)?.accepted).toBe(
      (turned.history[1]?.agreement ?? 0) >= (turned.history[0]?.agreement ?? 1),
    );
  });

  test("refuses a measure that is no number", async () => {
    expect((await rejection(train({ validate: () => Number.NaN }))).message).toBe(
      "selfTrain, validate: NaN; expected a number, higher for a better model.",
    );
  });
});

describe("the end of self-training", () => {
  test("rounds: 0 trains on the labels as they are", async () => {
    const { history, stopReason } = await train({ rounds: 0 });
    expect([history.length, stopReason]).toEqual([1, "rounds"]);
  });

  test("onRound sees each round with its model, and may end the training", async () => {
    const seen: [number, string][] = [];
    const { stopReason, history } = await train({
      onRound: ({ round }, model) => {
        seen.push([round, model.learner]);
        return round < 1;
      },
    });
    expect(seen).toEqual([
      [0, "logistic-regression"],
      [1, "logistic-regression"],
    ]);
    expect([stopReason, history.length]).toEqual(["asked", 2]);
  });

  test("ends when hardly a label changes", async () => {
    const { stopReason, history } = await train({ tolerance: 1, rounds: 9 });
    expect([stopReason, history.length]).toEqual(["settled", 3]);
  });

  test("a signal stops it", async () => {
    expect((await rejection(train({ signal: AbortSignal.abort() }))).code).toBe("aborted");
  });

  test("prints as a table of rounds", async () => {
    const text = inspect(await train({ rounds: 1, gold: planted.gold }));
    expect(text).toContain("Self-training (all rounds are done):");
    expect(text).toContain("precision of added");
  });
});

describe("a checkpoint", () => {
  const root = temporaryFolder();
  const file = (): string => join(mkdtempSync(join(root, "case-")), "rounds.json");

  test("lets a stopped run go on from its last round, to the same bits", async () => {
    const checkpoint = file();
    const whole = await train({ rounds: 3, tolerance: 0 });
    const rounds: number[] = [];
    await train({ rounds: 3, tolerance: 0, checkpoint, onRound: ({ round }) => round < 1 });
    const resumed = await train({
      rounds: 3,
      tolerance: 0,
      checkpoint,
      onRound: ({ round }) => void rounds.push(round),
    });
    expect(rounds[0]).toBe(2);
    expect(resumed.model.toJSON()).toEqual(whole.model.toJSON());
    expect(resumed.labels.probabilities).toEqual(whole.labels.probabilities);
    expect(JSON.parse(JSON.stringify(resumed.history))).toEqual(JSON.parse(JSON.stringify(whole.history)));
  });

  test("of other data or options is refused", async () => {
    const checkpoint = file();
    await train({ rounds: 0, checkpoint });
    const error = await rejection(train({ rounds: 0, checkpoint, trust: 2 }));
    expect(error).toMatchObject({ code: "incompatible" });
    expect(error.message).toContain("a run on other data or with other options");
  });

  test.each([
    ["not JSON", "{", "no JSON"],
    ["another JSON file", '{"a":1}', "another kind of file"],
    ["null", "null", "no JSON object"],
  ])("that is %s is refused, and stays as it is", async (_, text, message) => {
    const checkpoint = file();
    writeFileSync(checkpoint, text);
    const error = await rejection(train({ rounds: 0, checkpoint }));
    expect(error).toMatchObject({ code: "corrupt_file" });
    expect(error.message).toContain(message);
    expect(readFileSync(checkpoint, "utf8")).toBe(text);
  });

  test("cut short is refused", async () => {
    const checkpoint = file();
    await train({ rounds: 0, checkpoint });
    const json = JSON.parse(readFileSync(checkpoint, "utf8")) as { weights: string };
    writeFileSync(checkpoint, JSON.stringify({ ...json, weights: json.weights.slice(0, 40) }));
    expect((await rejection(train({ rounds: 0, checkpoint }))).message).toContain("parts missing or of another size");
    expect(existsSync(checkpoint)).toBe(true);
  });
});

describe("bad input", () => {
  const three = softLabels([[0.5, 0.5], null, [0.9, 0.1]]);
  test.each<[string, () => Promise<unknown>, string]>([
    [
      "labels of another number of rows",
      () => selfTrain(planted.features, three as never, quiet),
      "selfTrain: labels of 3 rows; expected labels of the 600 rows of the input.",
    ],
    [
      "no labels",
      () => selfTrain(planted.features, planted.gold as never, quiet),
      "selfTrain: an array of 600; expected probabilistic labels. Give what the label model predicts: model.predict(votes).",
    ],
    [
      "no input",
      () => selfTrain([] as never, three, quiet),
      "selfTrain: an array of 0; expected a feature matrix or an Arrow table.",
    ],
    [
      "a table without a learner",
      () => selfTrain(tableFromRows([{ a: 1 }, { a: 2 }, { a: 3 }]), three, quiet),
      "selfTrain, learner: none, for a table; expected a learner that takes tables.",
    ],
    ["too many folds", () => train({ folds: 21 }), "selfTrain, folds: 21; expected a whole number from 2 to 20."],
    [
      "an unknown rule",
      () => train({ evidence: "mix" as never }),
      'selfTrain, evidence: "mix"; expected one of "pool", "refit"',
    ],
    [
      "sources that are no rows",
      () => train({ augment: (rows) => ({ input: planted.features.takeRows(rows), source: [-1] }) }),
      "selfTrain, augment, source: -1; expected row numbers from 0 to 599.",
    ],
  ])("%s is refused", async (_, run, message) => {
    expect((await rejection(run())).message).toContain(message);
  });
});

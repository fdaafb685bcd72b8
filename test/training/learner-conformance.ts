import { inspect } from "node:util";
import { describe, expect, test } from "vitest";

import type { LabelingError } from "../../src/index.ts";
import {
  featureMatrix,
  isFeatureMatrix,
  labelSet,
  type LabelSet,
  type LearnedModel,
  type Learner,
  type LearnerInput,
  type ProbabilisticLabels,
} from "../../src/index.ts";
import { takeInputRows } from "../../src/training/learner-input.ts";
import { makeRandom } from "../../src/util/random.ts";
import { rejection } from "../util/caught.ts";
import { expectClose, rowsOf } from "../util/compare.ts";
import { softLabels } from "../util/soft-labels.ts";

type Name = "ham" | "spam" | "other";
const names: readonly Name[] = ["ham", "spam", "other"];

/** A learner under test, and rows for it. */
export interface LearnerCase<X extends LearnerInput> {
  readonly name: string;
  readonly make: () => Learner<X>;
  /**
   * Encodes points of a plane, of which each label has a corner: "ham" left, "spam" right below, "other" right above.
   */
  readonly encode: (points: readonly (readonly [number, number])[]) => X;
}

interface Rows {
  readonly points: (readonly [number, number])[];
  readonly truth: number[];
}

const corners: readonly (readonly [number, number])[] = [
  [-2, 0],
  [2, -2],
  [2, 2],
];

/** Points around the corners, the same ones at every call. */
function drawRows(rows: number, seed: number, labels: number): Rows {
  const random = makeRandom(seed, "points of a test");
  const truth = Array.from({ length: rows }, (_, i) => i % labels);
  const points = truth.map((y): readonly [number, number] => {
    const [x = 0, z = 0] = corners[y] ?? [];
    return [x + random() - 0.5, z + random() - 0.5];
  });
  return { points, truth };
}

const soften = <L extends string>(truth: readonly number[], labels: LabelSet<L>): ProbabilisticLabels<L> =>
  softLabels<L>(
    truth.map((y) => labels.names.map((_, z) => (z === y ? 0.9 : 0.1 / (labels.size - 1)))),
    labels,
  );

/** What every learner must do, whatever it learns: call it once for each. */
export function testLearner<X extends LearnerInput>({ name, make, encode }: LearnerCase<X>): void {
  const labels = labelSet(names);
  const train = drawRows(60, 1, 3);
  const unseen = drawRows(33, 2, 3);
  const data = { input: encode(train.points), labels: soften(train.truth, labels), weights: null };
  const fit = async (): Promise<LearnedModel<Name, X>> => make().fit(data, { seed: 7 });
  const failure = (run: () => unknown): Promise<LabelingError> => rejection((async () => await run())());

  describe(`learner ${name}`, () => {
    test("is frozen, and so is its model; both say their names", async () => {
      const learner = make();
      const model = await fit();
      expect([Object.isFrozen(learner), Object.isFrozen(model)]).toEqual([true, true]);
      expect(model.learner).toBe(learner.name);
      expect(inspect(model).length).toBeGreaterThan(10);
      expect(inspect(model).length).toBeLessThan(2000);
    });

    test("keeps the labels it was trained on, in their order", async () => {
      const model = await fit();
      const predicted = await model.predict(data.input);
      expect([model.labels.names, predicted.labels.names]).toEqual([names, names]);
    });

    test("learns what is plain to see, on rows it has not seen", async () => {
      const predicted = await (await fit()).predict(encode(unseen.points));
      expect(predicted.hard()).toEqual(unseen.truth.map((y) => names[y]));
    });

    test("learns two labels as well", async () => {
      const [rows, others] = [drawRows(40, 3, 2), drawRows(20, 4, 2)];
      const two = labelSet(["no", "yes"]);
      const model = await make().fit({ input: encode(rows.points), labels: soften(rows.truth, two), weights: null });
      const predicted = await model.predict(encode(others.points));
      expect(predicted.hard()).toEqual(others.truth.map((y) => two.names[y]));
    });

    test("gives every row probabilities that sum to 1, and covers it", async () => {
      const predicted = await (await fit()).predict(encode(unseen.points));
      expect(predicted.rows).toBe(33);
      for (let row = 0; row < predicted.rows; row++) {
        const probabilities = predicted.row(row);
        expect(probabilities.every((p) => p >= 0 && p <= 1)).toBe(true);
        expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
        expect(predicted.covered(row)).toBe(true);
      }
    });

    test("predicts each row by itself: in any order, alone or with others", async () => {
      const model = await fit();
      const all = rowsOf(await model.predict(encode(unseen.points)));
      const back = rowsOf(await model.predict(encode(unseen.points.toReversed())));
      expectClose(back.toReversed(), all, 1e-12);
      expectClose(rowsOf(await model.predict(encode(unseen.points.slice(5, 6)))), all.slice(5, 6), 1e-12);
      expect((await model.predict(takeInputRows(encode(unseen.points), []))).rows).toBe(0);
    });

    test("gives the same bits for the same data and seed", async () => {
      const predict = async (): Promise<number[][]> => rowsOf(await (await fit()).predict(encode(unseen.points)));
      expect(await predict()).toEqual(await predict());
    });

    test("leaves out rows that nothing covers, and those of weight 0", async () => {
      const wrong = train.truth.map((y) => (y + 1) % 3);
      const input = encode([...train.points, ...train.points]);
      const probabilities = [...rowsOf(data.labels), ...rowsOf(soften(wrong, labels))];
      const covered = softLabels(
        probabilities.map((row, i) => (i < 60 ? row : null)),
        labels,
      );
      const weights = Float64Array.from(probabilities, (_, i) => (i < 60 ? 1 : 0));
      const expected = rowsOf(await (await fit()).predict(data.input));
      const byCoverage = await make().fit({ input, labels: covered, weights: null }, { seed: 7 });
      expectClose(rowsOf(await byCoverage.predict(data.input)), expected, 1e-3);
      const byWeight = await make().fit({ input, labels: softLabels(probabilities, labels), weights }, { seed: 7 });
      expectClose(rowsOf(await byWeight.predict(data.input)), expected, 1e-3);
    });

    test("reads back from JSON text what it wrote, bit for bit, and refuses other labels", async () => {
      const { fromJson } = make();
      const model = await fit();
      if (fromJson === null) {
        expect(await failure(() => model.toJSON())).toHaveProperty("code", "unsupported_format");
        return;
      }
      const json: unknown = JSON.parse(JSON.stringify(model));
      const back = fromJson(json, labels);
      expect(back.learner).toBe(model.learner);
      expect(rowsOf(await back.predict(data.input))).toEqual(rowsOf(await model.predict(data.input)));
      expect(JSON.stringify(back)).toBe(JSON.stringify(model));
      const others = labelSet(["spam", "ham", "other"]);
      expect(await failure(() => fromJson(json, others))).toHaveProperty("code", "incompatible");
      expect(await failure(() => fromJson({ schema: "none" }, labels))).toHaveProperty("code", "unsupported_format");
    });

    test("refuses labels of another number of rows, no rows that count, weights below 0", async () => {
      const fewer = soften(train.truth.slice(1), labels);
      const none = softLabels<Name>(
        train.truth.map(() => null),
        labels,
      );
      const weights = new Float64Array(60).fill(-1);
      const learner = make();
      expect((await failure(() => learner.fit({ ...data, labels: fewer }))).message).toMatch(/59.*60|60.*59/);
      expect(await failure(() => learner.fit({ ...data, labels: none }))).toHaveProperty("code", "empty");
      expect((await failure(() => learner.fit({ ...data, weights }))).message).toContain("weight of row 0: -1;");
      expect(await failure(() => learner.fit({ ...data, input: {} as X }))).toHaveProperty("code", "bad_option");
    });

    test("refuses to predict what it was not trained on", async () => {
      const model = await fit();
      const other: LearnerInput = isFeatureMatrix(data.input)
        ? featureMatrix([[1, 2, 3, 4, 5, 6, 7]])
        : featureMatrix([[1]]);
      expect(await failure(() => model.predict(other as X))).toHaveProperty("code", "incompatible");
      expect(await failure(() => model.predict({} as X))).toHaveProperty("code", "bad_option");
    });

    test("heeds a signal", async () => {
      const gone = AbortSignal.abort(new Error("no time"));
      const error = await failure(() => make().fit(data, { signal: gone }));
      expect([error.code, error.cause]).toEqual(["aborted", gone.reason]);
    });
  });
}

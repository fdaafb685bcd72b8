import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  fitLabelModel,
  labelModelFromJson,
  majorityVote,
  type LabelMatrix,
  type LabelModel,
} from "../../../src/index.ts";
import type { Votes } from "../../../src/label-models/label-model.ts";
import { VotePatterns } from "../../../src/matrix/vote-patterns.ts";
import { ProbabilisticLabels } from "../../../src/probabilities/probabilistic-labels.ts";
import {
  checkLabelModel,
  labelModelLaws,
  testLabelModel,
  type LabelModelCase,
  type TestedFitOptions,
  type TestedLabelModel,
} from "../../../src/testing.ts";
import { labelsOf, matrixOfRows } from "../../util/arbitrary-votes.ts";
import { rejection } from "../../util/caught.ts";

const fit = (votes: Votes, { rounds, ...options }: TestedFitOptions): LabelModel =>
  fitLabelModel(votes, {
    labelModel: "one-coin",
    ...options,
    ...(rounds === undefined ? {} : { maxIterations: rounds, tolerance: 0 }),
  });

const sound: LabelModelCase = { name: "sound", fit, explains: true, fromJson: labelModelFromJson };

/** The same labels with other probabilities, not normalized. */
function withRows(
  soft: ProbabilisticLabels,
  change: (row: readonly number[], i: number) => readonly number[],
): ProbabilisticLabels {
  const rows = Array.from({ length: soft.rows }, (_, i) => change(Array.from(soft.row(i)), i));
  return new ProbabilisticLabels({
    labels: soft.labels,
    probabilities: Float64Array.from(rows.flat()),
    covered: Uint8Array.from(rows, (_, i) => (soft.covered(i) ? 1 : 0)),
    rowPatterns: null,
  });
}

const normal = (row: readonly number[]): number[] => {
  const sum = row.reduce((all, p) => all + p, 0);
  return row.map((p) => p / sum);
};

type Change = (soft: ProbabilisticLabels, votes: Votes) => ProbabilisticLabels;

/** The sound model, but for some parts. */
const wrapped = (model: LabelModel, parts: Partial<TestedLabelModel> = {}): TestedLabelModel =>
  Object.freeze({
    predict: (votes: Votes) => model.predict(votes),
    explain: (votes: Votes, row: number) => model.explain(votes, row),
    toJSON: () => model.toJSON(),
    ...parts,
  });

const predicting = (change: Change): LabelModelCase => ({
  ...sound,
  fit: (votes, options) => {
    const model = fit(votes, options);
    return wrapped(model, { predict: (others) => change(model.predict(others), others) });
  },
});

const explaining = (parts: (model: LabelModel) => Partial<TestedLabelModel>): LabelModelCase => ({
  ...sound,
  fit: (votes, options) => {
    const model = fit(votes, options);
    return wrapped(model, parts(model));
  },
});

const throwing = (when: (votes: Votes) => boolean): LabelModelCase => ({
  ...sound,
  fit: (votes, options) => {
    if (when(votes)) throw new Error("not for me");
    return fit(votes, options);
  },
});

let calls = 0;
const noise = predicting((soft) =>
  withRows(soft, (row) => normal(row.map((p, y) => p + (y === 0 ? ++calls * 1e-6 : 0)))),
);
const uniform = predicting((soft) => withRows(soft, (row) => row.map(() => 1 / row.length)));
const turnedAround = predicting((soft) => withRows(soft, (row) => normal(row.map((p) => 1 - p))));
const isPatterns = (votes: Votes): votes is VotePatterns => "counts" in votes;

const unweighted = ({ labels, functions, votes, counts, rowPatterns }: VotePatterns): VotePatterns =>
  new VotePatterns({ labels, functions, votes, counts: counts.map(() => 1), rowPatterns });

const allCovered = ({
  labels,
  probabilities,
  coveredPatterns,
  rowPatterns,
}: ProbabilisticLabels): ProbabilisticLabels =>
  new ProbabilisticLabels({ labels, probabilities, covered: coveredPatterns.map(() => 1), rowPatterns });

const fallback = matrixOfRows(labelsOf(2), [[0, 1]]);

/** A broken model for each law. */
const broken: Readonly<Record<string, LabelModelCase>> = {
  probabilities: predicting((soft) => withRows(soft, (row) => row.map((p) => p * 0.9))),
  "same-bits": noise,
  "patterns-equal-rows": {
    ...sound,
    fit: (votes, options) => {
      const model = fit(votes, options);
      const power = isPatterns(votes) ? 1.1 : 1;
      const predict = (others: Votes): ProbabilisticLabels =>
        withRows(model.predict(others), (row) => normal(row.map((p) => p ** power)));
      return wrapped(model, { predict });
    },
  },
  "shards-equal-whole": noise,
  "counts-are-rows": {
    ...sound,
    fit: (votes, options) => fit(isPatterns(votes) ? unweighted(votes) : votes, options),
  },
  "rows-permute": predicting((soft) => withRows(soft, (row, i) => (i === 0 ? normal(row.map((p) => p ** 2)) : row))),
  "functions-permute": predicting((soft, votes) =>
    isPatterns(votes)
      ? soft
      : withRows(soft, (row, i) => normal(row.map((p, y) => (votes.votes[0]?.[i] === y ? p * 2 : p)))),
  ),
  "labels-permute": predicting((soft) => withRows(soft, (row) => normal(row.map((p, y) => (y === 0 ? p * 1.1 : p))))),
  "silent-function": predicting((soft, { functions }) =>
    withRows(soft, (row) => normal(row.map((p) => p ** (1 / functions.length)))),
  ),
  "explanation-adds-up": explaining((model) => ({
    explain: (votes, row) => {
      const explanation = model.explain(votes, row);
      return { ...explanation, parts: explanation.parts.slice(0, -1) };
    },
  })),
  "explanation-of-patterns": explaining((model) => ({
    explain: (votes, row) => {
      const explanation = model.explain(votes, row);
      return isPatterns(votes) ? { ...explanation, parts: explanation.parts.toReversed() } : explanation;
    },
  })),
  "explanation-without-votes": explaining((model) => ({
    explain: (votes, row) => {
      const explanation = model.explain(votes, row);
      const rest = { source: "rest", kind: "rest", vote: null, scores: [0, 0] } as const;
      return { ...explanation, parts: [...explanation.parts, rest] };
    },
  })),
  "explanation-refuses": explaining((model) => ({
    explain: (votes, row) => model.explain(votes, Math.min(Math.max(0, Math.trunc(row)), 0)),
  })),
  "one-function": uniform,
  "two-functions": uniform,
  "constant-function": predicting((soft) => withRows(soft, (row) => row.map(() => NaN))),
  "no-votes": predicting((soft) => allCovered(soft)),
  "rows-without-votes": predicting((soft) =>
    withRows(soft, (row, i) => (soft.covered(i) ? row : row.map(() => 1 / row.length))),
  ),
  "no-rows": throwing((votes) => !isPatterns(votes) && votes.rows === 0),
  "no-functions": throwing((votes) => votes.functions.length === 0),
  "all-agree": turnedAround,
  "never-together": turnedAround,
  copies: turnedAround,
  "many-labels": throwing((votes) => votes.labels.size > 1000),
  "many-functions": throwing((votes) => votes.functions.length > 1000),
  frozen: { ...sound, fit: (votes, options) => ({ ...wrapped(fit(votes, options)) }) },
  json: {
    ...sound,
    fromJson: (json) => {
      const model = labelModelFromJson(json);
      const predict = (votes: Votes): ProbabilisticLabels =>
        withRows(model.predict(votes), (row) => row.map((p) => Number(p.toPrecision(6))));
      return wrapped(model, { predict });
    },
  },
  "new-votes": {
    ...sound,
    fit: (votes, options) => {
      const model = fit(votes, options);
      return wrapped(model, { predict: () => model.predict(votes) });
    },
  },
  "refuses-other-votes": explaining(() => ({ predict: (votes) => majorityVote(votes as LabelMatrix) })),
  "refuses-no-votes": {
    ...sound,
    fit: (votes, options) => ((votes as unknown) === null ? wrapped(fit(fallback, options)) : fit(votes, options)),
  },
};

describe("checkLabelModel", () => {
  test("finds nothing in a sound model", async () => {
    const report = await checkLabelModel(sound, { runs: 20 });
    expect(report.failures).toEqual([]);
    expect(report.laws.map(({ law }) => law)).toEqual(labelModelLaws.map(({ name }) => name));
    expect(report.laws.every(({ outcome }) => outcome === "holds")).toBe(true);
    expect(inspect(report)).toBe(`sound: ${report.laws.length} laws\n\npassed: ${report.laws.length} laws hold`);
  });

  test.each(labelModelLaws.map(({ name }) => name))("finds the model that breaks the law %s", async (name) => {
    const subject = broken[name];
    const law = labelModelLaws.find((each) => each.name === name);
    const breach = subject === undefined ? null : await law?.check(subject, { runs: 40 });
    expect(breach).toMatchObject({ came: expect.any(String) as string, expected: expect.any(String) as string });
    expect(breach?.came).not.toBe("");
  });

  test("shows the smallest votes on which a law is broken", async () => {
    const { failures } = await checkLabelModel({ ...(broken["probabilities"] as LabelModelCase), name: "too small" });
    const failure = failures.find(({ law }) => law === "probabilities");
    expect(failure?.on).toBe("votes for label 0, label 1, a row a line:\n-");
    expect(
      inspect(await checkLabelModel({ ...(broken["probabilities"] as LabelModelCase), name: "too small" })),
    ).toContain(
      `BROKEN  probabilities
  law      it gives every row numbers from 0 to 1 that sum to 1
  on       votes for label 0, label 1, a row a line:
           -
  came     row 0: 0.45, 0.45, which sum to 0.9
  expected numbers from 0 to 1 that sum to 1
  why      `,
    );
  });

  test("skips what a model has no part for, and what is excepted, with the reason", async () => {
    const { laws } = await checkLabelModel({ name: "bare", fit, except: { copies: "no time" } }, { runs: 2 });
    const skipped = laws.filter(({ outcome }) => outcome === "skipped");
    expect(skipped.map(({ law }) => law)).toEqual([
      "explanation-adds-up",
      "explanation-of-patterns",
      "explanation-without-votes",
      "explanation-refuses",
      "copies",
      "json",
    ]);
    expect(skipped.find(({ law }) => law === "copies")?.reason).toBe("no time");
  });

  test.each<[unknown, unknown, string]>([
    [null, {}, "checkLabelModel: null; expected an object with a name."],
    [{ fit }, {}, "checkLabelModel, name: undefined; expected text that is not empty."],
    [{ ...sound, except: { no: "x" } }, {}, 'checkLabelModel, except: "no"; expected names of laws: "probabilities"'],
    [sound, { runs: 0 }, "checkLabelModel, runs: 0; expected a whole number from 1 to 1000000."],
    [sound, { seed: 0.5 }, "checkLabelModel, seed: 0.5; expected a whole number from"],
  ])("refuses a case such as %j with options %j", async (subject, options, message) => {
    const error = await rejection(checkLabelModel(subject as LabelModelCase, options as object));
    expect(error.code).toBe("bad_option");
    expect(error.message).toContain(message);
  });
});

describe("testLabelModel", () => {
  test("registers a test for each law, which fails with the law in words", async () => {
    const registered = new Map<string, () => void | Promise<void>>();
    const framework = {
      describe: (_name: string, body: () => void) => {
        body();
      },
      test: (name: string, body: () => void | Promise<void>) => void registered.set(name, body),
    };
    testLabelModel({ ...uniform, name: "uniform" }, framework, { runs: 5 });
    expect(registered.size).toBe(labelModelLaws.length);
    const run = async (law: string): Promise<void> => {
      const [, body] = [...registered].find(([name]) => name.startsWith(`${law}: `)) ?? [];
      await body?.();
    };
    const error = await rejection(run("one-function"));
    expect(error.code).toBe("check_failed");
    expect(error.message).toContain("uniform, one-function: broken");
    expect(error.message).toContain("came     [null,null,null,null]");
  });
});

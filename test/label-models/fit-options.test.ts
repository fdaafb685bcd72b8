import { describe, expect, test } from "vitest";

import { evenTable, oneLabelTable, range, simplePlan, uniform } from "../../benchmarks/scenarios/plan.ts";
import { scoreLabels } from "../../src/analysis/score.ts";
import { fitLabelModel } from "../../src/label-models/fit.ts";
import type { FitOptions } from "../../src/label-models/fit-options.ts";
import { labelModelFromJson } from "../../src/label-models/from-json.ts";
import { labelSet } from "../../src/labels/label-set.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { caught } from "../util/caught.ts";
import { rowsOf } from "../util/compare.ts";
import { simulate, type Simulation } from "./simulation/harness.ts";

const votes = labelMatrix(labelSet(["ham", "spam"]), {
  link: ["spam", "spam", null, "ham", null],
  money: ["spam", null, "ham", "ham", null],
  short: ["ham", "spam", "ham", null, null],
});
type Options = FitOptions<"ham" | "spam", "link" | "money" | "short">;

const messageOf = (options: unknown): string => caught(() => fitLabelModel(votes, options as Options)).message;

describe("gold rows", () => {
  const tables = [0.62, 0.6, 0.58, 0.55, 0.35].map((accuracy) => evenTable(2, 0.5, accuracy));
  const drawn = (seed: number): Simulation => simulate(seed, simplePlan(1500, uniform(2), tables));
  /** Accuracy on the rows from 300 on, of which none is known. */
  const scored = ({ votes: patterns, truth }: Simulation, known: number): number => {
    const gold = truth.map((label, row) => (row < known ? label : null));
    const soft = fitLabelModel(patterns, { gold }).predict(patterns);
    return scoreLabels(
      soft,
      truth.map((label, row) => (row < 300 ? null : label)),
    ).accuracy;
  };

  test("help weak functions: the more there are, the more right labels on other rows", () => {
    const [none = 0, some = 0, many = 0] = [0, 50, 200].map(
      (known) => range(8).reduce((sum, seed) => sum + scored(drawn(seed), known), 0) / 8,
    );
    expect(some).toBeGreaterThan(none);
    expect(many).toBeGreaterThan(none + 0.01);
  });

  test("none of which is known change nothing", () => {
    const gold = [null, null, null, null, null];
    expect(rowsOf(fitLabelModel(votes, { gold }).predict(votes))).toEqual(rowsOf(fitLabelModel(votes).predict(votes)));
  });

  test("may be codes, -1 where they are not known", () => {
    const names = fitLabelModel(votes, { gold: ["spam", null, "ham", null, null] });
    const codes = fitLabelModel(votes, { gold: Int8Array.of(1, -1, 0, -1, -1) });
    expect(JSON.stringify(codes)).toBe(JSON.stringify(names));
  });

  test("leave the predictions of their rows to their votes: equal votes have equal probabilities", () => {
    const twice = labelMatrix(labelSet(["ham", "spam"]), { a: ["spam", "spam"], b: ["ham", "ham"] });
    const soft = fitLabelModel(twice, { gold: ["ham", null] }).predict(twice);
    expect(soft.row(0)).toEqual(soft.row(1));
  });

  test("promise no monotone objective", () => {
    expect(fitLabelModel(votes).report.monotone).toBe(true);
    expect(fitLabelModel(votes, { gold: ["spam", null, null, null, null] }).report.monotone).toBe(false);
  });

  test.each<[unknown, string]>([
    [["spam"], "fitLabelModel, gold: 1 labels; expected one for each of the 5 rows."],
    ["spam", 'fitLabelModel, gold: "spam"; expected an array of labels.'],
    [
      ["spam", "eggs", null, null, null],
      'fitLabelModel, gold of row 1: "eggs"; expected one of "ham", "spam", or null where it is unknown.',
    ],
  ])("%j are refused", (gold, message) => {
    expect(messageOf({ gold })).toBe(message);
  });
});

describe("accuracies known before", () => {
  const known = simulate(
    1,
    simplePlan(
      300,
      uniform(2),
      range(5).map(() => evenTable(2, 0.6, 0.7)),
    ),
  ).votes;
  const accuracyOf = (options: FitOptions, j = 0): number =>
    fitLabelModel(known, options).functions[j]?.accuracy ?? NaN;

  test("move what is learned of a function, the more the stronger they are", () => {
    const plain = accuracyOf({});
    const weak = accuracyOf({ accuracies: { lf_0: 0.2 } });
    const strong = accuracyOf({ accuracies: { lf_0: { accuracy: 0.2, strength: 1000 } } });
    expect(weak).toBeLessThan(plain);
    expect(strong).toBeLessThan(weak);
    expect(strong).toBeLessThan(0.35);
  });

  test("let a function that is known to be bad be heard less", () => {
    const raise = (options: FitOptions): number => {
      const parts = fitLabelModel(known, options).explain(known, rowWithVote).parts;
      const part = parts.find(({ source }) => source === "lf_0");
      const [first = NaN, second = NaN] = part?.scores ?? [];
      return part?.vote === "c0" ? first - second : second - first;
    };
    const rowWithVote =
      range(300).find((row) =>
        fitLabelModel(known)
          .explain(known, row)
          .parts.some(({ source }) => source === "lf_0"),
      ) ?? NaN;
    expect(raise({ accuracies: { lf_0: { accuracy: 0.5, strength: 1000 } } })).toBeLessThan(raise({}) / 2);
  });

  test("a number is worth 20 votes", () => {
    expect(accuracyOf({ accuracies: { lf_0: 0.3 } })).toBe(
      accuracyOf({ accuracies: { lf_0: { accuracy: 0.3, strength: 20 } } }),
    );
  });

  const expected = "expected an accuracy above 0 and below 1, or { accuracy, strength } with a strength above 0.";
  test.each<[unknown, string]>([
    [{ link: 1 }, `accuracies of "link": 1; ${expected}`],
    [{ link: 0 }, `accuracies of "link": 0; ${expected}`],
    [{ link: NaN }, `accuracies of "link": NaN; ${expected}`],
    [{ link: "good" }, `accuracies of "link": "good"; ${expected}`],
    [{ link: { accuracy: 0.5, strength: 0 } }, `accuracies of "link": an object with accuracy, strength; ${expected}`],
    [
      { link: { accuracy: 0.5, strength: Infinity } },
      `accuracies of "link": an object with accuracy, strength; ${expected}`,
    ],
    [{ link: null }, `accuracies of "link": null; ${expected}`],
    [{ url: 0.9 }, 'accuracies: "url"; expected one of the labeling functions: "link", "money", "short".'],
  ])("%j are refused", (accuracies, message) => {
    expect(messageOf({ accuracies })).toBe(`fitLabelModel, ${message}`);
  });
});

describe("dependencies", () => {
  const copied = simulate(
    2,
    simplePlan(
      2000,
      uniform(2),
      range(6).map(() => evenTable(2, 0.7, 0.75)),
      [{ copier: 5, leader: 0, share: 1 }],
    ),
  ).votes;
  const weights = (options: FitOptions): number[] =>
    fitLabelModel(copied, options).functions.map(({ weight }) => Math.round(10 * weight) / 10);

  test("are learned by default: copies share the weight of one", () => {
    expect(weights({})).toEqual([0.5, 1, 1, 1, 1, 0.5]);
    expect(weights({ dependencies: "learn" })).toEqual(weights({}));
  });
  test('"none" takes all for independent', () => {
    expect(weights({ dependencies: "none" })).toEqual([1, 1, 1, 1, 1, 1]);
  });
  test('"none" takes functions of one label for independent too', () => {
    const balance = [0.6, 0.4];
    const tables = range(8).map((j) => oneLabelTable(balance, j % 2, 0.2, 0.8));
    const { votes: firing } = simulate(1, simplePlan(4000, balance, tables, [{ copier: 6, leader: 0, share: 1 }]));
    const weightsOf = (options: FitOptions): number[] => fitLabelModel(firing, options).functions.map((f) => f.weight);
    expect(weightsOf({})[6]).toBeCloseTo(0.5, 1);
    expect(weightsOf({ dependencies: "none" })).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });
  test("of a list count as copies where they vote together; others are still found", () => {
    const listed = weights({ dependencies: [["lf_1", "lf_2"]] });
    expect(listed[0]).toBe(0.5);
    expect(listed[1]).toBeCloseTo(1 / 1.7, 1);
    expect(listed[3]).toBe(1);
  });

  const pair = "expected a pair of names of two labeling functions.";
  test.each<[unknown, string]>([
    ["some", 'dependencies: "some"; expected "learn", "none", or pairs of names of labeling functions.'],
    [null, 'dependencies: null; expected "learn", "none", or pairs of names of labeling functions.'],
    [["link"], `dependencies: "link"; ${pair}`],
    [[["link", "link"]], `dependencies: an array of 2; ${pair}`],
    [[["link", "money", "short"]], `dependencies: an array of 3; ${pair}`],
    [[["link", "url"]], 'dependencies: "url"; expected one of the labeling functions: "link", "money", "short".'],
  ])("%j are refused", (dependencies, message) => {
    expect(messageOf({ dependencies })).toBe(`fitLabelModel, ${message}`);
  });
});

describe("a default label, for functions that only vote for the other one", () => {
  const positive = simulate(
    3,
    simplePlan(
      2000,
      [0.8, 0.2],
      range(5).map(() => oneLabelTable([0.8, 0.2], 1, 0.08, 0.8)),
    ),
  );
  const { votes: patterns } = positive;
  const plain = fitLabelModel(patterns).predict(patterns);
  const model = fitLabelModel(patterns, { defaultLabel: "c0" });
  const soft = model.predict(patterns);
  const bare = range(2000).filter((row) => !plain.covered(row));

  test("is the label of rows without votes, which are covered then", () => {
    expect(bare.length).toBeGreaterThan(500);
    expect(model.defaultLabel).toBe("c0");
    expect(bare.every((row) => soft.covered(row) && soft.hard()[row] === "c0")).toBe(true);
    expect(plain.hard()[bare[0] ?? 0]).toBeNull();
  });

  test("changes no probability of rows with votes", () => {
    const others = range(2000).filter((row) => plain.covered(row));
    others.forEach((row) => expect(soft.row(row)).toEqual(plain.row(row)));
  });

  test("stays with the model as JSON", () => {
    const again = labelModelFromJson(JSON.parse(JSON.stringify(model)));
    expect(again.defaultLabel).toBe("c0");
    expect(again.predict(patterns).hard()).toEqual(soft.hard());
    expect(JSON.stringify(again)).toBe(JSON.stringify(model));
  });

  test("is explained by the class balance, which holds it", () => {
    const { label, parts, probabilities } = model.explain(patterns, bare[0] ?? 0);
    expect(label).toBe("c0");
    expect(parts.map(({ kind }) => kind)).toEqual(["balance"]);
    expect(probabilities).toEqual([...soft.row(bare[0] ?? 0)]);
  });

  test("of votes that a matrix holds is the same as of their patterns", () => {
    const matrix = fitLabelModel(votes, { defaultLabel: "ham" });
    expect(matrix.predict(votes).hard().at(-1)).toBe("ham");
    expect(fitLabelModel(votes).predict(votes).hard().at(-1)).toBeNull();
  });

  test("that is none is refused", () => {
    expect(messageOf({ defaultLabel: "eggs" })).toBe(
      'label set: "eggs"; expected one of "ham", "spam", or null to abstain.',
    );
  });
});

describe("the class balance", () => {
  const skewed = simulate(
    4,
    simplePlan(
      4000,
      [0.8, 0.2],
      range(8).map((j) => evenTable(2, 0.7, 0.65 + 0.03 * j)),
    ),
  ).votes;
  const balance = (classBalance: FitOptions["classBalance"]): readonly number[] =>
    fitLabelModel(skewed, { classBalance }).classBalance;

  test("is estimated by default", () => {
    expect(Math.abs((balance(undefined)[0] ?? NaN) - 0.8)).toBeLessThan(0.06);
    expect(balance("estimate")).toEqual(balance(undefined));
  });
  test("may be uniform, or given", () => {
    expect(balance("uniform")).toEqual([0.5, 0.5]);
    expect(balance({ c0: 0.9, c1: 0.1 })).toEqual([0.9, 0.1]);
  });
  test("is uniform for other models", () => {
    expect(fitLabelModel(skewed, { labelModel: "majority" }).classBalance).toEqual([0.5, 0.5]);
  });
});

describe("options that only the default model knows are refused for others", () => {
  test.each<[Options, string]>([
    [{ gold: [null, null, null, null, null] }, "gold; expected options that this model uses. Leave it out"],
    [{ accuracies: {} }, "accuracies; expected options that this model uses. Leave it out"],
    [{ dependencies: "learn" }, "dependencies; expected options that this model uses. Leave it out"],
    [
      { defaultLabel: "ham", dependencies: "none" },
      "dependencies, defaultLabel; expected options that this model uses. Leave them out",
    ],
  ])("%j", (options, message) => {
    expect(messageOf({ ...options, labelModel: "majority" })).toBe(
      `fitLabelModel, labelModel "majority": ${message}, or fit the model "em".`,
    );
  });
});

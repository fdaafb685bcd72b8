import { test as prop } from "@fast-check/vitest";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  fitLabelModel,
  fitMultiLabelModel,
  isMultiLabelModel,
  labelSet,
  multiLabelModelFromJson,
  multiLabelVotes,
  type MultiLabelVotes,
} from "../../../src/index.ts";
import { arbitrarySaid, votesOfSaid } from "../../util/arbitrary-multi-label.ts";
import { caught } from "../../util/caught.ts";

const labels = labelSet(["sports", "politics"]);
const votes = multiLabelVotes(labels, {
  editor: [{ sports: true, politics: false }, { politics: true }, { sports: false }, null],
  ball: [{ sports: true }, null, { sports: false }, null],
  vote: [{ politics: false }, { politics: true, sports: false }, null, null],
});
const model = fitMultiLabelModel(votes);

/** Rows x K probabilities. */
const probabilities = (of: MultiLabelVotes, options = {}): number[][] => {
  const soft = fitMultiLabelModel(of, options).predict(of);
  return Array.from({ length: of.rows }, (_, row) => [...soft.row(row)]);
};

describe("fitMultiLabelModel", () => {
  prop.prop([arbitrarySaid()])("gives each label just what a binary model of its votes gives", (said) => {
    const all = votesOfSaid(said);
    const soft = fitMultiLabelModel(all).predict(all);
    for (const label of all.labels.names) {
      const alone = fitLabelModel(all.label(label)).predict(all.label(label));
      for (let row = 0; row < all.rows; row++) {
        expect(soft.label(label).row(row)).toEqual(alone.row(row));
        expect(soft.probability(row, label)).toBe(alone.probability(row, label));
        expect(soft.covered(row, label)).toBe(alone.covered(row));
      }
    }
  });

  prop.prop([arbitrarySaid()])("does not depend on the order of the labels", ({ labels: names, said }) => {
    const forward = probabilities(votesOfSaid({ labels: names, said }));
    const backward = probabilities(votesOfSaid({ labels: [...names].reverse(), said }));
    expect(backward.map((row) => row.reverse())).toEqual(forward);
  });

  test("labels do not exclude each other", () => {
    expect(model.predict(votes).hard()).toEqual([["sports"], ["politics"], [], null]);
    const both = multiLabelVotes(labels, { f: [{ sports: true, politics: true }], g: [{ sports: true }] });
    const soft = fitMultiLabelModel(both).predict(both);
    expect(soft.hard()).toEqual([["sports", "politics"]]);
    expect(soft.row(0)[0]).toBeGreaterThan(0.5);
    expect(soft.row(0)[1]).toBeGreaterThan(0.5);
  });

  test("keeps the class balance of a label without votes, and says so", () => {
    const lonely = multiLabelVotes(labels, { f: [{ sports: true }, { sports: false }] });
    const fitted = fitMultiLabelModel(lonely, { classBalance: { politics: 0.2 } });
    const soft = fitted.predict(lonely);
    expect([soft.probability(0, "politics"), soft.covered(0, "politics")]).toEqual([0.2, false]);
    expect(soft.hard({ threshold: 0 })).toEqual([["sports"], ["sports"]]);
    expect(fitted.warnings).toContain("politics: No labeling function voted on any row: nothing was learned.");
  });

  test("warns where nobody ever votes against a label", () => {
    const onlyFor = multiLabelVotes(labels, {
      f: [{ sports: true }, { politics: false }],
      g: [{ sports: true }, null],
    });
    expect(fitMultiLabelModel(onlyFor).warnings).toContain("sports: No function ever voted for: not sports.");
  });

  test("takes votes without rows", () => {
    const none = multiLabelVotes(labels, { f: [] });
    expect(fitMultiLabelModel(none).predict(none).hard()).toEqual([]);
  });

  test("options are for all labels, or with byLabel for one; undefined is the default", () => {
    const options = {
      labelModel: "majority",
      byLabel: { politics: { labelModel: "em", maxIterations: undefined } },
    } as const;
    const fitted = fitMultiLabelModel(votes, options);
    expect([fitted.models.sports.kind, fitted.models.politics.kind]).toEqual(["majority", "em"]);
    const balanced = fitMultiLabelModel(votes, {
      classBalance: { sports: 0.3, politics: 0.1 },
      byLabel: { politics: { classBalance: { politics: 0.4, "not politics": 0.6 } } },
    });
    expect(balanced.models.sports.classBalance).toEqual([0.7, 0.3]);
    expect(balanced.models.politics.classBalance).toEqual([0.6, 0.4]);
    expect(probabilities(votes, { classBalance: undefined, byLabel: undefined })).toEqual(probabilities(votes));
  });

  test.each<[string, () => unknown, string]>([
    [
      "a label matrix",
      () => fitMultiLabelModel(votes.label("sports") as never),
      "fitMultiLabelModel: an object with labels, functions, rows, votes; expected votes on a multi-label task. Make them with multiLabelVotes, multiLabelVotesFromTable or applyMultiLabelFunctions.",
    ],
    [
      "a balance for an unknown label",
      () => fitMultiLabelModel(votes, { classBalance: { sprots: 0.5 } as object }),
      'fitMultiLabelModel, classBalance: "sprots"; expected one of "sports", "politics".',
    ],
    [
      "a balance that is no probability",
      () => fitMultiLabelModel(votes, { classBalance: { sports: 1 } }),
      'fitMultiLabelModel, classBalance of "sports": 1; expected a probability above 0 and below 1. A label that never occurs, or always, should not be in the label set.',
    ],
    [
      "options for an unknown label",
      () => fitMultiLabelModel(votes, { byLabel: { sprots: {} } as object }),
      'fitMultiLabelModel, byLabel: "sprots"; expected one of "sports", "politics".',
    ],
    [
      "a wrong option of one label, naming it",
      () => fitMultiLabelModel(votes, { byLabel: { politics: { maxIterations: 0 } } }),
      'fitLabelModel, maxIterations (label "politics"): 0; expected a whole number from 1 to 1000000.',
    ],
  ])("refuses %s", (_, run, message) => {
    expect(caught(run).message).toBe(message);
  });
});

describe("a multi-label model", () => {
  test("is frozen and branded, with a report and a model for each label", () => {
    expect(isMultiLabelModel(model)).toBe(true);
    expect(isMultiLabelModel(model.models.sports)).toBe(false);
    expect(Object.isFrozen(model) && Object.isFrozen(model.models) && Object.isFrozen(model.report)).toBe(true);
    expect(model.report.sports).toBe(model.models.sports.report);
    expect(model.models.sports.labels.names).toEqual(["not sports", "sports"]);
  });

  test("prints a line for each label", () => {
    expect(inspect(model)).toMatch(/^Multi-label model of 2 labels, fitted on 4 rows\n/);
    expect(inspect(model)).toMatch(
      /\nsports +3 +75\.0 % +50\.0 % +converged\npolitics +2 +50\.0 % +50\.0 % +converged$/,
    );
  });

  test("a function that votes on a label no more abstains there", () => {
    const quiet = multiLabelVotes(labels, { vote: [{ politics: true }], ball: [{}], editor: [{ politics: true }] });
    const loud = multiLabelVotes(labels, {
      editor: [{ politics: true, sports: null }],
      ball: [{ sports: null }],
      vote: [{ politics: true, sports: null }],
    });
    expect(model.predict(quiet).row(0)).toEqual(model.predict(loud).row(0));
  });

  test.each<[string, () => unknown, string]>([
    [
      "votes without one of its functions",
      () => model.predict(multiLabelVotes(labels, { editor: [{ sports: true }], ball: [null] })),
      'predict (label "sports"): no votes of "vote"; expected votes of "editor", "ball", "vote", on which the model was fitted. Use the votes of the same labeling functions on the same labels, or fit the model on these.',
    ],
    [
      "votes of a function on a label it did not vote on before",
      () => model.predict(multiLabelVotes(labels, { editor: [{}], ball: [{ politics: true }], vote: [{}] })),
      'predict (label "politics"): votes of "ball" on "politics"; expected votes of "editor", "vote", on which the model was fitted. Use the votes of the same labeling functions on the same labels, or fit the model on these.',
    ],
    [
      "votes on other labels",
      () =>
        model.predict(
          multiLabelVotes(labelSet(["sports", "tax"]), { editor: [null], ball: [null], vote: [null] }) as never,
        ),
      'predict: labels "sports", "tax"; expected labels "sports", "politics", in any order.',
    ],
    [
      "what are no multi-label votes",
      () => model.predict(votes.label("sports") as never),
      "predict: an object with labels, functions, rows, votes; expected votes on a multi-label task. Make them with multiLabelVotes, multiLabelVotesFromTable or applyMultiLabelFunctions.",
    ],
  ])("refuses %s", (_, run, message) => {
    expect(caught(run).message).toBe(message);
  });
});

describe("multiLabelModelFromJson", () => {
  const json = JSON.parse(JSON.stringify(model)) as Record<string, unknown>;

  prop.prop([arbitrarySaid()])("reads what toJSON wrote, bit for bit", (said) => {
    const all = votesOfSaid(said);
    const fitted = fitMultiLabelModel(all);
    const text = JSON.stringify(fitted);
    const read = multiLabelModelFromJson(JSON.parse(text));
    expect(JSON.stringify(read)).toBe(text);
    for (let row = 0; row < all.rows; row++) expect(read.predict(all).row(row)).toEqual(fitted.predict(all).row(row));
  });

  test("has a label model for each label", () => {
    expect(json).toEqual({
      schema: "labelwright.multi-label-model/1",
      labels: ["sports", "politics"],
      models: { sports: model.models.sports.toJSON(), politics: model.models.politics.toJSON() },
    });
  });

  const models = json["models"] as Record<string, unknown>;
  test.each<[string, unknown, string]>([
    ["what is no object", [], "multi-label model JSON, the whole: an array of 0; expected an object."],
    [
      "the model of a task with one label a row",
      models["sports"],
      "Read the model of a task with one label a row with labelModelFromJson.",
    ],
    [
      "another schema",
      { ...json, schema: "x" },
      'multi-label model JSON, schema: "x"; expected "labelwright.multi-label-model/1".',
    ],
    [
      "labels that are no names",
      { ...json, labels: [1] },
      "multi-label model JSON, labels: an array of 1; expected an array of text.",
    ],
    [
      "no models",
      { ...json, models: null },
      "multi-label model JSON, models: null; expected a label model for each label.",
    ],
    [
      "a label without its model",
      { ...json, models: { sports: models["sports"] } },
      'multi-label model JSON, models["politics"]: undefined; expected a label model.',
    ],
    [
      "a model of a label that is not there",
      { ...json, labels: ["sports", "tax"] },
      'multi-label model JSON, models: "politics"; expected models of "sports", "tax" alone.',
    ],
    [
      "the model of another label",
      { ...json, models: { sports: models["politics"], politics: models["sports"] } },
      'multi-label model JSON, models["sports"].labels: "not politics, politics"; expected "not sports", "sports", in this order.',
    ],
    [
      "a broken model, naming its label",
      { ...json, models: { ...models, politics: { ...(models["politics"] as object), kind: "x" } } },
      'label model JSON, kind (label "politics"): "x"; expected ',
    ],
  ])("refuses %s", (_, broken, message) => {
    expect(caught(() => multiLabelModelFromJson(broken)).message).toContain(message);
  });
});

import { describe, expect, test } from "vitest";
import { fitLabelModel, labelMatrix, labelSet } from "../../src/index.ts";
import { describeModel } from "../../src/label-models/describe-model.ts";

const votes = labelMatrix(labelSet(["ham", "spam"]), {
  link: ["spam", "spam", null, "ham"],
  money: [null, null, "spam", null],
});
const model = fitLabelModel(votes, { labelModel: "majority" });
const [link, money] = model.functions;
if (link === undefined || money === undefined) throw new Error("two functions expected");

describe("describeModel", () => {
  test("says which label a function only ever votes for", () => {
    const [head = "", , first = "", second = ""] = describeModel(model).split("\n").slice(-4);
    expect(head.split(/\s{2,}/).slice(0, 2)).toEqual(["labeling function", "only label"]);
    expect([first.split(/\s{2,}/)[1], second.split(/\s{2,}/)[1]]).toEqual(["3", "spam"]);
    expect(describeModel({ ...model, functions: [link] })).not.toContain("only label");
  });

  test("shows weights that count less, and no others", () => {
    const weighed = (...weights: readonly number[]): string =>
      describeModel({ ...model, functions: weights.map((weight) => ({ ...link, weight })) });
    expect(weighed(1, 0.9999)).not.toContain("weight");
    const [head = "", , first = "", second = ""] = weighed(0.9999, 0.5).split("\n").slice(-4);
    expect(head).toMatch(/ weight$/);
    expect(first).toMatch(/%$/);
    expect(second).toMatch(/ 0\.50$/);
  });

  test("does not print a small coverage as none", () => {
    const covers = (coverage: number): string => describeModel({ ...model, functions: [{ ...link, coverage }] });
    expect(covers(4 / 9160)).toContain(" < 0.1 % ");
    expect(covers(0)).toContain(" 0.0 % ");
    expect(covers(0.001)).toContain(" 0.1 % ");
  });

  test("names the label of rows without votes, where there is one", () => {
    expect(describeModel(model)).not.toContain("rows without votes");
    expect(describeModel({ ...model, defaultLabel: "ham" })).toContain("\nrows without votes: ham\n");
  });

  test("names each rule that fired, its rows and functions", () => {
    const fired = { rule: "unanimous vote overturned", functions: ["link"], rows: 2, reason: "why" };
    const report = { ...model.report, rules: [fired] };
    expect(describeModel({ ...model, report })).toContain('\nrule: unanimous vote overturned, 2 rows: "link"\n');
  });
});

import { describe, expect, test } from "vitest";

import { fitLabelModel } from "../../src/label-models/fit.ts";
import { labelModelFromJson } from "../../src/label-models/from-json.ts";
import { labelModelKinds } from "../../src/label-models/kinds.ts";
import { makeScoreModel } from "../../src/label-models/score-model.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { labelSet } from "../../src/labels/label-set.ts";
import { listNames } from "../../src/util/checks.ts";
import { caught } from "../util/caught.ts";

const votes = labelMatrix(labelSet(["ham", "spam"]), { a: ["ham", "spam", null], b: ["ham", "ham", "spam"] });
type Json = Record<string, unknown>;
const written = (): Json => JSON.parse(JSON.stringify(fitLabelModel(votes))) as Json;

/** The JSON of a model, with one part replaced; `functions.0.votes` is a path. */
function replaced(path: string, value: unknown): Json {
  const json = written();
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const holder = keys.reduce<Json>((part, key) => part[key] as Json, json);
  holder[last] = value;
  return json;
}

describe("the JSON of a label model", () => {
  test("has a schema version, names, numbers and the report, and no code", () => {
    const json = written();
    expect(Object.keys(json)).toEqual([
      "schema",
      "kind",
      "labels",
      "functions",
      "classBalance",
      "defaultLabel",
      "subtypes",
      "bias",
      "table",
      "report",
      "resume",
    ]);
    expect(json).toMatchObject({
      schema: "labelwright.model/2",
      kind: "em",
      labels: ["ham", "spam"],
      classBalance: [0.5, 0.5],
      subtypes: 1,
      bias: [Math.log(0.5), Math.log(0.5)],
      table: { form: "dense" },
    });
    expect((json["table"] as { cells: number[][] }).cells.map((cells) => cells.length)).toEqual([4, 4]);
  });

  test("of majority vote has no table", () => {
    const model = fitLabelModel(votes, { labelModel: "majority" });
    expect(model.toJSON()).toMatchObject({ kind: "majority", table: null });
    expect(labelModelFromJson(model.toJSON()).kind).toBe("majority");
  });

  test("reads back as a frozen model", () => {
    const model = labelModelFromJson(written());
    expect(
      [model, model.functions, model.functions[0], model.report, model.report.warnings].every(Object.isFrozen),
    ).toBe(true);
  });

  const remedy = "Fit the model again, or read the file that toJSON wrote.";
  test.each<[string, unknown, string]>([
    ["labels", "ham", 'labels: "ham"; expected an array of text.'],
    ["labels", ["ham", 1], "labels: an array of 2; expected an array of text."],
    ["functions", {}, "functions: an object with no keys; expected an array."],
    ["functions.1", null, "functions[1]: null; expected an object."],
    ["functions.0.name", 7, "functions[0].name: 7; expected text."],
    ["functions.0.fingerprint", 7, "functions[0].fingerprint: 7; expected text or null."],
    ["functions.0.labels", "ham", 'functions[0].labels: "ham"; expected an array of text, or null.'],
    ["functions.0.votes", "3", 'functions[0].votes: "3"; expected a number of votes.'],
    ["functions.0.votes", -1, "functions[0].votes: -1; expected a number of votes."],
    ["functions.0.coverage", null, "functions[0].coverage: null; expected a number from 0 to 1."],
    ["functions.0.accuracy", "high", 'functions[0].accuracy: "high"; expected a number from 0 to 1, or null.'],
    ["functions.0.accuracy", 1.5, "functions[0].accuracy: 1.5; expected a number from 0 to 1, or null."],
    ["functions.0.weight", null, "functions[0].weight: null; expected a number from 0 to 1."],
    ["functions.0.standardError", -1, "functions[0].standardError: -1; expected a number of at least 0, or null."],
    [
      "functions.0.interval",
      [0.8, 0.7],
      "functions[0].interval: an array of 2; expected two rising numbers from 0 to 1, or null.",
    ],
    [
      "functions.0.interval",
      [0.1, 0.2, 0.3],
      "functions[0].interval: an array of 3; expected two rising numbers from 0 to 1, or null.",
    ],
    ["functions.0.interval", 0.5, "functions[0].interval: 0.5; expected two rising numbers from 0 to 1, or null."],
    [
      "functions.0.confusion",
      [[1, 0]],
      "functions[0].confusion: an array of 1; expected an array for each of the 2 labels, or null.",
    ],
    [
      "functions.0.confusion",
      [
        [1, 0],
        [0.6, 0.6],
      ],
      "functions[0].confusion[1]: an array of 2; expected 2 probabilities that sum to 1.",
    ],
    ["functions.0.onlyLabel", 0, "functions[0].onlyLabel: 0; expected one of the labels, or null."],
    ["functions.0.onlyLabel", "eggs", 'functions[0].onlyLabel: "eggs"; expected one of the labels, or null.'],
    ["classBalance", [1], "classBalance: an array of 1; expected 2 numbers above 0."],
    ["classBalance", [0.5, null], "classBalance: an array of 2; expected 2 numbers above 0."],
    ["classBalance", [-1, 2], "classBalance: an array of 2; expected 2 numbers above 0."],
    ["classBalance", [0.5, 0.6], "classBalance: 1.1; expected numbers that sum to 1."],
    ["subtypes", 2, "subtypes: 2; expected 1."],
    ["subtypes", 0, "subtypes: 0; expected 1."],
    ["bias", [0], "bias: an array of 1; expected 2 numbers."],
    ["bias", [0, null], "bias: an array of 2; expected 2 numbers."],
    ["report", undefined, "report: undefined; expected an object."],
    ["report.rows", "3", 'report.rows: "3"; expected a whole number of at least 0.'],
    ["report.patterns", 2.5, "report.patterns: 2.5; expected a whole number of at least 0."],
    ["report.converged", 1, "report.converged: 1; expected true or false."],
    ["report.monotone", null, "report.monotone: null; expected true or false."],
    ["report.stopReason", 1, "report.stopReason: 1; expected text."],
    ["report.objectiveIs", undefined, "report.objectiveIs: undefined; expected text."],
    ["report.objective", [null], "report.objective: an array of 1; expected an array of numbers."],
    ["report.warnings", [1], "report.warnings: an array of 1; expected an array of text."],
    ["report.starts", null, "report.starts: null; expected an array."],
    ["report.starts", [null], "report.starts[0]: null; expected an object."],
    ["report.starts", [{}], "report.starts[0].name: undefined; expected text."],
    ["report.starts", [{ name: "a" }], "report.starts[0].objective: undefined; expected a number."],
    ["report.starts", [{ name: "a", objective: 1 }], "report.starts[0].chosen: undefined; expected true or false."],
    ["report.rules", {}, "report.rules: an object with no keys; expected an array."],
    ["report.rules", [7], "report.rules[0]: 7; expected an object."],
    ["report.rules", [{}], "report.rules[0].rule: undefined; expected text."],
    ["report.rules", [{ rule: "a" }], "report.rules[0].functions: undefined; expected an array of text."],
    [
      "report.rules",
      [{ rule: "a", functions: [] }],
      "report.rules[0].rows: undefined; expected a whole number of at least 0.",
    ],
    ["report.rules", [{ rule: "a", functions: [], rows: 1 }], "report.rules[0].reason: undefined; expected text."],
    ["resume", 3, "resume: 3; expected an object, or null."],
    ["resume.temperature", 0, "resume.temperature: 0; expected a number above 0 and at most 1."],
    ["resume.population", [], "resume.population: an array of 0; expected an object."],
    [
      "resume.population.mean",
      "0.7",
      "resume.population: an object with mean, concentration, strength; expected mean, concentration and strength above 0.",
    ],
    [
      "resume.firing",
      [null],
      "resume.firing: an array of 1; expected an array for each of the 2 labeling functions, or null.",
    ],
    ["resume.firing.0", [0], "resume.firing[0]: an array of 1; expected 2 numbers, or null."],
    ["kind", "snorkel", `kind: "snorkel"; expected one of ${listNames(labelModelKinds)}.`],
    ["kind", "majority", "table: an object with form, cells; expected null."],
    ["table", null, "table: null; expected an object."],
    ["table", { form: "sparse" }, 'table.form: "sparse"; expected "dense" or "compact".'],
    ["table.cells", [[0, 0, 0, 0]], "table.cells: an array of 1; expected an array for each of the 2 functions."],
    ["table.cells.1", [0, 0, 0], "table.cells[1]: an array of 3; expected 4 numbers."],
    ["table.cells.1", [0, 0, 0, null], "table.cells[1]: an array of 4; expected 4 numbers."],
    ["table", { form: "compact", hit: [] }, "table.hit: an array of 0; expected an array for each of the 2 functions."],
    [
      "table",
      {
        form: "compact",
        hit: [
          [0, 0],
          [0, 0],
        ],
        miss: [[0, 0], [0]],
      },
      "table.miss[1]: an array of 1; expected 2 numbers.",
    ],
  ])("with a bad %s (%j) is refused, naming the part", (path, value, message) => {
    const error = caught(() => labelModelFromJson(replaced(path, value)));
    expect(error.message).toBe(`label model JSON, ${message} ${remedy}`);
    expect(error.code).toBe("corrupt_file");
  });

  test.each([[[]], ["{}"], [null], [undefined], [3]])("%j is no model", (json) => {
    expect(caught(() => labelModelFromJson(json)).message).toMatch(
      /^label model JSON, the whole: .+; expected an object\. Fit/,
    );
  });

  test.each([
    ["labelwright.model/3", '"labelwright.model/3"'],
    [undefined, "undefined"],
  ])("of schema %j is refused", (schema, got) => {
    const error = caught(() => labelModelFromJson(replaced("schema", schema)));
    expect(error.message).toBe(
      `label model JSON, schema: ${got}; expected "labelwright.model/2". ` +
        "Read it with the version of labelwright that wrote it, or fit the model again.",
    );
    expect(error.code).toBe("unsupported_format");
  });
});

describe("a model that version 0.1 wrote", () => {
  const first = {
    schema: "labelwright.model/1",
    kind: "em",
    labels: ["ham", "spam"],
    functions: [
      { name: "a", fingerprint: null, labels: null, votes: 2, coverage: 0.5, accuracy: 0.8, onlyLabel: null },
    ],
    classBalance: [0.25, 0.75],
    logVoteProbabilities: [[0.8, 0.3, 0.2, 0.7].map(Math.log)],
    report: {
      iterations: 1,
      converged: true,
      stopReason: "no posterior changed by 0.0001 or more",
      logLikelihood: [-3],
      rows: 4,
      coveredRows: 2,
      patterns: 3,
      warnings: [],
    },
  };
  const ham = labelMatrix(labelSet(["ham", "spam"]), { a: ["ham"] });

  test("predicts by its probabilities of votes and its class balance", () => {
    const model = labelModelFromJson(first);
    expect(model.predict(ham).probability(0, "ham")).toBeCloseTo((0.25 * 0.8) / (0.25 * 0.8 + 0.75 * 0.3), 12);
    expect(model.report).toMatchObject({ objective: [-3], monotone: false, rules: [], starts: [] });
    expect(model.functions[0]).toMatchObject({ weight: 1, interval: null, standardError: null, confusion: null });
  });

  test("is written in the present form", () => {
    const again = labelModelFromJson(JSON.parse(JSON.stringify(labelModelFromJson(first))));
    expect(again.toJSON().schema).toBe("labelwright.model/2");
    expect(again.predict(ham).probabilities).toEqual(labelModelFromJson(first).predict(ham).probabilities);
  });

  test("is refused where a part is missing", () => {
    expect(caught(() => labelModelFromJson({ ...first, report: null })).message).toMatch(/^label model JSON, report: /);
    expect(caught(() => labelModelFromJson({ ...first, functions: [3] })).message).toMatch(/functions\[0\]: 3/);
    expect(caught(() => labelModelFromJson({ ...first, logVoteProbabilities: null })).message).toMatch(/table: null/);
  });
});

describe("toJSON of a model too large for one text", () => {
  test("says so, with what to do", () => {
    const { kind, labels, functions, classBalance, report } = fitLabelModel(votes);
    const numbers = new Float64Array(6_000_001);
    const parts = {
      kind,
      labels,
      functions,
      classBalance: Float64Array.from(classBalance),
      bias: new Float64Array(2),
      table: { form: "compact" as const, hit: numbers, miss: numbers },
      subtypes: 1,
      report,
    };
    const error = caught(() => JSON.stringify(makeScoreModel(parts)));
    expect(error.code).toBe("too_large");
    expect(error.message).toBe(
      "label model as JSON: 12000002 vote probabilities; expected at most 12000000. " +
        "Predict with the model in memory, or fit on fewer labels.",
    );
  });
});

import { describe, expect, test } from "vitest";

import { fitLabelModel } from "../../src/label-models/fit.ts";
import { labelModelFromJson } from "../../src/label-models/from-json.ts";
import { labelMatrix } from "../../src/matrix/from-arrays.ts";
import { LabelMatrix } from "../../src/matrix/label-matrix.ts";
import { labelSet } from "../../src/labels/label-set.ts";
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
      "logVoteProbabilities",
      "report",
    ]);
    expect(json).toMatchObject({
      schema: "labelwright.model/1",
      kind: "em",
      labels: ["ham", "spam"],
      classBalance: [0.5, 0.5],
    });
    expect((json["logVoteProbabilities"] as number[][]).map((table) => table.length)).toEqual([4, 4]);
  });

  test("of majority vote has no tables", () => {
    const model = fitLabelModel(votes, { labelModel: "majority" });
    expect(model.toJSON()).toMatchObject({ kind: "majority", logVoteProbabilities: null });
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
    ["functions.0.votes", "3", 'functions[0].votes: "3"; expected a number.'],
    ["functions.0.coverage", null, "functions[0].coverage: null; expected a number."],
    ["functions.0.accuracy", "high", 'functions[0].accuracy: "high"; expected a number or null.'],
    ["functions.0.onlyLabel", 0, "functions[0].onlyLabel: 0; expected text or null."],
    ["classBalance", [1], "classBalance: an array of 1; expected 2 numbers above 0."],
    ["classBalance", [0.5, null], "classBalance: an array of 2; expected 2 numbers above 0."],
    ["classBalance", [-1, 2], "classBalance: an array of 2; expected 2 numbers above 0."],
    ["report", undefined, "report: undefined; expected an object."],
    [
      "report.rows",
      "3",
      "report: an object with iterations, converged, stopReason, logLikelihood; expected numbers of rounds, rows and patterns.",
    ],
    [
      "report.warnings",
      [1],
      "report: an object with iterations, converged, stopReason, logLikelihood; expected converged, stopReason and warnings.",
    ],
    ["kind", "snorkel", 'kind: "snorkel"; expected "em" or "majority".'],
    ["logVoteProbabilities", null, "logVoteProbabilities: null; expected an array for each of the 2 functions."],
    [
      "logVoteProbabilities",
      [[0, 0, 0, 0]],
      "logVoteProbabilities: an array of 1; expected an array for each of the 2 functions.",
    ],
    ["logVoteProbabilities.1", [0, 0, 0], "logVoteProbabilities[1]: an array of 3; expected 4 numbers."],
    ["logVoteProbabilities.1", [0, 0, 0, null], "logVoteProbabilities[1]: an array of 4; expected 4 numbers."],
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
    ["labelwright.model/2", '"labelwright.model/2"'],
    [undefined, "undefined"],
  ])("of schema %j is refused", (schema, got) => {
    const error = caught(() => labelModelFromJson(replaced("schema", schema)));
    expect(error.message).toBe(
      `label model JSON, schema: ${got}; expected "labelwright.model/1". ` +
        "Read it with the version of labelwright that wrote it, or fit the model again.",
    );
    expect(error.code).toBe("unsupported_format");
  });
});

describe("toJSON of a model too large for one text", () => {
  test("says so, with what to do", () => {
    const labels = labelSet(Array.from({ length: 1500 }, (_, y) => `label ${y}`));
    const votes = new LabelMatrix({
      labels,
      functions: Array.from({ length: 6 }, (_, j) => ({ name: `f${j}`, fingerprint: null, labels: null })),
      votes: Array.from({ length: 6 }, (_, j) => Int16Array.of(j, j + 1)),
    });
    const model = fitLabelModel(votes, { maxIterations: 1 });
    expect(() => JSON.stringify(model)).toThrow(
      "label model as JSON: 13500000 vote probabilities; expected at most 12000000. Predict with the model in memory, or fit on fewer labels.",
    );
  });
});

import { describe, expect, test } from "vitest";
import {
  applyMultiLabelFunctions,
  batchLabelingFunction,
  defineMultiLabelTask,
  defineTask,
  expression,
  fitMultiLabelModel,
  keywords,
  labelingFunction,
  multiLabelModelFromJson,
  scoreLabels,
  tableFromRows,
} from "../../src/index.ts";
import { rejection, caught } from "../util/caught.ts";

const task = defineMultiLabelTask({ labels: ["sports", "politics"], columns: { text: "utf8", shares: "float64" } });
const [sports, politics] = [task.label("sports"), task.label("politics")];
const functions = [
  keywords(sports, { name: "words", column: "text", any: ["goal", "match"], label: "sports" }),
  keywords(politics, { name: "words", column: "text", any: ["tax", "vote"], label: "politics" }),
  labelingFunction(sports, {
    name: "score",
    columns: ["text"],
    vote: ({ text }) => (/\d:\d/.test(text) ? { label: "sports", confidence: 0.9 } : null),
  }),
  expression(politics, { name: "shared", when: "shares > 100", label: "not politics" }),
  batchLabelingFunction(sports, {
    name: "quiet",
    columns: ["shares"],
    vote: ({ shares }, ballot) => {
      for (let row = 0; row < ballot.length; row++) if ((shares.values[row] ?? 0) < 5) ballot.cast(row, "not sports");
    },
  }),
];
const table = tableFromRows([
  { text: "A tax on every goal", shares: 20 },
  { text: "The match ended 2:1", shares: 400 },
  { text: "They vote tomorrow", shares: 2 },
  { text: "Rain", shares: 50 },
]);
const votes = await applyMultiLabelFunctions(task, functions, table);

describe("applyMultiLabelFunctions", () => {
  test("gathers the votes of every kind of function by label; functions of two labels may share a name", () => {
    expect([0, 1, 2, 3].map((row) => votes.votesOf(row))).toEqual([
      { words: { sports: true, politics: true } },
      { words: { sports: true }, score: { sports: true }, shared: { politics: false } },
      { words: { politics: true }, quiet: { sports: false } },
      {},
    ]);
    expect(votes.functions).toEqual(["words", "score", "shared", "quiet"]);
    expect(votes.label("sports").confidences[1]?.[1]).toBeCloseTo(0.9);
    expect(votes.label("sports").functions[0]?.fingerprint).toBe(functions[0]?.fingerprint);
  });

  test("from functions to labels, a model file and scores", () => {
    const model = multiLabelModelFromJson(JSON.parse(JSON.stringify(fitMultiLabelModel(votes))));
    const soft = model.predict(votes);
    expect(soft.hard()).toEqual([["sports", "politics"], ["sports"], ["politics"], null]);
    const gold = ["sports", "sports", "not sports", "not sports"];
    expect(scoreLabels(soft.label("sports"), gold).accuracy).toBe(1);
  });

  test("labels without functions get no votes", async () => {
    const some = await applyMultiLabelFunctions(task, functions.slice(0, 1), table);
    expect(some.label("politics").functions).toEqual([]);
    expect(some.label("politics").rows).toBe(4);
  });

  test("refuses functions of another task, and two of one name on one label", async () => {
    const other = defineTask({ labels: ["sports", "politics"], columns: { text: "utf8", shares: "float64" } });
    const stranger = keywords(other, { name: "stranger", column: "text", any: ["x"], label: "sports" });
    const mixed = applyMultiLabelFunctions(task, [stranger as never], table);
    expect((await rejection(mixed)).message).toBe(
      'applyMultiLabelFunctions, labeling function "stranger": a function of another task, with labels "sports", "politics"; expected a function of task.label(name), the name one of "sports", "politics". Define all functions on the binary tasks of one multi-label task.',
    );
    const [first] = functions;
    const twice = first === undefined ? [] : [first, first];
    expect((await rejection(applyMultiLabelFunctions(task, twice, table))).code).toBe("duplicate_name");
  });

  test("refuses no function, no task and no table", async () => {
    expect((await rejection(applyMultiLabelFunctions(task, [], table))).code).toBe("empty");
    expect((await rejection(applyMultiLabelFunctions({} as never, functions, table))).message).toBe(
      "applyMultiLabelFunctions: an object with no keys; expected a multi-label task. Make it with defineMultiLabelTask({ labels, columns }).",
    );
    expect((await rejection(applyMultiLabelFunctions(task, functions, {} as never))).code).toBe("bad_table");
  });
});

describe("defineMultiLabelTask", () => {
  test("gives each label a binary task of the same columns, against first", () => {
    expect(sports.labels.names).toEqual(["not sports", "sports"]);
    expect(sports.columns).toEqual(task.columns);
    expect(defineMultiLabelTask({ labels: ["a", "b"], table, id: "text" }).label("a").id).toBe("text");
  });

  test("refuses an unknown label", () => {
    expect(caught(() => task.label("sprots" as never)).message).toBe(
      'multi-label task: "sprots"; expected one of "sports", "politics".',
    );
  });
});

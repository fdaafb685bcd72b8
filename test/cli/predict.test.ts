import { describe, expect, test } from "vitest";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
const votes = scratch.write("votes.csv", "id,a,b,c\n007,x,x,\n008,x,y,\n009,,,\n010,y,y,y\n");
const model = scratch.at("model.json");
const majority = scratch.at("majority.json");
await labelwright(["fit", votes, "--out", model]);
await labelwright(["fit", votes, "--out", majority, "--label-model", "majority", "--class-balance", "x=0.8,y=0.2"]);

describe("labelwright predict", () => {
  test("writes id, label, confidence, covered and a probability for each label", async () => {
    const out = scratch.at("labels.jsonl");
    const { code, stdout, stderr } = await labelwright(["predict", votes, "--model", majority, "--out", out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(await scratch.rows("labels.jsonl")).toEqual([
      { id: "007", label: "x", confidence: 1, covered: true, p_x: 1, p_y: 0 },
      { id: "008", label: null, confidence: 0.5, covered: true, p_x: 0.5, p_y: 0.5 },
      { id: "009", label: null, confidence: 0.8, covered: false, p_x: 0.8, p_y: 0.2 },
      { id: "010", label: "y", confidence: 1, covered: true, p_x: 0, p_y: 1 },
    ]);
    expect(stdout).toBe(
      [
        "label                  rows   share",
        "───────────────────────────────────",
        "x                         1  25.0 %",
        "y                         1  25.0 %",
        "(undecided, no label)     1  25.0 %",
        "(no vote, no label)       1  25.0 %",
        "",
        `Labels written to ${out}`,
        "",
      ].join("\n"),
    );
  });

  test("--json counts the labels", async () => {
    const out = scratch.at("counted.csv");
    const args = ["predict", votes, "--model", majority, "--out", out, "--ties", "first", "--json"];
    const { stdout } = await labelwright(args);
    expect(JSON.parse(stdout)).toEqual({ out, rows: 4, covered: 3, undecided: 0, labels: { x: 2, y: 1 } });
  });

  test("--ties random draws by --seed, the same every time", async () => {
    const many = scratch.write("many.csv", `a,b\n${"x,y\n".repeat(64)}`);
    await labelwright(["fit", many, "--out", scratch.at("tied.json"), "--label-model", "majority"]);
    const draw = async (seed: string): Promise<string> => {
      const out = scratch.at(`drawn-${seed}.csv`);
      const args = [
        "predict",
        many,
        "--model",
        scratch.at("tied.json"),
        "--out",
        out,
        "--ties",
        "random",
        "--seed",
        seed,
      ];
      expect((await labelwright(args)).code).toBe(0);
      return scratch.read(`drawn-${seed}.csv`);
    };
    const first = await draw("1");
    expect(await draw("1")).toBe(first);
    expect(await draw("2")).not.toBe(first);
    expect(first).toMatch(/,x,/);
    expect(first).toMatch(/,y,/);
  });

  test("rows are named by the id column, by --id, or by their number", async () => {
    const ids = async (file: string, ...args: string[]): Promise<unknown[]> => {
      const out = scratch.at("ids.arrow");
      expect((await labelwright(["predict", file, "--model", model, "--out", out, ...args])).code).toBe(0);
      return (await scratch.rows("ids.arrow")).map((row) => row["id"]);
    };
    expect(await ids(votes)).toEqual(["007", "008", "009", "010"]);
    expect(await ids(scratch.write("key.csv", "key,a,b,c\np,x,y,\nq,x,x,\n"), "--id", "key")).toEqual(["p", "q"]);
    expect(await ids(scratch.write("none.csv", "a,b,c\nx,y,\nx,x,\n"))).toEqual([0, 1]);
  });

  test("finds the model's labeling functions by name, in any order", async () => {
    const shuffled = scratch.write("shuffled.csv", "c,id,b,a\n,007,x,x\n,008,y,x\n,009,,\ny,010,y,y\n");
    await labelwright(["predict", votes, "--model", model, "--out", scratch.at("one.csv")]);
    await labelwright(["predict", shuffled, "--model", model, "--out", scratch.at("two.csv")]);
    expect(scratch.read("two.csv")).toBe(scratch.read("one.csv"));
  });

  test("names labeling functions that are missing", async () => {
    const file = scratch.write("fewer.csv", "id,a\n1,x\n");
    expect(await labelwright(["predict", file, "--model", model, "--out", scratch.at("x.csv")])).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: ${file}: no column of votes "b", "c"; expected the votes of the model's labeling functions: "a", "b", "c". Apply the same labeling functions again, or fit a model on these votes.\n`,
    });
  });

  test("names columns that the model does not know, and how to leave them out", async () => {
    const file = scratch.write("more.csv", "id,a,b,c,note\n1,x,y,,n\n");
    const args = ["predict", file, "--model", model, "--out", scratch.at("x.csv")];
    expect(await labelwright(args)).toMatchObject({
      code: 1,
      stderr: `error: ${file}: the columns "note"; expected the votes of the model's labeling functions: "a", "b", "c". If they are no votes, leave them out: --ignore note.\n`,
    });
    expect((await labelwright([...args, "--ignore", "note"])).code).toBe(0);
  });

  test("a vote for a label the model does not know is an error naming column and row", async () => {
    const file = scratch.write("new-label.csv", "id,a,b,c\n1,x,y,\n2,x,z,\n");
    expect(await labelwright(["predict", file, "--model", model, "--out", scratch.at("x.csv")])).toMatchObject({
      code: 1,
      stderr: `error: ${file}, column "b", row 1: "z"; expected one of "x", "y", or nothing to abstain. Mend the value, add the label, or name it as a spelling of abstention.\n`,
    });
  });

  test.each([
    ["that is not there", undefined, "there is no such file. Check the path."],
    ["that is empty", "", "an empty file; expected a label model, as labelwright fit writes it. Fit the model again."],
    [
      "cut short",
      '{"schema": "labelwright.model/1", "lab',
      "text that is not JSON; expected a label model, as labelwright fit writes it. Fit the model again.",
    ],
    [
      "of another version",
      '{"schema":"labelwright.model/99"}',
      'schema: "labelwright.model/99"; expected "labelwright.model/2". Read it with the version of labelwright that wrote it, or fit the model again.',
    ],
  ])("says so of a model file %s", async (name, text, message) => {
    const file = scratch.at(`${name}.json`);
    if (text !== undefined) scratch.write(`${name}.json`, text);
    const { code, stderr } = await labelwright(["predict", votes, "--model", file, "--out", scratch.at("x.csv")]);
    expect(code).toBe(1);
    expect(stderr).toBe(`error: ${file}${message.startsWith("schema") ? ", " : ": "}${message}\n`);
  });
});

describe("labelwright predict --long", () => {
  const answers = scratch.write("answers.csv", "item,worker,label\np1,ann,cat\np1,bob,dog\np2,ann,cat\np2,bob,cat\n");
  const crowd = scratch.at("crowd.json");
  const long = ["--long", "item,worker,label"];

  test("names rows by item", async () => {
    expect((await labelwright(["fit", answers, ...long, "--out", crowd])).code).toBe(0);
    const args = ["predict", answers, ...long, "--model", crowd, "--out", scratch.at("crowd.csv")];
    expect((await labelwright(args)).code).toBe(0);
    const rows = await scratch.rows("crowd.csv");
    expect(rows.map((row) => [row["id"], row["label"]])).toEqual([
      ["p1", "cat"],
      ["p2", "cat"],
    ]);
  });

  test("finds workers by name, and leaves out those the model does not know, with a warning", async () => {
    const later = scratch.write("later.csv", "item,worker,label\np2,bob,cat\np2,zoe,dog\np2,ann,cat\np3,zoe,dog\n");
    const args = ["predict", later, ...long, "--model", crowd, "--out", scratch.at("later-labels.csv")];
    expect(await labelwright(args)).toMatchObject({
      code: 0,
      stderr: 'warning: 2 answers left out: they are of 1 workers whom the model does not know ("zoe").\n',
    });
    const [first, second] = await scratch.rows("later-labels.csv");
    const known = (await scratch.rows("crowd.csv"))[1];
    expect(first).toEqual(known);
    expect(second).toMatchObject({ id: "p3", label: null, covered: false });
  });
});

describe("--rule", () => {
  // The majority's probabilities of y are 0, 0.5, 0.5 and 1.
  const file = scratch.write("rule.csv", "a,b\nx,x\nx,y\nx,y\ny,y\n,\n");
  const fitted = scratch.at("rule.json");
  const predict = (...args: string[]): ReturnType<typeof labelwright> =>
    labelwright(["predict", file, "--model", fitted, "--out", scratch.at("rule.jsonl"), "--ties", "first", ...args]);
  const labelsBy = async (rule: string): Promise<unknown[]> => {
    await labelwright(["fit", file, "--out", fitted, "--label-model", "majority"]);
    expect(await predict("--rule", rule)).toMatchObject({ code: 0, stderr: "" });
    return (await scratch.rows("rule.jsonl")).map((row) => row["label"]);
  };
  const costs = scratch.write("costs.json", '{"costs": {"x": {"x": 0, "y": 1}, "y": {"x": 9, "y": 0}}}');

  test.each([
    ["argmax", ["x", "x", "x", "y", null]],
    ["threshold=0.9", ["x", null, null, "y", null]],
    ["threshold=y=0.5", ["x", "y", "y", "y", null]],
    ["f1=y", ["x", "y", "y", "y", null]],
    [`costs=${costs}`, ["x", "y", "y", "y", null]],
  ])("%s decides labels", async (rule, labels) => {
    expect(await labelsBy(rule)).toEqual(labels);
  });

  test("is counted: rows that the rule leaves without a label are undecided", async () => {
    await labelsBy("argmax");
    const { stdout } = await predict("--rule", "threshold=0.9", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ covered: 4, undecided: 2, labels: { x: 1, y: 1 } });
  });

  const usage = "expected argmax, threshold=0.9 (from 0 to 1), threshold=LABEL=0.3, f1=LABEL or costs=FILE.json.";
  test.each([
    ["most", `--rule: "most"; ${usage}`],
    ["threshold=2", `--rule: "threshold=2"; ${usage}`],
    ["threshold=", `--rule: "threshold="; ${usage}`],
    ["threshold==0.5", `--rule: "threshold==0.5"; ${usage}`],
    ["f1=", `--rule: "f1="; ${usage}`],
    ["f1=z", '--rule: the label "z"; expected one of "x", "y".'],
    ["threshold=z=0.5", '--rule: the label "z"; expected one of "x", "y".'],
  ])("%s is bad usage", async (rule, message) => {
    await labelsBy("argmax");
    expect(await predict("--rule", rule)).toEqual({ code: 2, stdout: "", stderr: `error: ${message}\n` });
  });

  test.each([
    [undefined, 1, ": there is no such file. Check the path."],
    [
      "{",
      1,
      ': text that is not JSON; expected costs by true label, then decision: {"costs": {"ham": {"ham": 0, "spam": 5}, ...}, "abstain": 0.5}.',
    ],
    ['{"costs": {"x": {"x": 0, "y": 9}}}', 1, ', costs: no entry for "y"; expected one for each of "x", "y".'],
    [
      '{"x": {"x": 0, "y": 9}}',
      1,
      ': an object with x; expected costs by true label, then decision, under the name "costs".',
    ],
    [
      '{"threshold": 0.5}',
      1,
      ': an object with threshold; expected costs by true label, then decision, under the name "costs".',
    ],
    [
      '{"costs": {"x": {"x": 0, "y": "9"}, "y": {"x": 1, "y": 0}}}',
      1,
      ', costs, truth "x", decision "y": "9"; expected a finite number.',
    ],
  ])("costs=FILE that holds %s is an error naming the file", async (text, code, message) => {
    await labelsBy("argmax");
    const bad = scratch.at("no-costs.json");
    if (text !== undefined) scratch.write("no-costs.json", text);
    expect(await predict("--rule", `costs=${bad}`)).toEqual({ code, stdout: "", stderr: `error: ${bad}${message}\n` });
  });
});

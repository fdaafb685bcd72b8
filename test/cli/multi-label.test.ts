import { describe, expect, test } from "vitest";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
const text = [
  "id,gold,editor.sports,editor.politics,ball.sports,vote.politics",
  "007,x,yes,no,TRUE,0",
  "008,x,,yes,,1",
  "009,y,no,no,FALSE,",
  "010,y,yes,yes,1,1",
  "011,y,,,,",
  "",
].join("\n");
const votes = scratch.write("votes.csv", text);
const model = scratch.at("model.json");
const fit = await labelwright([
  "fit",
  votes,
  "--multi-label",
  "--out",
  model,
  "--class-balance",
  "sports=0.3,politics=0.4",
]);

describe("labelwright fit --multi-label", () => {
  test("writes one label model for each label", () => {
    expect({ code: fit.code, stderr: fit.stderr }).toEqual({ code: 0, stderr: "" });
    expect(fit.stdout).toMatch(/^Multi-label model of 2 labels, fitted on 5 rows\n/);
    expect(fit.stdout).toMatch(/\nsports +2 +60\.0 % +30\.0 % +converged\n/);
    expect(scratch.json("model.json")).toMatchObject({
      schema: "labelwright.multi-label-model/1",
      labels: ["politics", "sports"],
      models: {
        sports: { labels: ["not sports", "sports"], classBalance: [0.7, 0.3] },
        politics: { functions: [{ name: "editor" }, { name: "vote" }] },
      },
    });
  });

  test("--labels orders the labels, --json reports on each", async () => {
    const args = [
      "fit",
      votes,
      "--multi-label",
      "--labels",
      "sports,politics",
      "--out",
      scratch.at("m2.json"),
      "--json",
    ];
    const { stdout } = await labelwright(args);
    expect(JSON.parse(stdout)).toMatchObject({
      labels: ["sports", "politics"],
      models: { sports: { kind: "em", report: { rows: 5, coveredRows: 3 } } },
    });
  });

  test.each<[string, string[], number, string]>([
    ["--long", ["--long", "a,b,c"], 2, "cannot be used with"],
    [
      "a label nobody has a column for",
      ["--labels", "sports,tax"],
      1,
      'column "editor.politics": a name that does not end in a label',
    ],
    [
      "a balance of no label",
      ["--class-balance", "sprots=0.3"],
      2,
      '--class-balance: "sprots"; expected one of "politics", "sports".',
    ],
  ])("refuses %s", async (_, args, code, message) => {
    const outcome = await labelwright(["fit", votes, "--multi-label", "--out", scratch.at("no.json"), ...args]);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toContain(message);
  });

  test("names file, column and row of what is no vote", async () => {
    const wrong = scratch.write("wrong.csv", "f.a,f.b\nyes,no\nperhaps,no\n");
    const { code, stderr } = await labelwright(["fit", wrong, "--multi-label", "--out", scratch.at("no.json")]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `error: ${wrong}, column "f.a", row 1: "perhaps"; expected yes or no (true or false, 1 or 0), or nothing to abstain. Mend the value, or name it as a spelling of abstention (abstain).\n`,
    });
  });
});

describe("labelwright predict with a multi-label model", () => {
  test.each([".arrow", ".parquet", ".jsonl"])("writes id, labels, covered and p_<label> to %s", async (ending) => {
    const out = scratch.at(`labels${ending}`);
    const { code, stdout, stderr } = await labelwright(["predict", votes, "--model", model, "--out", out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const rows = JSON.parse(JSON.stringify(await scratch.rows(`labels${ending}`))) as Record<string, unknown>[];
    expect(rows.map(({ id, labels, covered }) => [id, labels, covered])).toEqual([
      ["007", ["sports"], true],
      ["008", ["politics"], true],
      ["009", [], true],
      ["010", ["politics", "sports"], true],
      ["011", null, false],
    ]);
    expect(rows[4]).toMatchObject({
      p_politics: expect.closeTo(0.4) as number,
      p_sports: expect.closeTo(0.3) as number,
    });
    expect(stdout).toMatch(
      /^label +rows +share\n─+\npolitics +2 +40\.0 %\nsports +2 +40\.0 %\n\(none of them\) +1 +20\.0 %\n/,
    );
  });

  test("writes lists as JSON text in CSV, and counts with --json", async () => {
    const out = scratch.at("labels.csv");
    const { stdout } = await labelwright(["predict", votes, "--model", model, "--out", out, "--json"]);
    expect(scratch.read("labels.csv").split("\n")[4]).toMatch(/^010,"\[""politics"",""sports""\]",true,0\.\d+,0\.\d+$/);
    expect(JSON.parse(stdout)).toEqual({ out, rows: 5, covered: 4, unlabeled: 1, labels: { politics: 2, sports: 2 } });
  });

  test("takes columns in any order, and refuses votes that lack one or have others", async () => {
    const predict = (file: string): ReturnType<typeof labelwright> =>
      labelwright(["predict", file, "--model", model, "--out", scratch.at("some.csv")]);
    const turned = scratch.write("turned.csv", "vote.politics,ball.sports,editor.politics,editor.sports\n1,,,\n");
    expect((await predict(turned)).code).toBe(0);
    const lacking = await predict(
      scratch.write("lacking.csv", "editor.sports,ball.sports,vote.politics\nyes,no,yes\n"),
    );
    expect([lacking.code, lacking.stderr]).toEqual([
      1,
      expect.stringContaining(
        'no column of votes "editor.politics"; expected the votes of the model\'s labeling functions',
      ),
    ]);
    const more = await predict(scratch.write("more.csv", `${text.split("\n")[0] ?? ""},vote.sports\n`));
    expect(more.stderr).toContain('the columns "vote.sports"');
  });

  test("refuses --ties and --long; other commands refuse the model", async () => {
    const args = ["predict", votes, "--model", model, "--out", scratch.at("no.csv")];
    expect(await labelwright([...args, "--rule", "threshold=0.9"])).toMatchObject({
      code: 2,
      stderr:
        "error: --rule: a decision rule; expected none with a multi-label model. A label is given where it is more probable than not.\n",
    });
    expect(await labelwright([...args, "--ties", "first"])).toMatchObject({
      code: 2,
      stderr: "error: --ties: a policy for ties; expected none with a multi-label model. A tied label is not given.\n",
    });
    expect((await labelwright([...args, "--long", "a,b,c"])).code).toBe(2);
    expect((await labelwright(["analyze", votes, "--model", model])).stderr).toBe(
      `error: ${model}: a multi-label model; expected the model of a task with one label a row.\n`,
    );
  });
});

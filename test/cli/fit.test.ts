import { describe, expect, test } from "vitest";
import { labelModelFromJson } from "../../src/index.ts";
import { labelwright, scratchFolder } from "./helpers.ts";

const scratch = scratchFolder();
const model = scratch.at("model.json");

const header = "id,split,link,money,short,gold";
const rows = [
  "a,train,spam,spam,,spam",
  "b,train,,ham,ham,ham",
  "c,train,spam,,ham,ham",
  "d,test,spam,spam,spam,spam",
  "e,test,,,,ham",
];
const votes = scratch.write("votes.csv", `${header}\n${rows.join("\n")}\n`);

/** The labeling functions of a fitted model file. */
function functionNames(name: string): string[] {
  return labelModelFromJson(scratch.json(name)).functions.map((func) => func.name);
}

describe("labelwright fit", () => {
  test("writes a model and prints what it learned", async () => {
    const { code, stdout, stderr } = await labelwright(["fit", votes, "--out", model]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("Label model (em) of 3 labeling functions, fitted on 5 rows (5 vote patterns)");
    expect(stdout).toContain(`Model written to ${model}\n`);
    expect(functionNames("model.json")).toEqual(["link", "money", "short"]);
    expect(scratch.json("model.json")).toMatchObject({ labels: ["ham", "spam"], classBalance: [0.5, 0.5], kind: "em" });
  });

  test("--json prints the same facts as one JSON document", async () => {
    const { stdout } = await labelwright(["fit", votes, "--out", model, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      out: model,
      kind: "em",
      labels: ["ham", "spam"],
      classBalance: [0.5, 0.5],
      functions: [{ name: "link", votes: 3, onlyLabel: "spam" }, { name: "money" }, { name: "short" }],
      report: { rows: 5, coveredRows: 4, converged: true },
    });
  });

  test("shuffling gold, split and id changes nothing in the model, byte for byte", async () => {
    const shuffled = rows.map((row, i) => {
      const cells = row.split(",");
      const other = rows[(i + 1) % rows.length]?.split(",") ?? [];
      return [other[0], other[1], ...cells.slice(2, 5), other[5]].join(",");
    });
    expect(shuffled).not.toEqual(rows);
    const file = scratch.write("shuffled.csv", `${header}\n${shuffled.join("\n")}\n`);
    await labelwright(["fit", votes, "--out", scratch.at("a.json")]);
    await labelwright(["fit", file, "--out", scratch.at("b.json")]);
    expect(scratch.read("a.json")).toBe(scratch.read("b.json"));
    const bare = rows.map((row) => row.split(",").slice(2, 5).join(","));
    const without = scratch.write("bare.csv", `link,money,short\n${bare.join("\n")}\n`);
    await labelwright(["fit", without, "--out", scratch.at("c.json")]);
    expect(scratch.read("c.json")).toBe(scratch.read("a.json"));
  });

  test("--id, --gold and --ignore name further columns that are no votes", async () => {
    const file = scratch.write("named.csv", 'key,truth,"note, long",who,a,b\n1,x,n,me,x,y\n2,y,n,me,y,y\n');
    const args = ["--id", "key", "--gold", "truth", "--ignore", 'who,"note, long"'];
    expect((await labelwright(["fit", file, "--out", scratch.at("named.json"), ...args])).code).toBe(0);
    expect(functionNames("named.json")).toEqual(["a", "b"]);
  });

  test("names an ignored column that is not there", async () => {
    expect(await labelwright(["fit", votes, "--out", model, "--ignore", "nots"])).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: ${votes}: the table has no column "nots"; expected one of its columns: id, split, link, money, short, gold. Check the spelling, or rename the column.\n`,
    });
  });

  test("reads votes as they are spelled: 0, 1, 01, true and 1.0 are five labels", async () => {
    const file = scratch.write("spelled.csv", "a,b\n0,1\n01,true\n1.0,0\n");
    expect((await labelwright(["fit", file, "--out", scratch.at("spelled.json")])).code).toBe(0);
    expect(scratch.json("spelled.json")).toMatchObject({ labels: ["0", "01", "1", "1.0", "true"] });
  });

  test("--abstain adds spellings of abstention", async () => {
    const file = scratch.write("abstain.csv", "a,b\n0,1\n-1,1\n0,NONE\n");
    const args = ["fit", file, "--out", scratch.at("abstain.json"), "--abstain", "-1", "--abstain", "NONE", "--json"];
    const { stdout } = await labelwright(args);
    expect(JSON.parse(stdout)).toMatchObject({ labels: ["0", "1"], functions: [{ votes: 2 }, { votes: 2 }] });
  });

  test("--labels fixes the order, and takes labels with commas in quotes", async () => {
    const file = scratch.write("comma.csv", 'a,b\n"b, c",a\na,"b, c"\n');
    const args = ["fit", file, "--out", scratch.at("comma.json"), "--labels", '"b, c", a , z'];
    expect((await labelwright(args)).code).toBe(0);
    expect(scratch.json("comma.json")).toMatchObject({ labels: ["b, c", "a", "z"] });
  });

  test("a vote for a label that is not in --labels is an error naming file, column, row and labels", async () => {
    expect(await labelwright(["fit", votes, "--out", model, "--labels", "ham,eggs"])).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: ${votes}, column "link", row 0: "spam"; expected one of "ham", "eggs", or nothing to abstain. Mend the value, add the label, or name it as a spelling of abstention.\n`,
    });
  });

  test.each(["majority", "weighted-majority", "dawid-skene", "one-coin", "triplets", "ebcc"])(
    "--label-model %s writes such a model, and it is read back",
    async (kind) => {
      const out = scratch.at(`${kind}.json`);
      expect((await labelwright(["fit", votes, "--out", out, "--label-model", kind])).code).toBe(0);
      expect(labelModelFromJson(scratch.json(`${kind}.json`)).kind).toBe(kind);
    },
  );

  test("--class-balance and --label-model reach the model", async () => {
    const balance = ["--class-balance", "spam=0.25, ham=0.75"];
    const args = ["fit", votes, "--out", scratch.at("m.json"), "--label-model", "majority", ...balance];
    expect((await labelwright(args)).code).toBe(0);
    expect(scratch.json("m.json")).toMatchObject({ kind: "majority", classBalance: [0.75, 0.25] });
  });

  test("--max-iterations and --tolerance bound the rounds", async () => {
    const rounds = async (...args: string[]): Promise<number> => {
      const { stdout } = await labelwright(["fit", votes, "--out", model, "--json", ...args]);
      return (JSON.parse(stdout) as { report: { iterations: number } }).report.iterations;
    };
    expect(await rounds("--max-iterations", "3", "--tolerance", "0")).toBe(3);
    expect(await rounds("--tolerance", "0.5")).toBeLessThan(await rounds("--tolerance", "1e-9"));
  });

  test("reads confidences beside the votes", async () => {
    const file = scratch.write("sure.csv", "a,a.confidence,b\nx,0.5,x\ny,,y\n,,x\ny,1,x\n");
    expect((await labelwright(["fit", file, "--out", scratch.at("sure.json")])).code).toBe(0);
    expect(functionNames("sure.json")).toEqual(["a", "b"]);
    await labelwright([
      "fit",
      scratch.write("plain.csv", "a,b\nx,x\ny,y\n,x\ny,x\n"),
      "--out",
      scratch.at("plain.json"),
    ]);
    expect(scratch.read("sure.json")).not.toBe(scratch.read("plain.json"));
  });

  test("a confidence that is no number is an error naming row and column", async () => {
    const file = scratch.write("unsure.csv", "a,a.confidence,b\nx,high,x\ny,,y\n");
    expect(await labelwright(["fit", file, "--out", model])).toMatchObject({
      code: 1,
      stderr: `error: ${file}, row 0 (line 2), column "a.confidence": "high"; expected float64. Correct it, or read the column as text: { columns: { "a.confidence": "utf8" } }.\n`,
    });
  });

  test.each([
    ["an empty file", "", "an empty file; expected CSV text. Check what wrote it."],
    [
      "no votes at all",
      "id,a,b\n1,,\n",
      "no votes at all; expected votes for at least 2 labels. Name the labels (labels), or check the columns and the spelling of abstentions.",
    ],
    [
      "no rows",
      "id,a,b\n",
      "no votes at all; expected votes for at least 2 labels. Name the labels (labels), or check the columns and the spelling of abstentions.",
    ],
    [
      "no column of votes",
      "id,gold\n1,x\n",
      "no vote columns among id, gold; expected one column for each labeling function.",
    ],
    [
      "two columns of one name",
      "a,a\nx,y\n",
      '"a" more than once in the header; expected each name once. Rename one of the columns.',
    ],
  ])("says so of %s", async (_name, text, message) => {
    const file = scratch.write("bad.csv", text);
    expect(await labelwright(["fit", file, "--out", model])).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: ${file}: ${message}\n`,
    });
  });

  test("no votes at all are a model with a warning, once the labels are named", async () => {
    const file = scratch.write("silent.csv", "a,b\n,\n,\n");
    const { code, stdout } = await labelwright(["fit", file, "--out", model, "--labels", "x,y"]);
    expect(code).toBe(0);
    expect(stdout).toContain("warning: No labeling function voted on any row: nothing was learned.");
  });

  test("a folder to write into that is not there is found before the votes are read", async () => {
    const out = scratch.at("nowhere/model.json");
    expect(await labelwright(["fit", scratch.at("missing.csv"), "--out", out])).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: ${out}: cannot write: the folder to write into does not exist. Make the folder first.\n`,
    });
  });
});

describe("labelwright fit --long", () => {
  const answers = scratch.write(
    "answers.csv",
    "who,photo,says,time\nann,1,cat,9\nbob,1,dog,8\nann,2,cat,7\nbob,2,cat,6\ncy,2,?,5\nann,1,cat,4\n",
  );

  test("reads one answer a row, whatever the columns are called", async () => {
    const args = [
      "fit",
      answers,
      "--long",
      "photo,who,says",
      "--abstain",
      "?",
      "--out",
      scratch.at("crowd.json"),
      "--json",
    ];
    const { code, stdout } = await labelwright(args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      labels: ["cat", "dog"],
      functions: [
        { name: "ann", votes: 3 },
        { name: "bob", votes: 2 },
        { name: "cy", votes: 0 },
      ],
      report: { rows: 2 },
    });
  });

  test("names a column that is not there", async () => {
    expect(await labelwright(["fit", answers, "--long", "photo,who,label", "--out", model])).toMatchObject({
      code: 1,
      stderr: `error: ${answers}: the table has no column "label"; expected one of its columns: who, photo, says, time. Check the spelling, or rename the column.\n`,
    });
  });
});

import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { labelwright, scratchFolder, spamPack, spamRows } from "./helpers.ts";

const scratch = scratchFolder();
const pack = scratch.write("pack.ts", spamPack);
const data = scratch.write("rows.csv", spamRows);
const files = ["labels.arrow", "model.json", "report.html", "summary.json", "votes.arrow"];

describe("labelwright run", () => {
  test("writes votes, labels, model, summary and report into a folder, and prints what it found", async () => {
    const out = scratch.at("out");
    const { code, stdout, stderr } = await labelwright(["run", pack, data, "--out", out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(readdirSync(out).sort()).toEqual(files);
    const labels = await scratch.rows("out/labels.arrow");
    expect(labels.map((row) => [row["id"], row["label"], row["covered"]])).toEqual([
      ["007", "spam", true],
      ["008", "ham", true],
      ["009", "spam", true],
      ["010", null, false],
      ["011", "spam", true],
    ]);
    expect(await scratch.rows("out/votes.arrow")).toHaveLength(5);
    expect(scratch.read("out/report.html")).toMatch(/^<!doctype html>/);
    expect(scratch.json("out/summary.json")).toMatchObject({
      pack: { name: "spam-rules", version: "1.2.0" },
      data: "rows.csv",
      rows: 5,
      covered: 4,
      labels: { ham: 1, spam: 3 },
      summary: { functions: [{ name: "link", correct: 2, incorrect: 0 }, { name: "money" }, { name: "thanks" }] },
      scores: { majorityVote: { rows: 4 }, labelModel: { rows: 4, accuracy: 1 } },
    });
    expect(stdout).toContain("spam-rules 1.2.0: 3 labeling functions\n");
    expect(stdout).toContain(
      "labeling function  polarity  coverage  overlaps  conflicts  correct  incorrect  accuracy  learned\n",
    );
    expect(stdout).toMatch(/Label model fitted on 5 vote patterns in \d+ rounds; converged: /);
    expect(stdout).toContain(`Written to ${out}: votes.arrow, labels.arrow, model.json, summary.json, report.html\n`);
  });

  test("its files are what apply, fit and predict write", async () => {
    await labelwright(["run", pack, data, "--out", scratch.at("whole"), "--seed", "3", "--ties", "random"]);
    await labelwright(["apply", pack, data, "--out", scratch.at("votes.arrow")]);
    expect(scratch.read("votes.arrow")).toBe(scratch.read("whole/votes.arrow"));
    await labelwright(["fit", scratch.at("votes.arrow"), "--out", scratch.at("model.json"), "--seed", "3"]);
    const predict = ["predict", scratch.at("votes.arrow"), "--seed", "3", "--ties", "random"];
    for (const model of ["model.json", "whole/model.json"]) {
      await labelwright([...predict, "--model", scratch.at(model), "--out", scratch.at("labels.arrow")]);
      expect(scratch.read("labels.arrow")).toBe(scratch.read("whole/labels.arrow"));
    }
  });

  test("the same run gives the same bytes", async () => {
    for (const name of ["one", "two"]) await labelwright(["run", pack, data, "--out", scratch.at(name)]);
    for (const file of files) expect(scratch.read(`two/${file}`)).toBe(scratch.read(`one/${file}`));
  });

  test("--json prints the summary as one document, and where the files are", async () => {
    const { stdout } = await labelwright(["run", pack, data, "--out", scratch.at("json"), "--json"]);
    const { out, files: written, timings, ...facts } = JSON.parse(stdout) as Record<string, unknown>;
    expect(out).toBe(scratch.at("json"));
    expect([...(written as string[])].sort()).toEqual(files);
    expect(timings).toHaveLength(3);
    expect(facts).toEqual(scratch.json("json/summary.json"));
  });

  test("options reach the label model", async () => {
    const args = ["--label-model", "majority", "--class-balance", "ham=0.75,spam=0.25"];
    await labelwright(["run", pack, data, "--out", scratch.at("majority"), ...args]);
    expect(scratch.json("majority/model.json")).toMatchObject({ kind: "majority", classBalance: [0.75, 0.25] });
    expect((await scratch.rows("majority/labels.arrow"))[3]).toMatchObject({ p_ham: 0.75, p_spam: 0.25 });
  });

  test("--rule decides the labels, in the table and in the counts, and is checked before functions run", async () => {
    await labelwright(["run", pack, data, "--out", scratch.at("rule"), "--rule", "threshold=ham=0"]);
    expect((await scratch.rows("rule/labels.arrow")).map((row) => row["label"])).toEqual([
      "ham",
      "ham",
      "ham",
      null,
      "ham",
    ]);
    expect(scratch.json("rule/summary.json")).toMatchObject({ labels: { ham: 4, spam: 0 } });
    const wrong = await labelwright([
      "run",
      pack,
      scratch.at("nowhere.csv"),
      "--out",
      scratch.at("no"),
      "--rule",
      "f1=x",
    ]);
    expect(wrong).toMatchObject({ code: 2, stderr: 'error: --rule: the label "x"; expected one of "ham", "spam".\n' });
  });

  test("gold does not change model and labels", async () => {
    const flipped = spamRows.replaceAll(/(spam|ham)\n/g, (_, label) => (label === "spam" ? "ham\n" : "spam\n"));
    const other = scratch.write("flipped.csv", flipped);
    await labelwright(["run", pack, data, "--out", scratch.at("gold-1")]);
    await labelwright(["run", pack, other, "--out", scratch.at("gold-2")]);
    for (const file of ["model.json", "labels.arrow"]) {
      expect(scratch.read(`gold-2/${file}`)).toBe(scratch.read(`gold-1/${file}`));
    }
    expect(scratch.read("gold-2/summary.json")).not.toBe(scratch.read("gold-1/summary.json"));
  });

  test("--gold-file gives gold by id, and it is carried in the votes", async () => {
    const gold = scratch.write("gold.csv", "id,gold\n011,ham\n007,spam\n");
    await labelwright(["run", pack, data, "--out", scratch.at("by-id"), "--gold-file", gold]);
    expect((await scratch.rows("by-id/votes.arrow")).map((row) => row["gold"])).toEqual([
      "spam",
      null,
      null,
      null,
      "ham",
    ]);
    expect(scratch.json("by-id/summary.json")).toMatchObject({ scores: { labelModel: { rows: 2, accuracy: 0.5 } } });
  });

  test("a table without rows is labeled too, with a warning in the report", async () => {
    const empty = scratch.write("empty.csv", "id,text\n");
    expect((await labelwright(["run", pack, empty, "--out", scratch.at("empty")])).code).toBe(0);
    expect(await scratch.rows("empty/labels.arrow")).toEqual([]);
    expect(scratch.read("empty/report.html")).toContain("There are no rows: nothing was learned.");
  });

  test("rows that no function votes on are labeled with nothing", async () => {
    const silent = scratch.write("silent.csv", "id,text\na,hello\n");
    expect((await labelwright(["run", pack, silent, "--out", scratch.at("silent")])).code).toBe(0);
    expect(await scratch.rows("silent/labels.arrow")).toMatchObject([
      { id: "a", label: null, covered: false, p_ham: 0.5 },
    ]);
  });
});

describe("the output folder", () => {
  const run = (out: string, ...args: string[]): ReturnType<typeof labelwright> =>
    labelwright(["run", pack, data, "--out", out, ...args]);

  test("is refused where it is there already, and replaced with --force", async () => {
    const out = scratch.at("there");
    mkdirSync(out);
    scratch.write("there/model.json", "{}");
    expect(await run(out)).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: ${out}: the folder is already there. Choose another folder, or replace this one with --force.\n`,
    });
    expect(readdirSync(out)).toEqual(["model.json"]);
    expect((await run(out, "--force")).code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(files);
  });

  test("is never replaced where it holds anything but results, even with --force", async () => {
    const out = scratch.at("work");
    mkdirSync(out);
    scratch.write("work/notes.txt", "mine");
    scratch.write("work/model.json", "{}");
    expect(await run(out, "--force")).toMatchObject({
      code: 1,
      stderr: `error: ${out}: the folder holds more than results: "notes.txt"; expected a folder that an earlier run has written. Choose another folder, or move those files away.\n`,
    });
    expect(readdirSync(out).sort()).toEqual(["model.json", "notes.txt"]);
  });

  test("is refused where a file has its name, even with --force", async () => {
    const out = scratch.write("a-file", "mine");
    expect(await run(out, "--force")).toMatchObject({
      code: 1,
      stderr: `error: ${out}: the file is already there. Choose another name for the folder.\n`,
    });
    expect(scratch.read("a-file")).toBe("mine");
  });

  test("cannot be made where its parent is not there, or is a file", async () => {
    const nowhere = scratch.at("nowhere/out");
    expect(await run(nowhere)).toMatchObject({
      code: 1,
      stderr: `error: ${nowhere}: cannot write: the folder to write into does not exist. Make the folder first.\n`,
    });
    const inFile = scratch.at("pack.ts/out");
    expect(await run(inFile)).toMatchObject({
      code: 1,
      stderr: `error: ${inFile}: cannot write: a part of the path is a file, not a folder. Check the path.\n`,
    });
  });

  test("is not there after an error, and nothing beside it", async () => {
    const before = readdirSync(scratch.path);
    const failing = scratch.write("pack.ts", spamPack.replace("pattern.test(text)", "pattern.nope.x"));
    expect((await run(scratch.at("failed"))).code).toBe(1);
    scratch.write("pack.ts", spamPack);
    expect(failing).toBe(pack);
    expect(existsSync(scratch.at("failed"))).toBe(false);
    expect(readdirSync(scratch.path)).toEqual(before);
  });
});

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ownMethods } from "../../../benchmarks/accuracy/methods.ts";
import { measureSet, resultOf } from "../../../benchmarks/accuracy/results.ts";
import { readIndex, readSet, type VoteSet } from "../../../benchmarks/accuracy/sets.ts";

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "labelwright-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function readAll(folder: string): Promise<VoteSet[]> {
  return Promise.all(readIndex(folder).map(([name, entry]) => readSet(folder, name, entry)));
}

const classes = ["0", "1"];

describe("readSet", () => {
  it("reads votes with labels spelled as numbers, empty cells as abstentions, empty gold as unknown", async () => {
    const folder = folderOf({
      "index.json": JSON.stringify({ a: { kind: "labeling functions", classes, metric: "accuracy" } }),
      "a.votes.csv": "id,split,x,y,gold\nr0,train,1,,1\nr1,test,0,1,\n",
    });
    const [set] = await readAll(folder);
    expect(set?.gold).toEqual(["1", null]);
    expect(set?.votes.functions.map(({ name }) => name)).toEqual(["x", "y"]);
    expect(set?.votes.labels.names).toEqual(classes);
  });
  it("reads the train split of sms alone", async () => {
    const folder = folderOf({
      "index.json": JSON.stringify({ sms: { kind: "labeling functions", classes, metric: "f1", positive: "1" } }),
      "sms.votes.csv": "id,split,x,y,gold\nr0,train,1,,1\nr1,test,0,1,0\nr2,train,0,1,0\n",
    });
    const [set] = await readAll(folder);
    expect([set?.votes.rows, set?.gold]).toEqual([2, ["1", "0"]]);
  });
  it("joins crowd gold by item, which may cover some items only", async () => {
    const folder = folderOf({
      "index.json": JSON.stringify({ a: { kind: "crowd", classes, metric: "accuracy" } }),
      "a.answers.csv": "item,worker,label\n7,ann,1\n3,ann,0\n7,bob,1\n",
      "a.gold.csv": "item,gold\n3,0\n5,1\n",
    });
    const [set] = await readAll(folder);
    expect([set?.votes.rows, set?.gold]).toEqual([2, [null, "0"]]);
  });
});

describe("measureSet", () => {
  it("scores F1 of the second class where the index says so, ties by half", async () => {
    const folder = folderOf({
      "index.json": JSON.stringify({ a: { kind: "labeling functions", classes, metric: "f1" } }),
      "a.votes.csv": "id,x,y,gold\nr0,1,1,1\nr1,1,0,0\nr2,0,0,0\nr3,,,1\n",
    });
    const [set] = await readAll(folder);
    if (set === undefined) throw new Error("nothing was read");
    const result = measureSet(set, ownMethods);
    // Of "1": 1 right, 1.5 predicted, 1 true among covered rows.
    expect(resultOf(result, "majority vote").score).toBeCloseTo(2 / 2.5, 12);
    expect([result.rows, result.scoredRows, result.functions, result.patterns]).toEqual([4, 3, 2, 4]);
  });
  it("gives figures that are not numbers for a method that fails, and the others' all the same", async () => {
    const folder = folderOf({
      "index.json": JSON.stringify({ a: { kind: "labeling functions", classes, metric: "accuracy" } }),
      "a.votes.csv": "id,x,y,gold\nr0,1,1,1\n",
    });
    const [set] = await readAll(folder);
    if (set === undefined) throw new Error("nothing was read");
    const result = measureSet(set, [{ name: "broken", fit: () => null }, ...ownMethods]);
    expect(resultOf(result, "broken").score).toBeNaN();
    expect([result.scoredRows, resultOf(result, "majority vote").score]).toEqual([1, 1]);
  });
});

import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readTable } from "labelwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { walkthrough } from "../../examples/support-messages/walkthrough.ts";
import { checkExcerpt, printedBy, root } from "./excerpt.ts";

const run = promisify(execFile);

/** The number which follows a word on its line, in percent. */
const percentAfter = (text: string, word: string): number => {
  const found = new RegExp(`${word}\\s+([\\d.]+) %`).exec(text);
  return found?.[1] === undefined ? NaN : Number(found[1]);
};

/** Whatever the walk-through prints as numbers must say this. */
function checkStory(text: string): void {
  const titles = text.split("\n").flatMap((line) => /^── (\d\. .*?) ─/.exec(line)?.[1] ?? []);
  expect(titles.slice(0, 5)).toEqual([
    "1. Messages without labels",
    "2. Rules vote",
    "3. The label model learns whom to trust",
    "4. The hidden gold labels, for scoring only",
    "5. Where the rules disagree most",
  ]);
  expect(text).toContain("The pack support-messages 1.0.0 has 14 labeling functions.");
  expect(text).toMatch(/^2000 rows: 9\d\.\d % covered, \d+\.\d % by two or more, \d+\.\d % with conflicts$/m);
  expect(text).toMatch(/^\d+ rounds, converged \(/m);
  expect(percentAfter(text, "label model")).toBeGreaterThan(percentAfter(text, "majority vote"));
  expect(percentAfter(text, "over 90 % sure\\s+\\d+ rows,")).toBeGreaterThan(90);
  expect(text.match(/^ {6}model: .*; {2}gold: (billing|bug|account|praise)$/gm)).toHaveLength(4);
  const own = text.replace(/^ *“.*”$/gm, ""); // the messages may speak of anything
  expect(own).not.toMatch(/undefined|NaN|null|\[object/);
}

describe("walkthrough", () => {
  test("tells the story from messages to scores, the label model ahead of majority vote", async () => {
    const text = await printedBy(walkthrough);
    checkStory(text);
    checkExcerpt("README.md", text);
  });
});

describe("npm start, after its pre-step", () => {
  const folder = mkdtempSync(join(tmpdir(), "labelwright-start-"));
  const out = join(folder, "out");
  let printed = "";

  beforeAll(async () => {
    await run(process.execPath, [".ci/prepare.mjs"], { cwd: root });
    const start = join(root, "examples/support-messages/start.mjs");
    printed = (await run(process.execPath, [start, out], { cwd: folder })).stdout;
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test("prints the story, then runs the same job as one command", () => {
    checkStory(printed);
    expect(printed).toContain("labelwright run pack.ts messages.csv --gold-file gold.csv");
    expect(printed.trimEnd().split("\n").at(-1)).toBe(`The files are in ${out}`);
  });

  test("leaves votes, labels, model, summary and report", async () => {
    expect(readdirSync(out).map((name) => name.replace(/^report\..*/, "report"))).toEqual(
      expect.arrayContaining(["labels.arrow", "model.json", "report", "summary.json", "votes.arrow"]),
    );
    const labels = await readTable(join(out, "labels.arrow"));
    expect(labels.numRows).toBe(2000);
    expect(labels.getChild("id")?.get(0)).toBe("m0001");
  });

  test("the example of training runs in the same way", { timeout: 120_000 }, async () => {
    const train = join(root, "examples/support-messages/train.mjs");
    const { stdout } = await run(process.execPath, [train], { cwd: folder });
    expect(stdout).toContain("── 1. Rules label the rows to train on ──");
    expect(stdout).toContain("── 6. What needs no person ──");
  });
});

import { beforeAll, describe, expect, test } from "vitest";
import { training } from "../../examples/support-messages/train.ts";
import { checkExcerpt, printedBy } from "./excerpt.ts";

/** The share in percent that follows a name at the start of a line, in the column `place`. */
function percentOf(text: string, name: string, place: number): number {
  const line = text.split("\n").find((each) => each.startsWith(`${name}  `)) ?? "";
  return Number(Array.from(line.matchAll(/(\d+\.\d) %/g), ([, share]) => share)[place]);
}

describe("the example of training", () => {
  let text = "";
  beforeAll(async () => {
    text = await printedBy(training);
  }, 120_000);

  test("goes from labels to a learner to a review list and back", () => {
    const titles = text.split("\n").flatMap((line) => /^── (\d\. .*?) ─/.exec(line)?.[1] ?? []);
    expect(titles).toEqual([
      "1. Rules label the rows to train on",
      "2. A learner is trained on them",
      "3. Who is how good, on rows that none has seen",
      "4. Where it is weak, and what is missing",
      "5. Forty rows worth asking about, and back",
      "6. What needs no person",
    ]);
    const own = text.replace(/^ *“.*”$/gm, ""); // the messages may speak of anything
    expect(own).not.toMatch(/undefined|NaN|null|\[object/);
  });

  test("the learner is ahead of the label model, and no worse after forty answers", () => {
    expect(percentOf(text, "learner on label model", 1)).toBeGreaterThan(percentOf(text, "label model", 1));
    expect(percentOf(text, "after", 1)).toBeGreaterThanOrEqual(percentOf(text, "before", 1));
    expect(text).toMatch(/^ReviewAnswers: 40 rows: /m);
  });

  test("prints what the guide shows of it", () => {
    checkExcerpt("examples/guides/training.md", text);
  });
});

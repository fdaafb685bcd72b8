import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { synthetic } from "../../examples/synthetic/example.ts";
import { makeMessages, task } from "../../examples/synthetic/grammar.ts";
import { printedBy, root } from "./excerpt.ts";

describe("the example of made-up rows", () => {
  let text = "";
  beforeAll(async () => {
    text = await printedBy(synthetic);
  }, 120_000);

  test("prints what its page shows", () => {
    const page = readFileSync(join(root, "examples/synthetic/README.md"), "utf8");
    const shown =
      /```text\n([^]*?)```/
        .exec(page)?.[1]
        ?.split("\n")
        .filter((line) => line !== "") ?? [];
    expect(shown.length).toBeGreaterThan(8);
    const printed = new Set(text.split("\n").map((line) => line.trimEnd()));
    expect(shown.filter((line) => !printed.has(line))).toEqual([]);
  });

  test("its rows have the four labels about as often, and mostly differ", () => {
    const { labels, table } = makeMessages(1000, 2);
    for (const label of task.labels.names) {
      const share = labels.filter((each) => each === label).length / 1000;
      expect(Math.abs(share - 0.25)).toBeLessThan(0.06);
    }
    expect(new Set(Array.from(table.getChild("text") ?? [], String)).size).toBeGreaterThan(800);
  });
});

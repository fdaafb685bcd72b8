import { describe, expect, test } from "vitest";
import { definePack, defineTask, keywords, labelingFunction } from "../../../src/index.ts";
import { checkPack } from "../../../src/testing.ts";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
const money = keywords(task, { name: "money", column: "text", any: ["cash prize"], label: "spam" });

describe("checkPack", () => {
  test("finds what fails only near a word that another function looks for, and shrinks it to that word", async () => {
    const rare = labelingFunction(task, {
      name: "rare",
      columns: ["text"],
      vote: ({ text }) => {
        if (text.includes("cash prize")) throw new Error("not here");
        return null;
      },
    });
    const report = await checkPack(definePack({ name: "rules", version: "1.0.0", task, functions: [money, rare] }), {
      onProgress: () => undefined,
    });
    expect(report.passed).toBe(false);
    expect(report.failures).toMatchObject([
      { function: "rare", law: "total", rows: [{ text: "cash prize", likes: null }], came: "it threw Error: not here" },
    ]);
  });
});

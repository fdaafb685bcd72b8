import { fc, test } from "@fast-check/vitest";
import { applyLabelingFunctions, defineTask, keywords, labelingFunction } from "labelwright";
import { arbitraryRow, arbitraryTable, testPack } from "labelwright/testing";
import { definePack } from "labelwright";
import { describe, expect } from "vitest";

const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
const money = keywords(task, { name: "money", column: "text", any: ["cash", "free prize"], label: "spam" });
const isLiked = (likes: number): boolean => likes > 3;
const liked = labelingFunction(task, {
  name: "liked",
  columns: ["likes"],
  vote: ({ likes }) => (isLiked(likes) ? "ham" : null),
});
const pack = definePack({ name: "rules", version: "1.0.0", task, functions: [money, liked] });

// A test for each function and law.
testPack(pack, { describe, test });

// Laws of your own, on rows and tables of your task.
describe("rules", () => {
  test.prop([arbitraryRow(task, { like: pack })])("a row is liked or not, and never both", ({ likes }) => {
    if (likes !== null) expect(isLiked(likes)).toBe(!(likes <= 3 || Number.isNaN(likes)));
  });

  test.prop([arbitraryTable(task, { like: pack }), fc.constantFrom("money", "liked")])(
    "votes are spam for money, ham for likes, and nothing else",
    async (table, name) => {
      const votes = await applyLabelingFunctions(pack.functions, table);
      const labels = Array.from({ length: votes.rows }, (_, row) => votes.vote(row, name));
      expect(labels.filter((label) => label !== null && label !== (name === "money" ? "spam" : "ham"))).toEqual([]);
    },
  );
});

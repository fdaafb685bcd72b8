import { inspect } from "node:util";

import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { suggestTerms } from "../../../src/analysis/terms/suggest-terms.ts";
import { applyLabelingFunctions } from "../../../src/apply/apply.ts";
import { keywords } from "../../../src/functions/keywords.ts";
import { labelSet } from "../../../src/labels/label-set.ts";
import { defineTask } from "../../../src/labels/task.ts";
import { compressVotes } from "../../../src/matrix/compress.ts";
import { labelMatrix } from "../../../src/matrix/from-arrays.ts";
import { tableFromRows } from "../../../src/tables/from-rows.ts";
import { caught } from "../../util/caught.ts";
import { softLabels } from "../../util/soft-labels.ts";

const labels = labelSet(["ham", "spam"]);
const texts = [
  "Check out my channel",
  "please CHECK  out this",
  "Check\nout: the song",
  "the song is great",
  "the best song",
  null,
  "free gift, the end",
  "a free gift",
];
const table = tableFromRows(texts.map((text) => ({ text, likes: 1 })));
const votes = labelMatrix(labels, {
  a: [null, null, null, "ham", "ham", null, "spam", "spam"],
  b: [null, null, null, "ham", null, null, "ham", "ham"],
});
const gold = ["spam", "spam", "ham", "ham", "ham", null, "spam", "spam"] as const;

describe("suggestTerms", () => {
  test("finds words and pairs of words that stand out in uncovered rows, and in rows with conflicts", () => {
    const found = suggestTerms(table, votes, { column: "text", minRows: 2, labels: gold });
    expect([found.rows, found.uncoveredRows, found.conflictRows]).toEqual([8, 4, 2]);
    expect(found.uncovered).toEqual([
      {
        term: "check",
        rows: 3,
        share: 3 / 4,
        elsewhere: 0,
        lift: Infinity,
        coverage: 0,
        label: "spam",
        labelShare: 2 / 3,
      },
    ]); // "out" and "check out" occur in the same rows
    expect(
      found.conflicts.map(({ term, rows, elsewhere, coverage, label }) => [term, rows, elsewhere, coverage, label]),
    ).toEqual([["free", 2, 0, 1, "spam"]]);
    expect([found, found.uncovered, found.uncovered[0]].every(Object.isFrozen)).toBe(true);
  });

  test("joins two words only over white space", () => {
    const rows = tableFromRows(["red cat", "red, cat", "Red\n cat!", "cat red"].map((each) => ({ text: each })));
    const some = labelMatrix(labels, { a: [null, "ham", null, "ham"] });
    const terms = suggestTerms(rows, some, { column: "text", minRows: 2 }).uncovered.map(({ term }) => term);
    expect(terms).toEqual(["red cat"]);
  });

  test("ranks by how surely a term stands out, not by how frequent it is", () => {
    const rows = Array.from({ length: 100 }, (_, row) => ({
      text: `the ${row < 20 ? "new" : "old"} ${row % 2 === 0 ? "even" : "odd"}`,
    }));
    const some = labelMatrix(labels, { a: rows.map((_, row) => (row < 20 ? null : "ham")) });
    const { uncovered } = suggestTerms(tableFromRows(rows), some, { column: "text", count: 2 });
    expect(uncovered[0]).toMatchObject({ term: "new", rows: 20, elsewhere: 0 });
    expect(uncovered.map(({ term }) => term)).not.toContain("the");
  });

  test("ranks by number of rows where all rows are uncovered", () => {
    const none = labelMatrix(labels, { a: texts.map(() => null) });
    const { uncovered } = suggestTerms(table, none, { column: "text", count: 1, minRows: 1 });
    expect(uncovered).toMatchObject([{ term: "the", rows: 4, lift: null, coverage: 0, label: null, labelShare: null }]);
  });

  test("takes probabilistic labels of the rows, as far as they are covered", () => {
    const soft = softLabels([[0.1, 0.9], [0.6, 0.4], null, ...texts.slice(3).map(() => [1, 0])], labels);
    const [check] = suggestTerms(table, votes, { column: "text", labels: soft }).uncovered;
    expect([check?.label, check?.labelShare]).toEqual(["spam", 0.65]);
  });

  const word = fc.constantFrom("Ärger", "cash", "CASH", "c++", "don't", "2x", "東京", "ß", "_", "e\u0301t\u00e9");
  const text = fc
    .array(fc.tuple(word, fc.constantFrom(" ", "  ", ", ", "\n")), { maxLength: 6 })
    .map((parts) => parts.flat().join(""));
  test.prop([fc.array(fc.tuple(fc.option(text), fc.boolean()), { minLength: 1, maxLength: 20 })])(
    "suggests terms that keywords finds in just the rows it counts",
    async (rows) => {
      const some = tableFromRows(
        rows.map(([each]) => ({ text: each })),
        { columns: { text: "utf8" } },
      );
      const cast = labelMatrix(labels, { a: rows.map(([, votes_]) => (votes_ ? "ham" : null)) });
      const { uncovered } = suggestTerms(some, cast, { column: "text", minRows: 1, count: 100 });
      const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
      for (const { term, rows: count, elsewhere, coverage } of uncovered) {
        const found = await applyLabelingFunctions(
          [keywords(task, { name: "term", column: "text", any: [term], label: "spam" })],
          some,
        );
        const has = rows.map((_, row) => found.vote(row, "term") === "spam");
        const inQuestion = has.filter((each, row) => each && rows[row]?.[1] === false).length;
        expect([term, count, elsewhere]).toEqual([term, inQuestion, has.filter(Boolean).length - inQuestion]);
        expect(coverage).toBeCloseTo(elsewhere / (count + elsewhere), 12);
      }
    },
  );

  test("prints as two tables", () => {
    const lines = inspect(suggestTerms(table, votes, { column: "text", minRows: 2, labels: gold })).split("\n");
    expect(lines[0]).toBe("4 of 8 rows are uncovered; rules could look for");
    expect(lines[1]).toMatch(/^term +rows +share +elsewhere +lift +covered +mostly$/);
    expect(lines[3]).toMatch(/^check +3 +75\.0 % +0 +∞ +0\.0 % +spam 66\.7 %$/);
    expect(lines[5]).toBe("2 of 8 rows have votes that conflict; rules could decide on");
    expect(inspect(suggestTerms(table, votes, { column: "text", minRows: 5 }))).toContain(
      "4 of 8 rows are uncovered: no term stands out",
    );
  });

  test("refuses what does not fit, in a sentence", () => {
    const message = (run: () => unknown): string => caught(run).message;
    expect(message(() => suggestTerms(table, votes, { column: "txt" }))).toMatch(
      /^suggestTerms: the table has no column "txt"; expected one of its columns: text, likes\./,
    );
    expect(message(() => suggestTerms(table, votes, { column: "likes" }))).toMatch(
      /^suggestTerms: column "likes" is float64 in the table; expected utf8\./,
    );
    expect(message(() => suggestTerms(table, votes, undefined as never))).toBe(
      "suggestTerms, column: undefined; expected text that is not empty.",
    );
    expect(message(() => suggestTerms(table, compressVotes(votes) as never, { column: "text" }))).toMatch(
      /^suggestTerms, votes: an object with .*; expected a label matrix\./,
    );
    expect(message(() => suggestTerms(table.slice(1), votes, { column: "text" }))).toBe(
      "suggestTerms, votes: votes on 8 rows; expected votes on the 7 rows of the table.",
    );
    expect(message(() => suggestTerms([] as never, votes, { column: "text" }))).toMatch(
      /^suggestTerms: an array of 0; expected an Arrow table\./,
    );
    expect(message(() => suggestTerms(table, votes, { column: "text", count: -1 }))).toBe(
      "suggestTerms, count: -1; expected a whole number of at least 0.",
    );
    expect(message(() => suggestTerms(table, votes, { column: "text", labels: ["ham"] }))).toBe(
      "suggestTerms, labels, gold: 1 labels; expected one for each of the 8 rows.",
    );
    expect(message(() => suggestTerms(table, votes, { column: "text", labels: softLabels([[1, 0]], labels) }))).toBe(
      "suggestTerms, labels: labels of 1 rows; expected labels of the 8 rows of the table, the same as in the votes.",
    );
  });
});

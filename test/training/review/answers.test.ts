import { inspect } from "node:util";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { labelSet } from "../../../src/labels/label-set.ts";
import { tableFromRows } from "../../../src/tables/from-rows.ts";
import { addAnswers, reviewAnswers } from "../../../src/training/review/add-answers.ts";
import { isReviewAnswers, type ReviewAnswers } from "../../../src/training/review/answers.ts";
import { reviewAnswersFromJson, reviewAnswersFromTable } from "../../../src/training/review/read-answers.ts";
import { caught } from "../../util/caught.ts";

const labels = labelSet(["ham", "spam"]);
type Label = "ham" | "spam" | null;
const listed = (answers: ReviewAnswers): unknown[] =>
  Array.from(answers.rows, (row, i) => [row, answers.labels.label(answers.codes[i] ?? -1)]);
const arbitraryAnswers: fc.Arbitrary<Map<number, Label>> = fc
  .uniqueArray(fc.tuple(fc.nat(500), fc.constantFrom<Label>("ham", "spam", null)), { selector: ([row]) => row })
  .map((pairs) => new Map(pairs));

test("answers come as pairs, a map, an object or other answers, and are kept by row", () => {
  const expected = [
    [1, null],
    [4, "spam"],
    [9, "ham"],
  ];
  const pairs: [number, Label][] = [
    [9, "ham"],
    [1, null],
    [4, "spam"],
  ];
  for (const given of [pairs, new Map(pairs), Object.fromEntries(pairs), reviewAnswers(labels, pairs)]) {
    expect(listed(reviewAnswers(labels, given))).toEqual(expected);
  }
});

test("knows which rows were answered, and how", () => {
  const answers = reviewAnswers(labels, { 4: "spam", 9: null });
  expect([answers.has(4), answers.has(9), answers.has(5)]).toEqual([true, true, false]);
  expect([answers.label(4), answers.label(9), answers.label(5)]).toEqual(["spam", null, null]);
  expect(answers.gold(10)).toEqual([null, null, null, null, "spam", null, null, null, null, null]);
});

test("a label takes the place of cannot-tell, whichever came first", () => {
  const answers = reviewAnswers(labels, { 1: null, 2: "ham" });
  expect(listed(addAnswers(answers, { 1: "spam", 2: null }))).toEqual([
    [1, "spam"],
    [2, "ham"],
  ]);
});

test("a second, different answer is refused, or counts as the last", () => {
  const answers = reviewAnswers(labels, { 3: "ham" });
  expect(caught(() => addAnswers(answers, { 3: "spam" })).message).toBe(
    'addAnswers, row 3: the answer "spam", after "ham"; expected one answer a row. Settle which is right, or let the later one count with { conflicts: "last" }.',
  );
  expect(addAnswers(answers, { 3: "spam" }, { conflicts: "last" }).label(3)).toBe("spam");
  expect(addAnswers(answers, { 3: "ham" }).size).toBe(1);
  expect(answers.label(3)).toBe("ham");
});

describe("laws", () => {
  test("adding is the union, in any order and any parts", () => {
    fc.assert(
      fc.property(arbitraryAnswers, fc.nat(20), (all, cut) => {
        const pairs = [...all];
        const [first, second] = [pairs.slice(0, cut), pairs.slice(cut)];
        const whole = listed(reviewAnswers(labels, all));
        expect(listed(addAnswers(reviewAnswers(labels, first), second))).toEqual(whole);
        expect(listed(addAnswers(reviewAnswers(labels, second), first))).toEqual(whole);
        expect(whole).toHaveLength(all.size);
      }),
    );
  });

  test("JSON and back", () => {
    fc.assert(
      fc.property(arbitraryAnswers, (all) => {
        const answers = reviewAnswers(labels, all);
        const back = reviewAnswersFromJson(JSON.parse(JSON.stringify(answers)) as unknown);
        expect(listed(back)).toEqual(listed(answers));
        expect(back.labels.names).toEqual(labels.names);
        expect(isReviewAnswers(back)).toBe(true);
      }),
    );
  });

  test("a table and back, by row number and by id, but for rows that could not be told", () => {
    const ids = Array.from({ length: 501 }, (_, row) => `row-${row}`);
    fc.assert(
      fc.property(arbitraryAnswers, (all) => {
        const answers = reviewAnswers(labels, all);
        const told = listed(answers).filter((pair) => (pair as [number, Label])[1] !== null);
        expect(listed(reviewAnswersFromTable(answers.toArrow(), { labels }))).toEqual(told);
        expect(listed(reviewAnswersFromTable(answers.toArrow({ ids }), { labels, ids }))).toEqual(told);
      }),
      { numRuns: 30 },
    );
  });
});

test("reads a list that people filled in, from other columns", () => {
  const table = tableFromRows([
    { name: "b", verdict: "spam", why: "x" },
    { name: "c", verdict: "", why: "y" },
    { name: "a", verdict: "ham", why: null },
  ]);
  const answers = reviewAnswersFromTable(table, { labels, id: "name", label: "verdict", ids: ["a", "b", "c"] });
  expect(listed(answers)).toEqual([
    [0, "ham"],
    [1, "spam"],
  ]);
});

test("prints how many of each there are", () => {
  expect(inspect(reviewAnswers(labels))).toBe("ReviewAnswers: 0 rows");
  expect(inspect(reviewAnswers(labels, { 3: "spam", 4: "spam", 5: "ham", 7: null }))).toBe(
    "ReviewAnswers: 4 rows: 2 spam, 1 ham, 1 could not be told",
  );
});

test("refuses what does not fit, saying how", () => {
  const answers = reviewAnswers(labels, { 7: "ham" });
  const messages = [
    () => reviewAnswers(labels, [[-1, "ham"]]),
    () => reviewAnswers(labels, { "01": "ham" } as never),
    () => reviewAnswers(labels, [[1, JSON.parse('"eggs"') as "ham"]]),
    () => reviewAnswers(labels, [[1, undefined as never]]),
    () => reviewAnswers(labels, 7 as never),
    () => reviewAnswers(labels, [7 as never]),
    () => addAnswers({} as never, []),
    () => addAnswers(answers, reviewAnswers(labelSet(["spam", "ham"]))),
    () => addAnswers(answers, [], { conflicts: "first" as "last" }),
    () => answers.gold(7),
    () => answers.toArrow({ ids: ["a"] }),
    () => reviewAnswersFromJson({ format: "labelwright.review-answers", version: 2 }),
    () => reviewAnswersFromJson([1]),
    () => reviewAnswersFromTable(tableFromRows([{ id: "x", label: "ham" }]), { labels }),
    () => reviewAnswersFromTable(tableFromRows([{ id: "x", label: "ham" }]), { labels, ids: ["y"] }),
    () => reviewAnswersFromTable(tableFromRows([{ id: "x", label: "ham" }]), { labels, ids: ["y", "y"] }),
    () => reviewAnswersFromTable(tableFromRows([{ id: null, label: "ham" }]), { labels }),
    () => reviewAnswersFromTable(tableFromRows([{ id: 1, label: "eggs" }]), { labels }),
    () => reviewAnswersFromTable(tableFromRows([{ row: 1, label: "ham" }]), { labels }),
  ].map((run) => caught(run).message);
  expect(messages.slice(0, 16)).toEqual([
    "reviewAnswers: -1; expected the number of a row, from 0.",
    'reviewAnswers: "01"; expected the number of a row, from 0.',
    'reviewAnswers, answer for row 1: "eggs"; expected one of "ham", "spam", or null where it cannot be told.',
    'reviewAnswers, answer for row 1: undefined; expected one of "ham", "spam", or null where it cannot be told.',
    "reviewAnswers: 7; expected answers: pairs of a row and a label, a map, or an object with row numbers as keys.",
    'reviewAnswers, answer for row 7: undefined; expected one of "ham", "spam", or null where it cannot be told.',
    "addAnswers, answers: an object with no keys; expected review answers. Begin them with reviewAnswers(labels).",
    'addAnswers, answers: labels "spam", "ham"; expected labels "ham", "spam", in this order.',
    'addAnswers, conflicts: "first"; expected one of "refuse", "last".',
    "review answers, gold: an answer for row 7; expected answers for some of 7 rows, numbered from 0. Answers belong to row numbers: keep the rows in the order in which they were asked.",
    "review answers as a table, ids: no name for row 7, which is answered; expected a name for each row.",
    "reviewAnswersFromJson: version 2, or parts missing; expected version 1 of what toJSON of review answers gave.",
    "reviewAnswersFromJson: an array of 1; expected version 1 of what toJSON of review answers gave.",
    'reviewAnswersFromTable, column "id", row 0: "x"; expected the number of a row, from 0. Where rows have names, give all of them, in order, as `ids`.',
    'reviewAnswersFromTable, column "id", row 0: "x"; expected the id of one of the rows.',
    'reviewAnswersFromTable, ids: the id "y" for rows 0 and 1; expected each id once.',
  ]);
  expect(messages.slice(16)).toEqual([
    'reviewAnswersFromTable, column "id", row 0: null; expected the number of a row, from 0. Where rows have names, give all of them, in order, as `ids`.',
    expect.stringContaining('reviewAnswersFromTable, column "label", row 0: "eggs"; expected one of "ham", "spam"'),
    expect.stringContaining('"id"'),
  ]);
});

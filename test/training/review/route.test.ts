import { inspect } from "node:util";

import fc from "fast-check";
import { expect, test } from "vitest";

import { labelSet } from "../../../src/labels/label-set.ts";
import type { ProbabilisticLabels } from "../../../src/probabilities/probabilistic-labels.ts";
import { routeLabels } from "../../../src/training/review/route.ts";
import { wilsonInterval } from "../../../src/training/review/wilson.ts";
import { caught } from "../../util/caught.ts";
import { softLabels } from "../../util/soft-labels.ts";

const labels = labelSet(["ham", "spam"]);
const soft = (confidences: readonly (number | null)[]): ProbabilisticLabels<"ham" | "spam"> =>
  softLabels(
    confidences.map((p) => (p === null ? null : [p, 1 - p])),
    labels,
  );

test("takes the most rows, surest first, whose expected error stays at most maxError", () => {
  const { automatic, ask, overall } = routeLabels(soft([0.99, 0.6, 0.95, 0.9, 0.7]), { maxError: 0.06 });
  expect(Array.from(automatic)).toEqual([0, 2, 3]); // (0.01 + 0.05 + 0.10) / 3 = 0.053; with 0.7 it would be 0.115
  expect(Array.from(ask)).toEqual([1, 4]);
  expect(overall.threshold).toBe(0.9);
  expect(overall.expectedError).toBeCloseTo(0.16 / 3, 12);
  expect(overall).toMatchObject({ observedError: null, holds: "open" });
});

test("rows of the same confidence go together", () => {
  expect(Array.from(routeLabels(soft([0.99, 0.9, 0.9, 0.9]), { maxError: 0.07 }).automatic)).toEqual([0]);
});

test("rows that nothing covers are asked about, and where no row is sure enough all are", () => {
  expect(Array.from(routeLabels(soft([null, 0.99, null]), { maxError: 1 }).ask)).toEqual([0, 2]);
  const { automatic, overall } = routeLabels(soft([0.6, 0.7]), { maxError: 0.01 });
  expect(automatic).toHaveLength(0);
  expect(overall).toMatchObject({ automatic: 0, threshold: null, expectedError: 0 });
});

test("each source gets its own threshold", () => {
  const { sources, automatic } = routeLabels(soft([0.99, 0.9, 0.8, 0.99, 0.98]), {
    maxError: 0.03,
    sources: ["a", "a", "a", null, null],
  });
  expect(sources.map(({ source, rows, automatic: n, threshold }) => [source, rows, n, threshold])).toEqual([
    ["a", 3, 1, 0.99],
    [null, 2, 2, 0.98],
  ]);
  expect(Array.from(automatic)).toEqual([0, 3, 4]);
});

test("a given threshold is taken as it is", () => {
  const { overall, automatic } = routeLabels(soft([0.99, 0.9, 0.8]), { threshold: 0.85 });
  expect(Array.from(automatic)).toEqual([0, 1]);
  expect(overall.expectedError).toBeCloseTo(0.055, 12);
});

test("gold says whether the promise holds", () => {
  const rows = 200;
  const sure = soft(new Array<number>(rows).fill(0.97));
  const gold = (wrong: number): ("ham" | "spam")[] =>
    Array.from({ length: rows }, (_, row) => (row < wrong ? "spam" : "ham"));
  const verdict = (wrong: number): unknown => routeLabels(sure, { maxError: 0.05, gold: gold(wrong) }).overall.holds;
  expect([verdict(2), verdict(8), verdict(40)]).toEqual(["yes", "open", "no"]);
  const { observedError } = routeLabels(sure, { maxError: 0.05, gold: gold(8) }).overall;
  expect(observedError).toEqual(wilsonInterval(8, 200));
});

test("of several labels that are equally probable, each counts by its share", () => {
  const { overall } = routeLabels(soft([0.5, 0.5]), { maxError: 1, gold: ["ham", "spam"] });
  expect(overall.observedError?.share).toBe(0.5);
});

test("Wilson's interval is that of the textbooks", () => {
  // Agresti and Coull 1998: 0 of 10 and 5 of 10 at 95 %.
  expect(wilsonInterval(0, 10).high).toBeCloseTo(0.2775, 4);
  expect(wilsonInterval(5, 10).low).toBeCloseTo(0.2366, 4);
  expect(wilsonInterval(5, 10).high).toBeCloseTo(0.7634, 4);
  expect(wilsonInterval(0, 10).low).toBe(0);
  expect(wilsonInterval(10, 10).high).toBe(1);
});

const arbitraryConfidences = fc.array(
  fc.oneof(fc.constant(null), fc.constantFrom(0.5, 0.8, 0.9), fc.double({ min: 0.5, max: 1, noNaN: true })),
  { maxLength: 40 },
);
const arbitrarySources = (rows: number): fc.Arbitrary<(string | null)[]> =>
  fc.array(fc.constantFrom("a", "b", null), { minLength: rows, maxLength: rows });

test("law: every row is automatic or asked about, and the expected error is kept in each source", () => {
  fc.assert(
    fc.property(
      arbitraryConfidences.chain((c) => fc.tuple(fc.constant(c), arbitrarySources(c.length))),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      ([confidences, sources], maxError) => {
        const routing = routeLabels(soft(confidences), { maxError, sources });
        const all = [...routing.automatic, ...routing.ask].sort((a, b) => a - b);
        expect(all).toEqual(confidences.map((_, row) => row));
        for (const { expectedError } of [...routing.sources, routing.overall]) {
          expect(expectedError).toBeLessThanOrEqual(maxError + 1e-9);
        }
      },
    ),
  );
});

test("law: raising maxError only adds automatic rows", () => {
  const errors = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(arbitraryConfidences, errors, errors, (confidences, a, b) => {
      const less = routeLabels(soft(confidences), { maxError: Math.min(a, b) }).automatic;
      const more = new Set(routeLabels(soft(confidences), { maxError: Math.max(a, b) }).automatic);
      expect(less.every((row) => more.has(row))).toBe(true);
    }),
  );
});

test("prints a row a source", () => {
  const routing = routeLabels(soft([0.99, 0.98, 0.6, null]), {
    maxError: 0.02,
    sources: ["mail", "mail", "web", "web"],
    gold: ["ham", "ham", null, null],
  });
  expect(inspect(routing)).toBe(
    [
      "Routing: 2 rows automatic, 2 to ask",
      "source    rows  automatic  ask   from  expected error  observed error (95 %)         holds",
      "──────────────────────────────────────────────────────────────────────────────────────────",
      "mail         2          2    0  0.980           1.5 %  0.0 % of 2 (0.0 % to 65.8 %)  open",
      "web          2          0    2",
      "all rows     4          2    2  0.980           1.5 %  0.0 % of 2 (0.0 % to 65.8 %)  open",
    ].join("\n"),
  );
});

test("refuses what does not fit, saying how", () => {
  const two = soft([0.9, 0.8]);
  const messages = [
    () => routeLabels({} as never),
    () => routeLabels(two, { maxError: 2 }),
    () => routeLabels(two, { threshold: -1 }),
    () => routeLabels(two, { threshold: 0.9, maxError: 0.1 }),
    () => routeLabels(two, { sources: ["a"] }),
    () => routeLabels(two, { sources: ["a", 3 as never] }),
    () => routeLabels(two, { gold: ["ham"] }),
    () => routeLabels(two, { gold: ["eggs" as "ham", null] }),
  ].map((run) => caught(run).message);
  expect(messages).toEqual([
    "routeLabels: an object with no keys; expected probabilistic labels.",
    "routeLabels, maxError: 2; expected a number from 0 to 1.",
    "routeLabels, threshold: -1; expected a number from 0 to 1.",
    "routeLabels: both maxError and threshold; expected one of them.",
    "routeLabels, sources: an array of 1; expected a name for each of the 2 rows.",
    "routeLabels, source of row 1: 3; expected a name, or null.",
    "routeLabels, gold: 1 labels; expected one for each of the 2 rows.",
    'routeLabels, gold of row 0: "eggs"; expected one of "ham", "spam", or null where it is unknown.',
  ]);
});

import { fc, test } from "@fast-check/vitest";
import { inspect } from "node:util";
import { describe, expect } from "vitest";
import { synthesizeVotes, type SynthesizedVotes, type SynthesizeVotesOptions } from "../../src/index.ts";
import { caught } from "../util/caught.ts";

const labels = ["ham", "spam", "eggs"];

/** What each function did: the share of rows it voted on, and the share of its votes that were right. */
function measure({ votes, truth }: SynthesizedVotes): { coverage: number; accuracy: number; votes: number }[] {
  return votes.votes.map((column) => {
    let [cast, right] = [0, 0];
    column.forEach((code, row) => {
      if (code >= 0) cast++;
      if (code >= 0 && votes.labels.label(code) === truth[row]) right++;
    });
    return { coverage: cast / votes.rows, accuracy: right / cast, votes: cast };
  });
}

/** Whether a share of n is what was planned, up to five standard errors: no seed in a million is further off. */
const isAsPlanned = (share: number, planned: number, n: number): boolean =>
  Math.abs(share - planned) <= 5 * Math.sqrt((planned * (1 - planned)) / n) + 1e-9;

const shares = fc.double({ min: 0, max: 1, noNaN: true });
const balances = fc.tuple(shares, shares, shares).map(([a, b, c]) => {
  const sum = a + b + c + 3e-2;
  const [ham, spam] = [(a + 1e-2) / sum, (b + 1e-2) / sum];
  return { ham, spam, eggs: 1 - ham - spam };
});

describe("synthesizeVotes", () => {
  const options = { rows: 20_000, labels, functions: 5, seed: 11 };

  test.prop([
    fc.record({
      accuracies: fc.array(shares, { minLength: 4, maxLength: 4 }),
      coverage: fc.array(fc.oneof(shares, fc.tuple(shares, shares, shares)), { minLength: 4, maxLength: 4 }),
      classBalance: balances,
      difficulty: fc.option(fc.record({ share: shares, skill: shares }), { nil: undefined }),
      copies: fc.constantFrom(undefined, [{ functions: ["lf_1", "lf_2"], of: "lf_0", rate: 0.8, keep: 0.6 }]),
      drift: fc.constantFrom(
        undefined,
        [{ from: 1000, accuracies: { lf_3: 0.2 } }],
        [
          { from: 500, until: 2500, coverage: 0.9, classBalance: { ham: 0.1, spam: 0.2, eggs: 0.7 } },
          { from: 3000, accuracies: 0.5 },
        ],
      ),
      seed: fc.integer(),
    }),
  ])("votes as planned: coverage, accuracy and balance, within chance", (drawn) => {
    const made = synthesizeVotes({ rows: 4000, labels, functions: 4, ...drawn });
    measure(made).forEach(({ coverage, accuracy, votes }, j) => {
      const planned = made.plan.functions[j];
      expect(isAsPlanned(coverage, planned?.coverage ?? NaN, 4000)).toBe(true);
      if (votes > 50) expect(isAsPlanned(accuracy, planned?.accuracy ?? NaN, votes)).toBe(true);
    });
    made.plan.classBalance.forEach((share, y) => {
      const got = made.truth.filter((label) => label === labels[y]).length / 4000;
      expect(isAsPlanned(got, share, 4000)).toBe(true);
    });
  });

  test.prop([fc.record({ rows: fc.nat(50), functions: fc.integer({ min: 1, max: 5 }), seed: fc.integer() })])(
    "gives the same votes for the same options",
    (drawn) => {
      const [a, b] = [synthesizeVotes({ labels, ...drawn }), synthesizeVotes({ labels, ...drawn })];
      expect(a.votes.votes).toEqual(b.votes.votes);
      expect(a.truth).toEqual(b.truth);
      expect([a.votes.rows, a.truth.length, a.hard.length]).toEqual([drawn.rows, drawn.rows, drawn.rows]);
    },
  );

  test("another seed gives other votes and another truth", () => {
    const [a, b] = [synthesizeVotes(options), synthesizeVotes({ ...options, seed: 12 })];
    expect(a.truth).not.toEqual(b.truth);
    expect(a.votes.votes).not.toEqual(b.votes.votes);
  });

  test("a function's votes stay when functions come beside it, copy it, or are changed", () => {
    const alone = synthesizeVotes({ ...options, functions: ["a"], accuracies: 0.7 }).votes.votes[0];
    const among = synthesizeVotes({
      ...options,
      functions: ["b", "a", "c"],
      accuracies: { a: 0.7, b: 0.9, c: 0.5 },
      copies: [{ functions: ["c"], of: "a", rate: 1 }],
    }).votes.votes;
    expect(among[1]).toEqual(alone);
    expect(among[2]).toEqual(alone);
  });

  test("votes before a change are what they were without it", () => {
    const plain = synthesizeVotes({ ...options, accuracies: 0.8 });
    const drifted = synthesizeVotes({ ...options, accuracies: 0.8, drift: [{ from: 15_000, accuracies: 0.4 }] });
    plain.votes.votes.forEach((votes, j) => {
      expect(drifted.votes.votes[j]?.subarray(0, 15_000)).toEqual(votes.subarray(0, 15_000));
      expect(drifted.votes.votes[j]?.subarray(15_000)).not.toEqual(votes.subarray(15_000));
    });
  });

  test("a gradual change is half way in its middle", () => {
    const { votes, truth } = synthesizeVotes({
      rows: 60_000,
      labels,
      functions: 1,
      accuracies: 0.9,
      coverage: 1,
      drift: [{ from: 20_000, until: 40_000, accuracies: 0.3 }],
    });
    const accuracy = (from: number, to: number): number => {
      let right = 0;
      for (let row = from; row < to; row++) if (votes.vote(row, "lf_0") === truth[row]) right++;
      return right / (to - from);
    };
    expect(isAsPlanned(accuracy(0, 20_000), 0.9, 20_000)).toBe(true);
    expect(isAsPlanned(accuracy(29_000, 31_000), 0.6, 2000)).toBe(true);
    expect(isAsPlanned(accuracy(40_000, 60_000), 0.3, 20_000)).toBe(true);
  });

  test("copiers repeat their leader at the rate given, on its abstentions too", () => {
    const { votes } = synthesizeVotes({
      ...options,
      functions: ["leader", "copier", "other"],
      accuracies: 0.6,
      coverage: 0.5,
      copies: [{ functions: ["copier"], of: "leader", rate: 0.7 }],
    });
    const [leader, copier, other] = votes.votes;
    const same = (column: ArrayLike<number> | undefined): number =>
      Array.from(column ?? []).filter((code, row) => code === leader?.[row]).length / votes.rows;
    // What two that judge for themselves have in common: both silent, or one vote for both.
    const byChance = 0.25 + 0.25 * (0.6 ** 2 + 2 * 0.2 ** 2);
    expect(isAsPlanned(same(copier), 0.7 + 0.3 * byChance, votes.rows)).toBe(true);
    expect(isAsPlanned(same(other), byChance, votes.rows)).toBe(true);
  });

  test("a group makes the same mistake at the rate given, and keeps its accuracies", () => {
    const made = synthesizeVotes({
      ...options,
      functions: ["a", "b", "c"],
      accuracies: 0.8,
      coverage: 1,
      sharedMistakes: [{ functions: ["a", "b"], rate: 0.15 }],
    });
    const [a, b, c] = made.votes.votes;
    const codes = made.truth.map((label) => made.votes.labels.code(label));
    const together = (x: typeof a, y: typeof a): number =>
      codes.filter((code, row) => x?.[row] === y?.[row] && x?.[row] !== code).length / codes.length;
    const apart = (0.2 - 0.15) / 0.85; // errors where the group makes no mistake
    expect(isAsPlanned(together(a, b), 0.15 + (0.85 * apart ** 2) / 2, codes.length)).toBe(true);
    expect(isAsPlanned(together(a, c), (0.2 * 0.2) / 2, codes.length)).toBe(true);
    for (const { accuracy } of measure(made)) expect(isAsPlanned(accuracy, 0.8, codes.length)).toBe(true);
  });

  test("on hard rows functions are worse, and which rows are hard is told", () => {
    const made = synthesizeVotes({ ...options, accuracies: 0.9, coverage: 1, difficulty: { share: 0.25, skill: 0 } });
    const rows = made.hard.flatMap((hard, row) => (hard ? [row] : []));
    const right = rows.filter((row) => made.votes.vote(row, "lf_0") === made.truth[row]).length;
    expect(isAsPlanned(rows.length / 20_000, 0.25, 20_000)).toBe(true);
    expect(isAsPlanned(right / rows.length, 1 / 3, rows.length)).toBe(true);
    expect(made.plan.functions[0]?.accuracy).toBeCloseTo(0.75 * 0.9 + 0.25 / 3, 12);
  });

  test("confusion tables say how each label is mistaken; equal rows make a function of one label", () => {
    const table = [
      [0.7, 0.3, 0],
      [0, 1, 0],
      [0.5, 0, 0.5],
    ];
    const only = [0, 1, 2].map(() => [0, 0, 1]);
    const { votes, truth, plan } = synthesizeVotes({
      ...options,
      functions: 2,
      accuracies: [table, only],
      coverage: [1, [0.1, 0, 0.6]],
    });
    expect(plan.functions[0]?.confusion.map((row) => row.map((p) => Math.round(1e9 * p) / 1e9))).toEqual(table);
    const rows = truth.flatMap((label, row) => (label === "ham" ? [row] : []));
    const spam = rows.filter((row) => votes.vote(row, "lf_0") === "spam").length;
    expect(isAsPlanned(spam / rows.length, 0.3, rows.length)).toBe(true);
    expect(new Set(votes.votes[1])).toEqual(new Set([-1, 2]));
    expect(truth.some((label, row) => label === "spam" && votes.vote(row, "lf_1") !== null)).toBe(false);
  });

  test("is frozen and prints the plan", () => {
    const made = synthesizeVotes({
      rows: 100,
      labels,
      functions: ["a", "b"],
      accuracies: 0.75,
      coverage: { a: 0.5, b: 0 },
    });
    expect(Object.isFrozen(made) && Object.isFrozen(made.plan) && Object.isFrozen(made.truth)).toBe(true);
    expect(inspect(made)).toBe(inspect(made.plan));
    expect(inspect(made.plan).split("\n")).toEqual([
      "Votes to expect on 100 rows: ham 33.3 %, spam 33.3 %, eggs 33.3 %",
      "labeling function  coverage  accuracy  copies",
      "─────────────────────────────────────────────",
      "a                    50.0 %    75.0 %",
      "b                     0.0 %         –",
    ]);
  });
});

describe("synthesizeVotes refuses", () => {
  const base: SynthesizeVotesOptions = { rows: 10, labels, functions: ["a", "b"] };
  const refused: readonly (readonly [what: string, options: object, message: string])[] = [
    ["fractions of rows", { rows: 2.5 }, "synthesizeVotes, rows: 2.5; expected a whole number from 0 to 2147483647."],
    [
      "no functions",
      { functions: [] },
      "synthesizeVotes, functions: no names; expected how many there are, or their names.",
    ],
    [
      "a function twice",
      { functions: ["a", "a"] },
      'synthesizeVotes, functions: "a" more than once; expected each name once. Name each once.',
    ],
    [
      "an accuracy above 1",
      { accuracies: { a: 2, b: 1 } },
      'synthesizeVotes, accuracies of "a": 2; expected a number from 0 to 1.',
    ],
    [
      "accuracies that leave one out",
      { accuracies: { a: 1 } },
      'synthesizeVotes, accuracies: nothing for "b"; expected one for each function.',
    ],
    [
      "accuracies of too few",
      { accuracies: [1] },
      "synthesizeVotes, accuracies: 1 values; expected one for each of the 2 functions.",
    ],
    [
      "accuracies of a stranger",
      { accuracies: { c: 1 } },
      'synthesizeVotes, accuracies: "c"; expected one of the functions: "a", "b".',
    ],
    [
      "a range beyond 1",
      { accuracies: { from: 0.5, to: 1.5 } },
      "synthesizeVotes, accuracies, to: 1.5; expected a number from 0 to 1.",
    ],
    [
      "accuracies as text",
      { accuracies: "high" },
      'synthesizeVotes, accuracies: "high"; expected a number, a range, or one a function.',
    ],
    [
      "a confusion table of the wrong size",
      { accuracies: [[[1, 0, 0]], 0.5] },
      'synthesizeVotes, accuracies of "a": an array of 1; expected 3 rows, one a label.',
    ],
    [
      "a confusion row that does not sum to 1",
      {
        accuracies: [
          [
            [1, 0, 0],
            [0, 0.5, 0],
            [0, 0, 1],
          ],
          0.5,
        ],
      },
      'synthesizeVotes, accuracies of "a", row 1: numbers that sum to 0.5; expected 3 probabilities that sum to 1.',
    ],
    [
      "coverage of too few labels",
      { coverage: [[0.1], 0.5] },
      'synthesizeVotes, coverage of "a": an array of 1; expected a share, or one for each label.',
    ],
    [
      "a balance of a stranger",
      { classBalance: { fish: 1 } },
      'synthesizeVotes, classBalance: "fish"; expected labels among "ham", "spam", "eggs".',
    ],
    [
      "a balance that does not sum to 1",
      { classBalance: { ham: 0.5 } },
      "synthesizeVotes, classBalance: numbers that sum to 0.5; expected 3 probabilities that sum to 1.",
    ],
    [
      "functions that copy in a circle",
      {
        copies: [
          { functions: ["a"], of: "b", rate: 1 },
          { functions: ["b"], of: "a", rate: 1 },
        ],
      },
      'synthesizeVotes, copies: "b", who is copied before it copies; expected each function a copier once at most, and before it is copied.',
    ],
    [
      "a function that copies twice",
      { copies: [{ functions: ["a", "a"], of: "b", rate: 1 }] },
      'synthesizeVotes, copies: "a" copying twice; expected each function a copier once at most, and before it is copied.',
    ],
    [
      "a function in two groups",
      {
        sharedMistakes: [
          { functions: ["a"], rate: 0.1 },
          { functions: ["a"], rate: 0.1 },
        ],
      },
      'synthesizeVotes, sharedMistakes 1: "a" a second time; expected each function in one group at most.',
    ],
    [
      "more shared mistakes than a function makes",
      { accuracies: 0.9, sharedMistakes: [{ functions: ["a"], rate: 0.2 }] },
      'synthesizeVotes, sharedMistakes of "a": an accuracy of 0.9 where mistakes are shared on 0.2 of the rows; expected ' +
        "errors at least as frequent as the shared ones, evenly over the other labels. Lower the rate of sharedMistakes, or the accuracy.",
    ],
    [
      "drift from beyond the rows",
      { drift: [{ from: 11 }] },
      "synthesizeVotes, drift 0, from: 11; expected a whole number from 0 to 10.",
    ],
    [
      "drift that overlaps the one before",
      { drift: [{ from: 1, until: 5 }, { from: 4 }] },
      "synthesizeVotes, drift 1, from: 4; expected a whole number from 5 to 10.",
    ],
  ];
  test.each(refused)("%s", (_, options, message) => {
    expect(caught(() => synthesizeVotes({ ...base, ...options })).message).toBe(message);
  });
});

import type { Random } from "../../src/util/random.ts";
import {
  blindTable,
  evenTable,
  oneLabelTable,
  range,
  simplePlan,
  uniform,
  type RowKind,
  type VotePlan,
  type VoteTable,
} from "./plan.ts";
import type { Scenario } from "./scenario.ts";

const rows = 5000;

const between = (random: Random, from: number, to: number): number => from + (to - from) * random();

/** Four near copies of one weak function, each covering less than the one before, beside six that are better. */
function thinnedCopies(): VotePlan {
  const tables = [...range(4).map(() => evenTable(2, 0.8, 0.58)), ...range(6).map(() => evenTable(2, 0.4, 0.75))];
  const copies = [0.75, 0.5, 0.3].map((keep, i) => ({ copier: i + 1, leader: 0, share: 0.97, keep }));
  return simplePlan(rows, uniform(2), tables, copies);
}

/** Easy rows, on which all functions are good, and hard ones, on which they are little better than chance. */
function rowDifficulty(random: Random): VotePlan {
  const skills = range(10).map(() => between(random, 0.2, 0.8));
  const kind = (share: number, ease: number): RowKind => ({
    shares: [share, share],
    tables: skills.map((skill) => evenTable(2, 0.5, 0.5 + 0.5 * skill * ease)),
  });
  return { rows, balance: uniform(2), kinds: [kind(0.4, 1.2), kind(0.3, 0.7), kind(0.3, 0.1)], copies: [] };
}

/** A crowd on three labels: 12 who know, 9 who answer at random or always the same, 3 who are wrong on purpose. */
function spammersAndAdversaries(random: Random): VotePlan {
  const tables: VoteTable[] = [
    ...range(12).map(() => evenTable(3, 0.2, between(random, 0.55, 0.9))),
    ...range(4).map(() => blindTable(0.3, uniform(3))),
    ...range(5).map((i) => blindTable(0.3, i % 2 === 0 ? [0.96, 0.02, 0.02] : [0.1, 0.8, 0.1])),
    ...range(3).map(() => evenTable(3, 0.2, 0.1)),
  ];
  return simplePlan(rows, uniform(3), tables);
}

/** Functions that see one label's rows much more often than the other's: silence tells something. */
function abstentionByLabel(random: Random): VotePlan {
  const tables = range(10).map((j) => evenTable(2, j % 3 === 0 ? [0.2, 0.6] : [0.6, 0.15], between(random, 0.6, 0.85)));
  return simplePlan(rows, [0.5, 0.5], tables);
}

/** Six functions that each vote for one label on one row of a hundred. */
function rareOneLabel(random: Random): VotePlan {
  const balance = uniform(2);
  const tables = range(6).map((j) => oneLabelTable(balance, j % 2, 0.01, between(random, 0.6, 0.95)));
  return simplePlan(20_000, balance, tables);
}

/** A broad rule and its exception: where the exception applies both fire, and the narrow one is right. Twice. */
function conflictingRules(): VotePlan {
  const fires = (label: number): VoteTable => blindTable(1, [label === 0 ? 1 : 0, label === 1 ? 1 : 0]);
  const silent = blindTable(0, uniform(2));
  const others = range(4).map(() => evenTable(2, 0.4, 0.7));
  const kind = (zero: number, one: number, rules: readonly VoteTable[]): RowKind => ({
    shares: [zero, one],
    tables: [...rules, ...others],
  });
  const kinds = [
    kind(0.35, 0.1, [fires(0), silent, silent, silent]),
    kind(0.04, 0.3, [fires(0), fires(1), silent, silent]),
    kind(0.1, 0.35, [silent, silent, fires(1), silent]),
    kind(0.3, 0.04, [silent, silent, fires(1), fires(0)]),
    kind(0.21, 0.21, [silent, silent, silent, silent]),
  ];
  return { rows, balance: uniform(2), kinds, copies: [] };
}

/** One function that five others repeat two times in three, and guess else; four that judge for themselves. */
function leaderAndFollowers(): VotePlan {
  const tables = [
    evenTable(3, 0.7, 0.6),
    ...range(5).map(() => evenTable(3, 0.7, 0.4)),
    ...range(4).map(() => evenTable(3, 0.5, 0.7)),
  ];
  const copies = range(5).map((i) => ({ copier: i + 1, leader: 0, share: 0.65 }));
  return simplePlan(rows, uniform(3), tables, copies);
}

/** Twenty labels, the most frequent of which is ten times as frequent as the least. */
function labels20(random: Random): VotePlan {
  const weights = range(20).map((y) => 10 ** (-y / 19));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const tables = range(15).map(() => evenTable(20, 0.4, between(random, 0.2, 0.75)));
  return simplePlan(
    rows,
    weights.map((weight) => weight / total),
    tables,
  );
}

/** Scenarios that break what label models take for granted; without targets. */
export const harderScenarios: readonly Scenario[] = [
  { name: "thinned_copies", plan: thinnedCopies, aboveTruth: null },
  { name: "row_difficulty", plan: rowDifficulty, aboveTruth: null },
  { name: "spammers_adversaries", plan: spammersAndAdversaries, aboveTruth: null },
  { name: "abstention_by_label", plan: abstentionByLabel, aboveTruth: null },
  { name: "rare_one_label", plan: rareOneLabel, aboveTruth: null },
  { name: "conflicting_rules", plan: conflictingRules, aboveTruth: null },
  { name: "leader_followers", plan: leaderAndFollowers, aboveTruth: null },
  { name: "labels_20", plan: labels20, aboveTruth: null },
];

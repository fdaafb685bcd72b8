import { makeVotes, type VoteArray } from "../../matrix/vote-array.ts";
import { checkChoice } from "../../util/checks.ts";
import type { PatternProbabilities } from "../pattern-probabilities.ts";
import { chooserOf } from "../ties.ts";
import { checkRule } from "./check-rule.ts";
import type { HardOptions } from "./rule.ts";
import { worthsOf } from "./worths.ts";

/** Patterns that can get a label: some function covers them, and their probabilities are numbers. */
function decidablePatterns({ labels, probabilities, coveredPatterns }: PatternProbabilities): Uint8Array {
  const k = labels.size;
  return coveredPatterns.map((covered, u) =>
    covered === 1 && probabilities.subarray(u * k, (u + 1) * k).every(Number.isFinite) ? 1 : 0,
  );
}

/** The label code of each row by a rule and a tie policy, -1 for none. */
export function decideCodes<L extends string>(soft: PatternProbabilities, options: HardOptions<L>): VoteArray {
  const { rows, rowPatterns, labels } = soft;
  const policy = checkChoice(options.ties, "abstain", ["abstain", "random", "first"], "hard labels, ties");
  const rule = checkRule(options.rule, labels, "hard labels, rule");
  const decidable = decidablePatterns(soft);
  const { values, tolerance } = worthsOf(rule, soft, decidable);
  const choose = chooserOf(policy, options.seed ?? 0, tolerance);
  const once = policy !== "random" && rowPatterns !== null;
  const byPattern = once ? new Int32Array(decidable.length).fill(-2) : null;
  const codes = makeVotes(rows, labels.size);
  for (let row = 0; row < rows; row++) {
    const u = rowPatterns?.[row] ?? row;
    if (decidable[u] !== 1) continue;
    const known = byPattern?.[u] ?? -2;
    const code = known === -2 ? choose(row, values, u * labels.size, labels.size) : known;
    if (byPattern !== null) byPattern[u] = code;
    codes[row] = code;
  }
  return codes;
}

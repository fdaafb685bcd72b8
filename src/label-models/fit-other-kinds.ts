import { LabelingError } from "../errors.ts";
import { asPatterns } from "./as-patterns.ts";
import { completeClassBalance } from "./class-balance.ts";
import { fitDawidSkene } from "./dawid-skene/fit-dawid-skene.ts";
import { fitEbcc } from "./ebcc/fit-ebcc.ts";
import { finishFit, type Fitted } from "./finish-fit.ts";
import { fitGuess } from "./fit-guess.ts";
import type { FitInput } from "./fit-input.ts";
import type { FitOptions } from "./fit-options.ts";
import type { LabelModelKind } from "./fit-report.ts";
import type { LabelModel, Votes } from "./label-model.ts";
import { fitMajority } from "./majority.ts";
import { fitOneCoin } from "./one-coin/fit-one-coin.ts";
import { fitTriplets } from "./triplets/fit-triplets.ts";
import { countVotes } from "./vote-counts.ts";
import { fitWeightedMajority } from "./weighted-majority/fit-weighted-majority.ts";

/** Every kind but the default one. */
export type OtherKind = Exclude<LabelModelKind, "em">;

/** How each kind is fitted. */
const fitters: Readonly<Record<OtherKind, (input: FitInput) => Fitted>> = {
  majority: ({ patterns, balance }) => fitMajority(patterns, balance),
  "weighted-majority": fitWeightedMajority,
  "dawid-skene": fitDawidSkene,
  "one-coin": fitOneCoin,
  triplets: fitTriplets,
  ebcc: fitEbcc,
};

/** Kinds that need two functions to learn anything: one alone would be explained by any table. */
const learnsTables: ReadonlySet<LabelModelKind> = new Set(["dawid-skene", "one-coin", "ebcc"]);

/** Fits a label model of another kind than the default, on distinct vote patterns. */
export function fitOtherKind<L extends string, N extends string>(
  kind: OtherKind,
  votes: Votes<L, N>,
  options: FitOptions<L, N>,
  { limits, progress }: Pick<FitInput, "limits" | "progress">,
): LabelModel<L, N> {
  const where = "fitLabelModel";
  refuseOptionsOfDefault(options, kind, where);
  const patterns = asPatterns(votes, where);
  const { classBalance } = options;
  const balance = completeClassBalance(classBalance, patterns.labels, `${where}, classBalance`);
  const counts = countVotes(patterns);
  // The votes of fewer than three functions cannot tell a rare label from a function that is wrong.
  const voters = counts.byFunction.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const isBalanceGiven = (classBalance !== undefined && classBalance !== "estimate") || voters < 3;
  const input = { patterns, counts, balance, isBalanceGiven, limits, progress };
  return finishFit(kind, patterns, counts, (voters < 2 && learnsTables.has(kind) ? fitGuess : fitters[kind])(input));
}

/** What only the default model understands must not be ignored silently. */
function refuseOptionsOfDefault(options: FitOptions, kind: OtherKind, where: string): void {
  const names = ["gold", "accuracies", "dependencies", "defaultLabel"] as const;
  const given = names.filter((name) => options[name] !== undefined);
  if (given.length === 0) return;
  throw new LabelingError("bad_option", {
    where: `${where}, labelModel "${kind}"`,
    got: given.join(", "),
    expected: "options that this model uses",
    remedy: `Leave ${given.length > 1 ? "them" : "it"} out, or fit the model "em".`,
  });
}

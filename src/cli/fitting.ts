import { fitLabelModel } from "../label-models/fit.ts";
import type { FitOptions } from "../label-models/fit-options.ts";
import type { LabelModel, Votes } from "../label-models/label-model.ts";
import { describe, listNames } from "../util/checks.ts";
import type { CommandContext } from "./context.ts";
import { at, badUsage } from "./errors.ts";
import { readGold, type GoldRows } from "./gold.ts";
import { checkBalanceSum } from "./option-values.ts";
import type { FittingOptions } from "./options.ts";

/** What only the default label model can use, as it is called on the command line. */
const knowledge = {
  known: "--known",
  knownFile: "--known-file",
  defaultLabel: "--default-label",
  depends: "--depends",
};

/** Checks what can be checked before anything is read. @throws LabelingError `bad_option` */
export function checkFitting(options: FittingOptions): void {
  checkBalanceSum(options.classBalance);
  const { labelModel = "em" } = options;
  if (labelModel === "em") return;
  for (const [name, option] of Object.entries(knowledge)) {
    if (options[name as keyof typeof knowledge] === undefined) continue;
    throw badUsage(option, `with the label model ${labelModel}`, "the label model em", "Leave out one of the two.");
  }
}

/**
 * Fits the label model that options ask for. Known labels are read from the rows' file or a file of their own, and only
 * where an option names them: a column `gold` is for scoring.
 */
export async function fitByOptions(
  votes: Votes,
  options: FittingOptions,
  rows: GoldRows,
  context: CommandContext,
): Promise<LabelModel> {
  const { labelModel, classBalance, maxIterations, tolerance, seed, known, knownFile, defaultLabel, depends } = options;
  const { labels, functions } = votes;
  if (defaultLabel !== undefined && !labels.has(defaultLabel)) {
    throw badUsage("--default-label", describe(defaultLabel), `one of ${listNames(labels.names)}`);
  }
  const names = functions.map((func) => func.name);
  const stranger = depends?.flat().find((name) => !names.includes(name));
  if (stranger !== undefined) throw badUsage("--depends", describe(stranger), `one of ${listNames(names)}`);
  const wanted = known !== undefined || knownFile !== undefined;
  const gold = wanted ? await readGold(rows, { gold: known, goldFile: knownFile }, labels, context.warn) : undefined;
  const { onProgress } = context;
  const shared: FitOptions = { labelModel, classBalance, maxIterations, tolerance, seed, onProgress };
  const fitting = { ...shared, gold, defaultLabel, dependencies: depends };
  return at("--class-balance", () => fitLabelModel(votes, fitting), "bad_option");
}

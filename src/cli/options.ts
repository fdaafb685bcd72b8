import { type Command, Option } from "commander";
import type { ClassBalance } from "../label-models/class-balance.ts";
import type { LabelModelKind } from "../label-models/fit-report.ts";
import { labelModelKinds } from "../label-models/kinds.ts";
import type { TiePolicy } from "../probabilities/ties.ts";
import {
  collect,
  collectPairs,
  parseClassBalance,
  parseColumns,
  parseLabels,
  parseLong,
  parseTolerance,
  wholeNumber,
  type AnswerColumns,
} from "./option-values.ts";
import { parseRule, type RuleArgument } from "./rule.ts";

/** How a file of votes is read. */
export interface ReadingOptions {
  /** The column that names the rows. @defaultValue `id` where there is one, else rows are named by their number */
  readonly id?: string | undefined;
  /** The column of true labels. @defaultValue `gold` where there is one */
  readonly gold?: string | undefined;
  /** Further columns that are no votes. */
  readonly ignore?: readonly string[] | undefined;
  /** Spellings of abstention besides the empty cell. */
  readonly abstain?: readonly string[] | undefined;
  /** The file holds crowd answers, one a row. */
  readonly long?: AnswerColumns | undefined;
  /** Each row of the file is a vote pattern; the column `count` says how many rows show it. @defaultValue false */
  readonly patterns?: boolean | undefined;
}

/** The labels, where they are not to be taken from the votes. */
export interface LabelOptions {
  /** @defaultValue the distinct votes, sorted by code point */
  readonly labels?: readonly string[] | undefined;
}

/** How a label model is fitted. */
export interface FittingOptions {
  readonly labelModel?: LabelModelKind | undefined;
  readonly classBalance?: ClassBalance | undefined;
  readonly seed?: number | undefined;
  readonly maxIterations?: number | undefined;
  readonly tolerance?: number | undefined;
  /** The column of labels that are known before the fit, for some rows. @defaultValue none: gold is for scoring */
  readonly known?: string | undefined;
  /** A file of such labels by id. */
  readonly knownFile?: string | undefined;
  /** The label of rows on which no function votes. @defaultValue none */
  readonly defaultLabel?: string | undefined;
  /** Pairs of functions that are known to be copies of each other. @defaultValue none; others are found */
  readonly depends?: readonly (readonly [string, string])[] | undefined;
}

/** How labels are taken from probabilities. */
export interface DecisionOptions {
  /** Which label a row gets. @defaultValue the most probable one */
  readonly rule?: RuleArgument | undefined;
  readonly ties?: TiePolicy | undefined;
  readonly seed?: number | undefined;
}

/** How many threads vote. */
export interface WorkerOptions {
  /** @defaultValue 1: the main thread */
  readonly workers?: number | undefined;
}

/** Adds the options of `ReadingOptions`. */
export function addReadingOptions(command: Command): Command {
  const long = new Option("--long <item,worker,label>", "the file holds crowd answers, one a row, in these columns");
  return command
    .option("--id <column>", "the column that names the rows (default: id)")
    .option("--gold <column>", "the column of true labels, never a vote (default: gold)")
    .option("--ignore <columns>", "further columns that are no votes, separated by commas", parseColumns)
    .option("--abstain <text>", "another spelling of abstention, such as -1; may be repeated", collect)
    .addOption(long.argParser(parseLong).conflicts(["id", "gold", "ignore"]));
}

/** Adds `--patterns`. */
export function addPatternsOption(command: Command): Command {
  const patterns = new Option("--patterns", "a row of the file stands for many: the column count says how many");
  return command.addOption(patterns.conflicts(["id", "gold", "long", "known", "knownFile", "multiLabel"]));
}

/** Adds `--gold-file`. */
export function addGoldFileOption(command: Command): Command {
  const file = new Option("--gold-file <file>", "a file of true labels by id, with the columns id and gold");
  return command.addOption(file.conflicts("gold"));
}

/** Adds `--labels`. */
export function addLabelOptions(command: Command): Command {
  return command.option(
    "--labels <labels>",
    "the labels in order, as in CSV (default: the votes, sorted)",
    parseLabels,
  );
}

/** Adds the options of `FittingOptions`, `--seed` aside. */
export function addFittingOptions(command: Command): Command {
  const known = new Option("--known <column>", "labels known for some rows, as evidence for the fit (default: none)");
  const file = new Option("--known-file <file>", "a file of known labels by id, with the columns id and gold");
  const balance = "estimate, uniform, or a=0.3,b=0.7 (default: estimate where the label model can, else uniform)";
  return command
    .addOption(new Option("--label-model <kind>", "the label model (default: em)").choices([...labelModelKinds]))
    .option("--class-balance <balance>", balance, parseClassBalance)
    .addOption(known.conflicts("long"))
    .addOption(file.conflicts("known"))
    .option("--default-label <label>", "the label of rows without a vote (default: none)")
    .option("--depends <a,b>", "two functions known to be copies; may be repeated (others are found)", collectPairs)
    .option("--max-iterations <n>", "most rounds of fitting (default: 100)", wholeNumber("--max-iterations", 1))
    .option("--tolerance <x>", "stop when nothing changes by this much in a round (default: 1e-5)", parseTolerance);
}

/** Adds `--rule` and `--ties`. */
export function addDecisionOptions(command: Command): Command {
  const rule = "which label a row gets: argmax, threshold=0.9, threshold=LABEL=0.3, f1=LABEL (largest expected F1) or";
  const ties = new Option("--ties <policy>", "what a row with equally good labels gets (default: abstain)");
  return command
    .option("--rule <rule>", `${rule} costs=FILE.json (default: argmax)`, parseRule)
    .addOption(ties.choices(["abstain", "random", "first"]));
}

/** Adds `--seed`. */
export function addSeedOption(command: Command): Command {
  return command.option(
    "--seed <n>",
    "seed of everything drawn at random (default: 0)",
    wholeNumber("--seed", -Infinity),
  );
}

/** Adds `--workers`. */
export function addWorkersOption(command: Command): Command {
  const workers =
    "threads that vote; results are the same for any number (default: 1; more pay where one votes for seconds)";
  return command.option("--workers <n>", workers, wholeNumber("--workers", 1));
}

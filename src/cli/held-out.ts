import { type Command, Option } from "commander";
import type { LabelSet } from "../labels/label-set.ts";
import type { ProbabilisticLabels } from "../probabilities/probabilistic-labels.ts";
import { compareLabels } from "../training/evaluation/compare.ts";
import type { Comparison } from "../training/evaluation/comparison.ts";
import { splitRows } from "../training/splits/split-rows.ts";
import { takeLabelRows } from "../training/take-label-rows.ts";
import { describe } from "../util/checks.ts";
import type { CommandContext } from "./context.ts";
import { badUsage } from "./errors.ts";
import { readGold, type GoldLabels, type GoldOptions } from "./gold.ts";
import { addGoldFileOption } from "./options.ts";
import type { RowsFile } from "./rows-file.ts";

/** Which rows are kept out of the training, to score the model on them. */
export interface HeldOutOptions extends GoldOptions {
  /** The share of rows with gold. @defaultValue 0.2 */
  readonly test?: number | undefined;
}

/** Rows divided: those to train on, those to score on. Rising. */
export interface HeldOut {
  readonly train: Int32Array;
  readonly test: Int32Array;
  /** True labels of all rows, null where they are not known. */
  readonly gold: GoldLabels;
}

function parseShare(text: string): number {
  const share = text.trim() === "" ? NaN : Number(text);
  if (share > 0 && share < 1) return share;
  throw badUsage("--test", describe(text), "a share of the rows with gold above 0 and below 1, such as 0.2");
}

/** Adds the options of `HeldOutOptions`. */
export function addHeldOutOptions(command: Command): Command {
  const gold = "the column of true labels: the model is scored on a part of them (default: none)";
  const test = "the share of rows with gold that are scored, and not trained on (default: 0.2)";
  command.option("--gold <column>", gold);
  return addGoldFileOption(command).addOption(new Option("--test <share>", test).argParser(parseShare));
}

const allRows = (rows: number): Int32Array => Int32Array.from({ length: rows }, (_, row) => row);

/**
 * Divides rows: where true labels are named, a share of the rows that have one is kept out of the training.
 *
 * @throws LabelingError `bad_option` for a share of nothing, and what `readGold` throws
 */
export async function holdOut(
  data: RowsFile,
  options: HeldOutOptions & { readonly seed?: number | undefined },
  labels: LabelSet,
  context: CommandContext,
): Promise<HeldOut | null> {
  const { gold: column, goldFile, test, seed } = options;
  if (column === undefined && goldFile === undefined) {
    if (test === undefined) return null;
    throw badUsage("--test", "no true labels", "--gold or --gold-file with it");
  }
  const gold = await readGold(data, { gold: column, goldFile }, labels, context.warn);
  if (gold === undefined) return null;
  const known = allRows(data.rows).filter((row) => gold[row] !== null);
  const split = splitRows(known.length, { test, seed, stratify: Array.from(known, (row) => gold[row] ?? null) });
  const chosen = new Set(Array.from(split.test, (i) => known[i] ?? 0));
  const all = allRows(data.rows);
  return { train: all.filter((row) => !chosen.has(row)), test: all.filter((row) => chosen.has(row)), gold };
}

/** How good the labels and the model are. */
export type HeldOutScores = Comparison<string, "labels" | "model">;

/** How good the labels and the model are on the rows that were kept out. */
export function scoreHeldOut(
  { test, gold }: HeldOut,
  labels: ProbabilisticLabels,
  predicted: ProbabilisticLabels,
): HeldOutScores {
  const known = Array.from(test, (row) => gold[row] ?? null);
  return compareLabels({ labels: takeLabelRows(labels, test), model: predicted }, known);
}

/** A comparison for JSON: what each candidate reaches, with intervals, and how the model differs from the labels. */
export function jsonOfScores({ rows, candidates }: HeldOutScores): Readonly<Record<string, unknown>> {
  const reached = (name: "labels" | "model"): unknown => {
    const { coverage, accuracy, macroF1, logLoss, brier, intervals } = candidates[name].evaluation;
    return { coverage, accuracy, macroF1, logLoss, brier, intervals };
  };
  return { rows, labels: reached("labels"), model: reached("model"), difference: candidates.model.difference };
}

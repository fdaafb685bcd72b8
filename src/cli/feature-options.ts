import { Option, type Command } from "commander";
import type { ColumnType } from "../tables/column-types.ts";
import type { BlockJson } from "../training/features/block.ts";
import type { FeaturesSpec } from "../training/features/spec.ts";
import { badUsage } from "./errors.ts";
import { columnNames } from "./option-values.ts";

/** Which columns of the data a classifier reads. */
export interface FeatureOptions {
  /** Columns of text. */
  readonly text?: readonly string[] | undefined;
  /** Columns of numbers, booleans or times. */
  readonly numbers?: readonly string[] | undefined;
  /** Columns of which each value counts by itself. */
  readonly categories?: readonly string[] | undefined;
  /** Columns of lists of numbers. */
  readonly embeddings?: readonly string[] | undefined;
}

const kinds = ["text", "numbers", "categories", "embeddings"] as const;

/** Adds the options of `FeatureOptions`. */
export function addFeatureOptions(command: Command): Command {
  const add = (name: (typeof kinds)[number], description: string): Option =>
    new Option(`--${name} <columns>`, description).argParser(columnNames(`--${name}`));
  return command
    .addOption(add("text", "columns of text, separated by commas"))
    .addOption(add("numbers", "columns of numbers, booleans or times"))
    .addOption(add("categories", "columns of few different values"))
    .addOption(add("embeddings", "columns of lists of numbers"));
}

/** What features are made of, by the options; null where no column is named. */
export function featuresSpecOf(options: FeatureOptions): FeaturesSpec | null {
  const { text, numbers, categories, embeddings } = options;
  return kinds.some((kind) => options[kind] !== undefined) ? { text, numbers, categories, embeddings } : null;
}

/** The columns that features are made of. */
export const columnsOfSpec = ({ text, numbers, categories, embeddings }: FeaturesSpec): readonly string[] =>
  [text, numbers, categories, embeddings].flatMap((names) => names ?? []);

/** As `featuresSpecOf`. @throws LabelingError `bad_option` where no column is named */
export function neededSpecOf(options: FeatureOptions): FeaturesSpec {
  const spec = featuresSpecOf(options);
  if (spec !== null) return spec;
  const expected = "at least one of --text, --numbers, --categories and --embeddings";
  throw badUsage("labelwright train", "no column to learn from", expected, "For example: --text text.");
}

/**
 * The types of columns in text files: text and categories as they are spelled. Numbers keep the types that their values
 * show, as they may be times.
 */
export function typesOfSpec({ text = [], categories = [] }: FeaturesSpec): Record<string, ColumnType> {
  return Object.fromEntries([...text, ...categories].map((name): [string, ColumnType] => [name, "utf8"]));
}

/** As above, for features that are fitted: categories that were learned as numbers or booleans are read as such. */
export function typesOfBlocks(blocks: readonly BlockJson[]): Record<string, ColumnType> {
  const types: Record<string, ColumnType> = {};
  for (const block of blocks) {
    const isText = block.kind === "category" ? typeof block.values[0] === "string" : block.kind === "text";
    if (isText) types[block.column] = "utf8";
  }
  return types;
}

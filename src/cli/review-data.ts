import type { Table } from "apache-arrow";
import type { Votes } from "../label-models/label-model.ts";
import { LabelingError } from "../errors.ts";
import { readTable } from "../tables/files/files.ts";
import { takeRows } from "../tables/take-rows.ts";
import type { FeatureMatrix } from "../training/features/feature-matrix.ts";
import { fitFeatures } from "../training/features/fit.ts";
import type { ReviewAnswers } from "../training/review/answers.ts";
import { reviewAnswersFromTable } from "../training/review/read-answers.ts";
import type { CommandContext } from "./context.ts";
import { at, badUsage } from "./errors.ts";
import { columnsOfSpec, featuresSpecOf, typesOfSpec, type FeatureOptions } from "./feature-options.ts";
import type { LabelsFile } from "./labels-file.ts";
import type { ReadingOptions } from "./options.ts";
import { findRows, type NamedRows } from "./row-index.ts";
import { readRows } from "./rows-file.ts";
import { readVotes } from "./votes-file.ts";

/** Where a review list takes more than labels from. */
export interface ReviewSources extends ReadingOptions, FeatureOptions {
  /** The votes behind the labels. */
  readonly votes?: string | undefined;
  /** The rows themselves. */
  readonly data?: string | undefined;
  /** Columns of the rows to show. @defaultValue those of `text` */
  readonly show?: readonly string[] | undefined;
  /** Answers that were given before. */
  readonly answers?: string | undefined;
}

/** The rows themselves, in the order of the labels. */
export interface ReviewRows {
  /** What to show of them. */
  readonly shown: Table;
  /** How they are told apart; undefined where no option says. */
  readonly features: FeatureMatrix | undefined;
}

const namesOf = ({ path, labels, ids }: LabelsFile): NamedRows => ({ path, rows: labels.rows, ids });

/** Reads votes on the rows of labels. @throws LabelingError `incompatible` for other rows, or in another order */
export async function readVotesOn(
  file: LabelsFile,
  options: ReviewSources & { readonly votes: string },
  context: CommandContext,
): Promise<Votes> {
  const { labels } = file.labels;
  const { votes, ids } = await readVotes(options.votes, options, { labels: labels.names, warn: context.warn });
  const rows = findRows({ path: options.votes, rows: votes.rows, ids }, namesOf(file));
  const odd = rows.findIndex((at, row) => at !== row);
  if (odd < 0 && rows.length === votes.rows) return votes;
  throw new LabelingError("incompatible", {
    where: options.votes,
    got: odd < 0 ? `${votes.rows} rows` : "the rows in another order",
    expected: `the ${rows.length} rows of ${file.path}, in their order`,
    remedy: "Predict the labels from these votes.",
  });
}

/** Columns of the list itself, which none of the rows' may be called. */
const ownColumns = ["id", "label", "guess", "probability", "why", "pattern_size"];

/** What may be wrong with the options that concern the rows. */
function checkRowOptions(options: ReviewSources): readonly string[] {
  const { data, text, show = text ?? [] } = options;
  const taken = show.find((name) => ownColumns.includes(name));
  if (taken !== undefined)
    throw badUsage("--show", `"${taken}"`, `no column called as one of the list's: ${ownColumns.join(", ")}`);
  if (data === undefined && (show.length > 0 || featuresSpecOf(options) !== null)) {
    throw badUsage("labelwright review", "columns without the rows that have them", "--data with the file of the rows");
  }
  return show;
}

/** Reads the rows that labels are about. @throws LabelingError for columns and rows that are not there */
export async function readReviewRows(
  file: LabelsFile,
  options: ReviewSources,
  { signal, onProgress }: CommandContext,
): Promise<ReviewRows | null> {
  const show = checkRowOptions(options);
  const { data, id } = options;
  if (data === undefined) return null;
  const spec = featuresSpecOf(options);
  const typed = [...(spec?.numbers ?? []), ...(spec?.embeddings ?? [])];
  const spelled = show.filter((name) => !typed.includes(name)).map((name) => [name, "utf8"] as const);
  const types = { ...Object.fromEntries(spelled), ...typesOfSpec(spec ?? {}) };
  const read = await readRows(data, { id, types, columns: [...show, ...columnsOfSpec(spec ?? {})] });
  const table = takeRows(read.table, findRows(read, namesOf(file)));
  const features =
    spec === null ? undefined : at(data, () => fitFeatures(table, spec, { signal, onProgress }).encode(table));
  return { shown: table.select([...show]), features };
}

/** Reads answers to an earlier list. @throws LabelingError for unknown rows and labels, naming the file */
export async function readReviewAnswers(file: LabelsFile, path: string): Promise<ReviewAnswers> {
  const table = await readTable(path, { inferTypes: false });
  const { labels } = file.labels;
  return at(path, () => reviewAnswersFromTable(table, { labels, ids: file.ids }), "bad_table");
}

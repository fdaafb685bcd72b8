import type { Table } from "apache-arrow";
import type { LabelModel, Votes } from "../label-models/label-model.ts";
import { labelSet, type LabelSet } from "../labels/label-set.ts";
import { carriedColumns, labelMatrixFromTable } from "../matrix/from-table.ts";
import { countColumn, votePatternsFromTable } from "../matrix/patterns-table.ts";
import { readTable } from "../tables/files/files.ts";
import { fieldOf } from "../tables/schema.ts";
import { readAnswers } from "./answers-file.ts";
import { hasColumn, readIds, type RowId } from "./columns.ts";
import { at } from "./errors.ts";
import { columnsOfModel } from "./model-columns.ts";
import type { LabelOptions, ReadingOptions } from "./options.ts";

/** Votes read from a file. */
export interface VotesFile {
  readonly path: string;
  readonly table: Table;
  readonly votes: Votes;
  /** Names of the rows; undefined where they are known by their number. */
  readonly ids: readonly RowId[] | undefined;
}

/** What of the votes is known before they are read. */
export interface KnownVotes extends LabelOptions {
  /** The model that will be used on them: it fixes the labels and the labeling functions. */
  readonly model?: LabelModel | undefined;
  /** Takes a warning. */
  readonly warn: (message: string) => void;
}

const confidenceSuffix = ".confidence";

/** All columns as they are spelled: a vote "1", "007" or "true" is a label's name. Confidences are numbers. */
export async function readVoteTable(path: string): Promise<Table> {
  const table = await readTable(path, { inferTypes: false });
  const names = table.schema.fields.map((field) => field.name);
  const confidences = names.filter(
    (name) => name.endsWith(confidenceSuffix) && names.includes(name.slice(0, -confidenceSuffix.length)),
  );
  if (confidences.length === 0) return table;
  const columns = Object.fromEntries(confidences.map((name) => [name, "float64" as const]));
  return readTable(path, { inferTypes: false, columns });
}

function labelsOf(known: KnownVotes): LabelSet | undefined {
  if (known.model !== undefined) return known.model.labels;
  return known.labels === undefined ? undefined : labelSet(known.labels);
}

/** The columns named by options. They must be there: a misspelled name would make a column of gold a labeling function. */
export function checkNamed(table: Table, options: ReadingOptions, path: string): readonly string[] {
  const named = [options.id, options.gold, ...(options.ignore ?? [])].filter((name) => name !== undefined);
  for (const name of named) fieldOf(table, name, path);
  return named;
}

/**
 * Reads votes from a file: one column for each labeling function, or, with `long`, one row for each answer of a
 * crowd worker, or, with `patterns`, one row for each vote pattern. The columns `id`, `split` and `gold`, and those that the options name, are never votes.
 *
 * @throws LabelingError for what the file does not have, or votes for unknown labels, naming file, column and row.
 */
export async function readVotes(path: string, options: ReadingOptions, known: KnownVotes): Promise<VotesFile> {
  const labels = labelsOf(known);
  if (options.long !== undefined) {
    const table = await readTable(path, { inferTypes: false });
    const { model, warn } = known;
    const reading = { columns: options.long, abstain: options.abstain ?? [], labels, model, warn };
    const votes = at(path, () => readAnswers(table, reading));
    return { path, table, votes, ids: votes.ids ?? undefined };
  }
  const table = await readVoteTable(path);
  const ignore = [...carriedColumns, ...checkNamed(table, options, path)];
  if (options.patterns === true) {
    fieldOf(table, countColumn, path);
    // Patterns are predicted one by one; how many rows show them matters to a fit.
    if (known.model !== undefined) ignore.push(countColumn);
    else {
      const votes = at(path, () => votePatternsFromTable(table, { labels, ignore, abstain: options.abstain }));
      return { path, table, votes, ids: undefined };
    }
  }
  const voteTable = known.model === undefined ? table : columnsOfModel(table, ignore, known.model, path);
  const votes = at(path, () => labelMatrixFromTable(voteTable, { labels, ignore, abstain: options.abstain }));
  const idColumn = options.id ?? (hasColumn(table, "id") ? "id" : undefined);
  const ids = idColumn === undefined ? undefined : readIds(table, idColumn, path);
  return { path, table, votes, ids };
}

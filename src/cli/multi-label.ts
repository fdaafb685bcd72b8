import { inspect } from "node:util";
import type { Table } from "apache-arrow";
import { fitMultiLabelModel } from "../label-models/multi-label/fit.ts";
import type { MultiLabelModel } from "../label-models/multi-label/model.ts";
import { labelSet, type LabelSet } from "../labels/label-set.ts";
import { carriedColumns } from "../matrix/from-table.ts";
import { columnOf } from "../matrix/multi-label/columns.ts";
import { multiLabelVotesFromTable } from "../matrix/multi-label/from-table.ts";
import type { MultiLabelVotes } from "../matrix/multi-label/votes.ts";
import { writeFileAtomically } from "../tables/files/atomic.ts";
import { writeTable } from "../tables/files/write-table.ts";
import { formatTextTable } from "../util/text-table.ts";
import { hasColumn, readIds, type RowId } from "./columns.ts";
import { breathe, type CommandContext, type CommandResult } from "./context.ts";
import { at, badUsage } from "./errors.ts";
import { columnsOfModel } from "./model-columns.ts";
import type { FittingOptions, LabelOptions, ReadingOptions, DecisionOptions } from "./options.ts";
import { checkOutModel, modelText } from "./output.ts";
import { checkNamed, readVoteTable } from "./votes-file.ts";

/** What a command writes. */
interface Output {
  readonly out: string;
}

/** Votes on a multi-label task, read from a file. */
interface MultiLabelVotesFile {
  readonly votes: MultiLabelVotes;
  /** Names of the rows; undefined where they are known by their number. */
  readonly ids: readonly RowId[] | undefined;
}

/** The votes of a model's functions out of a table: one column for each function and label. */
function votesOfModel(table: Table, ignore: readonly string[], model: MultiLabelModel, path: string): Table {
  const functions = model.labels.names.flatMap((label) =>
    (model.models[label]?.functions ?? []).map(({ name }) => ({ name: columnOf(name, label) })),
  );
  return columnsOfModel(table, ignore, { functions }, path);
}

async function readVotes(
  path: string,
  options: ReadingOptions,
  known: { readonly labels?: LabelSet | undefined; readonly model?: MultiLabelModel | undefined },
): Promise<MultiLabelVotesFile> {
  const table = await readVoteTable(path);
  const ignore = [...carriedColumns, ...checkNamed(table, options, path)];
  const { abstain } = options;
  const votes = at(path, () => {
    const { model, labels = model?.labels } = known;
    const voteTable = model === undefined ? table : votesOfModel(table, ignore, model, path);
    return multiLabelVotesFromTable(voteTable, { labels, ignore, abstain });
  });
  const idColumn = options.id ?? (hasColumn(table, "id") ? "id" : undefined);
  return { votes, ids: idColumn === undefined ? undefined : readIds(table, idColumn, path) };
}

/** `labelwright fit --multi-label`: a label model for each label. */
export async function fitMultiLabelVotes(
  votesPath: string,
  options: ReadingOptions & LabelOptions & FittingOptions & Output,
  context: CommandContext,
): Promise<CommandResult> {
  const { out, labels, labelModel, classBalance, maxIterations, tolerance, seed } = options;
  const { onProgress, signal } = context;
  await checkOutModel(out, [votesPath]);
  const { votes } = await readVotes(votesPath, options, {
    labels: labels === undefined ? undefined : labelSet(labels),
  });
  await breathe(context);
  const fitting = { labelModel, classBalance, maxIterations, tolerance, seed, onProgress };
  const model = at("--class-balance", () => fitMultiLabelModel(votes, fitting), "bad_option");
  await breathe(context);
  await writeFileAtomically(out, modelText(model), { signal });
  const models = Object.entries(model.models).map(([label, { kind, classBalance: balance, functions, report }]) => [
    label,
    { kind, classBalance: balance, functions, report },
  ]);
  return {
    json: { out, labels: model.labels.names, models: Object.fromEntries(models) as unknown },
    text: `${inspect(model)}\n\nModel written to ${out}`,
  };
}

/** How many rows got which label, and how many none. */
function countLabels(labels: LabelSet, hard: readonly (readonly string[] | null)[]) {
  const counts = new Map<string, number>(labels.names.map((name) => [name, 0]));
  for (const row of hard) for (const name of row ?? []) counts.set(name, (counts.get(name) ?? 0) + 1);
  return {
    rows: hard.length,
    covered: hard.filter((row) => row !== null).length,
    unlabeled: hard.filter((row) => row?.length === 0).length,
    labels: Object.fromEntries(counts),
  };
}

function describeCounts({ rows, covered, unlabeled, labels }: ReturnType<typeof countLabels>): string {
  const share = (count: number): string => (rows === 0 ? "–" : `${((100 * count) / rows).toFixed(1)} %`);
  const lines = Object.entries(labels).map(([name, count]) => [name, String(count), share(count)]);
  lines.push(["(none of them)", String(unlabeled), share(unlabeled)]);
  lines.push(["(no vote, no label)", String(rows - covered), share(rows - covered)]);
  return formatTextTable(
    [{ title: "label" }, { title: "rows", align: "right" }, { title: "share", align: "right" }],
    lines,
  );
}

/** `labelwright predict` with a multi-label model: the probability of each label, and a list of labels a row. */
export async function predictMultiLabels(
  votesPath: string,
  model: MultiLabelModel,
  options: ReadingOptions & DecisionOptions & Output,
  context: CommandContext,
): Promise<CommandResult> {
  const { out } = options;
  if (options.long !== undefined) {
    throw badUsage("--long", "crowd answers for a multi-label model", "votes in columns function.label");
  }
  if (options.ties !== undefined) {
    throw badUsage("--ties", "a policy for ties", "none with a multi-label model", "A tied label is not given.");
  }
  if (options.rule !== undefined) {
    const remedy = "A label is given where it is more probable than not.";
    throw badUsage("--rule", "a decision rule", "none with a multi-label model", remedy);
  }
  const { votes, ids } = await readVotes(votesPath, options, { model });
  await breathe(context);
  const soft = model.predict(votes);
  await writeTable(soft.toArrow({ ids }), out, { signal: context.signal });
  const counts = countLabels(model.labels, soft.hard());
  return { json: { out, ...counts }, text: `${describeCounts(counts)}\n\nLabels written to ${out}` };
}

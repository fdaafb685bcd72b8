import { LabelingError } from "../../errors.ts";
import type { AnyTask } from "../../labels/task.ts";
import { checkNumber, describe, listNames } from "../../util/checks.ts";
import { checkShare } from "../votes/read-options.ts";
import { readColumn, type ColumnSource } from "./column-values.ts";
import { readBranches, readGrammar, type Branch, type Grammar } from "./grammar.ts";
import type { ColumnValuesSpec, RowTemplate, SynthesizeRowsOptions } from "./options.ts";

/** A way to write a row of a label. */
export interface RowBranch extends Branch {
  readonly columns: ReadonlyMap<string, ColumnSource>;
}

/** Options of `synthesizeRows`, checked. */
export interface RowRecipe {
  readonly rows: number;
  readonly column: string;
  /** By label code; empty where there are none. */
  readonly templates: readonly (readonly RowBranch[])[];
  readonly balance: readonly number[];
  readonly grammar: Grammar;
  readonly typos: number;
  readonly lowercase: number;
  readonly distinct: boolean;
  readonly maxDepth: number;
  readonly seed: number | string;
}

type Options = SynthesizeRowsOptions<AnyTask>;
type Columns = Readonly<Record<string, ColumnValuesSpec | undefined>>;

/** The column that templates fill. */
function findColumn(task: AnyTask, given: string | undefined, where: string): string {
  const texts = Object.entries(task.columns).flatMap(([name, type]) =>
    type === "utf8" && name !== task.id ? [name] : [],
  );
  const column = given ?? (texts.includes("text") ? "text" : texts.length === 1 ? texts[0] : undefined);
  if (column !== undefined && texts.includes(column)) return column;
  throw new LabelingError("missing_column", {
    where: `${where}, column`,
    got: describe(given),
    expected: texts.length === 0 ? "a task with a column of text" : `one of ${listNames(texts)}`,
  });
}

function readColumns(
  task: AnyTask,
  columns: Columns | undefined,
  text: string,
  where: string,
): ReadonlyMap<string, ColumnSource> {
  const sources = new Map<string, ColumnSource>();
  for (const [name, spec] of Object.entries(columns ?? {})) {
    if (spec === undefined) continue;
    if (name === text || name === task.id) {
      const expected = name === text ? "other columns: templates fill this one" : "other columns: this one names rows";
      throw new LabelingError("bad_option", { where: `${where}, columns`, got: describe(name), expected });
    }
    sources.set(name, readColumn(task, name, spec, where));
  }
  return sources;
}

function readTemplates(
  task: AnyTask,
  given: Options["templates"],
  shared: ReadonlyMap<string, ColumnSource>,
  text: string,
  where: string,
): readonly (readonly RowBranch[])[] {
  const byLabel = given as Readonly<Record<string, readonly (string | RowTemplate<AnyTask>)[] | undefined>> | undefined;
  if (typeof byLabel !== "object") {
    const expected = "templates for each label";
    throw new LabelingError("bad_option", { where: `${where}, templates`, got: describe(given), expected });
  }
  const unknown = Object.keys(byLabel).filter((label) => !task.labels.has(label));
  if (unknown.length > 0) {
    throw new LabelingError("unknown_label", {
      where: `${where}, templates`,
      got: listNames(unknown),
      expected: `labels among ${listNames(task.labels.names)}`,
    });
  }
  return task.labels.names.map((label) => {
    const templates = byLabel[label];
    if (templates === undefined) return [];
    const place = `${where}, templates of ${describe(label)}`;
    return readBranches(templates, place).map((branch, i) => {
      const each = templates[i];
      const own = typeof each === "object" ? readColumns(task, each.columns, text, `${place}, template ${i + 1}`) : [];
      return { ...branch, columns: new Map([...shared, ...own]) };
    });
  });
}

function readBalance(
  task: AnyTask,
  given: Options["classBalance"],
  hasTemplates: readonly boolean[],
  where: string,
): readonly number[] {
  const { names } = task.labels;
  const balance = given as Readonly<Record<string, number | undefined>> | undefined;
  const count = hasTemplates.filter(Boolean).length;
  if (count === 0) {
    const got = "no label with templates";
    throw new LabelingError("empty", { where: `${where}, templates`, got, expected: "at least one" });
  }
  if (balance === undefined) return names.map((_, y) => (hasTemplates[y] === true ? 1 / count : 0));
  const unknown = Object.keys(balance).filter((label) => !task.labels.has(label));
  if (unknown.length > 0) {
    throw new LabelingError("unknown_label", {
      where: `${where}, classBalance`,
      got: listNames(unknown),
      expected: `labels among ${listNames(names)}`,
    });
  }
  const shares = names.map((label) => checkShare(balance[label] ?? 0, `${where}, classBalance of ${describe(label)}`));
  const missing = names.filter((_, y) => (shares[y] ?? 0) > 0 && hasTemplates[y] !== true);
  const sum = shares.reduce((total, share) => total + share, 0);
  if (missing.length === 0 && Math.abs(sum - 1) < 1e-6) return shares;
  throw new LabelingError("bad_option", {
    where: `${where}, classBalance`,
    got: missing.length > 0 ? `a share for ${listNames(missing)}, which has no templates` : `shares that sum to ${sum}`,
    expected: "shares of labels with templates that sum to 1",
  });
}

/** Checks options. @throws LabelingError */
export function readRowRecipe(task: AnyTask, options: Options, where: string): RowRecipe {
  const { noise = {}, distinct = false, seed = 0 } = options;
  const rows = checkNumber(options.rows, NaN, { where: `${where}, rows`, min: 0, max: 1e8, whole: true });
  const maxDepth = checkNumber(options.maxDepth, 8, { where: `${where}, maxDepth`, min: 1, max: 100, whole: true });
  const column = findColumn(task, options.column, where);
  const shared = readColumns(task, options.columns, column, where);
  const templates = readTemplates(task, options.templates, shared, column, where);
  const starts = templates.flatMap((branches, y) =>
    branches.flatMap(({ nodes, columns }, i) => {
      const place = `${where}, templates of ${describe(task.labels.names[y])}, template ${i + 1}`;
      const texts = [...columns.values()].flatMap((source) => ("template" in source ? [source.template] : []));
      return [nodes, ...texts].map((each) => ({ nodes: each, where: place }));
    }),
  );
  const drawn = new Set(templates.flatMap((branches) => branches.flatMap(({ columns }) => [...columns.keys()])));
  return {
    rows,
    column,
    templates,
    balance: readBalance(
      task,
      options.classBalance,
      templates.map(({ length }) => length > 0),
      where,
    ),
    grammar: readGrammar(options.rules, starts, [...drawn], where),
    typos: checkShare(noise.typos ?? 0, `${where}, noise, typos`),
    lowercase: checkShare(noise.lowercase ?? 0, `${where}, noise, lowercase`),
    distinct,
    maxDepth,
    seed,
  };
}

import { applyLabelingFunctions, type ApplyOptions } from "../../apply/apply.ts";
import { LabelingError } from "../../errors.ts";
import type { AnyLabelingFunction, LabelingFunction } from "../../functions/labeling-function.ts";
import type { LabelOf } from "../../labels/task.ts";
import type { LabelMatrix } from "../../matrix/label-matrix.ts";
import type { AnyPack } from "../../packs/pack.ts";
import { checkPackValue } from "../../packs/with-parameters.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { checkTable } from "../../tables/schema.ts";
import { takeRows } from "../../tables/take-rows.ts";
import { tableWindows } from "../../tables/windows.ts";
import { checkNumber, listNames } from "../../util/checks.ts";
import { findMoves, pickRows } from "./moves.ts";
import { makeDiff, type FunctionDiff, type MovedRow, type PackDiff, type PackName } from "./pack-diff.ts";
import { pairFunctions, type FunctionPair } from "./pair-functions.ts";

/** Options of `diffPacks`. */
export interface DiffOptions extends Omit<ApplyOptions, "faultLimit" | "keptFaults"> {
  /** How many rows to show of each function whose votes moved. @defaultValue 5 */
  readonly rows?: number | undefined;
  /** Names of the rows, one each. @defaultValue rows are known by their number */
  readonly ids?: readonly (string | number | null)[] | undefined;
}

const where = "diffPacks";

function checkLabels(a: AnyPack, b: AnyPack): void {
  const [before, after] = [a.task.labels, b.task.labels];
  if (before.size === after.size && before.names.every((label) => after.has(label))) return;
  throw new LabelingError("incompatible", {
    where,
    got: `pack "${b.name}" has the labels ${listNames(after.names)}`,
    expected: `the labels of pack "${a.name}": ${listNames(before.names)}`,
    remedy: "Votes for other labels cannot be compared.",
  });
}

function checkIds(ids: DiffOptions["ids"], rows: number): void {
  if (ids === undefined || ids.length === rows) return;
  throw new LabelingError("incompatible", {
    where: `${where}, ids`,
    got: `${ids.length} names`,
    expected: `one for each of the ${rows} rows`,
  });
}

/** The votes of functions on a table, or nothing where there are no functions. */
async function votesOf(
  functions: readonly (AnyLabelingFunction | null)[],
  table: TableShape,
  options: DiffOptions,
): Promise<LabelMatrix | null> {
  const { faults, workers, onProgress, signal } = options;
  const list = functions.filter((func) => func !== null) as unknown as LabelingFunction[];
  return list.length === 0 ? null : applyLabelingFunctions(list, table, { faults, workers, onProgress, signal });
}

/** The codes of a function's votes, as codes of pack `b`; abstentions for a function that is not there. */
function codesOf(votes: LabelMatrix | null, name: string, b: AnyPack): (row: number) => number {
  const j = votes?.functions.findIndex((func) => func.name === name) ?? -1;
  const column = votes?.votes[j];
  if (votes === null || column === undefined) return () => -1;
  const codes = votes.labels.names.map((label) => b.task.labels.code(label));
  return (row) => codes[column[row] ?? -1] ?? -1;
}

const confidenceOf = (votes: LabelMatrix | null, name: string): ArrayLike<number> | null =>
  votes?.confidences[votes.functions.findIndex((func) => func.name === name)] ?? null;

/** On how many rows both vote alike, with confidences that differ. */
function countConfidences(
  from: (row: number) => number,
  to: (row: number) => number,
  before: ArrayLike<number> | null,
  after: ArrayLike<number> | null,
  rows: number,
): number {
  let count = 0;
  if (before === null && after === null) return count;
  for (let row = 0; row < rows; row++) {
    if (from(row) !== to(row) || from(row) < 0) continue;
    if (Math.abs((before?.[row] ?? 1) - (after?.[row] ?? 1)) > 1e-6) count++;
  }
  return count;
}

/** The values that a function reads in some rows. */
function valuesIn(table: TableShape, columns: readonly string[], rows: readonly number[]): Record<string, unknown>[] {
  const values: Record<string, unknown>[] = [];
  const own = table.schema.fields.map((field) => field.name).filter((name) => columns.includes(name));
  for (const { columns: windows, length } of tableWindows(takeRows(table, rows), own)) {
    for (let i = 0; i < length; i++) {
      const cells = Array.from(windows, ([name, { values: cell, valid }]) => {
        return [name, valid?.[i] === 0 ? null : (cell as ArrayLike<unknown>)[i]] as const;
      });
      values.push(Object.freeze(Object.fromEntries(cells)));
    }
  }
  return values;
}

/** What became of one function, and of its votes. */
class FunctionComparison {
  readonly diff: FunctionDiff;
  readonly #from: (row: number) => number;
  readonly #to: (row: number) => number;

  constructor(
    pair: FunctionPair,
    votes: { readonly a: LabelMatrix | null; readonly b: LabelMatrix | null },
    { b, table, options, wanted }: { b: AnyPack; table: TableShape; options: DiffOptions; wanted: number },
  ) {
    const { name } = pair;
    const rows = table.numRows;
    const none = (): number => -1;
    const [from, to] = pair.sure ? [none, none] : [codesOf(votes.a, name, b), codesOf(votes.b, name, b)];
    this.#from = from;
    this.#to = to;
    const { labels } = b.task;
    const moves = findMoves(from, to, rows, wanted);
    const picked = pickRows(moves, wanted);
    const columns = [...new Set([...(pair.a?.columns ?? []), ...(pair.b?.columns ?? [])])];
    const values =
      picked.length === 0
        ? []
        : valuesIn(
            table,
            columns,
            picked.map(({ row }) => row),
          );
    const moved = moves.reduce((sum, { count }) => sum + count, 0);
    const confidences = countConfidences(from, to, confidenceOf(votes.a, name), confidenceOf(votes.b, name), rows);
    const isSilent = pair.status === "unchanged" && moved + confidences > 0;
    this.diff = Object.freeze({
      name,
      kind: (pair.b ?? pair.a)?.kind ?? "row",
      status: isSilent ? "changed" : pair.status,
      because: isSilent ? "votes" : pair.because,
      moved,
      moves: Object.freeze(
        moves.map((move) =>
          Object.freeze({ from: labels.label(move.from), to: labels.label(move.to), count: move.count }),
        ),
      ),
      confidences,
      rows: Object.freeze(
        picked.map(({ row, move }, i): MovedRow =>
          Object.freeze({
            row,
            id: options.ids?.[row] ?? null,
            from: labels.label(move.from),
            to: labels.label(move.to),
            values: values[i] ?? {},
          }),
        ),
      ),
    });
  }

  /** Whether the vote on a row moved. */
  movedOn(row: number): boolean {
    return this.#from(row) !== this.#to(row);
  }
}

const packName = ({ name, version, fingerprint }: AnyPack): PackName => Object.freeze({ name, version, fingerprint });

/**
 * Compares two packs: which functions were added, removed or changed, and which votes moved on a table, from which label
 * to which, with rows to look at. Functions are compared by name: by fingerprint; closures, whose text it does not cover,
 * by the modules and parameters of packs from `loadPack`, and by their votes.
 *
 * Cost: both packs vote on the table; functions that are surely the same do not.
 *
 * @param a The pack as it was, `b` as it is now. Their labels are the same; their order may differ, and so may columns.
 * @param table Rows with the columns of both.
 * @throws LabelingError `incompatible` for packs of other labels; and as `applyLabelingFunctions` does.
 *
 * @example
 * ```ts
 * import { definePack, defineTask, diffPacks, keywords, tableFromRows } from "labelwright";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8" } });
 * const packOf = (version: string, any: string[]) => {
 *   const money = keywords(task, { name: "money", column: "text", any, label: "spam" });
 *   return definePack({ name: "rules", version, task, functions: [money] });
 * };
 * const table = tableFromRows([{ text: "win cash" }, { text: "a loan" }, { text: "hello" }]);
 * const diff = await diffPacks(packOf("1.0.0", ["cash"]), packOf("1.1.0", ["cash", "loan"]), table);
 * console.log(diff.changed, diff.moved); // [ "money" ] 1
 * console.log(diff.functions[0]?.rows[0]?.values); // { text: "a loan" }
 * ```
 */
export async function diffPacks<B extends AnyPack>(
  a: AnyPack,
  b: B,
  table: TableShape,
  options: DiffOptions = {},
): Promise<PackDiff<LabelOf<B["task"]>>> {
  checkPackValue(a, `${where}, first pack`);
  checkPackValue(b, `${where}, second pack`);
  checkLabels(a, b);
  const rows = checkTable(table, where).numRows;
  checkIds(options.ids, rows);
  const wanted = checkNumber(options.rows, 5, { where: `${where}, rows`, min: 0, whole: true });
  const pairs = pairFunctions(a, b);
  const asked = pairs.filter((pair) => !pair.sure);
  const votes = {
    a: await votesOf(
      asked.map((pair) => pair.a),
      table,
      options,
    ),
    b: await votesOf(
      asked.map((pair) => pair.b),
      table,
      options,
    ),
  };
  const compared = pairs.map((pair) => new FunctionComparison(pair, votes, { b, table, options, wanted }));
  const functions = compared.map(({ diff }) => diff);
  const movers = compared.filter(({ diff }) => diff.moved > 0);
  let movedRows = 0;
  for (let row = 0; row < rows; row++) if (movers.some((mover) => mover.movedOn(row))) movedRows++;
  const named = (status: FunctionDiff["status"]): readonly string[] =>
    Object.freeze(functions.filter((func) => func.status === status).map(({ name }) => name));
  return makeDiff<string>({
    a: packName(a),
    b: packName(b),
    rows,
    added: named("added"),
    removed: named("removed"),
    changed: named("changed"),
    unchanged: named("unchanged"),
    moved: functions.reduce((sum, { moved }) => sum + moved, 0),
    movedRows,
    functions: Object.freeze(functions),
  }) as PackDiff<LabelOf<B["task"]>>;
}

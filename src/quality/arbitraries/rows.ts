import fc from "fast-check";
import type { AnyTask } from "../../labels/task.ts";
import { valueKind, type ColumnType } from "../../tables/column-types.ts";
import { completeRow, RowArbitrary, type PlainRow } from "./row.ts";
import { shorterLists } from "./shrink-value.ts";
import type { Seeds } from "./words.ts";

function emptyCell(type: ColumnType): unknown {
  const kind = valueKind(type);
  if (kind.endsWith("list")) return [];
  return kind === "text" ? "" : kind === "flag" ? false : 0;
}

/** The rows that every test begins with: one of nulls, one of empty values. */
const cornerRows = ({ columns }: AnyTask): readonly PlainRow[] => [
  Object.fromEntries(Object.keys(columns).map((column) => [column, null])),
  Object.fromEntries(Object.entries(columns).map(([column, type]) => [column, emptyCell(type)])),
];

/** Lists of rows of a task: corners and examples first, then so many that are generated. */
export class RowsArbitrary extends fc.Arbitrary<readonly PlainRow[]> {
  readonly #row: RowArbitrary;
  readonly #first: readonly PlainRow[];
  readonly #minRows: number;
  readonly #maxRows: number;

  constructor(task: AnyTask, seeds: Seeds, size: { readonly minRows: number; readonly maxRows: number }, first = true) {
    super();
    this.#row = new RowArbitrary(task.columns, seeds);
    const examples = seeds.rows.map((row) => completeRow(row, this.#row.columns));
    this.#first = first ? [...cornerRows(task), ...examples] : [];
    this.#minRows = size.minRows;
    this.#maxRows = size.maxRows;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<readonly PlainRow[]> {
    const few = bias !== undefined && random.nextInt(1, bias) === 1;
    const most = few ? Math.min(this.#maxRows, this.#minRows + 4) : this.#maxRows;
    const length = random.nextInt(this.#minRows, most);
    const rows = Array.from({ length }, () => this.#row.generate(random, bias).value);
    return new fc.Value(Object.freeze([...this.#first, ...rows]), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is readonly PlainRow[] {
    return Array.isArray(value) && value.every((row) => this.#row.canShrinkWithoutContext(row));
  }

  override shrink(rows: readonly PlainRow[]): fc.Stream<fc.Value<readonly PlainRow[]>> {
    return fc.stream(this.#simpler(rows));
  }

  *#simpler(rows: readonly PlainRow[]): IterableIterator<fc.Value<readonly PlainRow[]>> {
    for (const fewer of shorterLists(rows)) {
      if (fewer.length >= this.#minRows || fewer.length > 0) yield new fc.Value(Object.freeze(fewer), undefined);
    }
    for (const [i, row] of rows.entries()) {
      for (const { value } of this.#row.shrink(row)) yield new fc.Value(Object.freeze(rows.with(i, value)), undefined);
    }
  }
}

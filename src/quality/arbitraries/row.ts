import fc from "fast-check";
import { checkTask, type AnyTask, type RowOf } from "../../labels/task.ts";
import type { ExampleRow } from "../../packs/examples.ts";
import type { ColumnType } from "../../tables/column-types.ts";
import { anyCell } from "./cells.ts";
import { shorterLists, simplerCells } from "./shrink-value.ts";
import { seedsFor, type RowOptions } from "./row-options.ts";
import type { Seeds } from "./words.ts";

/** A row with a value or null in each column of its task, as plain data: lists are arrays. */
export type PlainRow = Readonly<Record<string, unknown>>;

/** A row of a task, any of whose values may be null. */
export type NullableRow<T> = { readonly [K in keyof RowOf<T>]: RowOf<T>[K] | null };

/** A row's missing columns are null. */
export function completeRow(row: ExampleRow, columns: readonly string[]): PlainRow {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}

/** How often a generated value is replaced by null: one in so many. */
const nullEvery = 12;

/** Rows of a task. They shrink by their values: what people wrote shrinks as well as what was generated. */
export class RowArbitrary extends fc.Arbitrary<PlainRow> {
  readonly columns: readonly string[];
  readonly #types: Readonly<Record<string, ColumnType>>;
  readonly #cells: readonly fc.Arbitrary<unknown>[];
  readonly #examples: readonly PlainRow[];

  constructor(columns: Readonly<Record<string, ColumnType>>, seeds: Seeds) {
    super();
    this.columns = Object.keys(columns);
    this.#types = columns;
    // What is looked for elsewhere will do where nothing is known of a column.
    this.#cells = Object.entries(columns).map(([column, type]) => anyCell(type, seeds.columns[column] ?? seeds));
    this.#examples = seeds.rows.map((row) => completeRow(row, this.columns));
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<PlainRow> {
    const examples = this.#examples;
    const example = examples.length > 0 && random.nextInt(0, 3) === 0;
    const row = example ? examples[random.nextInt(0, examples.length - 1)] : undefined;
    const changes = row === undefined ? 1 : random.nextInt(0, 3) / 4;
    const entries = this.columns.map((column, c): readonly [string, unknown] => {
      const value = row?.[column] ?? null;
      if (random.nextInt(0, 99) >= changes * 100) return [column, value];
      if (random.nextInt(0, nullEvery - 1) === 0) return [column, null];
      if (typeof value === "string" && random.nextInt(0, 4) > 0) return [column, variedText(value, random)];
      return [column, this.#cells[c]?.generate(random, bias).value];
    });
    return new fc.Value(Object.freeze(Object.fromEntries(entries)), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is PlainRow {
    return typeof value === "object" && value !== null && this.columns.every((column) => column in value);
  }

  override shrink(row: PlainRow): fc.Stream<fc.Value<PlainRow>> {
    return fc.stream(this.#simpler(row));
  }

  *#simpler(row: PlainRow): IterableIterator<fc.Value<PlainRow>> {
    const filled = this.columns.filter((column) => row[column] !== null);
    for (const kept of shorterLists(filled)) {
      const shorter = this.columns.map((column) => [column, kept.includes(column) ? row[column] : null] as const);
      yield new fc.Value(Object.freeze(Object.fromEntries(shorter)), undefined);
    }
    for (const column of filled) {
      for (const cell of simplerCells(row[column], this.#types[column] ?? "utf8")) {
        yield new fc.Value(Object.freeze({ ...row, [column]: cell }), undefined);
      }
    }
  }
}

/** A text that differs a little from another. */
function variedText(text: string, random: fc.Random): string {
  const characters = Array.from(text);
  const place = random.nextInt(0, characters.length);
  switch (random.nextInt(0, 7)) {
    case 0:
      return text.toUpperCase();
    case 1:
      return text.toLowerCase();
    case 2:
      return text.replace(/\s+/g, "\n ");
    case 3:
      return ` ${text}\t`;
    case 4:
      return characters.toSpliced(place, 1).join("");
    case 5:
      return characters.slice(0, place).join("");
    case 6:
      return characters.toSpliced(place, 0, "😀").join("");
    default:
      return `${text} ${text}`;
  }
}

/**
 * Rows that a table of a task may hold, as plain objects: realistic text mixed of words, sentences, markup, links,
 * numbers, emoji and other scripts, empty and very long; numbers with their edges, NaN and infinities; times, flags and
 * lists; and nulls anywhere. Text is well formed: Arrow cannot hold half a surrogate pair.
 *
 * Give it the pack, or its functions, and rows are made of the words they look for, too: a function that fails only
 * near its keyword is found. A failing row shrinks to the smallest that still fails, columns that do not matter null.
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { defineTask } from "labelwright";
 * import { arbitraryRow } from "labelwright/testing";
 *
 * const task = defineTask({ labels: ["ham", "spam"], columns: { text: "utf8", likes: "float64" } });
 * const isShouting = (text: string): boolean => text !== "" && text === text.toUpperCase();
 * fc.assert(
 *   fc.property(arbitraryRow(task), ({ text }) => text === null || isShouting(text) === isShouting(` ${text} `.trim()) || text.trim() !== text),
 * );
 * ```
 */
export function arbitraryRow<T extends AnyTask>(task: T, options: RowOptions = {}): fc.Arbitrary<NullableRow<T>> {
  checkTask(task, "arbitraryRow, task");
  const rows: fc.Arbitrary<unknown> = new RowArbitrary(task.columns, seedsFor(task, options, "arbitraryRow"));
  return rows as fc.Arbitrary<NullableRow<T>>;
}

import type { Data } from "apache-arrow";

import type { FaultReport } from "../../matrix/faults.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { assembleTable } from "../../tables/build/column-builder.ts";
import { fieldOf } from "../../tables/schema.ts";
import { takeRows } from "../../tables/take-rows.ts";
import { printAs } from "../../util/brands.ts";
import type { TransformedTable } from "./transformed-table.ts";
import { changeColumn, type NewValue } from "./changed-column.ts";
import type { MadeRow } from "./row-transforms.ts";

/** Collects the rows that are made, and makes a table of them. */
export class MadeRows<N extends string> {
  readonly #functions: readonly N[];
  readonly #source: number[] = [];
  readonly #names: (readonly N[])[] = [];
  /** Lists of names by the places of the functions, each once. */
  readonly #lists = new Map<string, readonly N[]>();
  readonly #changes = new Map<string, NewValue[]>();

  constructor(functions: readonly N[]) {
    this.#functions = functions;
  }

  /** Adds a row as it is. */
  addOriginal(row: number): void {
    this.#source.push(row);
    this.#names.push(this.#listOf([]));
  }

  add(row: number, { changes, by }: MadeRow): void {
    const names = this.#listOf(by);
    const place = this.#source.push(row) - 1;
    this.#names.push(names);
    for (const [column, value] of changes) {
      let news = this.#changes.get(column);
      if (news === undefined) this.#changes.set(column, (news = []));
      news.push({ place, value, by: names, row });
    }
  }

  #listOf(by: readonly number[]): readonly N[] {
    const key = by.join();
    let list = this.#lists.get(key);
    if (list === undefined) {
      list = Object.freeze(by.map((j) => this.#functions[j]).filter((name) => name !== undefined));
      this.#lists.set(key, list);
    }
    return list;
  }

  /** The rows as a table. */
  finish(table: TableShape, faults: FaultReport): TransformedTable<N> {
    const taken = takeRows(table, this.#source);
    for (const column of this.#changes.keys()) fieldOf(table, column, "applyTransformationFunctions");
    const chunks = taken.batches[0]?.data.children ?? [];
    const columns = taken.schema.fields.map(({ name }, i) => {
      const chunk = chunks[i] as Data;
      const changes = this.#changes.get(name);
      return { name, data: changes === undefined ? chunk : changeColumn(name, chunk, changes) };
    });
    const made = this.#changes.size === 0 ? taken : assembleTable(columns, this.#source.length);
    const result = {
      table: made,
      source: Int32Array.from(this.#source),
      names: Object.freeze(this.#names),
      faults,
    };
    const rows = table.numRows;
    const originals = this.#names.filter((names) => names.length === 0).length;
    const text = `TransformedTable: ${made.numRows - originals} rows made of ${rows}${originals > 0 ? `, and ${originals} as they are` : ""}`;
    printAs(result, () => text);
    return Object.freeze(result);
  }
}

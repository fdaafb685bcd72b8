import { LabelingError } from "../../errors.ts";
import type { ColumnWindow } from "../../tables/windows.ts";
import { describe } from "../../util/checks.ts";
import { compareCodePoints } from "../../util/code-points.ts";
import type { Block, BlockFit, BlockJson, RowEncoder } from "./block.ts";

/** A value that is a category. */
export type Category = string | number | boolean;

/** More distinct values are no categories, but names of rows. */
export const maxCategories = 65_536;

/** The category of a row; null where there is none. */
function categoryAt(window: ColumnWindow, row: number): Category | null {
  if (window.valid !== null && window.valid[row] === 0) return null;
  const value = window.values[row] as Category;
  return typeof value === "number" && Number.isNaN(value) ? null : value;
}

function compareCategories(a: Category, b: Category): number {
  return typeof a === "string" && typeof b === "string" ? compareCodePoints(a, b) : Number(a) - Number(b);
}

/** Counts the values of a column. */
export class CategoryFit implements BlockFit {
  readonly column: string;
  readonly #minRows: (rows: number) => number;
  readonly #counts = new Map<Category, number>();

  constructor(column: string, minRows: (rows: number) => number) {
    this.column = column;
    this.#minRows = minRows;
  }

  add(window: ColumnWindow, firstRow: number): void {
    for (let row = 0; row < window.length; row++) {
      const value = categoryAt(window, row);
      if (value === null) continue;
      if (typeof value === "number" && !Number.isInteger(value)) throw fraction(window.name, firstRow + row, value);
      this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
    }
    if (this.#counts.size > maxCategories) throw tooMany(window.name);
  }

  finish(rows: number): CategoryBlock {
    const minRows = this.#minRows(rows);
    const kept = Array.from(this.#counts).filter(([, count]) => count >= minRows);
    return new CategoryBlock(this.column, kept.map(([value]) => value).sort(compareCategories));
  }
}

/** One feature for each value of a column that is frequent enough. */
export class CategoryBlock implements Block {
  readonly kind = "category";
  readonly column: string;
  readonly columns: number;
  readonly #values: readonly Category[];
  readonly #places: ReadonlyMap<Category, number>;

  constructor(column: string, values: readonly Category[]) {
    this.column = column;
    this.columns = values.length;
    this.#values = values;
    this.#places = new Map(values.map((value, place) => [value, place]));
  }

  describe(feature: number): string {
    return `${this.column} = ${JSON.stringify(this.#values[feature])}`;
  }

  encoder(window: ColumnWindow, first: number, firstRow: number): RowEncoder {
    const type = typeof this.#values[0];
    return (row, sink) => {
      const value = categoryAt(window, row);
      if (value !== null && typeof value !== type && this.columns > 0)
        throw otherType(window.name, firstRow + row, value, type);
      const place = value === null ? undefined : this.#places.get(value);
      if (place !== undefined) sink.put(first + place, 1);
    };
  }

  toJSON(): BlockJson {
    return { kind: "category", column: this.column, values: this.#values };
  }
}

function fraction(column: string, row: number, value: number): LabelingError {
  return new LabelingError("wrong_type", {
    where: `column "${column}", row ${row}`,
    got: String(value),
    expected: "text, booleans or whole numbers for categories",
    remedy: `List "${column}" under numbers.`,
    details: { column, row },
  });
}

function otherType(column: string, row: number, value: Category, type: string): LabelingError {
  return new LabelingError("wrong_type", {
    where: `column "${column}", row ${row}`,
    got: describe(value),
    expected: `a ${type}, as in the fit`,
    remedy: "Give the column the type that it had when the features were fitted.",
    details: { column, row },
  });
}

function tooMany(column: string): LabelingError {
  return new LabelingError("too_large", {
    where: `column "${column}" as categories`,
    got: `more than ${maxCategories} distinct values`,
    expected: "values that repeat",
    remedy: `List "${column}" under text or numbers, or leave it out where it names rows.`,
    details: { column },
  });
}

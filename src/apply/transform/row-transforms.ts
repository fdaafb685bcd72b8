import type { LabelingError } from "../../errors.ts";
import type { FailureHandler } from "../../functions/ballot.ts";
import { transformOf, type AnyTransformationFunction, type Transform } from "../../functions/transformation.ts";
import { makeRandom, type Random } from "../../util/random.ts";
import { checkGiven, thrownBy, type GivenColumns } from "./given-columns.ts";
import type { Attempt, Plan } from "./policy.ts";

/** One row as the functions see it: plain values, null for nulls. */
export interface SeenRow {
  readonly row: number;
  readonly value: (column: string) => unknown;
}

/** A row that was made: the new values by column, and the functions that made them, by their places. */
export interface MadeRow {
  readonly changes: ReadonlyMap<string, unknown>;
  readonly by: readonly number[];
}

/** The text of some values, equal only where they are. */
function textOf(values: readonly unknown[]): string {
  return JSON.stringify(values, (_, value: unknown) => {
    if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
    if (typeof value === "string") return `"${value}`; // no text reads as a number
    return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  });
}

const isSame = (a: unknown, b: unknown): boolean => a === b || textOf([a]) === textOf([b]);

/** Sends rows through transformation functions. */
export class RowTransforms {
  readonly #functions: readonly AnyTransformationFunction[];
  readonly #transforms: readonly Transform[];
  /** The columns that the functions read, all together. */
  readonly columns: readonly string[];
  readonly #seed: number | string;
  readonly #failures: readonly FailureHandler[];

  constructor(
    functions: readonly AnyTransformationFunction[],
    seed: number | string,
    failures: readonly FailureHandler[],
  ) {
    this.#functions = functions;
    this.#transforms = functions.map(transformOf);
    this.columns = [...new Set(functions.flatMap((func) => func.columns))];
    this.#seed = seed;
    this.#failures = failures;
  }

  /** The rows that a plan makes of a row: none like it, and no two alike. */
  makeRows(seen: SeenRow, plan: Plan): readonly MadeRow[] {
    const attempts = plan(() => this.#randomOf(seen.value, this.columns, "drawing functions"));
    const found = new Map<string, MadeRow>();
    for (const attempt of attempts) {
      const made = this.#run(seen, attempt);
      if (made === null) continue;
      const columns = [...made.changes.keys()].sort();
      const text = textOf(columns.flatMap((column) => [column, made.changes.get(column)]));
      if (!found.has(text)) found.set(text, made);
    }
    return [...found.values()];
  }

  /** Random numbers that go with what a row holds: the same wherever the row stands. */
  #randomOf(value: SeenRow["value"], columns: readonly string[], use: string): Random {
    return makeRandom(this.#seed, `transform/${use}/${textOf(columns.map(value))}`);
  }

  /** The row that an attempt makes; null where that would be the same row. */
  #run({ row, value }: SeenRow, attempt: Attempt): MadeRow | null {
    const changes = new Map<string, unknown>();
    const read = (column: string): unknown => (changes.has(column) ? changes.get(column) : value(column));
    const by: number[] = [];
    for (const j of attempt.functions) {
      const given = this.#apply(j, row, read, attempt.name);
      const news = Object.entries(given ?? {}).filter(([column, each]) => !isSame(read(column), each));
      for (const [column, each] of news) changes.set(column, each);
      if (news.length > 0 && by.push(j) >= attempt.length) break;
    }
    for (const [column, each] of changes) if (isSame(value(column), each)) changes.delete(column); // changed back
    return changes.size === 0 ? null : { changes, by };
  }

  #apply(j: number, row: number, read: SeenRow["value"], attempt: string): GivenColumns | null {
    const [func, transform] = [this.#functions[j], this.#transforms[j]];
    if (func === undefined || transform === undefined) return null;
    if (func.nulls === "abstain" && func.columns.some((column) => read(column) === null)) return null;
    let generator: Random | null = null; // costs as much as some transformations, many of which draw nothing
    const random = (): number => (generator ??= this.#randomOf(read, func.columns, `${func.name} in ${attempt}`))();
    let failure: LabelingError;
    try {
      const given = transform(read, random);
      try {
        return checkGiven(given, func, row);
      } catch (error) {
        failure = error as LabelingError;
      }
    } catch (error) {
      failure = thrownBy(func, row, error);
    }
    this.#failures[j]?.(row, failure);
    return null;
  }
}

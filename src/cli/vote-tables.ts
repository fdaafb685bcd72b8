import { Dictionary, makeVector, Table, Vector, type Data, type DataType } from "apache-arrow";
import type { BatchVotes } from "../apply/stream/stream-run.ts";
import { LabelingError } from "../errors.ts";
import { LabelMatrix } from "../matrix/label-matrix.ts";
import { buildData } from "../tables/build/column-builder.ts";
import { readValues } from "../tables/decode/column-values.ts";
import type { CarriedColumns } from "./data-parts.ts";

/**
 * Thrown where a function that has voted without confidences gives its first one: its column belongs into the file from
 * the first row on, so that writing begins anew.
 */
export class LateConfidence extends Error {
  /** The functions that are known to give confidences, by their places. */
  readonly confident: ReadonlySet<number>;

  constructor(confident: ReadonlySet<number>) {
    super("a confidence after votes without");
    this.confident = confident;
  }
}

/** A carried column; plain text in place of a dictionary, which would have to be the same in all parts. */
function carriedColumn(table: Table, name: string): Vector {
  const column = table.getChild(name) as Vector<DataType>;
  const { type } = column;
  if (!(type instanceof Dictionary)) return column;
  const chunks = column.data.map((data: Data) =>
    buildData(type.dictionary as DataType, readValues(data, 0, data.length), `column "${name}"`),
  );
  return new Vector(chunks);
}

/** Votes whose functions have confidences if the whole file is to have them. */
function withConfidences(votes: LabelMatrix, confident: ReadonlySet<number>): LabelMatrix {
  const confidences = votes.confidences.map((each, j) =>
    each === null && confident.has(j) ? new Float32Array(votes.rows).fill(1) : each,
  );
  const { labels, functions, votes: codes, rows } = votes;
  return new LabelMatrix({ labels, functions, votes: codes, confidences, rows });
}

/** Names of rows that have none. */
function rowNumbers(first: number, count: number): Int32Array {
  if (first + count <= 2 ** 31) return Int32Array.from({ length: count }, (_, row) => first + row);
  throw new LabelingError("too_large", {
    where: "labelwright apply",
    got: `more than ${2 ** 31} rows without names`,
    remedy: "Name the rows by a column (--id), or write the votes to several files.",
  });
}

/** Makes the tables of one votes file. */
export class VoteTables {
  readonly #carried: CarriedColumns;
  readonly #types = new Map<string, { readonly type: string; readonly path: string }>();
  #confident: ReadonlySet<number> | null;

  /** @param confident The functions that are known to give confidences; null before anything is known. */
  constructor(carried: CarriedColumns, confident: ReadonlySet<number> | null) {
    this.#carried = carried;
    this.#confident = confident;
  }

  /** The tables, part by part as the votes are cast. */
  async *of(parts: AsyncIterable<BatchVotes>): AsyncGenerator<Table> {
    for await (const votes of parts) yield this.#tableOf(votes);
  }

  /**
   * The votes on a part as a table: `id`, `split` and `gold` carried along from the data, then a column for each labeling
   * function.
   *
   * @throws LateConfidence; LabelingError `incompatible` for a carried column of another type than in an earlier part.
   */
  #tableOf({ votes, table, firstRow, item }: BatchVotes): Table {
    const now = new Set(votes.confidences.flatMap((each, j) => (each === null ? [] : [j])));
    this.#confident ??= now;
    const late = [...now].some((j) => this.#confident?.has(j) === false);
    if (late) throw new LateConfidence(new Set([...this.#confident, ...now]));
    const columns: Record<string, Vector> = {};
    for (const [as, name] of Object.entries(this.#carried) as [string, string | undefined][]) {
      if (name !== undefined && table !== null) {
        columns[as] = carriedColumn(table as Table, name);
        this.#checkType(name, String(columns[as].type), item.part?.path ?? "");
      } else if (as === "id") {
        columns[as] = makeVector(rowNumbers(firstRow, votes.rows));
      }
    }
    return new Table(columns).assign(withConfidences(votes, this.#confident).toArrow());
  }

  #checkType(column: string, type: string, path: string): void {
    const first = this.#types.get(column);
    if (first === undefined) this.#types.set(column, { type, path });
    else if (first.type !== type) {
      throw new LabelingError("incompatible", {
        where: path,
        got: `column ${JSON.stringify(column)} is ${type}`,
        expected: `${first.type}, as in ${first.path}`,
        remedy: "Give the column one type in all files.",
        details: { path, column },
      });
    }
  }
}

import { Data, Dictionary, Int32, Table, Utf8, Vector, vectorFromArray } from "apache-arrow";
import { assembleTable } from "../../tables/build/column-builder.ts";
import { listItemType, valueKind, type ColumnType } from "../../tables/column-types.ts";
import { tableFromRows } from "../../tables/from-rows.ts";
import type { PlainRow } from "./row.ts";

/** The columns of a task, with their types. */
type Columns = Readonly<Record<string, ColumnType>>;

/** Rows as a table of one chunk, of plain columns. */
export function tableOfRows(columns: Columns, rows: readonly PlainRow[]): Table {
  return tableFromRows(rows, { columns });
}

/** Cuts a column into chunks that end before these rows. */
function chunksOf<T>(values: readonly T[], ends: readonly number[]): readonly (readonly T[])[] {
  const all = [...ends, values.length];
  return all.map((end, k) => values.slice(all[k - 1] ?? 0, end));
}

/**
 * Rows as a table of several chunks, some text columns as dictionaries, each chunk with its own.
 *
 * @param ends Ascending: the rows before which chunks end, but for the last one.
 */
export function tableInForm(
  columns: Columns,
  rows: readonly PlainRow[],
  form: { readonly ends?: readonly number[]; readonly dictionaries?: readonly string[] },
): Table {
  const { ends = [], dictionaries = [] } = form;
  const chunks = chunksOf(rows, ends);
  const vectors = Object.entries(columns).map(([name, type]): readonly [string, Vector] => {
    const parts = chunks.map((chunk) => {
      if (dictionaries.includes(name) && type === "utf8") {
        const values = chunk.map((row) => row[name] as string | null);
        return vectorFromArray(values, new Dictionary(new Utf8(), new Int32()));
      }
      const part = tableFromRows(
        chunk.map((row) => ({ [name]: row[name] ?? null })),
        { columns: { [name]: type } },
      );
      return part.getChild(name) ?? new Vector([]);
    });
    return [name, new Vector(parts.flatMap((part) => part.data))];
  });
  return new Table(Object.fromEntries(vectors));
}

/** What lies hidden below nulls: values that no function may look at. */
function hiddenValue(type: ColumnType, which: number, words: readonly string[]): unknown {
  const item = listItemType(type);
  if (item !== null) return which % 2 === 0 ? [] : [hiddenValue(item, which, words)];
  const kind = valueKind(type);
  if (kind === "text") return which === 0 ? "" : (words[which - 1] ?? "hidden");
  if (kind === "flag") return which % 2 === 1;
  return which === 0 ? 0 : kind === "time" ? which * 86_400_000 : which;
}

/** How many sorts of hidden values `tableWithHidden` knows. */
export const hiddenSorts = 3;

/**
 * Rows as a table in which values lie below the nulls, as there may be: Arrow leaves what is there open. The same rows
 * with another sort of hidden values are equal tables.
 */
export function tableWithHidden(
  columns: Columns,
  rows: readonly PlainRow[],
  which: number,
  words: readonly string[],
): Table {
  const filled = rows.map((row) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, type]) => [name, row[name] ?? hiddenValue(type, which, words)]),
    ),
  );
  const table = tableFromRows(filled, { columns });
  const built = table.schema.fields.flatMap(({ name }, index) => {
    const [data] = table.batches.map((batch) => batch.data.children[index]);
    return data === undefined
      ? []
      : [
          {
            name,
            data: withNulls(
              data,
              rows.map((row) => row[name] === null),
            ),
          },
        ];
  });
  return assembleTable(built, rows.length);
}

function withNulls(data: Data, isNull: readonly boolean[]): Data {
  const bitmap = new Uint8Array(((isNull.length + 63) >> 6) << 3);
  isNull.forEach((null_, i) => {
    if (!null_) bitmap[i >> 3] = (bitmap[i >> 3] ?? 0) | (1 << (i & 7));
  });
  const nulls = isNull.filter(Boolean).length;
  if (nulls === 0) return data;
  const buffers = [data.valueOffsets, data.values, bitmap, data.typeIds] as unknown as ConstructorParameters<
    typeof Data
  >[4];
  return new Data(data.type, 0, data.length, nulls, buffers, data.children);
}

import { LabelingError } from "../../errors.ts";
import type { TableShape } from "../arrow-shape.ts";
import { checkTable } from "../schema.ts";

/** Tables that go into one file, one after the other. */
export type Tables = Iterable<TableShape> | AsyncIterable<TableShape>;

const columnsOf = ({ schema }: TableShape): string =>
  schema.fields.map(({ name, type }) => `${JSON.stringify(name)}: ${String(type)}`).join(", ");

/**
 * Passes tables on, of which each must have the columns of the first.
 *
 * @throws LabelingError `empty` where there are none, `bad_table` for what is no table, `incompatible` for one with
 * other columns.
 */
export async function* sameColumns(tables: Tables, path: string, where: string): AsyncGenerator<TableShape> {
  let expected: string | null = null;
  let number = 0;
  for await (const each of tables) {
    const table = checkTable(each, where);
    number++;
    const columns = columnsOf(table);
    expected ??= columns;
    if (columns !== expected) {
      throw new LabelingError("incompatible", {
        where: path,
        got: `table ${number} has the columns ${columns}`,
        expected: `those of the first: ${expected}`,
        remedy: "Give all tables of a file the same columns, of the same types and in the same order.",
        details: { path, table: number },
      });
    }
    yield table;
  }
  if (number > 0) return;
  throw new LabelingError("empty", {
    where: path,
    got: "no tables",
    expected: "at least one, if without rows, as it tells the columns",
  });
}

import { LabelingError } from "../../errors.ts";
import type { TableShape } from "../../tables/arrow-shape.ts";
import { valueKind, type ValueKind } from "../../tables/column-types.ts";
import { fieldOf, typeOfColumn } from "../../tables/schema.ts";
import type { BlockJson } from "./block.ts";

/** What is asked of a column of each kind of block. */
const roles: Readonly<Record<BlockJson["kind"], { readonly kinds: readonly ValueKind[]; readonly expected: string }>> =
  {
    text: { kinds: ["text"], expected: "text" },
    number: { kinds: ["number", "flag", "time"], expected: "numbers, booleans or times" },
    category: { kinds: ["text", "number", "flag"], expected: "text, booleans or whole numbers" },
    embedding: { kinds: ["number list"], expected: "lists of numbers" },
  };

/** Where a column that is listed under the wrong name belongs. */
const remedies: readonly (readonly [ValueKind, string])[] = [
  ["text", "List it under text or categories."],
  ["number", "List it under numbers or categories."],
  ["flag", "List it under categories or numbers."],
  ["time", "List it under numbers."],
  ["number list", "List it under embeddings."],
];

/** Whether a column has no value at all: where a few rows are made a table, its type then says nothing. */
function isAllNull(table: TableShape, column: string): boolean {
  const place = table.schema.fields.findIndex(({ name }) => name === column);
  return table.batches.every(({ data }) => {
    const chunk = data.children[place];
    return chunk === undefined || chunk.nullCount === chunk.length;
  });
}

/**
 * Checks that a table has a column that can become features of some kind.
 *
 * @returns the kind of its values; null where all are null, whatever the type
 * @throws LabelingError `missing_column`, `duplicate_name` or `wrong_type`
 */
export function checkRole(table: TableShape, column: string, role: BlockJson["kind"], where: string): ValueKind | null {
  fieldOf(table, column, where);
  if (isAllNull(table, column)) return null;
  const type = typeOfColumn(table, column, where);
  const kind = valueKind(type);
  const { kinds, expected } = roles[role];
  if (kinds.includes(kind)) return kind;
  const remedy = remedies.find(([each]) => each === kind)?.[1] ?? "Leave it out, or turn it into text.";
  throw new LabelingError("wrong_type", {
    where,
    got: `column "${column}" is ${type}`,
    expected,
    remedy,
    details: { column, type },
  });
}

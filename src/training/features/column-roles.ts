import { LabelingError } from "../../errors.ts";
import { typeIds, type TableShape } from "../../tables/arrow-shape.ts";
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

/**
 * Checks that a table has a column that can become features of some kind.
 *
 * @returns the kind of its values; null for a column of nulls alone
 * @throws LabelingError `missing_column`, `duplicate_name` or `wrong_type`
 */
export function checkRole(table: TableShape, column: string, role: BlockJson["kind"], where: string): ValueKind | null {
  if (fieldOf(table, column, where).type.typeId === typeIds.null) return null;
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

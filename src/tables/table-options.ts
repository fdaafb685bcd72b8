import { checkColumnType, type ColumnType } from "./column-types.ts";

/** The columns whose types are declared, checked. */
export function checkDeclared(
  columns: Readonly<Record<string, ColumnType>> | undefined,
): ReadonlyMap<string, ColumnType> {
  return new Map(Object.entries(columns ?? {}).map(([name, type]) => [name, checkColumnType(type, name)]));
}

import { type DataType, Field, List, Utf8 } from "apache-arrow";
import type { FileMetaData, SchemaElement, SchemaTree } from "hyparquet";
import type { ColumnType } from "../column-types.ts";
import { leafReading, type LeafReading } from "./parquet-types.ts";

/** How a column is read: single values, lists of them, or anything nested deeper, which becomes JSON text. */
export interface ColumnReading {
  readonly name: string;
  readonly form: "single" | "list" | "nested";
  readonly leaf: LeafReading;
  readonly type: DataType;
}

const leafPaths = (node: SchemaTree): string[] =>
  node.children.length === 0 ? [node.path.join("\n")] : node.children.flatMap(leafPaths);

/** Whether every row group has the columns of the schema, in its order. */
export function hasAllColumns(root: SchemaTree, metadata: FileMetaData): boolean {
  const paths = leafPaths(root).join("\n\n");
  return metadata.row_groups.every(
    ({ columns }) => columns.map(({ meta_data }) => meta_data?.path_in_schema.join("\n")).join("\n\n") === paths,
  );
}

/** The column's single values, if it is a plain column or a list of plain values. */
function leafOf(node: SchemaTree): { form: "single" | "list"; element: SchemaElement } | null {
  if (node.children.length === 0) {
    return { form: node.element.repetition_type === "REPEATED" ? "list" : "single", element: node.element };
  }
  const { converted_type: converted, logical_type: logical } = node.element;
  const [repeated] = node.children;
  if ((converted !== "LIST" && logical?.type !== "LIST") || repeated === undefined) return null;
  if (repeated.element.repetition_type !== "REPEATED" || node.children.length > 1) return null;
  const [item] = repeated.children;
  if (item === undefined) return { form: "list", element: repeated.element };
  if (repeated.children.length > 1 || item.children.length > 0) return null;
  return item.element.repetition_type === "REPEATED" ? null : { form: "list", element: item.element };
}

/**
 * How each column is read. Annotations of the values that are converted here are taken out of `metadata`, so that they
 * arrive as the file holds them, exact to the last digit.
 */
export function readingsOf(
  root: SchemaTree,
  metadata: FileMetaData,
  declared: ReadonlyMap<string, ColumnType>,
): ColumnReading[] {
  const plain = new Set<SchemaElement>();
  const readings = root.children.map((node): ColumnReading => {
    const { name } = node.element;
    const found = leafOf(node);
    if (found === null) return { name, form: "nested", leaf: { type: new Utf8(), convert: null }, type: new Utf8() };
    plain.add(found.element);
    const { form, element } = found;
    const bytes = element.type === "BYTE_ARRAY" && !element.converted_type && !element.logical_type;
    const text = bytes && declared.get(name)?.includes("utf8") === true;
    const leaf = text ? { type: new Utf8(), convert: null } : leafReading(element);
    return { name, form, leaf, type: form === "list" ? new List(new Field("item", leaf.type, true)) : leaf.type };
  });
  metadata.schema = metadata.schema.map((element) => {
    const { converted_type, logical_type, ...rest } = element;
    if (plain.has(element)) return rest;
    // Newer files may leave out the older of the two ways to say that a column is a list.
    if (logical_type?.type === "LIST" || logical_type?.type === "MAP") {
      return { ...element, converted_type: logical_type.type };
    }
    return converted_type === undefined && logical_type === undefined ? rest : element;
  });
  return readings;
}

/**
 * The shape of Arrow values as this package reads them. Tables are recognized by shape, never by `instanceof`, so
 * that a table made by a second copy of apache-arrow is read right.
 */

/** An Arrow type: its number in the Arrow format, and what some types add. */
export interface TypeShape {
  readonly typeId: number;
  readonly bitWidth?: number;
  readonly isSigned?: boolean;
  readonly precision?: number;
  readonly unit?: number;
  readonly listSize?: number;
  readonly children?: readonly FieldShape[] | null;
  readonly dictionary?: TypeShape;
  readonly indices?: TypeShape;
  /** How the type reads in a message. */
  toString(): string;
}

/** A named, typed column of a schema. */
export interface FieldShape {
  readonly name: string;
  readonly type: TypeShape;
  readonly nullable?: boolean;
}

/** One chunk of a column: buffers with an offset. */
export interface DataShape {
  readonly type: TypeShape;
  readonly length: number;
  readonly offset: number;
  readonly nullCount: number;
  readonly values?: ArrayLike<number> | ArrayLike<bigint> | undefined;
  readonly valueOffsets?: ArrayLike<number> | ArrayLike<bigint> | undefined;
  readonly nullBitmap?: Uint8Array | undefined;
  readonly children: readonly DataShape[];
  readonly variadicBuffers?: readonly Uint8Array[];
  readonly dictionary?: { readonly data: readonly DataShape[]; readonly length: number } | undefined;
}

/** One batch of rows. */
export interface BatchShape {
  readonly numRows: number;
  readonly data: { readonly children: readonly DataShape[] };
}

/** An Arrow table, from any copy of apache-arrow. */
export interface TableShape {
  readonly schema: { readonly fields: readonly FieldShape[] };
  readonly batches: readonly BatchShape[];
  readonly numRows: number;
}

/** Numbers of the Arrow types, as the format fixes them. */
export const typeIds = {
  null: 1,
  int: 2,
  float: 3,
  binary: 4,
  utf8: 5,
  bool: 6,
  decimal: 7,
  date: 8,
  time: 9,
  timestamp: 10,
  list: 12,
  struct: 13,
  fixedSizeBinary: 15,
  fixedSizeList: 16,
  duration: 18,
  largeBinary: 19,
  largeUtf8: 20,
  largeList: 21,
  utf8View: 24,
  dictionary: -1,
} as const;

/** Whether a value has the shape of an Arrow table. */
export function isTable(value: unknown): value is TableShape {
  if (typeof value !== "object" || value === null) return false;
  const { schema, batches, numRows } = value as Partial<TableShape>;
  return Array.isArray(schema?.fields) && Array.isArray(batches) && typeof numRows === "number";
}

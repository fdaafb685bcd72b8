import * as arrow from "apache-arrow";
import { Data, DataType, Field, RecordBatch, Schema, Struct, Table, Type, Vector } from "apache-arrow";
import type { BatchShape, DataShape, FieldShape, TableShape, TypeShape } from "./arrow-shape.ts";
import { buildData } from "./column-builder.ts";
import { readValues } from "./column-values.ts";

const classes: Readonly<Record<number, { readonly prototype: DataType }>> = {
  [Type.Null]: arrow.Null,
  [Type.Int]: arrow.Int,
  [Type.Float]: arrow.Float,
  [Type.Binary]: arrow.Binary,
  [Type.Utf8]: arrow.Utf8,
  [Type.Bool]: arrow.Bool,
  [Type.Decimal]: arrow.Decimal,
  [Type.Date]: arrow.Date_,
  [Type.Time]: arrow.Time,
  [Type.Timestamp]: arrow.Timestamp,
  [Type.Interval]: arrow.Interval,
  [Type.List]: arrow.List,
  [Type.Struct]: arrow.Struct,
  [Type.Union]: arrow.Union,
  [Type.FixedSizeBinary]: arrow.FixedSizeBinary,
  [Type.FixedSizeList]: arrow.FixedSizeList,
  [Type.Map]: arrow.Map_,
  [Type.Duration]: arrow.Duration,
  [Type.LargeBinary]: arrow.LargeBinary,
  [Type.LargeUtf8]: arrow.LargeUtf8,
  [Type.LargeList]: arrow.LargeList,
  [Type.BinaryView]: arrow.BinaryView,
  [Type.Utf8View]: arrow.Utf8View,
};

/** A bitmap that begins at bit `offset` of `bits`. */
function alignBits(bits: Uint8Array, offset: number, length: number): Uint8Array {
  const from = offset >> 3;
  const shift = offset & 7;
  const bytes = (length + 7) >> 3;
  if (shift === 0) return bits.subarray(from, from + bytes);
  return Uint8Array.from({ length: bytes }, (_, i) => {
    const low = bits[from + i] ?? 0;
    return (low >> shift) | ((bits[from + i + 1] ?? 0) << (8 - shift));
  });
}

/** A column, or the child of one: its type, and a chunk for each batch. */
interface Column {
  readonly type: DataType;
  readonly chunks: readonly Data[];
}

type Buffers = ConstructorParameters<typeof Data>[4];

interface ForeignData extends DataShape {
  readonly typeIds?: unknown;
}

function ownData(type: DataType, data: ForeignData, children: Data[], dictionary?: Vector): Data {
  const { length, nullCount, valueOffsets, variadicBuffers } = data;
  // Unions have no bitmap, and their slices are told by the offset alone.
  const offset = type.typeId === Type.Union ? data.offset : 0;
  const values = type.typeId === Type.Bool ? alignBits(data.values as Uint8Array, data.offset, length) : data.values;
  const bitmap = nullCount > 0 && data.nullBitmap ? alignBits(data.nullBitmap, data.offset, length) : undefined;
  const buffers = [valueOffsets, values, bitmap, data.typeIds] as unknown as Buffers;
  return new Data(type, offset, length, nullCount, buffers, children, dictionary, variadicBuffers);
}

/** What a dictionary is known by: the memory of its first chunk. */
type Key = object;

type Dictionary = NonNullable<DataShape["dictionary"]>;

const keyOf = (dictionary: Dictionary): Key => dictionary.data[0]?.values ?? dictionary;

const isSame = (a: Dictionary | undefined, b: Dictionary | undefined): boolean =>
  a === b ||
  (a?.data.length === b?.data.length &&
    a?.data.every((chunk, i) => chunk.values === b?.data[i]?.values && chunk.length === b?.data[i]?.length) === true);

class Rebuilding {
  /** The id of each dictionary: columns that share one keep sharing it, columns that do not never share an id. */
  readonly #ids = new Map<Key, number>();

  column(type: TypeShape, chunks: readonly ForeignData[]): Column {
    if (type.typeId === Type.Dictionary) return this.#dictionary(type, chunks);
    const { prototype } = classes[type.typeId] ?? {};
    if (prototype === undefined) throw new TypeError(`Arrow type ${type} is not supported`);
    const children = (type.children ?? []).map((field, i) => {
      const column = this.column(
        field.type,
        chunks.map((chunk) => chunk.children[i] as ForeignData),
      );
      return { field: ownField(field, column.type), column };
    });
    const own = Object.assign(Object.create(prototype) as DataType, type);
    if (children.length > 0) Object.assign(own, { children: children.map(({ field }) => field) });
    const data = chunks.map((chunk, i) =>
      ownData(
        own,
        chunk,
        children.map(({ column }) => column.chunks[i]).filter((child) => child !== undefined),
      ),
    );
    return { type: own, chunks: data };
  }

  #dictionary(type: TypeShape, chunks: readonly ForeignData[]): Column {
    const [first] = chunks;
    const shared = first?.dictionary;
    if (shared !== undefined && chunks.some((chunk) => !isSame(chunk.dictionary, shared)))
      return this.#merge(type, chunks);
    const values = this.column(type.dictionary ?? new arrow.Utf8(), shared?.data ?? []);
    const key = shared === undefined ? {} : keyOf(shared);
    const id = this.#ids.get(key) ?? this.#ids.size;
    this.#ids.set(key, id);
    const indices = this.column(type.indices ?? new arrow.Int32(), []).type as arrow.Int32;
    const { isOrdered = false } = type as { isOrdered?: boolean };
    const own = new arrow.Dictionary(values.type, indices, id, isOrdered);
    const dictionary = values.chunks.length === 0 ? undefined : new Vector([...values.chunks]);
    return { type: own, chunks: chunks.map((chunk) => ownData(own, chunk, [], dictionary)) };
  }

  /** One dictionary in place of several, one after the other: a file has room for one. */
  #merge(type: TypeShape, chunks: readonly ForeignData[]): Column {
    const codes = new Map<unknown, number>();
    const entries: unknown[] = [];
    const rows = chunks.map((chunk) =>
      readValues(chunk, 0, chunk.length).map((value) => {
        if (value === null) return null;
        let code = codes.get(value);
        if (code === undefined) {
          code = entries.push(value) - 1;
          codes.set(value, code);
        }
        return code;
      }),
    );
    const inner = this.column(type.dictionary ?? new arrow.Utf8(), []).type;
    const valueType = DataType.isLargeUtf8(inner) || DataType.isUtf8View(inner) ? new arrow.Utf8() : inner;
    const dictionary = new Vector([buildData(valueType, entries, "a dictionary column")]);
    const own = new arrow.Dictionary(valueType, new arrow.Int32(), this.#ids.size);
    this.#ids.set(dictionary, own.id);
    const data = rows.map((each) => {
      const { length, nullCount, values, nullBitmap } = buildData(new arrow.Int32(), each, "a dictionary column");
      return new Data(own, 0, length, nullCount, [undefined, values, nullBitmap] as unknown as Buffers, [], dictionary);
    });
    return { type: own, chunks: data };
  }
}

const ownField = (field: FieldShape, type: DataType): Field =>
  new Field(field.name, type, field.nullable ?? true, metadataOf(field));

function metadataOf(value: object): Map<string, string> {
  const { metadata } = value as { metadata?: Iterable<readonly [string, string]> };
  return new Map(metadata);
}

function ownBatch(schema: Schema, batch: BatchShape, children: Data[]): RecordBatch {
  return new RecordBatch(schema, new Data(new Struct(schema.fields), 0, batch.numRows, 0, undefined, children));
}

/**
 * The same table in this package's copy of apache-arrow, ready to be written: columns are shared, not copied, but for
 * slices that begin inside a byte, and dictionaries that differ between batches, which become one.
 */
export function ownTable(table: TableShape): Table {
  const rebuilding = new Rebuilding();
  const columns = table.schema.fields.map((field, i) => {
    const chunks = table.batches.map((batch) => batch.data.children[i] as ForeignData);
    return { field, column: rebuilding.column(field.type, chunks) };
  });
  const schema = new Schema(
    columns.map(({ field, column }) => ownField(field, column.type)),
    metadataOf(table.schema),
  );
  const batches = table.batches.map((batch, b) =>
    ownBatch(
      schema,
      batch,
      columns.map(({ column }) => column.chunks[b]).filter((chunk) => chunk !== undefined),
    ),
  );
  return new Table(schema, batches);
}

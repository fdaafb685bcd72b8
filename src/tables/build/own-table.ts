import * as arrow from "apache-arrow";
import { Data, DataType, Field, RecordBatch, Schema, Struct, Table, Type, Vector } from "apache-arrow";
import {
  typeIds,
  type BatchShape,
  type DataShape,
  type FieldShape,
  type TableShape,
  type TypeShape,
} from "../arrow-shape.ts";
import { buildData } from "./column-builder.ts";
import { readValues } from "../decode/column-values.ts";
import { ownData, type ForeignData } from "./own-data.ts";

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

/** A column, or the child of one: its type, and a chunk for each batch. */
interface Column {
  readonly type: DataType;
  readonly chunks: readonly Data[];
}

/** What a dictionary is known by: the memory of its first chunk. */
type Key = object;

type Dictionary = NonNullable<DataShape["dictionary"]>;

const keyOf = (dictionary: Dictionary): Key => dictionary.data[0]?.values ?? dictionary;

const isSame = (a: Dictionary | undefined, b: Dictionary | undefined): boolean =>
  a === b ||
  (a?.data.length === b?.data.length &&
    a?.data.every((chunk, i) => chunk.values === b?.data[i]?.values && chunk.length === b?.data[i]?.length) === true);

interface KnownDictionary {
  readonly id: number;
  readonly type: DataType;
  readonly vector: Vector | undefined;
}

class Rebuilding {
  /** The dictionaries so far: columns that share one keep sharing it, columns that do not never share an id. */
  readonly #known = new Map<Key, KnownDictionary>();

  column(type: TypeShape, chunks: readonly ForeignData[]): Column {
    if (type.typeId === typeIds.dictionary) return this.#dictionary(type, chunks);
    const { prototype } = classes[type.typeId] ?? {};
    if (prototype === undefined) throw new TypeError(`the Arrow type ${String(type)} is not supported`);
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
    const key = shared === undefined ? {} : keyOf(shared);
    let known = this.#known.get(key);
    if (known === undefined) {
      const values = this.column(type.dictionary ?? new arrow.Utf8(), shared?.data ?? []);
      const vector = values.chunks.length === 0 ? undefined : new Vector([...values.chunks]);
      known = { id: this.#known.size, type: values.type, vector };
      this.#known.set(key, known);
    }
    const { id, vector } = known;
    const indices = this.column(type.indices ?? new arrow.Int32(), []).type as arrow.Dictionary["indices"];
    const { isOrdered = false } = type as { isOrdered?: boolean };
    const own = new arrow.Dictionary(known.type, indices, id, isOrdered);
    return { type: own, chunks: chunks.map((chunk) => ownData(own, chunk, [], vector)) };
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
    const own = new arrow.Dictionary(valueType, new arrow.Int32(), this.#known.size);
    this.#known.set(dictionary, { id: own.id, type: valueType, vector: dictionary });
    const data = rows.map((each) => {
      return ownData(own, buildData(new arrow.Int32(), each, "a dictionary column") as ForeignData, [], dictionary);
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

/** In a table of empty vectors apache-arrow leaves whole vectors where the chunks should be. */
function chunkOf(child: unknown): ForeignData {
  const { data } = child as { data?: readonly ForeignData[] };
  return data?.[0] ?? (child as ForeignData);
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
  // A slice of nothing may leave a batch without rows and without columns.
  const whole = table.batches.filter((batch) => batch.data.children.length === table.schema.fields.length);
  const columns = table.schema.fields.map((field, i) => {
    const chunks = whole.map((batch) => chunkOf(batch.data.children[i]));
    return { field, column: rebuilding.column(field.type, chunks) };
  });
  const schema = new Schema(
    columns.map(({ field, column }) => ownField(field, column.type)),
    metadataOf(table.schema),
  );
  const batches = whole.map((batch, b) =>
    ownBatch(
      schema,
      batch,
      columns.map(({ column }) => column.chunks[b]).filter((chunk) => chunk !== undefined),
    ),
  );
  return new Table(schema, batches);
}

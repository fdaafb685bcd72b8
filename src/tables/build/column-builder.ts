import {
  Bool,
  Data,
  type DataType,
  DateDay,
  Field,
  Float,
  Int,
  List,
  Precision,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Timestamp,
  TimeUnit,
  Type,
  Utf8,
} from "apache-arrow";
import { LabelingError } from "../../errors.ts";
import type { ScalarType } from "../column-types.ts";

/** The Arrow type for a column type. `unit` and `zone` are for timestamps. */
export function arrowTypeFor(type: ScalarType, unit: TimeUnit = TimeUnit.MILLISECOND, zone?: string): DataType {
  if (type === "utf8") return new Utf8();
  if (type === "bool") return new Bool();
  if (type === "date") return new DateDay();
  if (type === "timestamp") return new Timestamp(unit, zone ?? null);
  if (type === "float32") return new Float(Precision.SINGLE);
  if (type === "float64") return new Float(Precision.DOUBLE);
  return new Int(!type.startsWith("u"), Number(/\d+$/.exec(type)?.[0]) as Int["bitWidth"]);
}

const isNull = (value: unknown): value is null | undefined => value === null || value === undefined;

/** The validity bitmap of some values: one bit a value, set where there is one. */
function validityOf(values: ArrayLike<unknown>): { bitmap: Uint8Array | undefined; nulls: number } {
  if (ArrayBuffer.isView(values)) return { bitmap: undefined, nulls: 0 };
  const bitmap = new Uint8Array(((values.length + 63) >> 6) << 3);
  let nulls = 0;
  for (let i = 0; i < values.length; i++) {
    if (isNull(values[i])) nulls++;
    else bitmap[i >> 3] = (bitmap[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return nulls === 0 ? { bitmap: undefined, nulls } : { bitmap, nulls };
}

type Buffers = ConstructorParameters<typeof Data>[4];

function makeData(type: DataType, values: ArrayLike<unknown>, buffers: unknown[], children: Data[] = []): Data {
  const { bitmap, nulls } = validityOf(values);
  return new Data(type, 0, values.length, nulls, [buffers[0], buffers[1], bitmap] as unknown as Buffers, children);
}

const maxOffset = 2 ** 31 - 1;

function textBuffers(values: ArrayLike<unknown>, where: string): [Int32Array, Uint8Array] {
  const offsets = new Int32Array(values.length + 1);
  let bytes = Buffer.allocUnsafe(Math.max(64, values.length * 16));
  let end = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as string | Uint8Array | null | undefined;
    if (!isNull(value)) {
      const room = typeof value === "string" ? value.length * 3 : value.length;
      if (end + room > bytes.length) {
        const longer = Buffer.allocUnsafe(Math.max(end + room, bytes.length * 2));
        longer.set(bytes.subarray(0, end));
        bytes = longer;
      }
      if (typeof value === "string") end += bytes.write(value, end);
      else {
        bytes.set(value, end);
        end += value.length;
      }
      if (end > maxOffset) throw tooLarge(where);
    }
    offsets[i + 1] = end;
  }
  // A copy of the right size: the spare room would stay with the column as long as it lives.
  return [offsets, new Uint8Array(bytes.subarray(0, end))];
}

function tooLarge(where: string): LabelingError {
  return new LabelingError("too_large", {
    where,
    got: "more than 2 GiB of values in one column",
    remedy: "Split the table into parts.",
  });
}

type Lists = ArrayLike<ArrayLike<unknown> | null | undefined>;

/** The items of all lists, one after the other. */
export function itemsOf(lists: Lists): unknown[] {
  const items: unknown[] = [];
  for (let i = 0; i < lists.length; i++) {
    const list = lists[i];
    if (!isNull(list)) for (let j = 0; j < list.length; j++) items.push(list[j]);
  }
  return items;
}

/** A chunk of lists from the chunk of all their items; of `lists` only lengths and nulls matter. */
export function buildLists(lists: Lists, items: Data): Data {
  const offsets = new Int32Array(lists.length + 1);
  let end = 0;
  for (let i = 0; i < lists.length; i++) offsets[i + 1] = end += lists[i]?.length ?? 0;
  return makeData(new List(new Field("item", items.type, true)), lists, [offsets], [items]);
}

function flagBuffer(values: ArrayLike<unknown>): Uint8Array {
  const bits = new Uint8Array(((values.length + 63) >> 6) << 3);
  for (let i = 0; i < values.length; i++) {
    if (values[i] === true) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return bits;
}

function numberBuffer(type: DataType, values: ArrayLike<unknown>): ArrayLike<unknown> {
  const ArrayType = type.ArrayType as new (length: number) => Record<number, unknown> & ArrayLike<unknown>;
  if (values instanceof ArrayType) return values;
  const out = new ArrayType(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!isNull(value)) out[i] = value;
  }
  return out;
}

/**
 * One chunk of a column from its values, null and undefined meaning null: text as strings or UTF-8 bytes, flags as
 * booleans, numbers and days as numbers, 64-bit integers and timestamps as bigints, lists as arrays of these. The
 * values must fit the type; `where` names the column in the one error there can be, `too_large`.
 */
export function buildData(type: DataType, values: ArrayLike<unknown>, where: string): Data {
  switch (type.typeId) {
    case Type.Utf8:
    case Type.Binary:
      return makeData(type, values, textBuffers(values, where));
    case Type.Bool:
      return makeData(type, values, [undefined, flagBuffer(values)]);
    case Type.List: {
      const item = type.children[0] as Field<DataType>;
      return buildLists(values as Lists, buildData(item.type, itemsOf(values as Lists), where));
    }
    default:
      return makeData(type, values, [undefined, numberBuffer(type, values)]);
  }
}

/** A column on its way into a table. */
export interface BuiltColumn {
  readonly name: string;
  readonly data: Data;
}

/** A table of several batches. All chunks of a batch have its length, and the chunks of a column its type. */
export function assembleBatches(
  columns: readonly { readonly name: string; readonly type: DataType }[],
  batches: readonly { readonly chunks: readonly Data[]; readonly length: number }[],
): Table {
  const schema = new Schema(columns.map(({ name, type }) => new Field(name, type, true)));
  const made = batches.map(({ chunks, length }) => {
    return new RecordBatch(schema, new Data(new Struct(schema.fields), 0, length, 0, undefined, [...chunks]));
  });
  return new Table(schema, made);
}

/** A table of one batch. All columns have `length` rows. */
export function assembleTable(columns: readonly BuiltColumn[], length: number): Table {
  const typed = columns.map(({ name, data }) => ({ name, type: data.type }));
  return assembleBatches(typed, [{ chunks: columns.map(({ data }) => data), length }]);
}

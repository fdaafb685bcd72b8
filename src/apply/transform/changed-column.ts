import {
  DataType,
  DateUnit,
  Field,
  Float32,
  List,
  Precision,
  TimeUnit,
  Type,
  Utf8,
  type Data,
  type Date_,
  type Float,
  type Int,
  type Timestamp,
} from "apache-arrow";

import { LabelingError } from "../../errors.ts";
import { columnTypeOf } from "../../tables/arrow-types.ts";
import { buildData } from "../../tables/build/column-builder.ts";
import { convertValue } from "../../tables/build/convert-value.ts";
import { readValues } from "../../tables/decode/column-values.ts";
import type { ScalarType } from "../../tables/column-types.ts";
import { describe } from "../../util/checks.ts";

/** The type a changed column has: its own, but that text, lists and halves in other encodings become plain. */
function plainType(type: DataType): DataType {
  if (DataType.isDictionary(type)) return plainType(type.dictionary as DataType);
  switch (type.typeId) {
    case Type.LargeUtf8:
    case Type.Utf8View:
      return new Utf8();
    case Type.Null: // of nulls alone: it reads as text
      return new Utf8();
    case Type.Float:
      return (type as Float).precision === Precision.HALF ? new Float32() : type;
    case Type.List:
    case Type.LargeList:
    case Type.FixedSizeList:
      return new List(new Field("item", plainType((type.children[0] as Field<DataType>).type), true));
    default:
      return type;
  }
}

const ticksPerMillisecond: Readonly<Record<number, number>> = {
  [TimeUnit.SECOND]: 1e-3,
  [TimeUnit.MILLISECOND]: 1,
  [TimeUnit.MICROSECOND]: 1e3,
  [TimeUnit.NANOSECOND]: 1e6,
};

function ticksOf(milliseconds: number, unit: TimeUnit): bigint | undefined {
  if (!Number.isFinite(milliseconds)) return undefined;
  const whole = Math.floor(milliseconds);
  const each = ticksPerMillisecond[unit] ?? 1;
  if (each < 1) return BigInt(Math.floor(milliseconds * each));
  return BigInt(whole) * BigInt(each) + BigInt(Math.round((milliseconds - whole) * each));
}

/** A plain value as a column of a type stores it; undefined where it cannot. */
function storedValue(value: unknown, type: DataType): unknown {
  if (value === null) return null;
  switch (type.typeId) {
    case Type.Int: {
      const converted = convertValue(columnTypeOf(type) as ScalarType, value);
      return (type as Int).bitWidth === 64 || converted === undefined ? converted : Number(converted);
    }
    case Type.Timestamp:
      return ticksOf(value as number, (type as Timestamp).unit);
    case Type.Date:
      if (!Number.isFinite(value)) return undefined;
      return (type as Date_).unit === DateUnit.DAY
        ? Math.floor((value as number) / 86_400_000)
        : BigInt(Math.floor(value as number));
    case Type.List: {
      const item = (type.children[0] as Field<DataType>).type;
      const items = Array.from(value as ArrayLike<unknown>, (each) => storedValue(each, item));
      return items.includes(undefined) ? undefined : items;
    }
    default:
      return value;
  }
}

/** A new value of a row of a column. */
export interface NewValue {
  /** The row of the made table. */
  readonly place: number;
  readonly value: unknown;
  /** The row it was made of, and the functions that changed that, for messages. */
  readonly row: number;
  readonly by: readonly string[];
}

/** A chunk of a column with new values in some places. */
export function changeColumn(column: string, chunk: Data, changes: readonly NewValue[]): Data {
  const type = plainType(chunk.type);
  const values = readValues(chunk, 0, chunk.length);
  for (const { place, value, by, row } of changes) {
    const stored = storedValue(value, type);
    if (stored === undefined) {
      throw new LabelingError("wrong_type", {
        where: `transformation function ${by.map((name) => JSON.stringify(name)).join(", ")}, row ${row}`,
        got: `it gave ${describe(value)} for column "${column}"`,
        expected: `a value of the table's type ${columnTypeOf(type)}`,
        details: { column, row },
      });
    }
    values[place] = stored;
  }
  return buildData(type, values, `column "${column}"`);
}

import {
  Binary,
  Bool,
  type DataType,
  DateDay,
  Float32,
  Float64,
  Int,
  TimeMicrosecond,
  TimeMillisecond,
  TimeNanosecond,
  Timestamp,
  TimeUnit,
  Utf8,
  util,
} from "apache-arrow";
import type { LogicalType, SchemaElement } from "hyparquet";

/** How the physical values of a Parquet column become a column of a table. */
export interface LeafReading {
  readonly type: DataType;
  /** From the physical value to what `buildData` takes for the type; null where they are the same. */
  readonly convert: ((value: unknown) => unknown) | null;
}

const as = (type: DataType, convert: LeafReading["convert"] = null): LeafReading => ({ type, convert });

function decimal(element: SchemaElement): LeafReading {
  const logical = element.logical_type?.type === "DECIMAL" ? element.logical_type : undefined;
  const scale = element.scale ?? logical?.scale ?? 0;
  // Text is rounded once, to the nearest float; multiplying by a power of ten would round twice.
  return as(new Float64(), (value) => {
    const whole = value instanceof Uint8Array ? bigEndian(value) : (value as number | bigint);
    return Number(`${whole}e${-scale}`);
  });
}

function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}

const timeUnits = { MILLIS: TimeUnit.MILLISECOND, MICROS: TimeUnit.MICROSECOND, NANOS: TimeUnit.NANOSECOND } as const;

function timestamp(logical: LogicalType & { type: "TIMESTAMP" }): LeafReading {
  return as(new Timestamp(timeUnits[logical.unit], logical.isAdjustedToUTC ? "UTC" : null));
}

const clockTypes = { MILLIS: TimeMillisecond, MICROS: TimeMicrosecond, NANOS: TimeNanosecond } as const;

function fromLogical(logical: LogicalType | undefined, element: SchemaElement): LeafReading | null {
  switch (logical?.type) {
    case "TIMESTAMP":
      return timestamp(logical);
    case "TIME":
      return as(new clockTypes[logical.unit]());
    case "INTEGER":
      return as(new Int(logical.isSigned, logical.bitWidth as Int["bitWidth"]));
    case "DATE":
      return as(new DateDay());
    case "STRING":
    case "ENUM":
    case "JSON":
      return as(new Utf8());
    case "NULL":
      return as(new Utf8(), () => null);
    case "DECIMAL":
      return decimal(element);
    case "FLOAT16":
      return as(new Float32(), (value) => {
        const [low = 0, high = 0] = value as Uint8Array;
        return util.uint16ToFloat64(low | (high << 8));
      });
    case "UUID":
      return as(new Utf8(), (value) => {
        const hex = Buffer.from(value as Uint8Array).toString("hex");
        return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
      });
    default:
      return null;
  }
}

function fromConverted(element: SchemaElement): LeafReading | null {
  const { converted_type: converted } = element;
  const width = /^(U?)INT_(\d+)$/.exec(converted ?? "");
  if (width !== null) return as(new Int(width[1] === "", Number(width[2]) as Int["bitWidth"]));
  switch (converted) {
    case "UTF8":
    case "ENUM":
    case "JSON":
      return as(new Utf8());
    case "DATE":
      return as(new DateDay());
    case "DECIMAL":
      return decimal(element);
    // The older annotations always mean UTC.
    case "TIMESTAMP_MILLIS":
      return as(new Timestamp(TimeUnit.MILLISECOND, "UTC"));
    case "TIMESTAMP_MICROS":
      return as(new Timestamp(TimeUnit.MICROSECOND, "UTC"));
    case "TIME_MILLIS":
      return as(new TimeMillisecond());
    case "TIME_MICROS":
      return as(new TimeMicrosecond());
    default:
      return null;
  }
}

function fromPhysical(element: SchemaElement): LeafReading {
  switch (element.type) {
    case "BOOLEAN":
      return as(new Bool());
    case "INT32":
      return as(new Int(true, 32));
    case "INT64":
      return as(new Int(true, 64));
    case "INT96": // a timestamp, as Spark and Impala used to write it
      return as(new Timestamp(TimeUnit.NANOSECOND, null));
    case "FLOAT":
      return as(new Float32());
    case "DOUBLE":
      return as(new Float64());
    default:
      return as(new Binary());
  }
}

/** How a Parquet column of single values is read. Decimals become floats, bytes that are not marked as text stay bytes. */
export const leafReading = (element: SchemaElement): LeafReading =>
  fromLogical(element.logical_type, element) ?? fromConverted(element) ?? fromPhysical(element);

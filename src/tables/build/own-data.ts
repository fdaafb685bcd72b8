import { Data, type DataType, Type, type Vector } from "apache-arrow";
import { typeIds, type DataShape, type TypeShape } from "../arrow-shape.ts";

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

type Buffers = ConstructorParameters<typeof Data>[4];

/** A chunk of a column, from any copy of apache-arrow. */
export interface ForeignData extends DataShape {
  readonly typeIds?: unknown;
}

const large: ReadonlySet<number> = new Set([typeIds.largeUtf8, typeIds.largeBinary, typeIds.largeList]);
const withOffsets: ReadonlySet<number> = new Set([typeIds.utf8, typeIds.binary, typeIds.list, Type.Map, ...large]);

/** The offsets of a chunk; empty chunks may lack them. */
function offsetsOf(type: DataType, data: DataShape): unknown {
  if (!withOffsets.has(type.typeId) || (data.valueOffsets?.length ?? 0) > 0) return data.valueOffsets;
  return large.has(type.typeId) ? new BigInt64Array(1) : new Int32Array(1);
}

function valuesOf(type: TypeShape, data: DataShape): unknown {
  const { values, offset, length, children } = data;
  if (type.typeId === typeIds.bool) return alignBits((values ?? new Uint8Array()) as Uint8Array, offset, length);
  if (values !== undefined || children.length > 0 || type.typeId === typeIds.null) return values;
  const { ArrayType } = type as TypeShape & { ArrayType: new (length: number) => unknown };
  return new ArrayType(0);
}

/** A chunk over the same memory, its bitmaps moved to begin at its first row. */
export function ownData(type: DataType, data: ForeignData, children: Data[], dictionary?: Vector): Data {
  const { length, nullCount, variadicBuffers } = data;
  // Unions have no bitmap, and their slices are told by the offset alone.
  const offset = type.typeId === Type.Union ? data.offset : 0;
  const bitmap = nullCount > 0 && data.nullBitmap ? alignBits(data.nullBitmap, data.offset, length) : undefined;
  const buffers = [offsetsOf(type, data), valuesOf(type, data), bitmap, data.typeIds] as unknown as Buffers;
  return new Data(type, offset, length, nullCount, buffers, children, dictionary, variadicBuffers);
}

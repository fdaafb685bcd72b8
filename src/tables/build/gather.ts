import { Data, Type, type DataType } from "apache-arrow";

/** Some rows of a column in chunks: for each its chunk, and its place in the chunk. */
export interface Places {
  readonly chunks: Int32Array;
  readonly places: Int32Array;
}

type Buffers = ConstructorParameters<typeof Data>[4];
type Values = Uint8Array & ArrayLike<unknown>;

/** One bit for each place, and how many are not set. */
function gatherBits(at: Places, isSet: (chunk: number, place: number) => boolean): { bits: Uint8Array; unset: number } {
  const bits = new Uint8Array(((at.places.length + 63) >> 6) << 3);
  let unset = 0;
  at.places.forEach((place, i) => {
    if (isSet(at.chunks[i] ?? 0, place)) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
    else unset++;
  });
  return { bits, unset };
}

function gatherFlags(chunks: readonly Data[], at: Places): Uint8Array {
  return gatherBits(at, (c, place) => {
    const bit = (chunks[c]?.offset ?? 0) + place;
    return ((((chunks[c]?.values as Uint8Array)[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
  }).bits;
}

/** Values of `stride` elements each. */
function gatherFixed(chunks: readonly Data[], at: Places, stride: number): Values {
  const sources = chunks.map((chunk) => chunk.values as Values);
  const Maker = (sources[0]?.constructor ?? Uint8Array) as new (length: number) => Values;
  const out = new Maker(at.places.length * stride);
  at.places.forEach((place, i) => {
    const source = sources[at.chunks[i] ?? 0];
    if (source !== undefined) out.set(source.subarray(place * stride, (place + 1) * stride), i * stride);
  });
  return out;
}

/** Views, with the buffers they point into numbered through all chunks. */
function gatherViews(chunks: readonly Data[], at: Places): Values {
  const out = gatherFixed(chunks, at, 16);
  const views = new DataView(out.buffer);
  let buffers = 0;
  const firstBuffer = chunks.map((chunk) => (buffers += chunk.variadicBuffers.length) - chunk.variadicBuffers.length);
  at.chunks.forEach((c, i) => {
    if (views.getInt32(i * 16, true) <= 12) return; // short text is in the view itself
    views.setInt32(i * 16 + 8, views.getInt32(i * 16 + 8, true) + (firstBuffer[c] ?? 0), true);
  });
  return out;
}

/** Where the parts of each place begin and end in its chunk, and the offsets they have one after the other. */
function gatherRanges(chunks: readonly Data[], at: Places) {
  const from = new Float64Array(at.places.length);
  const ends = new Float64Array(at.places.length + 1);
  at.places.forEach((place, i) => {
    const offsets = chunks[at.chunks[i] ?? 0]?.valueOffsets as ArrayLike<number | bigint> | undefined;
    from[i] = Number(offsets?.[place] ?? 0);
    ends[i + 1] = (ends[i] ?? 0) + Number(offsets?.[place + 1] ?? 0) - (from[i] ?? 0);
  });
  const isLarge = (chunks[0]?.valueOffsets as unknown) instanceof BigInt64Array;
  return { from, ends, offsets: isLarge ? BigInt64Array.from(ends, BigInt) : Int32Array.from(ends) };
}

type Ranges = ReturnType<typeof gatherRanges>;

function gatherBytes(chunks: readonly Data[], at: Places, { from, ends }: Ranges): Uint8Array {
  const out = new Uint8Array(ends.at(-1) ?? 0);
  from.forEach((start, i) => {
    const length = (ends[i + 1] ?? 0) - (ends[i] ?? 0);
    const bytes = chunks[at.chunks[i] ?? 0]?.values as Uint8Array | undefined;
    if (bytes !== undefined && length > 0) out.set(bytes.subarray(start, start + length), ends[i]);
  });
  return out;
}

/** The places of all items of some lists. */
function placesOfItems(at: Places, { from, ends }: Ranges): Places {
  const count = ends.at(-1) ?? 0;
  const items = { chunks: new Int32Array(count), places: new Int32Array(count) };
  from.forEach((start, i) => {
    const [first, end] = [ends[i] ?? 0, ends[i + 1] ?? 0];
    items.chunks.fill(at.chunks[i] ?? 0, first, end);
    for (let k = first; k < end; k++) items.places[k] = start + k - first;
  });
  return items;
}

function rangesOfSize(size: number, at: Places): Ranges {
  const from = Float64Array.from(at.places, (place) => place * size);
  const ends = Float64Array.from({ length: at.places.length + 1 }, (_, i) => i * size);
  return { from, ends, offsets: new Int32Array() };
}

function gatherChildren(chunks: readonly Data[], type: DataType, at: Places): Data[] {
  return type.children.map((field, c) => {
    const children = chunks.map((chunk) => chunk.children[c]).filter((child) => child !== undefined);
    return gatherRows(children, field.type as DataType, at);
  });
}

/**
 * Rows of a column as one new chunk: copied as they are stored, whatever the type (unions excepted), so that nothing
 * is rounded or lost. The chunks of a dictionary column must share their dictionary. O(bytes copied).
 */
export function gatherRows(chunks: readonly Data[], type: DataType, at: Places): Data {
  const { length } = at.places;
  if (type.typeId === Type.Null) return new Data(type, 0, length, length);
  const { bits, unset } = gatherBits(at, (c, place) => chunks[c]?.getValid(place) === true);
  const make = (offsets: unknown, values: unknown, children: Data[] = []): Data => {
    const buffers = [offsets, values, unset === 0 ? undefined : bits] as unknown as Buffers;
    const variadic = chunks.flatMap((chunk) => chunk.variadicBuffers);
    return new Data(type, 0, length, unset, buffers, children, chunks[0]?.dictionary, variadic);
  };
  switch (type.typeId) {
    case Type.Bool:
      return make(undefined, gatherFlags(chunks, at));
    case Type.Struct:
      return make(undefined, undefined, gatherChildren(chunks, type, at));
    case Type.FixedSizeList: {
      const ranges = rangesOfSize((type as unknown as { readonly listSize: number }).listSize, at);
      return make(undefined, undefined, gatherChildren(chunks, type, placesOfItems(at, ranges)));
    }
    case Type.Utf8View:
    case Type.BinaryView:
      return make(undefined, gatherViews(chunks, at));
  }
  if ((chunks[0]?.valueOffsets as unknown) === undefined) {
    return make(undefined, gatherFixed(chunks, at, chunks[0]?.stride ?? 1));
  }
  const ranges = gatherRanges(chunks, at);
  if (chunks[0]?.children.length === 0) return make(ranges.offsets, gatherBytes(chunks, at, ranges));
  return make(ranges.offsets, undefined, gatherChildren(chunks, type, placesOfItems(at, ranges)));
}

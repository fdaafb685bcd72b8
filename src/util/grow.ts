/** The next size of an array that must hold `needed` elements: at least half as much again. */
const nextSize = (size: number, needed: number): number => Math.max(needed, size + (size >> 1) + 16);

/** `array`, or a longer copy of it, so that it has room for `needed` elements. */
export function growInt32(array: Int32Array, needed: number): Int32Array {
  if (array.length >= needed) return array;
  const grown = new Int32Array(nextSize(array.length, needed));
  grown.set(array);
  return grown;
}

/** As `growInt32`. */
export function growInt16(array: Int16Array, needed: number): Int16Array {
  if (array.length >= needed) return array;
  const grown = new Int16Array(nextSize(array.length, needed));
  grown.set(array);
  return grown;
}

/** As `growInt32`. */
export function growFloat32(array: Float32Array, needed: number): Float32Array {
  if (array.length >= needed) return array;
  const grown = new Float32Array(nextSize(array.length, needed));
  grown.set(array);
  return grown;
}

/** As `growInt32`. */
export function growFloat64(array: Float64Array, needed: number): Float64Array {
  if (array.length >= needed) return array;
  const grown = new Float64Array(nextSize(array.length, needed));
  grown.set(array);
  return grown;
}

/**
 * Compares texts by code point, for sorting: as Python and Arrow sort them. JavaScript's `<` goes by 16-bit unit,
 * which puts emoji before the letters of U+E000 to U+FFFF.
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    const [highX, highY] = [isSurrogate(x), isSurrogate(y)];
    return highX === highY ? x - y : highX ? 1 : -1; // halves of larger code points come after all other units
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

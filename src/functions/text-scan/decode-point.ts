/** How many bytes a character takes whose first byte, above 0x7f, is `first`. */
export const sizeOfPoint = (first: number): number => (first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);

/** The code point beyond ASCII whose `size` bytes begin at `i` and must end before `end`; -1 if they are none. */
export function decodePoint(bytes: Uint8Array, i: number, size: number, end: number): number {
  const first = bytes[i] ?? 0;
  const second = bytes[i + 1] ?? 0;
  if (first < 0xc2 || i + size > end || (second & 0xc0) !== 0x80) return -1;
  if (size === 2) return ((first & 0x1f) << 6) | (second & 0x3f);
  const third = bytes[i + 2] ?? 0;
  if ((third & 0xc0) !== 0x80) return -1;
  if (size === 3) {
    const codePoint = ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
    return codePoint < 0x800 || (codePoint >= 0xd800 && codePoint < 0xe000) ? -1 : codePoint;
  }
  const fourth = bytes[i + 3] ?? 0;
  if ((fourth & 0xc0) !== 0x80 || first > 0xf4) return -1;
  const codePoint = ((first & 0x07) << 18) | ((second & 0x3f) << 12) | ((third & 0x3f) << 6) | (fourth & 0x3f);
  return codePoint < 0x10000 || codePoint > 0x10ffff ? -1 : codePoint;
}

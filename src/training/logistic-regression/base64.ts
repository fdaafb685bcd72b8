import { endianness } from "node:os";

/** Numbers of 32 bits as base64 of their little-endian bytes. */
export function bytesToBase64(numbers: Int32Array | Float32Array): string {
  const bytes = Buffer.from(numbers.slice().buffer);
  return (endianness() === "LE" ? bytes : bytes.swap32()).toString("base64");
}

/** The bytes of 32-bit numbers, in this machine's order; null for text that is no base64 of such. */
export function bytesFromBase64(text: unknown): ArrayBuffer | null {
  if (typeof text !== "string") return null;
  const decoded = Buffer.from(text, "base64");
  if (decoded.length % 4 !== 0 || decoded.toString("base64") !== text) return null;
  const bytes = endianness() === "LE" ? decoded : decoded.swap32();
  return new Uint8Array(bytes).buffer; // aligned, and no part of a larger one
}

import { createHash } from "node:crypto";

/** JSON with sorted keys, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}

/** The SHA-256 of some text, or of pieces of bytes that follow each other, in hex. */
export function sha256(content: string | Iterable<Uint8Array>): string {
  const hash = createHash("sha256");
  if (typeof content === "string") hash.update(content);
  else for (const piece of content) hash.update(piece);
  return hash.digest("hex");
}

/** A fingerprint of a JSON-like value: the first 32 hex digits of the SHA-256 of its canonical JSON. */
export function fingerprint(value: unknown): string {
  return sha256(canonicalJson(value)).slice(0, 32);
}

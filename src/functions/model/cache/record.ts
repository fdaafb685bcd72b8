import { sha256 } from "../../../util/hash.ts";

/** A value that JSON has. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The length of a key, in hex digits. */
export const keyLength = 32;

// A record is one line: {"key":"<32 hex>","sum":"<8 hex>","answer":<JSON>}
const beforeKey = '{"key":"';
const beforeSum = '","sum":"';
const beforeAnswer = '","answer":';
const sumLength = 8;
const sumAt = beforeKey.length + keyLength + beforeSum.length;
const answerAt = sumAt + sumLength + beforeAnswer.length;

/** Bytes from the beginning of a record to the end of its key. */
export const headLength: number = beforeKey.length + keyLength;

const checksum = (key: string, answer: string): string => sha256(`${key} ${answer}`).slice(0, sumLength);

/** An answer as a line of a cache file, line break included. */
export function writeRecord(key: string, answer: Json): string {
  const text = JSON.stringify(answer);
  return `${beforeKey}${key}${beforeSum}${checksum(key, text)}${beforeAnswer}${text}}\n`;
}

/** The answer of a record; undefined where it is damaged, or another key's. */
export function readRecord(line: string, key: string): Json | undefined {
  const text = line.slice(answerAt, -2);
  const expected = `${beforeKey}${key}${beforeSum}${checksum(key, text)}${beforeAnswer}${text}}\n`;
  return line === expected ? (JSON.parse(text) as Json) : undefined;
}

/** The key that a record seems to have, by its first bytes; null where it does not begin like a record. */
export function keyAt(bytes: Buffer, start: number): string | null {
  const head = bytes.toString("latin1", start, start + headLength);
  if (!head.startsWith(beforeKey)) return null;
  const key = head.slice(beforeKey.length);
  return /^[0-9a-f]{32}$/.test(key) ? key : null;
}

/** A string or a number of JSON, or one of the words that Python writes for numbers that JSON does not have. */
const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|-?Infinity|NaN/g;
const wholeNumber = /^-?\d+$/;

/** A mark for strings that stand for numbers: more number signs in a row than the text can make up, written or escaped. */
const markFor = (text: string): string => "#".repeat((text.match(/#|\\u0023/g)?.length ?? 0) + 1);

/**
 * Parses JSON text and keeps all of what it says: whole numbers that a JavaScript number cannot hold exactly come as
 * bigints, and the bare words NaN, Infinity and -Infinity, which Python writes, come as numbers.
 *
 * @throws SyntaxError as JSON.parse does.
 */
export function parseJson(text: string): unknown {
  if (!/\d{16}|NaN|Infinity/.test(text)) return JSON.parse(text);
  const mark = markFor(text);
  const safe = text.replace(token, (part) => {
    if (part.startsWith('"')) return part;
    const exact =
      !part.endsWith("N") && !part.endsWith("y") && (!wholeNumber.test(part) || Number.isSafeInteger(Number(part)));
    return exact ? part : `"${mark}${part}"`;
  });
  if (safe === text) return JSON.parse(text);
  return JSON.parse(safe, (_key, value: unknown) => {
    if (typeof value !== "string" || !value.startsWith(mark)) return value;
    const digits = value.slice(mark.length);
    return wholeNumber.test(digits) ? BigInt(digits) : Number(digits);
  });
}

/** A value as JSON text: as JSON.stringify, with bigints as numbers, and NaN and the infinities as strings. */
export function toJson(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isFinite(value) ? numberText(value) : `"${value}"`;
  if (Array.isArray(value)) return `[${value.map(toJson).join(",")}]`;
  if (value instanceof Date) return JSON.stringify(value);
  if (typeof value === "object" && value !== null) {
    const parts = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:${toJson(each)}`);
    return `{${parts.join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}

const numberText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

/** How long a server asks to wait, in milliseconds: `retry-after-ms`, or `Retry-After` in seconds or as a date; null where it does not say. */
export function readRetryAfter(headers: Headers, now: number): number | null {
  const milliseconds = readNumber(headers.get("retry-after-ms"));
  if (milliseconds !== null) return milliseconds;
  const text = headers.get("retry-after");
  const seconds = readNumber(text);
  if (seconds !== null) return seconds * 1000;
  const date = Date.parse(text ?? "");
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function readNumber(text: string | null): number | null {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}

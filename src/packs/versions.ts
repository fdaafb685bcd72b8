interface Version {
  readonly numbers: readonly number[];
  /** What makes it come before the version of the same numbers: `beta.1` in `1.0.0-beta.1`. */
  readonly before: readonly string[];
}

function parse(text: string): Version | null {
  const match = /^v?(\d+(?:\.\d+)*)(?:-([\w.-]+))?(?:\+[\w.-]*)?$/.exec(text.trim());
  if (match === null) return null;
  return { numbers: (match[1] ?? "").split(".").map(Number), before: match[2]?.split(".") ?? [] };
}

const sign = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Two parts of what follows the hyphen: numbers by value, and before texts. */
function compareParts(a: string, b: string): number {
  const [x, y] = [a, b].map((part) => (/^\d+$/.test(part) ? Number(part) : null));
  if (typeof x === "number" && typeof y === "number") return sign(x, y);
  return sign(typeof x === "number" ? 0 : 1, typeof y === "number" ? 0 : 1) || sign(a, b);
}

/**
 * Which of two versions is the lower: -1 for the first, 1 for the second, 0 for neither. They are read as in semantic
 * versioning, with any number of numbers. Null where one of them is no such version: they cannot be compared then.
 */
export function compareVersions(a: string, b: string): number | null {
  const [x, y] = [parse(a), parse(b)];
  if (x === null || y === null) return null;
  for (let i = 0; i < Math.max(x.numbers.length, y.numbers.length); i++) {
    const order = sign(x.numbers[i] ?? 0, y.numbers[i] ?? 0);
    if (order !== 0) return order;
  }
  if (x.before.length === 0 || y.before.length === 0)
    return sign(Number(x.before.length === 0), Number(y.before.length === 0));
  for (let i = 0; i < Math.min(x.before.length, y.before.length); i++) {
    const order = compareParts(x.before[i] ?? "", y.before[i] ?? "");
    if (order !== 0) return order;
  }
  return sign(x.before.length, y.before.length);
}
